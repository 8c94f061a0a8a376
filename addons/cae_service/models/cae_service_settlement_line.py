# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeServiceSettlementLine(models.Model):
    """What a member owes for a service of an agreement, and what it has paid."""

    _name = "cae.service.settlement.line"
    _description = "Settlement of a Member"
    _order = "settlement_id desc, partner_id, order_id, sale_line_id, id"
    _rec_name = "sale_line_id"

    settlement_id = fields.Many2one(
        "cae.service.settlement",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
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
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Service of the Agreement",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    order_id = fields.Many2one(
        related="sale_line_id.order_id",
        string="Agreement",
        store=True,
        precompute=True,
        index=True,
    )
    partner_id = fields.Many2one(
        related="order_id.partner_id",
        string="Member",
        store=True,
        precompute=True,
        index=True,
    )
    service_id = fields.Many2one(
        related="sale_line_id.product_id",
        string="Service",
        store=True,
        precompute=True,
        index=True,
    )
    tax_ids = fields.Many2many("account.tax", string="Taxes", readonly=True)
    tax_key = fields.Char(
        required=True, readonly=True, help="The taxes, to tell lines apart."
    )
    exemption_id = fields.Many2one(
        "cae.vat.exemption", string="VAT Exemption", readonly=True, ondelete="restrict"
    )
    hours = fields.Float(readonly=True)
    share = fields.Monetary(
        string="Share of the Cost",
        readonly=True,
        help="Full cost × hours ÷ hours of the group, to the cent.",
    )
    provisional = fields.Monetary(
        string="Invoiced", readonly=True, help="At the provisional rate, before tax."
    )
    settled = fields.Monetary(
        string="Settled Before",
        compute="_compute_settled",
        store=True,
        help="Invoices less credit notes of this settlement, before tax.",
    )
    delta = fields.Monetary(
        string="To Invoice or Credit",
        compute="_compute_settled",
        store=True,
        help="Share less what was invoiced and settled; below zero, a credit note.",
    )
    move_line_ids = fields.One2many(
        "account.move.line", "cae_settlement_line_id", string="Lines of Documents"
    )

    _once = models.UniqueIndex(
        "(rate_id, sale_line_id, tax_key)",
        "This service of the agreement is already settled for these costs.",
    )

    @api.depends(
        "share",
        "provisional",
        "move_line_ids.balance",
        "move_line_ids.parent_state",
    )
    def _compute_settled(self):
        for line in self:
            alive = line.sudo().move_line_ids.filtered(
                lambda found: found.parent_state != "cancel"
            )
            line.settled = -sum(alive.mapped("balance"))
            line.delta = line.currency_id.round(
                line.share - line.provisional - line.settled
            )

    def action_view_timesheets(self):
        """The hours of the line."""
        self.ensure_one()
        return {
            **self.env["account.analytic.line"]._get_cae_time_action(),
            "domain": [
                ("project_id", "!=", False),
                ("so_line", "=", self.sale_line_id.id),
                ("date", ">=", self.rate_id.date_from),
                ("date", "<=", self.rate_id.date_to),
            ],
        }
