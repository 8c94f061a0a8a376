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
