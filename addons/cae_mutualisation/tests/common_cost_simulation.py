# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .common_cost import CaeCostCase


class CostSimulationCase(CaeCostCase):
    """HR costs 12 000 and has 2 000 of grants; 12, 6 and 2 FTE share the 10 000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._share(cls.pool, {cls.agiie: 12, cls.proxim: 6, cls.vital: 2})
        cls.budget = cls._create_budget(cls.pool, 12000, grant=2000)

    @classmethod
    def _simulate(cls, pool_vals=None, member_vals=(), compute=True, **vals):
        """A simulation of 2026; the values of the row of HR, and of changed members."""
        simulation = cls.env["cae.cost.simulation"].create(
            {
                "name": "Try",
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "base": "voted",
                **vals,
            }
        )
        row = simulation.pool_ids.filtered(lambda row: row.pool_id == cls.pool)
        row.write(pool_vals or {})
        simulation.member_ids = [
            Command.create(
                {
                    **change,
                    "value_ids": [
                        Command.create({"key_id": key.id, "amount": amount})
                        for key, amount in change.get("value_ids", ())
                    ],
                }
            )
            for change in member_vals
        ]
        if compute:
            simulation.action_compute()
        return simulation

    def _amounts(self, simulation, *names):
        """`{member: amounts}`, and Σ of both sides is the net cost, to the cent."""
        self.assertEqual(simulation.state, "computed")
        for row in simulation.pool_ids:
            lines = simulation.line_ids.filtered(
                lambda line, row=row: line.pool_id == row.pool_id
            )
            for side in ("before", "after"):
                self.assertEqual(
                    sum(
                        round(100 * amount) for amount in lines.mapped(f"amount_{side}")
                    ),
                    round(100 * row[f"net_{side}"]),
                )
        names = names or ("amount_after",)
        return {
            line.name: " ".join(f"{line[name]:.2f}" for name in names)
            for line in simulation.line_ids.filtered(
                lambda line: line.pool_id == self.pool
            )
        }
