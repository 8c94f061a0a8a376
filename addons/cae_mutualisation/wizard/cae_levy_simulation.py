# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..models.cae_levy_scheme import FIGURES


class CaeLevySimulation(models.TransientModel):
    """What a scheme would levy on an activity's year, or on typed figures."""

    _name = "cae.levy.simulation"
    _description = "Levy Simulation"

    scheme_id = fields.Many2one("cae.levy.scheme", required=True)
    company_id = fields.Many2one(related="scheme_id.company_id")
    currency_id = fields.Many2one(related="scheme_id.currency_id")
    activity_id = fields.Many2one(
        "cae.activity",
        check_company=True,
        help="Takes the figures of the activity's last twelve months.",
    )
    line_ids = fields.One2many(
        "cae.levy.simulation.line",
        "simulation_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    levy_total = fields.Monetary(compute="_compute_levy_total")

    @api.depends("scheme_id", "activity_id")
    def _compute_line_ids(self):
        for simulation in self:
            simulation.line_ids = [
                Command.clear(),
                *(Command.create(row) for row in simulation._prepare_lines()),
            ]

    @api.depends("line_ids.levy")
    def _compute_levy_total(self):
        for simulation in self:
            simulation.levy_total = sum(simulation.line_ids.mapped("levy"))

    def action_chart(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Simulation of %(scheme)s", scheme=self.scheme_id.name),
            "res_model": "cae.levy.simulation.line",
            "view_mode": "graph,list",
            "domain": [("simulation_id", "=", self.id)],
            "target": "current",
        }

    def _prepare_lines(self):
        """Twelve months: the activity's own figures, or zeros to fill in."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        first = today + relativedelta(day=1, months=-12)
        months = [first + relativedelta(months=index) for index in range(12)]
        figures = self._read_activity_figures(months) if self.activity_id else {}
        return [{"month": month, **figures.get(month, {})} for month in months]

    def _read_activity_figures(self, months):
        activity = self.activity_id._origin
        activity.check_access("read")
        date_to = months[-1] + relativedelta(day=31)
        natures = activity.company_id._cae_natures()
        invoiced = activity._read_months(months[0], date_to)
        collected = activity._read_months(months[0], date_to, "collected")

        def amount(ledger, month, code):
            nature = natures.get(code)
            value = nature and ledger.get((activity.id, month), {}).get(nature.id)
            return int(nature.sign) * value if value else 0.0

        return {
            month: {
                code: amount(collected, month, "turnover")
                if code == "collected"
                else amount(invoiced, month, code)
                for code in FIGURES
            }
            for month in months
        }
