# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from .product_template import PRICINGS


class CaeServiceBillingLine(models.Model):
    """What a run bills of a service of an agreement, at one rate."""

    _name = "cae.service.billing.line"
    _description = "Service Billed"
    _order = "billing_id desc, partner_id, order_id, sale_line_id, date_from, id"
    _rec_name = "sale_line_id"

    billing_id = fields.Many2one(
        "cae.service.billing",
        string="Billing Run",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="billing_id.company_id", store=True, precompute=True, index=True
    )
    state = fields.Selection(related="billing_id.state")
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Service of the Agreement",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    order_id = fields.Many2one(
        "sale.order", string="Agreement", required=True, readonly=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner", string="Member", required=True, readonly=True, index=True
    )
    service_id = fields.Many2one("product.product", readonly=True, index=True)
    pricing = fields.Selection(PRICINGS, readonly=True)
    rate_id = fields.Many2one(
        "cae.service.rate",
        string="Cost Group",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_from = fields.Date(string="From", readonly=True)
    date_to = fields.Date(string="To", readonly=True)
    hours = fields.Float(readonly=True, help="Recorded, whatever is invoiced.")
    quantity = fields.Float(
        readonly=True,
        digits="Product Unit",
        aggregator=None,
        help="Hours, or periods of a flat fee, that are invoiced.",
    )
    invoiced_before = fields.Float(
        readonly=True,
        digits="Product Unit",
        aggregator=None,
        help="The quantity invoiced when this line was computed.",
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    price_unit = fields.Float(
        string="Price",
        readonly=True,
        digits="Product Price",
        aggregator=None,
        help="Of an hour or of a period, before tax.",
    )
    tax_ids = fields.Many2many("account.tax", string="Taxes", readonly=True)
    exemption_id = fields.Many2one(
        "cae.vat.exemption", string="VAT Exemption", readonly=True, ondelete="restrict"
    )
    amount_untaxed = fields.Monetary(string="Untaxed", readonly=True)
    amount_tax = fields.Monetary(string="Tax", readonly=True)
    timesheet_count = fields.Integer(string="Time and Visits", readonly=True)
    timesheet_ids = fields.One2many(
        "account.analytic.line", "cae_billing_line_id", string="Time"
    )
    note = fields.Char(readonly=True, help="What to look at before invoicing.")
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Line of the Invoice",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    _sale_line_uniq = models.UniqueIndex(
        "(billing_id, sale_line_id, (COALESCE(date_from, '-infinity'::date)))",
        "This service is already in this billing run.",
    )
    _move_line_uniq = models.UniqueIndex(
        "(move_line_id) WHERE move_line_id IS NOT NULL",
        "A line of an invoice bills one line of a run.",
    )

    def action_view_timesheets(self):
        """The time behind the line."""
        self.ensure_one()
        return {
            **self.env["account.analytic.line"]._get_cae_time_action(),
            "domain": [("cae_billing_line_id", "=", self.id)],
        }

    def action_view_visits(self):
        """The visits, calls and mail behind the line.

        Who bills reads visits, and not always the time of others that links them.
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Visits"),
            "res_model": "cae.service.visit",
            "view_mode": "list,form",
            "domain": [("id", "in", self.sudo().timesheet_ids.cae_visit_id.ids)],
        }

    def action_view_move(self):
        """The invoice."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "view_mode": "form",
        }
