# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeDuesTier(models.Model):
    """From a number of FTE, of posts or a turnover on: an amount, a rate."""

    _name = "cae.dues.tier"
    _description = "Tier of a Dues Rule"
    _order = "start, id"

    rule_id = fields.Many2one(
        "cae.dues.rule", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="rule_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="rule_id.currency_id")
    start = fields.Float(
        string="From",
        digits=(16, 2),
        help="First FTE, post or unit of turnover of the tier.",
    )
    amount = fields.Monetary(help="Due in this tier, whatever the figure.")
    rate = fields.Float(
        digits=(10, 4),
        help="For each FTE or post: an amount. Of a turnover: %.",
    )

    _start_uniq = models.UniqueIndex(
        "(rule_id, start)", "Two tiers of a dues rule start at the same figure."
    )
    _start_positive = models.Constraint(
        "CHECK (start >= 0)", "A tier starts at zero or above."
    )
