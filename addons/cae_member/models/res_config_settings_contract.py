# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_membership_delay = fields.Integer(
        related="company_id.cae_membership_delay", readonly=False
    )
    cae_membership_gaps = fields.Selection(
        related="company_id.cae_membership_gaps", readonly=False, required=True
    )
    cae_membership_reset = fields.Integer(
        related="company_id.cae_membership_reset", readonly=False
    )
    cae_count_other_employers = fields.Boolean(
        related="company_id.cae_count_other_employers", readonly=False
    )
