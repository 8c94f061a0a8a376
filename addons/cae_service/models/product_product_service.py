# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ProductProduct(models.Model):
    """A variant made by itself keeps its own copy of the defaults of a good."""

    _inherit = "product.product"

    @api.model_create_multi
    def create(self, vals_list):
        service = self.product_tmpl_id._prepare_cae_service_vals()
        return super().create(
            [
                {**vals, **service} if vals.get("is_cae_service") else vals
                for vals in vals_list
            ]
        )
