# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common_cost_simulation import CostSimulationCase


@tagged("post_install", "-at_install")
class TestCostSimulationRecord(CostSimulationCase):
    """How a simulation is filled in, and what it leaves alone."""

    def test_it_begins_with_all_the_pools(self):
        other = self._create_pool("IT", self.equal)
        self._create_budget(other, 10, year=2027, vote=False)
        action = other.action_simulate()
        with Form(
            self.env["cae.cost.simulation"].with_context(**action["context"])
        ) as form:
            form.name = "From a pool"
        simulation = form.record
        self.assertEqual(simulation.pool_ids.pool_id, self.pool | other)
        self.assertEqual(simulation.base, "draft")
        self.assertEqual(str(simulation.date_from), "2027-01-01")
        action = self.budget.action_simulate()
        simulation = (
            self.env["cae.cost.simulation"]
            .with_context(**action["context"])
            .create({"name": "From a budget"})
        )
        self.assertEqual(simulation.base, "voted")
        self.assertEqual(str(simulation.date_from), "2026-01-01")
        self.assertEqual(simulation.pool_ids.pool_id, self.pool | other)

    def test_figures_are_proposed_to_who_joins(self):
        simulation = self._simulate(compute=False)
        with Form(simulation) as form, form.member_ids.new() as change:
            change.membership_id = self.proxim
            change.date = "2026-07-01"
        (value,) = simulation.member_ids.value_ids
        self.assertEqual((value.key_id, value.amount), (self.fte, 6))

    def test_figures_are_void_when_a_change_changes(self):
        support = new_test_user(
            self.env, "simulation_support", groups="cae_member.group_support"
        )
        simulation = self._simulate({"new_key_id": self.equal.id}).with_user(support)
        change = {"kind": "join", "name": "M", "date": "2026-07-01"}
        steps = (
            lambda: simulation.pool_ids.write({"new_key_id": False}),
            lambda: simulation.write({"date_to": "2026-06-30"}),
            lambda: simulation.write({"member_ids": [Command.create(change)]}),
            lambda: simulation.member_ids.write({"date": "2026-04-01"}),
            lambda: simulation.member_ids.value_ids.create(
                {
                    "change_id": simulation.member_ids.id,
                    "key_id": self.fte.id,
                    "amount": 3,
                }
            ),
            lambda: simulation.member_ids.value_ids.write({"amount": 4}),
            lambda: simulation.member_ids.unlink(),
            lambda: simulation.pool_ids.write({"net_after": 1}),
            lambda: simulation.write({"net_after": 1}),
        )
        for step in steps:
            simulation.action_compute()
            step()
            self.assertEqual(simulation.state, "draft")
            self.assertFalse(simulation.line_ids)
            self.assertEqual(simulation.pool_ids.net_after, 0)
            self.assertEqual(simulation.net_after, 0)
        with self.assertRaisesRegex(UserError, "no figures yet"):
            simulation.action_print()
        simulation.action_compute()
        simulation.write({"name": "Another name", "note": "For May"})
        self.assertEqual(simulation.state, "computed")

    def test_a_variant(self):
        change = {
            "kind": "join",
            "name": "Mobil",
            "date": "2026-07-01",
            "value_ids": [(self.fte, 10)],
        }
        simulation = self._simulate({"new_cost": 15000}, [change])
        variant = simulation.browse(simulation.action_duplicate()["res_id"])
        self.assertEqual(variant.name, "Try (variant)")
        self.assertEqual(variant.state, "draft")
        self.assertEqual(variant.pool_ids.new_cost, 15000)
        self.assertEqual(variant.member_ids.value_ids.amount, 10)
        variant.action_compute()
        self.assertEqual(
            variant.line_ids.mapped("amount_after"),
            simulation.line_ids.mapped("amount_after"),
        )
        action = (simulation | variant).action_view_lines()
        self.assertEqual(action["context"]["pivot_column_groupby"], ["simulation_id"])

    def test_who_changes_how(self):
        for vals, message in (
            ({"kind": "leave", "name": "M"}, "can only join"),
            ({"kind": "value", "membership_id": self.vital.id}, "which figures change"),
            ({"name": "M", "membership_id": self.vital.id}, "not both"),
        ):
            with self.assertRaisesRegex(ValidationError, message):
                self._simulate(member_vals=[{"date": "2026-07-01", **vals}])

    def test_nothing_else_is_changed(self):
        names = (
            "cae.cost.agreement",
            "cae.cost.agreement.line",
            "cae.cost.key",
            "cae.cost.key.value",
            "cae.cost.budget",
            "cae.cost.pool",
            "cae.membership",
            "cae.grant",
            "account.move",
            "res.partner",
        )

        def snapshot():
            self.env.flush_all()
            rows = {}
            for name in names:
                table = self.env[name]._table
                self.env.cr.execute(f"SELECT t::text FROM {table} t ORDER BY id")
                rows[name] = self.env.cr.fetchall()
            return rows

        before = snapshot()
        simulation = self._simulate(
            {"new_key_id": self.equal.id, "new_cost": 5000, "grant_lost": 1},
            [
                {"kind": "leave", "membership_id": self.agiie.id, "date": "2026-06-30"},
                {
                    "kind": "join",
                    "name": "Mobil",
                    "date": "2026-07-01",
                    "value_ids": [(self.fte, 10)],
                },
            ],
        )
        self.assertEqual(len(simulation.line_ids), 4)
        self.assertEqual(snapshot(), before)
