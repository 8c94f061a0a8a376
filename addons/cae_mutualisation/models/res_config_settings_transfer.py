# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_transfer_account_id = fields.Many2one(
        related="company_id.cae_transfer_account_id", readonly=False
    )
    cae_transfer_answer_days = fields.Integer(
        related="company_id.cae_transfer_answer_days", readonly=False
    )
