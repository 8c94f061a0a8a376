# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostSettlement(models.Model):
    """The real net costs of a year, by key, less what was called: who owes what."""

    _name = "cae.cost.settlement"
    _description = "Settlement of Shared Costs"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, sequence desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True, help="Printed on the invoices.")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(string="To", required=True, tracking=True)
    sequence = fields.Integer(
        default=1, readonly=True, help="2 and more: settled again after a late bill."
    )
    invoice_date = fields.Date(copy=False, help="Empty: the day of the invoices.")
    date_due = fields.Date(string="Due Date", copy=False)
    cost_ids = fields.One2many("cae.cost.settlement.pool", "settlement_id")
    line_ids = fields.One2many("cae.cost.settlement.line", "settlement_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("computed", "Computed"),
            ("invoiced", "Invoiced"),
            ("closed", "Closed"),
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
