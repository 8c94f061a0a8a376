# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_exit_access_days = fields.Integer(
        related="company_id.cae_exit_access_days", readonly=False
    )
    cae_exit_notice_days = fields.Integer(
        related="company_id.cae_exit_notice_days", readonly=False
    )
    cae_exit_follow_up_months = fields.Char(
        related="company_id.cae_exit_follow_up_months", readonly=False
    )
    cae_exit_keep = fields.Boolean(related="company_id.cae_exit_keep", readonly=False)
    cae_export_render_limit = fields.Integer(
        related="company_id.cae_export_render_limit", readonly=False
    )
