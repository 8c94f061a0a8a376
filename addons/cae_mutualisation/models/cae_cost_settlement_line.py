# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostSettlementLine(models.Model):
    """What a member owes for a pool in a year, with the arithmetic."""

    _name = "cae.cost.settlement.line"
    _description = "Settlement of a Member"
    _inherit = ["cae.cost.frozen.mixin", "cae.cost.share.mixin"]
    _order = "settlement_id desc, partner_id, pool_id"

    settlement_id = fields.Many2one(
        "cae.cost.settlement", required=True, index=True, ondelete="cascade"
    )
    statement_id = fields.Many2one(
        "cae.cost.statement", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(related="settlement_id.state")
    shared = fields.Monetary(string="Net Cost of the Pool")
    amount_before = fields.Monetary(
        string="Share Settled Before", help="The share when it was invoiced last."
    )
    provisional = fields.Monetary(string="Provisions", help="Called in the period.")
    settled = fields.Monetary(
        string="Settled Before", help="Invoiced or credited by this settlement."
    )
    delta = fields.Monetary(
        string="To Invoice or Credit",
        help="Share less provisions and less what was settled before.",
    )

    _statement_pool_uniq = models.UniqueIndex("(statement_id, pool_id)")
