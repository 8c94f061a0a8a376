# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..models.cae_levy_scheme import FIGURES


class CaeLevySimulationLine(models.TransientModel):
    """A month of a simulation: figures, and the levy that each scheme gives."""

    _name = "cae.levy.simulation.line"
    _description = "Levy Simulation Month"
    _order = "month"

    simulation_id = fields.Many2one("cae.levy.simulation", ondelete="cascade")
    currency_id = fields.Many2one(related="simulation_id.currency_id")
    month = fields.Date(required=True)
    turnover = fields.Monetary()
    purchase = fields.Monetary(string="Purchases")
    subcontracting = fields.Monetary()
    pass_through = fields.Monetary(string="Big Purchases")
    collected = fields.Monetary(string="Turnover Paid")
    levy = fields.Monetary(compute="_compute_levy", store=True)
    compare_levy = fields.Monetary(
        string="Other Scheme", compute="_compute_levy", store=True
    )
    difference = fields.Monetary(
        compute="_compute_levy", store=True, help="The other scheme less the first."
    )
    left = fields.Monetary(
        compute="_compute_levy",
        store=True,
        help="Turnover less costs and levy.",
    )
    compare_left = fields.Monetary(
        string="Left, Other",
        compute="_compute_levy",
        store=True,
        help="Turnover less costs and the levy of the other scheme.",
    )
    detail = fields.Json(
        compute="_compute_levy", store=True, help="Amounts of each levy by its code."
    )

    _month_uniq = models.UniqueIndex(
        "(simulation_id, month)",
        "A month is given twice. Add its figures together.",
    )

    @api.depends(
        "simulation_id.scheme_id",
        "simulation_id.compare_scheme_id",
        "simulation_id.activity_id",
        *(f"simulation_id.line_ids.{figure}" for figure in FIGURES),
        "simulation_id.line_ids.month",
    )
    def _compute_levy(self):
        for simulation, lines in self.grouped("simulation_id").items():
            months = lines._with_other_months(simulation)
            levies, others = (
                simulation._compute_levies(scheme._origin, months) if simulation else {}
                for scheme in (simulation.scheme_id, simulation.compare_scheme_id)
            )
            for line in lines:
                line._set_levies(
                    levies.get(line.month, {}),
                    others.get(line.month, {}),
                    bool(simulation.compare_scheme_id),
                )

    def _with_other_months(self, simulation):
        """The lines and the other months of the simulation, each month once.

        While a line is edited, its form knows the other lines as they were saved, or
        as an empty year would be filled in: the one with figures is the edited one.
        """
        saved = self._origin
        others = simulation.line_ids.filtered(
            lambda line: line not in self and line._origin not in saved
        )
        lines = (others | self).sorted(lambda line: any(line[code] for code in FIGURES))
        months = {line.month: line.id for line in lines}
        return self.browse(months.values())

    def _set_levies(self, amounts, others, compared):
        before = self.turnover - self.purchase - self.subcontracting - self.pass_through
        self.levy = sum(amounts.values())
        self.compare_levy = sum(others.values())
        self.left = before - self.levy
        self.compare_left = before - self.compare_levy if compared else 0.0
        self.difference = self.compare_levy - self.levy if compared else 0.0
        self.detail = [amounts, others]

    def _get_figures(self):
        self.ensure_one()
        figures = {code: self[code] for code in FIGURES}
        if not self.collected:
            # Typed figures: what is not said to be unpaid is paid.
            figures["collected"] = None
        return {"date": self.month, **figures}
