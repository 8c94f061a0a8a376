# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_flat_partial = fields.Selection(
        [
            ("days", "By Their Days"),
            ("whole", "As Whole Periods"),
        ],
        string="Partial Periods of Flat Fees",
        default="days",
        required=True,
        help="How the first and the last period of an agreement count when they are "
        "not whole.",
    )
    cae_billing_group = fields.Selection(
        [
            ("order", "One per Agreement"),
            ("member", "One per Member"),
        ],
        string="Invoices of Services",
        default="order",
        required=True,
        help="What a billing run puts together on an invoice.",
    )
    cae_billing_post = fields.Boolean(
        string="Post the Invoices of Services",
        default=True,
        help="Else they stay drafts, for somebody to look at.",
    )
    cae_invoice_details = fields.Boolean(
        string="Print Time and Visits on Invoices",
        help="A table of the dates, persons, work and hours under the invoice.",
    )
