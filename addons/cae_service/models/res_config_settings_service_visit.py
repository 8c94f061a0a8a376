# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_service_plan_months = fields.Integer(
        related="company_id.cae_service_plan_months", readonly=False
    )
    cae_service_absence = fields.Selection(
        related="company_id.cae_service_absence", readonly=False
    )
    cae_service_log_minimum = fields.Integer(
        related="company_id.cae_service_log_minimum", readonly=False
    )
    cae_service_log_step = fields.Integer(
        related="company_id.cae_service_log_step", readonly=False
    )
