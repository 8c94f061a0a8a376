# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

TEMPLATE_ASK = "cae_member.mail_template_workforce_ask"
TEMPLATE_REMIND = "cae_member.mail_template_workforce_reminder"


# pylint: disable=consider-merging-classes-inherited
class CaeWorkforce(models.Model):
    """Members are asked for their figures, and reminded until they answer."""

    _inherit = "cae.workforce"

    asked_on = fields.Date(readonly=True, copy=False)
    deadline_date = fields.Date(
        string="Answer Before",
        copy=False,
        help="The day by which the member was asked to answer.",
    )
    reminded_on = fields.Date(string="Last Reminder", readonly=True, copy=False)
    reminder_count = fields.Integer(
        string="Reminders", readonly=True, copy=False, aggregator=None
    )
    is_overdue = fields.Boolean(
        string="Late",
        compute="_compute_is_overdue",
        help="Not submitted, and the day to answer has passed.",
    )

    _draft_deadline_idx = models.Index("(deadline_date) WHERE state = 'draft'")

    @api.depends("state", "deadline_date")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for workforce in self:
            deadline = workforce.deadline_date
            workforce.is_overdue = (
                workforce.state == "draft" and bool(deadline) and deadline < today
            )

    @api.model
    def _get_default_year(self):
        """The year whose figures are wanted today.

        Those of 31 December are asked for from the autumn on, and in the first half
        of the next year.
        """
        today = fields.Date.context_today(self)
        return today.year if today.month > 6 else today.year - 1

    # === Asking === #

    @api.model
    def _request_figures(self, memberships, year, deadline):
        """Open the figures of a year for the members asked.

        :return: those to fill in; who has answered is not asked again
        """
        found = self.search(
            [("membership_id", "in", memberships.ids), ("year", "=", year)]
        )
        missing = memberships - found.membership_id
        created = self.create(
            [
                {"membership_id": membership.id, "year": year, "source": "member"}
                for membership in missing
            ]
        )
        asked = created | found.filtered(lambda workforce: workforce.state == "draft")
        asked.write(
            {
                "asked_on": fields.Date.context_today(self),
                "deadline_date": deadline,
                "reminded_on": False,
                "reminder_count": 0,
            }
        )
        return asked

    def _get_recipients(self):
        """Who is written to: those of the member who can open the portal.

        Without any, the member's own address: the team may invite them later.
        """
        self.ensure_one()
        partner = self.partner_id
        people = (partner | partner.child_ids).filtered(
            lambda person: person.email and person.user_ids
        )
        return people or self.membership_id._get_contact()

    def _send_request(self, xmlid):
        """Queue one mail for each; return the members who have no e-mail."""
        silent = self.filtered(
            lambda workforce: not any(workforce._get_recipients().mapped("email"))
        )
        if self - silent:
            self.env.ref(xmlid).send_mail_batch((self - silent).ids)
        return silent.membership_id

    # === Reminding === #

    def action_remind(self):
        """Remind the members who have not answered, now."""
        self._check_state(
            ("draft",), self.env._("The member has answered: nothing to remind.")
        )
        return self._remind()._notify_not_reached()

    def _remind(self):
        """Send the reminder, and remember it even for those it cannot reach."""
        silent = self._send_request(TEMPLATE_REMIND)
        today = fields.Date.context_today(self)
        for count, workforces in self.grouped("reminder_count").items():
            workforces.write({"reminded_on": today, "reminder_count": count + 1})
        return silent

    @api.model
    def _get_reminder_domain(self, company):
        """Whom the daily job reminds today."""
        company = company.sudo()
        today = fields.Date.context_today(self)
        first = today + timedelta(days=company.cae_workforce_reminder_days)
        again = today - timedelta(days=company.cae_workforce_reminder_interval)
        return [
            ("company_id", "=", company.id),
            ("state", "=", "draft"),
            ("asked_on", "<", today),
            ("deadline_date", "<=", first),
            ("reminder_count", "<", company.cae_workforce_reminder_max),
            "|",
            ("reminded_on", "=", False),
            ("reminded_on", "<=", again),
        ]

    @api.model
    def _cron_remind(self):
        """Remind, company by company, those whose day to answer comes or has passed."""
        companies = self.env["res.company"].search(
            [("cae_workforce_reminder_max", ">", 0)]
        )
        for company in companies:
            self.search(self._get_reminder_domain(company))._remind()
