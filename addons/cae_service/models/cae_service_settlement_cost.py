# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeServiceSettlementCost(models.Model):
    """The cost and the hours of a group, as they were when it was settled."""

    _name = "cae.service.settlement.cost"
    _description = "Cost Settled"
    _order = "settlement_id, rate_id"
    _rec_name = "rate_id"

    settlement_id = fields.Many2one(
        "cae.service.settlement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="settlement_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    rate_id = fields.Many2one(
        "cae.service.rate",
        string="Cost Group",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    cost = fields.Monetary(string="Full Cost", readonly=True)
    hours = fields.Float(string="Billable Hours", readonly=True)
    kept = fields.Monetary(
        string="Kept by the Centre",
        readonly=True,
        help="The part of the hours by the hour and of flat fees.",
    )
    kept_hours = fields.Float(
        string="Hours at Agreed Prices",
        readonly=True,
        help="Their price was agreed: they are not settled.",
    )
    unbilled_hours = fields.Float(
        string="Hours Not Billed Yet",
        readonly=True,
        help="At cost, and on no invoice: bill them before you settle.",
    )
    provisional_rate = fields.Monetary(readonly=True)
    real_rate = fields.Monetary(
        readonly=True, help="Full cost ÷ billable hours, to the cent, to be read."
    )

    _rate_uniq = models.UniqueIndex(
        "(settlement_id, rate_id)", "This group is already in this settlement."
    )
