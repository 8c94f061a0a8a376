# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class AccountAnalyticLine(models.Model):
    _inherit = "account.analytic.line"

    cae_transfer_id = fields.Many2one(
        "cae.activity.transfer",
        string="Transfer",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model
    def _cae_get_origins(self):
        return (*super()._cae_get_origins(), "cae_transfer_id")
