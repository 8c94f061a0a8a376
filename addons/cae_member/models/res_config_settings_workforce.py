# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_workforce_change_alert = fields.Float(
        related="company_id.cae_workforce_change_alert", readonly=False
    )
    cae_workforce_answer_days = fields.Integer(
        related="company_id.cae_workforce_answer_days", readonly=False
    )
    cae_workforce_reminder_days = fields.Integer(
        related="company_id.cae_workforce_reminder_days", readonly=False
    )
    cae_workforce_reminder_interval = fields.Integer(
        related="company_id.cae_workforce_reminder_interval", readonly=False
    )
    cae_workforce_reminder_max = fields.Integer(
        related="company_id.cae_workforce_reminder_max", readonly=False
    )
