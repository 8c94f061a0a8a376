# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    property_cae_nature_id = fields.Many2one(
        "cae.ledger.nature",
        string="Nature in the Activity Ledger",
        company_dependent=True,
        ondelete="restrict",
        help="Nature of what is sold or bought in this category, e.g. turnover of "
        "training. Empty: it follows from the account.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "property_cae_nature_id" in vals:
            self.env.company._cae_reclassify_ledger()
        return result
