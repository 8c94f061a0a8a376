# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CaeActivity(models.Model):
    """The analytic account of an activity: one each, created and renamed with it."""

    _inherit = "cae.activity"

    @api.model_create_multi
    def create(self, vals_list):
        self.check_access("create")
        company_id = self.env.context.get("default_company_id", self.env.company.id)
        vals_list = [{"company_id": company_id, **vals} for vals in vals_list]
        self._fill_codes(vals_list)
        self._fill_analytic_accounts(vals_list)
        activities = super().create(vals_list)
        activities._sync_analytic_accounts()
        return activities

    def write(self, vals):
        self._check_company_kept(vals)
        result = super().write(vals)
        if {"name", "code", "active", "holder_ids"} & vals.keys():
            self._sync_analytic_accounts(rename="name" in vals)
        return result

    def unlink(self):
        accounts = self.analytic_account_id
        result = super().unlink()
        accounts.sudo().unlink()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        moves = self.env["account.move"].sudo()
        lines = self.env["account.analytic.line"].sudo()
        for activity in self:
            account = activity.analytic_account_id
            if moves.search_count([("activity_id", "=", activity.id)], limit=1) or (
                lines.search_count([("auto_account_id", "=", account.id)], limit=1)
            ):
                raise UserError(
                    self.env._(
                        "%(activity)s has documents or analytic items. "
                        "Close it or archive it instead of deleting it.",
                        activity=activity.display_name,
                    )
                )

    def _get_analytic_distribution(self):
        """The distribution that puts a whole line on this activity."""
        self.ensure_one()
        account = self.sudo().analytic_account_id
        return {str(account.id): 100.0} if account else {}

    @api.model
    def _get_analytic_plan(self):
        """The plan of the accounts of activities."""
        return self.env.ref("cae_member.analytic_plan_activities").sudo()

    @api.model
    def _prepare_analytic_account_vals(self, vals, plan):
        return {
            "name": vals.get("name") or vals["code"],
            "code": vals["code"],
            "company_id": vals["company_id"],
            "partner_id": self._get_first_holder_id(vals),
            "plan_id": plan.id,
            "active": vals.get("active", True),
        }

    @api.model
    def _get_first_holder_id(self, vals):
        """The partner of the first holder among creation values."""
        holders = [
            command[2]
            for command in vals.get("holder_ids") or []
            if command[0] == Command.CREATE
        ]
        holders.sort(key=lambda holder: holder.get("sequence", 10))
        return holders[0].get("partner_id") if holders else False

    @api.model
    def _fill_codes(self, vals_list):
        """Give the next codes of their companies to the activities without one."""
        missing = {}
        for vals in vals_list:
            if not vals.get("code"):
                missing.setdefault(vals["company_id"], []).append(vals)
        for company_id, company_vals in missing.items():
            company = self.env["res.company"].browse(company_id)
            codes = company._cae_next_free_codes(
                "cae_activity_sequence_id", self._name, "code", len(company_vals)
            )
            for vals, code in zip(company_vals, codes, strict=True):
                vals["code"] = code

    @api.model
    def _fill_analytic_accounts(self, vals_list):
        """Create the accounts at once, with rights that the coach does not have."""
        missing = [vals for vals in vals_list if not vals.get("analytic_account_id")]
        plan = self._get_analytic_plan()
        accounts = self.env["account.analytic.account"].sudo()
        accounts = accounts.create(
            [self._prepare_analytic_account_vals(vals, plan) for vals in missing]
        )
        for vals, account in zip(missing, accounts, strict=True):
            vals["analytic_account_id"] = account.id

    def _sync_analytic_accounts(self, rename=False):
        """Keep the accounts in line with the activities that they belong to."""
        for activity in self.sudo():
            account = activity.analytic_account_id
            holder = activity.holder_ids.sorted("sequence")[:1].partner_id
            wanted = {"code": activity.code, "active": activity.active}
            changed = {key: val for key, val in wanted.items() if account[key] != val}
            if account.partner_id != holder:
                changed["partner_id"] = holder.id
            if changed:
                account.write(changed)
        if rename:
            self._rename_analytic_accounts()

    def _rename_analytic_accounts(self):
        """The name of an account is translated, the name of an activity is not."""
        for name, activities in self.grouped("name").items():
            accounts = activities.sudo().analytic_account_id
            for lang, _name in self.env["res.lang"].get_installed():
                accounts.with_context(lang=lang).write({"name": name})

    def _check_company_kept(self, vals):
        """The analytic account, the code and the documents are of one company."""
        if "company_id" not in vals:
            return
        for activity in self:
            if activity.company_id.id != vals["company_id"]:
                raise UserError(
                    self.env._(
                        "%(activity)s belongs to %(company)s. "
                        "Close it there and create another one here.",
                        activity=activity.display_name,
                        company=activity.company_id.name,
                    )
                )
