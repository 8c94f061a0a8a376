# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_deadline_notices = fields.Char(
        related="company_id.cae_deadline_notices", readonly=False
    )
    cae_exit_delay = fields.Integer(related="company_id.cae_exit_delay", readonly=False)
    cae_capital_floor = fields.Float(
        related="company_id.cae_capital_floor", readonly=False
    )
    cae_loss_rule = fields.Selection(
        related="company_id.cae_loss_rule", readonly=False, required=True
    )
    cae_late_notice_days = fields.Integer(
        related="company_id.cae_late_notice_days", readonly=False
    )
    cae_late_suspend_days = fields.Integer(
        related="company_id.cae_late_suspend_days", readonly=False
    )
