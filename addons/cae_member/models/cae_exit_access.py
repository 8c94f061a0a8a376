# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .cae_membership import ADMITTED_STATES

NOTICE_TEMPLATE = "cae_member.mail_template_exit_access"
STARTED_STATES = ("progress", "done", "followed")


class CaeExit(models.Model):
    """The portal access of a leaver: announced, then closed on a day."""

    _inherit = "cae.exit"

    access_end_date = fields.Date(
        string="Access until",
        compute="_compute_access_end_date",
        store=True,
        readonly=False,
        tracking=True,
        help="On that day the portal access is closed. Before, the person downloads "
        "the data.",
    )
    access_notice_date = fields.Date(string="Announced on", readonly=True, copy=False)
    access_closed_date = fields.Date(
        string="Access Closed on", readonly=True, copy=False
    )
    access_kept_note = fields.Char(string="Access Kept", readonly=True, copy=False)
    exported_date = fields.Date(
        string="Data Handed over on", readonly=True, copy=False, tracking=True
    )

    @api.depends("exit_date", "company_id")
    def _compute_access_end_date(self):
        for exit_file in self:
            if exit_file.exit_date:
                days = exit_file.company_id.sudo().cae_exit_access_days
                exit_file.access_end_date = exit_file.exit_date + timedelta(days=days)

    @api.model
    def _cron_close_access(self):
        """Announce the end of the access, then close it, for those who have one."""
        today = fields.Date.context_today(self)
        open_files = self.search(
            [
                ("state", "in", STARTED_STATES),
                ("access_end_date", "!=", False),
                ("access_closed_date", "=", False),
                ("partner_id.user_ids", "!=", False),
            ]
        )
        open_files.filtered(
            lambda found: (
                not found.access_notice_date
                and found.access_end_date
                <= today + timedelta(days=found.company_id.cae_exit_notice_days)
            )
        )._announce_access_end(today)
        open_files.filtered(lambda found: found.access_end_date <= today)._close_access(
            today
        )

    def _announce_access_end(self, today):
        """A mail with the way to the data; who has no e-mail is told by the coach."""
        reachable = self.filtered("partner_id.email")
        if reachable:
            template = self.env.ref(NOTICE_TEMPLATE)
            template.send_mail_batch(reachable.ids)
            reachable.write({"access_notice_date": today})

    def _close_access(self, today):
        """Archive the portal users; whoever still has a reason to log in keeps it."""
        kept = self._get_reasons_to_keep_access()
        for exit_file in self:
            reason = kept.get(exit_file.id)
            if reason:
                if reason != exit_file.access_kept_note:
                    exit_file.access_kept_note = reason
                    exit_file.message_post(
                        body=self.env._("The access is kept: %(reason)s", reason=reason)
                    )
                continue
            users = exit_file.partner_id.user_ids
            logins = ", ".join(users.mapped("login"))
            users.sudo().action_archive()
            exit_file.write({"access_closed_date": today, "access_kept_note": False})
            exit_file.message_post(
                body=self.env._("The access of %(login)s is closed.", login=logins)
            )

    def _get_reasons_to_keep_access(self):
        """Why a person keeps the access: `{file id: reason in words}`.

        Someone with another role, or who is still somebody's member, candidate or
        entrepreneur, here or in another cooperative of the database.
        """
        members = self._search_other_memberships()
        holders = self.env["cae.activity.holder"].sudo()
        holders = holders.search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("activity_id.state", "in", ("project", "open", "closing")),
            ]
        ).grouped("partner_id")
        reasons = {}
        for exit_file in self:
            person = exit_file.partner_id
            users = person.user_ids
            if not all(user._is_portal() for user in users):
                reasons[exit_file.id] = self.env._(
                    "%(person)s has another access than the portal.", person=person.name
                )
            elif person in holders:
                reasons[exit_file.id] = self.env._(
                    "%(person)s still holds %(activities)s.",
                    person=person.name,
                    activities=", ".join(holders[person].activity_id.mapped("name")),
                )
            elif other := members.get(exit_file.id):
                reasons[exit_file.id] = self.env._(
                    "%(person)s has a membership at %(company)s: %(state)s.",
                    person=person.name,
                    state=other._get_state_label(),
                    company=other.company_id.name,
                )
        return reasons

    def _search_other_memberships(self):
        """A membership, of the person or of their organisation, that still lives.

        An application to the cooperative that the person leaves does not count.
        """
        persons = self.partner_id | self.partner_id.commercial_partner_id
        living = Domain("state", "in", ADMITTED_STATES) | Domain(
            "state", "in", ("applicant", "candidate")
        ) & Domain("id", "not in", self.membership_id.ids)
        memberships = self.env["cae.membership"].sudo()
        memberships = memberships.search(
            Domain("partner_id", "in", persons.ids) & living
        )
        by_partner = memberships.grouped("partner_id")
        found = {}
        for exit_file in self:
            person = exit_file.partner_id
            for partner in (person, person.commercial_partner_id):
                if partner in by_partner:
                    found[exit_file.id] = by_partner[partner][:1]
        return found

    def _restore_access(self):
        """Open what this file had closed."""
        self.ensure_one()
        if self.access_closed_date:
            persons = self.partner_id.with_context(active_test=False).sudo()
            persons.user_ids.filtered(lambda user: user._is_portal()).action_unarchive()
        self.write({"access_closed_date": False, "access_notice_date": False})

    # === Data of the person === #

    def _mark_exported(self):
        """The data left on this day: the step is proven, and the file says it."""
        today = fields.Date.context_today(self)
        started = self.filtered(lambda found: found.state not in ("draft", "cancelled"))
        started.write({"exported_date": today})
        for exit_file in started:
            exit_file.message_post(
                body=self.env._(
                    "The data of %(person)s was handed over on %(date)s.",
                    person=exit_file.partner_id.name,
                    date=format_date(self.env, today),
                )
            )

    def action_export_data(self):
        """Download the person's data, to hand it over."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/cae_member/exit/{self.id}/data",
            "target": "download",
        }
