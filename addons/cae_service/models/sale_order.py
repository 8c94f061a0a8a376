# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SaleOrder(models.Model):
    """An agreement on shared services is an order with dates and a specification."""

    _inherit = "sale.order"

    is_cae_agreement = fields.Boolean(
        string="Agreement on Shared Services", index=True, copy=True
    )
    cae_request_id = fields.Many2one(
        "cae.service.request",
        string="Request",
        check_company=True,
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
    )
    cae_start_date = fields.Date(string="Start", tracking=True)
    cae_end_date = fields.Date(
        string="End", tracking=True, help="Last day. Empty: without an end."
    )
    cae_billing_period = fields.Selection(
        [
            ("month", "Monthly"),
            ("quarter", "Quarterly"),
            ("half", "Half-Yearly"),
            ("year", "Yearly"),
        ],
        string="Billing Period",
        default="month",
    )
    cae_renewal = fields.Selection(
        [
            ("none", "Ends"),
            ("tacit", "Renewed unless Notice is Given"),
            ("explicit", "Renewed by Agreement"),
        ],
        string="At the End",
        default="tacit",
    )
    cae_renewal_months = fields.Integer(string="Renewed for (Months)", default=12)
    cae_notice_months = fields.Integer(
        string="Notice (Months)", default=2, help="Before the end, to leave."
    )
    cae_specification = fields.Html(
        string="Specification", help="What the centre does, part of the agreement."
    )
    cae_version = fields.Integer(string="Version", default=1, readonly=True, copy=False)
    cae_previous_id = fields.Many2one(
        "sale.order",
        string="Amends",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The version that this one stands for from its start.",
    )

    _cae_dates = models.Constraint(
        "CHECK (cae_end_date >= cae_start_date)",
        "An agreement does not end before it starts.",
    )
    _cae_agreement_start = models.Constraint(
        "CHECK (is_cae_agreement IS NOT TRUE OR cae_start_date IS NOT NULL)",
        "An agreement has a first day: give it.",
    )
    _cae_months_positive = models.Constraint(
        "CHECK (cae_renewal_months >= 0 AND cae_notice_months >= 0)",
        "The months of renewal and of notice are not negative.",
    )
