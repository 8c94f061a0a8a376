# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..kernel.agreement import term_end

# The terms that an agreement takes over from its template.
TERM_FIELDS = (
    "cae_billing_period",
    "cae_renewal",
    "cae_renewal_months",
    "cae_notice_months",
)


class SaleOrderTemplate(models.Model):
    """A template of agreements: terms, delays, clauses and signature."""

    _inherit = "sale.order.template"

    is_cae_agreement = fields.Boolean(string="Agreement on Shared Services")
    cae_term_months = fields.Integer(
        string="Term (Months)", default=12, help="0: without an end."
    )
    cae_billing_period = fields.Selection(
        selection=lambda self: self._selection_of_order("cae_billing_period"),
        string="Billing Period",
        default="month",
    )
    cae_renewal = fields.Selection(
        selection=lambda self: self._selection_of_order("cae_renewal"),
        string="At the End",
        default="tacit",
    )
    cae_renewal_months = fields.Integer(string="Renewed for (Months)", default=12)
    cae_notice_months = fields.Integer(
        string="Notice (Months)", default=2, help="Before the end, to leave."
    )
    cae_clause_ids = fields.Many2many(
        "cae.service.clause",
        string="Clauses",
        help="Empty: every clause that fits the agreement.",
    )

    _cae_months_positive = models.Constraint(
        "CHECK (cae_term_months >= 0 AND cae_renewal_months >= 0"
        " AND cae_notice_months >= 0)",
        "The months of the term, of renewal and of notice are not negative.",
    )

    @api.model
    def _selection_of_order(self, name):
        return self.env["sale.order"]._fields[name]._description_selection(self.env)

    @api.depends("is_cae_agreement")
    def _compute_require_signature(self):
        agreements = self.filtered("is_cae_agreement")
        agreements.require_signature = True
        others = self - agreements
        return super(SaleOrderTemplate, others)._compute_require_signature()

    @api.depends("is_cae_agreement")
    def _compute_require_payment(self):
        agreements = self.filtered("is_cae_agreement")
        agreements.require_payment = False
        others = self - agreements
        return super(SaleOrderTemplate, others)._compute_require_payment()

    def _get_cae_term_end(self, start):
        """The last day of the first term; False without an end."""
        return bool(self.cae_term_months) and term_end(start, self.cae_term_months)
