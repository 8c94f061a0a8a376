# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_big_purchase_threshold = fields.Monetary(
        related="company_id.cae_big_purchase_threshold", readonly=False
    )
    cae_levy_start = fields.Date(related="company_id.cae_levy_start", readonly=False)
    cae_levy_posting = fields.Selection(
        related="company_id.cae_levy_posting", readonly=False, required=True
    )
    cae_levy_journal_id = fields.Many2one(
        related="company_id.cae_levy_journal_id", readonly=False
    )
    cae_levy_run_day = fields.Integer(
        related="company_id.cae_levy_run_day", readonly=False
    )
    cae_levy_user_ids = fields.Many2many(
        related="company_id.cae_levy_user_ids", readonly=False
    )
