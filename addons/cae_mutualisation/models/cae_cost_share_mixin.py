# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_amount, formatLang


class CaeCostShareMixin(models.AbstractModel):
    """A member's part of what a pool costs in a period, with its arithmetic.

    The engine writes the rows, all at once; nobody else does.
    """

    _name = "cae.cost.share.mixin"
    _description = "Share of a Member in a Pool"

    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    membership_id = fields.Many2one(
        "cae.membership",
        required=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Member", required=True, index=True, ondelete="restrict"
    )
    pool_id = fields.Many2one(
        "cae.cost.pool", required=True, index=True, ondelete="restrict"
    )
    key_id = fields.Many2one("cae.cost.key", index=True, ondelete="restrict")
    agreement_line_id = fields.Many2one(
        "cae.cost.agreement.line",
        string="Line of the Agreement",
        index="btree_not_null",
        ondelete="restrict",
    )
    shared = fields.Monetary(
        string="To Share", aggregator=None, help="Of the pool, among all its members."
    )
    weight = fields.Float(
        digits=(16, 6),
        help="The value of the key × the days of the agreement. With a mixed key, or "
        "one that changed in the period: the part of the whole.",
    )
    weight_total = fields.Float(string="Weight of All", digits=(16, 6), aggregator=None)
    percent = fields.Float(
        string="Share (%)", compute="_compute_percent", digits=(16, 2)
    )
    amount = fields.Monetary(string="Share")
    detail = fields.Json(
        help="The parts of the key: its id, how much it counts, the days, the weight "
        "of the member and that of all.",
    )
    explanation = fields.Text(compute="_compute_explanation")

    @api.depends("weight", "weight_total")
    def _compute_percent(self):
        for line in self:
            total = line.weight_total
            line.percent = 100 * line.weight / total if total else 0

    @api.depends("detail", "shared", "amount")
    @api.depends_context("lang")
    def _compute_explanation(self):
        keys = self.env["cae.cost.key"].sudo()
        found = {id_ for line in self for id_, *_ in line.detail or []}
        names = {key.id: key.name for key in keys.browse(found).exists()}
        for line in self:
            line.explanation = line._explain(names)

    def _explain(self, keys):
        """The arithmetic in words: 12 000.00 € × 1 468 / 7 308 (FTE) = 2 410.51 €."""
        self.ensure_one()
        if not self.detail:
            return self.env._("No agreement weighs in these days: nothing is owed.")
        parts = [
            self._explain_part(keys.get(key_id, "?"), coefficient, weight, total)
            for key_id, coefficient, weight, total in self.detail
        ]
        return self.env._(
            "%(shared)s × %(parts)s = %(amount)s",
            shared=format_amount(self.env, self.shared, self.currency_id),
            parts=parts[0] if len(parts) == 1 else f"({' + '.join(parts)})",
            amount=format_amount(self.env, self.amount, self.currency_id),
        )

    def _explain_part(self, key_name, coefficient, weight, total):
        text = self.env._(
            "%(weight)s / %(total)s (%(key)s)",
            weight=self._format_weight(weight),
            total=self._format_weight(total),
            key=key_name,
        )
        if coefficient == "1":
            return text
        over, _slash, under = coefficient.partition("/")
        percent = 100 * int(over) / int(under or 1)
        return f"{formatLang(self.env, percent)} % × {text}"

    def _format_weight(self, weight):
        """Without decimals when there are none."""
        value = float(weight)
        digits = 0 if value == int(value) else 2
        return formatLang(self.env, value, digits=digits)
