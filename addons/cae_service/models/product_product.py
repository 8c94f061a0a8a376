# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ProductProduct(models.Model):
    """Agreements name the variant: it stays as long as its service must."""

    _inherit = "product.product"

    @api.model_create_multi
    def create(self, vals_list):
        # A variant made by itself keeps its own copy of the defaults of a good.
        service = self.product_tmpl_id._prepare_cae_service_vals()
        return super().create(
            [
                {**vals, **service} if vals.get("is_cae_service") else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if vals.get("active") is False:
            self.product_tmpl_id._check_cae_unused()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_cae_used(self):
        self.product_tmpl_id._check_cae_unused()
