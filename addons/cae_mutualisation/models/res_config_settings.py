# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_big_purchase_threshold = fields.Monetary(
        related="company_id.cae_big_purchase_threshold", readonly=False
    )
    cae_levy_start = fields.Date(related="company_id.cae_levy_start", readonly=False)
