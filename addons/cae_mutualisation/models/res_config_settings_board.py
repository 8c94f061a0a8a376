# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_board_min_cash = fields.Monetary(
        related="company_id.cae_board_min_cash", readonly=False
    )
    cae_board_invoice_months = fields.Integer(
        related="company_id.cae_board_invoice_months", readonly=False
    )
    cae_board_fall_percent = fields.Float(
        related="company_id.cae_board_fall_percent", readonly=False
    )
    cae_board_fall_months = fields.Integer(
        related="company_id.cae_board_fall_months", readonly=False
    )
    cae_board_overdue_days = fields.Integer(
        related="company_id.cae_board_overdue_days", readonly=False
    )
    cae_overdue_interval = fields.Integer(
        related="company_id.cae_overdue_interval", readonly=False
    )
