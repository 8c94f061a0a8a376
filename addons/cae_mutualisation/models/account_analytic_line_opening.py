# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class AccountAnalyticLine(models.Model):
    _inherit = "account.analytic.line"

    cae_opening_id = fields.Many2one(
        "cae.activity.opening",
        string="Opening Balance",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model
    def _cae_get_origins(self):
        return (*super()._cae_get_origins(), "cae_opening_id")
