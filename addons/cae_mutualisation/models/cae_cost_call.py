# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostCall(models.Model):
    """The provisions of a period: the voted budget ÷ periods, by key, invoiced."""

    _name = "cae.cost.call"
    _description = "Call for Provisions"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True, help="Printed on the invoices.")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(string="To", required=True, tracking=True)
    pool_ids = fields.Many2many(
        "cae.cost.pool",
        string="Only Pools",
        check_company=True,
        help="Empty: all pools with a voted budget.",
    )
    invoice_date = fields.Date(copy=False, help="Empty: the day of the call.")
    date_due = fields.Date(string="Due Date", copy=False)
    line_ids = fields.One2many("cae.cost.call.line", "call_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("computed", "Computed"),
            ("called", "Called"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A period does not end before it starts."
    )
