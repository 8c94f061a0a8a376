# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_membership_sequence_id = fields.Many2one(
        related="company_id.cae_membership_sequence_id", readonly=False
    )
    cae_activity_sequence_id = fields.Many2one(
        related="company_id.cae_activity_sequence_id", readonly=False
    )
    cae_application_online = fields.Boolean(
        related="company_id.cae_application_online", readonly=False
    )
    cae_application_user_id = fields.Many2one(
        related="company_id.cae_application_user_id", readonly=False
    )
    cae_application_days = fields.Integer(
        related="company_id.cae_application_days", readonly=False
    )
    cae_application_daily_limit = fields.Integer(
        related="company_id.cae_application_daily_limit", readonly=False
    )
    cae_application_min_seconds = fields.Integer(
        related="company_id.cae_application_min_seconds", readonly=False
    )
    cae_application_keep_days = fields.Integer(
        related="company_id.cae_application_keep_days", readonly=False
    )
    cae_statutes_url = fields.Char(
        related="company_id.cae_statutes_url", readonly=False
    )
    cae_data_notice = fields.Text(related="company_id.cae_data_notice", readonly=False)
