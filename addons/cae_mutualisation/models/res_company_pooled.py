# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_pooled_account_ids = fields.Many2many(
        "account.analytic.account",
        "cae_company_pooled_account_rel",
        string="Accounts of the Pooled Services",
        help="Analytic accounts of the structure, beside those where levies go, that "
        "the account of the pooled services adds up.",
    )

    def _cae_get_pooled_accounts(self):
        """The structure's analytic accounts: where levies go, and those chosen."""
        self.ensure_one()
        components = self.env["cae.levy.component"].sudo()
        found = components.search([("company_id", "=", self.id)])
        return found.analytic_account_id.sudo(False) | self.cae_pooled_account_ids
