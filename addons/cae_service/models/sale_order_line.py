# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .product_template import PRICINGS


class SaleOrderLine(models.Model):
    """A service of an agreement: its price, who does it, and how often."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "cae.visit.frequency.mixin"]

    is_cae_agreement = fields.Boolean(related="order_id.is_cae_agreement")
    cae_pricing = fields.Selection(
        PRICINGS,
        string="Pricing",
        compute="_compute_cae_pricing",
        store=True,
        readonly=False,
        precompute=True,
    )
    cae_professional_id = fields.Many2one(
        "cae.professional",
        string="Professional",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_backup_ids = fields.Many2many(
        "cae.professional",
        "cae_sale_line_backup_rel",
        "sale_line_id",
        "professional_id",
        string="Stand-Ins",
        check_company=True,
        help="Who may answer, visit and record time in place of the professional.",
    )
    cae_request_line_id = fields.Many2one(
        "cae.service.request.line",
        string="Line of the Request",
        index="btree_not_null",
        copy=False,
        ondelete="set null",
    )
    cae_visit_ids = fields.One2many("cae.service.visit", "sale_line_id")

    @api.depends("product_id", "order_id.is_cae_agreement")
    def _compute_cae_pricing(self):
        for line in self:
            service = line.product_id
            if not (line.order_id.is_cae_agreement and service.is_cae_service):
                line.cae_pricing = False
            elif not line.cae_pricing:
                line.cae_pricing = service.cae_pricing
