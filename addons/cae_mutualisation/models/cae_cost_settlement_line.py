# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostSettlementLine(models.Model):
    """What a member owes for a pool, with the arithmetic."""

    _name = "cae.cost.settlement.line"
    _description = "Settlement of a Member"
    _order = "settlement_id, membership_id, pool_id"

    settlement_id = fields.Many2one(
        "cae.cost.settlement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="settlement_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(related="settlement_id.state", store=True, index=True)
    membership_id = fields.Many2one(
        "cae.membership",
        string="Member",
        required=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        related="membership_id.partner_id", store=True, index=True
    )
    pool_id = fields.Many2one(
        "cae.cost.pool", required=True, index=True, ondelete="restrict"
    )
    agreement_line_id = fields.Many2one(
        "cae.cost.agreement.line", index="btree_not_null", ondelete="restrict"
    )
    key_id = fields.Many2one("cae.cost.key", ondelete="restrict")
    net = fields.Monetary(string="Net Cost of the Pool", aggregator=None)
    weight = fields.Float(digits=(16, 4), help="Value × days of the year.")
    weight_total = fields.Float(string="Weight of All", digits=(16, 4), aggregator=None)
    amount = fields.Monetary(string="Share")
    called = fields.Monetary(string="Already Called")
    balance = fields.Monetary(help="Share less what was called: invoiced, or credited.")
    move_line_id = fields.Many2one(
        "account.move.line", readonly=True, index="btree_not_null"
    )
    move_id = fields.Many2one(related="move_line_id.move_id", string="Invoice")
