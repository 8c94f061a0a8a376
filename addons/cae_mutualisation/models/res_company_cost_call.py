# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models

# Months of the periods that provisions are called for.
PERIODS = [
    ("1", "Every Month"),
    ("3", "Every Quarter"),
    ("6", "Every Half-Year"),
    ("12", "Once a Year"),
]


class ResCompany(models.Model):
    """When provisions are called, and what their invoices look like."""

    _inherit = "res.company"

    cae_cost_period = fields.Selection(
        PERIODS,
        string="Provisions Are Called",
        default="3",
        required=True,
        help="Proposed when the provisions of a year are planned.",
    )
    cae_cost_invoice_day = fields.Integer(
        string="Day of the Invoices of Provisions",
        default=1,
        help="In the first month of each period. 31: its last day.",
    )
    cae_cost_payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment Terms of Shared Costs",
        help="Empty: the payment terms of each member.",
    )
    cae_cost_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Shared Costs",
        domain="[('type', '=', 'sale')]",
        help="Empty: the first sales journal.",
    )
    cae_cost_product_id = fields.Many2one(
        "product.product",
        string="Shared Costs Invoiced as",
        domain="[('type', '=', 'service')]",
        help="A service, for the pools that name none: gives the income account, the "
        "usual taxes, and the kind of operation that invoices must print.",
    )
    cae_cost_call_auto = fields.Selection(
        [
            ("none", "Nothing"),
            ("compute", "Compute them, and leave a to-do"),
            ("call", "Compute and invoice them"),
        ],
        string="On the Day of the Invoices",
        default="none",
        required=True,
        help="What happens by itself to the planned calls for provisions.",
    )

    _cae_cost_invoice_day_range = models.Constraint(
        "CHECK (cae_cost_invoice_day BETWEEN 1 AND 31)",
        "The day of the invoices of provisions is from 1 to 31.",
    )
