# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools.misc import formatLang


class CaeLevyComparisonLine(models.Model):
    """What an activity owes now, and what it would owe under the scheme tried."""

    _name = "cae.levy.comparison.line"
    _description = "Activity under Another Scheme"
    _order = "comparison_id desc, difference desc, activity_id"
    _check_company_auto = True
    _rec_name = "activity_id"

    comparison_id = fields.Many2one(
        "cae.levy.comparison",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    company_id = fields.Many2one(
        related="comparison_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="comparison_id.currency_id")
    activity_id = fields.Many2one(
        "cae.activity",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
        check_company=True,
    )
    # As they were when the comparison was computed.
    territory_id = fields.Many2one("cae.territory", readonly=True)
    coach_id = fields.Many2one("res.users", readonly=True)
    turnover = fields.Monetary(readonly=True)
    base_now = fields.Monetary(
        readonly=True, help="Base of the first levy of the scheme."
    )
    base_then = fields.Monetary(
        readonly=True, help="Base of the first levy of the scheme that is tried."
    )
    amount_now = fields.Monetary(string="Levy Now", readonly=True)
    amount_then = fields.Monetary(string="Levy Then", readonly=True)
    difference = fields.Monetary(readonly=True)
    difference_percent = fields.Float(
        string="Change (%)", digits=(16, 2), readonly=True, aggregator=None
    )
    rate_now = fields.Float(
        string="Rate Now (%)", digits=(16, 2), readonly=True, aggregator=None
    )
    rate_then = fields.Float(
        string="Rate Then (%)", digits=(16, 2), readonly=True, aggregator=None
    )
    direction = fields.Selection(
        [("more", "Pays more"), ("less", "Pays less"), ("same", "Pays the same")],
        required=True,
        readonly=True,
    )
    band_from = fields.Integer(
        string="Difference From",
        readonly=True,
        aggregator=None,
        help="Where the band of the difference starts.",
    )
    detail = fields.Json(
        readonly=True, help="For each levy code, the amounts now and then."
    )
    by_levy = fields.Char(compute="_compute_by_levy")

    _activity_uniq = models.UniqueIndex(
        "(comparison_id, activity_id)", "An activity is in a comparison once."
    )

    @api.depends("detail")
    @api.depends_context("lang")
    def _compute_by_levy(self):
        components = self.env["cae.levy.component"].search(
            [("company_id", "in", self.company_id.ids)]
        )
        names = {
            component.code: component.name
            for component in components | self.comparison_id.scheme_id.component_ids
        }
        for line in self:
            line.by_levy = "; ".join(
                f"{names.get(code, code)}: {line._format(now)} → {line._format(then)}"
                for code, (now, then) in (line.detail or {}).items()
            )

    def _format(self, amount):
        if amount is None:
            return "–"
        return formatLang(self.env, amount, currency_obj=self.currency_id)
