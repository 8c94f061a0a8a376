# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..kernel.distribution import spread
from ..models.cae_levy_scheme import FIGURES

YEAR_FIGURES = ("turnover", "purchase", "subcontracting", "pass_through")


class CaeLevySimulation(models.TransientModel):
    """What one or two schemes would levy on an activity's year, or on typed figures.

    The real figures of an activity are computed as a levy run does, with its
    exceptions, its dates of presence and the months before in the same financial
    year. Typed figures know none of these.
    """

    _name = "cae.levy.simulation"
    _description = "Levy Simulation"
    _inherit = ["cae.levy.period.mixin"]
    _check_company_auto = True

    scheme_id = fields.Many2one(
        "cae.levy.scheme",
        required=True,
        default=lambda self: self._default_scheme_id(),
    )
    compare_scheme_id = fields.Many2one(
        "cae.levy.scheme",
        string="Compare With",
        check_company=True,
        domain="[('id', '!=', scheme_id), ('company_id', '=', company_id)]",
        help="Another scheme, which may be archived or not voted yet. The dates of "
        "the schemes do not count here.",
    )
    company_id = fields.Many2one(related="scheme_id.company_id")
    currency_id = fields.Many2one(related="scheme_id.currency_id")
    activity_id = fields.Many2one(
        "cae.activity",
        check_company=True,
        help="Takes the real figures of the activity. Empty the field to change them: "
        "they stay, as typed figures, which know no exception.",
    )
    line_ids = fields.One2many(
        "cae.levy.simulation.line",
        "simulation_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    levy_total = fields.Monetary(compute="_compute_totals")
    compare_levy_total = fields.Monetary(
        string="Levy of the Other Scheme", compute="_compute_totals"
    )
    difference_total = fields.Monetary(string="Difference", compute="_compute_totals")
    year_turnover = fields.Monetary(string="Turnover of the Year")
    year_purchase = fields.Monetary(string="Purchases of the Year")
    year_subcontracting = fields.Monetary(string="Subcontracting of the Year")
    year_pass_through = fields.Monetary(string="Big Purchases of the Year")

    @api.model
    def _default_scheme_id(self):
        """The scheme in force today."""
        today = fields.Date.context_today(self)
        return self.env["cae.levy.scheme"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("date_from", "<=", today),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", today),
            ],
            limit=1,
        )

    @api.depends("scheme_id", "activity_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for simulation in self:
            simulation.display_name = self.env._("Simulation")

    @api.depends("activity_id", "period", "date")
    def _compute_line_ids(self):
        for simulation in self:
            if not simulation.activity_id and simulation.line_ids:
                # Typed figures, or real ones that are to be changed.
                simulation.line_ids = simulation.line_ids
                continue
            simulation.line_ids = [
                Command.clear(),
                *(Command.create(row) for row in simulation._prepare_lines()),
            ]

    @api.depends("line_ids.levy", "line_ids.compare_levy")
    def _compute_totals(self):
        for simulation in self:
            lines = simulation.line_ids
            simulation.levy_total = sum(lines.mapped("levy"))
            simulation.compare_levy_total = sum(lines.mapped("compare_levy"))
            simulation.difference_total = (
                simulation.compare_levy_total - simulation.levy_total
                if simulation.compare_scheme_id
                else 0.0
            )

    def action_same_every_month(self):
        """Spread the typed figures of a year over its months, to the cent."""
        self.ensure_one()
        if not any(self[f"year_{code}"] for code in YEAR_FIGURES):
            raise UserError(
                self.env._(
                    "There is nothing to spread. Type the turnover of a year first."
                )
            )
        months = self._get_year_months()
        precision = Decimal(repr(self.currency_id.rounding))
        parts = {
            code: spread(Decimal(repr(self[f"year_{code}"])), len(months), precision)
            for code in YEAR_FIGURES
        }
        self.activity_id = False
        self.line_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "month": month,
                        **{code: float(parts[code][index]) for code in YEAR_FIGURES},
                    }
                )
                for index, month in enumerate(months)
            ),
        ]
        return True

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
        """The activity's own figures, or a financial year of zeros to fill in."""
        self.ensure_one()
        if not self.activity_id:
            return [{"month": month} for month in self._get_year_months()]
        months = self._get_months()
        figures = self._read_activity_figures(months)
        return [{"month": month, **figures[month]} for month in months]

    def _read_activity_figures(self, months):
        """Costs positive, by month: ``{month: {figure: amount}}``."""
        activity = self._get_readable_activity()
        figures = {month: dict.fromkeys(FIGURES, 0.0) for month in months}
        if not months:
            return figures
        date_to = fields.Date.end_of(months[-1], "month")
        natures = (
            self.env["cae.ledger.nature"]
            .sudo()
            .search([("company_id", "=", activity.company_id.id)])
        )
        for recognition, codes in (
            ("invoiced", YEAR_FIGURES),
            ("collected", ("turnover",)),
        ):
            ledger = activity._read_months(months[0], date_to, recognition)
            for nature in natures.filtered(
                lambda nature, codes=codes: nature.code in codes
            ):
                code = "collected" if recognition == "collected" else nature.code
                for month in months:
                    amount = ledger.get((activity.id, month), {}).get(nature.id, 0.0)
                    figures[month][code] += int(nature.sign) * amount
        return figures

    def _get_readable_activity(self):
        """The activity, whose ledger is read without the user's accounting rights."""
        activity = self.activity_id._origin
        activity.check_access("read")
        return activity

    def _compute_levies(self, scheme, lines):
        """What a scheme levies on the lines: ``{month: {component code: amount}}``."""
        self.ensure_one()
        months = sorted(lines.filtered("month").mapped("month"))
        if not scheme or not months:
            return {}
        if self.activity_id:
            return self._compute_real_levies(scheme, months)
        rows = scheme.simulate([line._get_figures() for line in lines if line.month])
        return {
            row["date"]: {
                code: amount
                for code, amount in row.items()
                if code not in ("date", "total")
            }
            for row in rows
        }

    def _compute_real_levies(self, scheme, months):
        activity = self._get_readable_activity()
        projection = self.env["cae.levy.projection"]
        covered = projection._year_to_date(activity.company_id, months)
        levies = projection._compute_levies(
            dict.fromkeys(covered, scheme), activity, months
        )
        result = defaultdict(dict)
        for (_activity_id, code), amounts in levies.items():
            for month, amount in amounts.items():
                result[month][code] = amount
        return result
