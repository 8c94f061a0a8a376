# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostCallLine(models.Model):
    """What a member is asked for a pool and a period."""

    _name = "cae.cost.call.line"
    _description = "Provision of a Member"
    _inherit = ["cae.cost.share.mixin"]
    _order = "date_from desc, call_id, partner_id, pool_id"

    call_id = fields.Many2one(
        "cae.cost.call", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(related="call_id.state")
    date_from = fields.Date(related="call_id.date_from", store=True)
    amount = fields.Monetary(string="Provision", help="Before tax.")

    # Two calls that are made at once: the second one stops here.
    _member_pool_date_uniq = models.UniqueIndex(
        "(membership_id, pool_id, date_from)",
        "Another call asks this member for this pool from that day on.",
    )
