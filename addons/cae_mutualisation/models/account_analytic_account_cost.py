# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class AccountAnalyticAccount(models.Model):
    """An account of shared costs stays in the plan of the others."""

    _inherit = "account.analytic.account"

    def write(self, vals):
        result = super().write(vals)
        if "plan_id" in vals:
            self._get_cae_cost_companies()._check_cae_cost_accounts()
        return result

    def _get_cae_cost_companies(self):
        """The companies whose pools or shared posts have these accounts."""
        companies = self.env["res.company"].sudo()
        for model, name in (
            ("cae.cost.pool", "analytic_account_ids"),
            ("cae.cost.staff", "analytic_account_id"),
        ):
            records = self.env[model].sudo().with_context(active_test=False)
            companies |= records.search([(name, "in", self.ids)]).company_id
        return companies
