# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostCallLine(models.Model):
    """What a member is asked for a pool and a period."""

    _name = "cae.cost.call.line"
    _description = "Provision of a Member"
    _order = "call_id, membership_id, pool_id"

    call_id = fields.Many2one(
        "cae.cost.call", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="call_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
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
    budget = fields.Monetary(help="Of the pool, for this period.")
    weight = fields.Float(digits=(16, 4), help="In value-days of the period.")
    weight_total = fields.Float(string="Weight of All", digits=(16, 4))
    amount = fields.Monetary(string="Provision", help="Before tax.")
    move_line_id = fields.Many2one(
        "account.move.line", readonly=True, index="btree_not_null"
    )
    move_id = fields.Many2one(related="move_line_id.move_id", string="Invoice")
