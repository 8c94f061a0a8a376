# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_flat_partial = fields.Selection(
        related="company_id.cae_flat_partial", readonly=False
    )
    cae_billing_group = fields.Selection(
        related="company_id.cae_billing_group", readonly=False
    )
    cae_billing_post = fields.Boolean(
        related="company_id.cae_billing_post", readonly=False
    )
    cae_invoice_details = fields.Boolean(
        related="company_id.cae_invoice_details", readonly=False
    )
