# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..models.cae_levy_scheme import FIGURES


class CaeLevySimulationLine(models.TransientModel):
    """A month of a simulation: figures to type, and the levy they give."""

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
    left = fields.Monetary(
        compute="_compute_levy",
        store=True,
        help="Turnover less costs and levy.",
    )

    @api.depends(
        "simulation_id.scheme_id",
        *(f"simulation_id.line_ids.{figure}" for figure in FIGURES),
        "simulation_id.line_ids.month",
    )
    def _compute_levy(self):
        for simulation, lines in self.grouped("simulation_id").items():
            months = simulation.line_ids | lines
            levies = {}
            if simulation.scheme_id:
                rows = simulation.scheme_id._origin.simulate(
                    [line._get_figures() for line in months if line.month]
                )
                levies = {row["date"]: row["total"] for row in rows}
            for line in lines:
                line.levy = levies.get(line.month, 0.0)
                line.left = (
                    line.turnover
                    - line.purchase
                    - line.subcontracting
                    - line.pass_through
                    - line.levy
                )

    def _get_figures(self):
        self.ensure_one()
        figures = {code: self[code] for code in FIGURES}
        if not (self.simulation_id.activity_id or self.collected):
            # Typed figures: what is not said to be unpaid is paid.
            figures["collected"] = None
        return {"date": self.month, **figures}
