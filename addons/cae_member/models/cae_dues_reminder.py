# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

TEMPLATE = "cae_member.mail_template_dues_reminder"


# pylint: disable=consider-merging-classes-inherited
class CaeDuesLine(models.Model):
    """Who is late is reminded, once for each delay, until all is paid."""

    _name = "cae.dues.line"
    _inherit = ["cae.dues.line", "cae.reminder.mixin"]

    reminder_delay = fields.Integer(
        readonly=True,
        copy=False,
        default=-1,
        aggregator=None,
        help="The delay, in days after the due date, of the last reminder.",
    )

    _late_idx = models.Index("(date_due) WHERE state = 'called' AND residual > 0")

    def _get_reached_delay(self, today, delays):
        """The last of the delays that has passed; 0 when late by less."""
        self.ensure_one()
        late = (today - self.date_due).days
        return max((delay for delay in delays if delay <= late), default=0)

    def _remind(self, today, delays):
        """Remind those whose delay has no reminder yet; return them."""
        steps = {line: line._get_reached_delay(today, delays) for line in self}
        reminded = self.filtered(lambda line: steps[line] > line.reminder_delay)
        reminded._send_reminders(today)
        for line in reminded.sudo():
            line.reminder_delay = steps[line.with_env(self.env)]
        return reminded

    def _get_reminder_template(self):
        return self.env.ref(TEMPLATE)

    def _get_reminded_move(self):
        return self.move_id

    def _get_reminder_note(self):
        return self.env._("Reminder of dues sent.")

    @api.model
    def _cron_remind(self):
        """Remind, company by company, who is late by one of its delays."""
        today = fields.Date.context_today(self)
        companies = self.env["res.company"].search(
            [("cae_dues_reminders", "not in", (False, ""))]
        )
        for company in companies:
            delays = company._cae_get_dues_reminders()
            if not delays:
                continue
            limit = today - timedelta(days=delays[0])
            self.search(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "called"),
                    ("residual", ">", 0),
                    ("date_due", "<=", limit),
                ]
            )._remind(today, delays)


# pylint: disable=consider-merging-classes-inherited
class CaeDuesCampaign(models.Model):
    _inherit = "cae.dues.campaign"

    def action_remind(self):
        """Remind the late payers who had no reminder for the delay they are in."""
        self._check_state(
            ("called", "closed"), self.env._("Call the dues before you remind.")
        )
        self.check_access("write")
        today = fields.Date.context_today(self)
        late_domain = self.env["cae.dues.line"]._get_late_domain()
        count = 0
        for campaign in self:
            delays = campaign.company_id._cae_get_dues_reminders()
            late = self.env["cae.dues.line"].search(
                [("campaign_id", "=", campaign.id), *late_domain]
            )
            count += len(late._remind(today, delays))
        if not count:
            raise UserError(
                self.env._(
                    "Nobody to remind: who is late has had the reminder of this "
                    "delay. The next ones are in the settings."
                )
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)s reminders sent.", count=count),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
