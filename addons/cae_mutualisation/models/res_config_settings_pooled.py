# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_pooled_account_ids = fields.Many2many(
        related="company_id.cae_pooled_account_ids", readonly=False
    )
