# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

SHOWN = 10


class CaeLevyRun(models.Model):
    """The run of last month, computed by itself and shown to the accountant."""

    _inherit = "cae.levy.run"

    @api.model
    def _cron_compute(self):
        """Compute last month's levies where the day set by the company has come."""
        companies = self.env["res.company"].search([("cae_levy_run_day", ">", 0)])
        for company in companies:
            self.with_company(company)._compute_last_month()
            self.env["ir.cron"]._commit_progress(1)

    def _compute_last_month(self):
        company = self.env.company
        today = fields.Date.context_today(
            self.with_context(tz=company.partner_id.tz or self.env.user.tz)
        )
        month = today + relativedelta(months=-1, day=1)
        start = company.cae_levy_start
        if (
            today.day < company.cae_levy_run_day
            or (start and start > month + relativedelta(day=31))
            or self.search_count(
                [
                    ("company_id", "=", company.id),
                    ("month", "=", month),
                    ("state", "!=", "cancelled"),
                ],
                limit=1,
            )
        ):
            return
        run = self.create({"company_id": company.id, "month": month})
        try:
            with self.env.cr.savepoint():
                run.action_compute()
        except UserError as error:
            run._ask_accountants(self.env._("The levies could not be computed."), error)
            return
        run._ask_accountants(self.env._("Check the levies, then post them."))
        run._send_preview()

    def _ask_accountants(self, summary, error=None):
        users = self._get_accountants()
        for user in users:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=summary,
                note=error and str(error),
            )

    def _get_accountants(self):
        company = self.company_id
        group = self.env.ref("cae_member.group_accountant")
        return company.cae_levy_user_ids or group.all_user_ids.filtered(
            lambda user: company in user.company_ids and not user.share
        )

    def _send_preview(self):
        template = self.env.ref(
            "cae_mutualisation.mail_template_levy_preview", raise_if_not_found=False
        )
        partners = self._get_accountants().partner_id
        if template and partners:
            self.message_post_with_source(
                template,
                subtype_xmlid="mail.mt_note",
                partner_ids=partners.ids,
            )

    def _get_preview(self):
        """Figures of the preview, in currency.

        :return: ``{"levies": [(name, activities, amount)], "corrections": lines,
            "changes": [(activity, amount, amount of the month before)]}``, the
            largest corrections and changes first
        """
        self.ensure_one()
        lines = self.env["cae.levy.run.line"]
        mine = [("run_id", "=", self.id)]
        levies = lines._read_group(
            mine, ["component_id"], ["activity_id:count_distinct", "amount:sum"]
        )
        corrections = lines.search([*mine, ("is_correction", "=", True)])
        return {
            "levies": [(levy.name, count, amount) for levy, count, amount in levies],
            "corrections": corrections.sorted(lambda line: -abs(line.amount))[:SHOWN],
            "changes": self._get_changes(),
        }

    def _get_changes(self):
        """Activities whose levy moved most since the month before."""
        totals = {}
        before = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("month", "=", self.month - relativedelta(months=1)),
                ("state", "=", "posted"),
            ]
        )
        if not before:
            return []
        for run, place in ((self, 0), (before, 1)):
            for activity, amount in self.env["cae.levy.run.line"]._read_group(
                [("run_id", "=", run.id)], ["activity_id"], ["amount:sum"]
            ):
                totals.setdefault(activity, [0.0, 0.0])[place] = amount
        changes = sorted(totals.items(), key=lambda item: -abs(item[1][0] - item[1][1]))
        return [(activity, *amounts) for activity, amounts in changes[:SHOWN]]
