# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_service_online = fields.Boolean(
        related="company_id.cae_service_online", readonly=False
    )
    cae_service_user_id = fields.Many2one(
        related="company_id.cae_service_user_id", readonly=False
    )
