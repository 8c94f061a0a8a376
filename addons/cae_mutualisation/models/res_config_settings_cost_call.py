# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_cost_period = fields.Selection(
        related="company_id.cae_cost_period", readonly=False
    )
    cae_cost_invoice_day = fields.Integer(
        related="company_id.cae_cost_invoice_day", readonly=False
    )
    cae_cost_payment_term_id = fields.Many2one(
        related="company_id.cae_cost_payment_term_id", readonly=False
    )
    cae_cost_journal_id = fields.Many2one(
        related="company_id.cae_cost_journal_id", readonly=False
    )
    cae_cost_product_id = fields.Many2one(
        related="company_id.cae_cost_product_id", readonly=False
    )
    cae_cost_call_auto = fields.Selection(
        related="company_id.cae_cost_call_auto", readonly=False
    )
