# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeVatExemptionReason(models.Model):
    """The law by which a service to a member bears no value added tax."""

    _name = "cae.vat.exemption.reason"
    _description = "Reason of a VAT Exemption"
    _order = "country_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    country_id = fields.Many2one("res.country", index="btree_not_null")
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for all companies."
    )
    legal_text = fields.Text(
        string="Text on the Invoice",
        required=True,
        translate=True,
        help="What the law asks to print on invoices without tax.",
    )
    conditions = fields.Text(
        translate=True, help="What must be checked before it is granted."
    )
    only_cost = fields.Boolean(
        string="Only at Cost",
        help="The law asks that each member pays exactly its share of the common "
        "costs: services by the hour or at a flat fee stay taxable.",
    )
    tax_id = fields.Many2one(
        "account.tax",
        string="Tax of 0 %",
        company_dependent=True,
        domain="[('type_tax_use', '=', 'sale'), ('amount', '=', 0)]",
        help="Put on the lines, so that the return shows them. Empty: no tax at all.",
    )

    def _get_all_taxes(self, company):
        """All the taxes that stand on exempt lines in a company."""
        reasons = self.sudo().with_company(company).with_context(active_test=False)
        return reasons.search([("tax_id", "!=", False)]).tax_id
