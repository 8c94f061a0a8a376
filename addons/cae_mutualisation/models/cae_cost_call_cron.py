# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


# pylint: disable=consider-merging-classes-inherited
class CaeCostCall(models.Model):
    """Planned calls are prepared on the day of their invoices, if the company wants."""

    _inherit = "cae.cost.call"

    def action_view_lines(self):
        """The provisions of the members, with the arithmetic."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_call_line_action"
        )
        return {
            **action,
            "domain": [("call_id", "in", self.ids)],
            "context": {"hide_call": len(self) == 1},
        }

    def action_export(self):
        """The call as a spreadsheet, to download."""
        self.ensure_one()
        return (
            self.env["cae.cost.call.print"].create({"call_id": self.id}).action_export()
        )

    @api.model
    def _cron_call(self):
        """Compute the calls whose day has come; settings say whether to invoice."""
        companies = self.env["res.company"].search(
            [("cae_cost_call_auto", "!=", "none")]
        )
        for company in companies:
            zone = company.partner_id.tz or self.env.user.tz
            calls = self.with_company(company).with_context(tz=zone)
            due = calls.search(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "draft"),
                    ("invoice_date", "<=", fields.Date.context_today(calls)),
                ],
                order="date_from",
            )
            for call in due:
                call._run_planned(company.cae_cost_call_auto)
                self.env["ir.cron"]._commit_progress(1)

    def _run_planned(self, auto):
        """Compute, maybe call; what cannot be done is left to the accountants."""
        self.ensure_one()
        if self.activity_ids:
            # Somebody was asked to look at it, and has not yet.
            return
        try:
            with self.env.cr.savepoint():
                self.action_compute()
                if auto == "call":
                    self.action_call()
                self.env.flush_all()
        except UserError as error:
            self.invalidate_recordset()
            _logger.info("Provisions %s are left to the accountants: %s", self, error)
            self._ask_accountants(
                self.env._("The provisions could not be computed."), error
            )
            return
        if auto == "compute":
            self._ask_accountants(self.env._("Check the provisions, then call them."))

    def _ask_accountants(self, summary, error=None):
        group = self.env.ref("cae_member.group_accountant")
        users = group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share
        )
        for user in users:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=summary,
                note=error and str(error),
            )
