# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """Which analytic accounts hold shared costs: each once, all of one plan."""

    _inherit = "res.company"

    def _get_cae_cost_accounts(self):
        """`[(pool or post, its analytic accounts)]`, archived ones included."""
        self.ensure_one()
        found = []
        for model, name in (
            ("cae.cost.pool", "analytic_account_ids"),
            ("cae.cost.staff", "analytic_account_id"),
        ):
            records = self.env[model].sudo().with_context(active_test=False)
            for record in records.search(
                [("company_id", "=", self.id), (name, "!=", False)]
            ):
                found.append((record, record[name]))
        return found

    def _check_cae_cost_accounts(self):
        """No posted line may be the cost of two pools or posts.

        A line has one account of each analytic plan: with accounts of two plans, the
        same line could be found by both.

        :raises ValidationError: an account has two owners, or there are two plans
        """
        for company in self:
            owners, first = {}, None
            for owner, accounts in company._get_cae_cost_accounts():
                for account in accounts:
                    other = owners.setdefault(account, owner)
                    if other != owner:
                        company._raise_cae_shared_account(account, other, owner)
                    first = first or account
                    if account.root_plan_id != first.root_plan_id:
                        company._raise_cae_other_plan(first, account)

    def _raise_cae_shared_account(self, account, first, second):
        raise ValidationError(
            self.env._(
                "%(account)s belongs to “%(first)s” and to “%(second)s”: its costs "
                "would count twice. Give each pool and each shared post an analytic "
                "account of its own.",
                account=account.display_name,
                first=first.name,
                second=second.name,
            )
        )

    def _raise_cae_other_plan(self, first, second):
        raise ValidationError(
            self.env._(
                "%(first)s is of the analytic plan “%(plan)s” and %(second)s of "
                "“%(other)s”. A bill may bear an account of each plan, and would count "
                "twice: choose accounts of one plan for all pools and shared posts.",
                first=first.display_name,
                second=second.display_name,
                plan=first.root_plan_id.name,
                other=second.root_plan_id.name,
            )
        )
