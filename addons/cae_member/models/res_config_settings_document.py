# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_signatory = fields.Char(related="company_id.cae_signatory", readonly=False)
    cae_statutes_version = fields.Char(
        related="company_id.cae_statutes_version", readonly=False
    )
    cae_levy_text = fields.Text(related="company_id.cae_levy_text", readonly=False)
