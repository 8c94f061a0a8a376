# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

LINKS = (
    "cae_cost_pool_id",
    "cae_cost_membership_id",
    "cae_cost_call_id",
    "cae_cost_settlement_id",
    "cae_exemption_reason_id",
)


class AccountMoveLine(models.Model):
    """A line of an invoice of shared costs: which pool, and why without tax."""

    _inherit = "account.move.line"

    cae_cost_pool_id = fields.Many2one(
        "cae.cost.pool",
        string="Cost Pool",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_cost_membership_id = fields.Many2one(
        "cae.membership",
        string="Member Sharing the Cost",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_cost_call_id = fields.Many2one(
        "cae.cost.call",
        string="Call for Provisions",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_cost_settlement_id = fields.Many2one(
        "cae.cost.settlement",
        string="Settlement of Shared Costs",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_exemption_reason_id = fields.Many2one(
        "cae.vat.exemption.reason",
        string="Exempt from VAT by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _copy_data_extend_business_fields(self, values):
        """A credit note is about the same pool, member and period."""
        for name in LINKS:
            values[name] = self[name].id
        return super()._copy_data_extend_business_fields(values)

    def _get_computed_taxes(self):
        """Exempt lines stay so; without a product, the usual tax of sales holds.

        Services to members are taxable unless a law exempts them.
        """
        self.ensure_one()
        reason = self.cae_exemption_reason_id
        if reason:
            return reason.sudo().with_company(self.company_id).tax_id
        taxes = super()._get_computed_taxes()
        if taxes or not self.cae_cost_pool_id or self.product_id:
            return taxes
        usual = self.company_id.account_sale_tax_id
        position = self.move_id.fiscal_position_id
        return position.map_tax(usual) if position else usual
