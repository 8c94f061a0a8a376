# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_workforce import CaeWorkforceCase


@freeze_time("2026-11-10")
@tagged("post_install", "-at_install")
class TestWorkforceRequest(CaeWorkforceCase):
    """Asking members for their figures, and reminding them."""

    def _ask(self, **vals):
        wizard = self.env["cae.workforce.ask"].create({"year": 2026, **vals})
        return wizard, wizard.action_ask()

    def _mails(self, workforce):
        return self.env["mail.mail"].search(
            [("model", "=", workforce._name), ("res_id", "in", workforce.ids)]
        )

    def test_ask(self):
        done = self._create_figures(self.ann, 2026, (3, 2), "submitted")
        begun = self._create_figures(self.bob, 2026, (4, 2), "draft")
        person = self._create_membership(
            self._create_partner(name="Person"), state="member"
        )
        wizard, _action = self._ask()
        self.assertEqual(wizard.membership_ids, self.bob | self.cyd)
        self.assertEqual(wizard.deadline_date, date(2026, 12, 10))  # in 30 days
        found = self._search(("year", "=", 2026))
        created = found - done - begun
        self.assertEqual(created.membership_id, self.cyd)
        self.assertEqual(begun.posts, 4)
        asked = begun | created
        self.assertEqual(asked.mapped("deadline_date"), [date(2026, 12, 10)] * 2)
        self.assertFalse(done.asked_on)
        mails = self._mails(found)
        self.assertEqual(len(mails), 2)
        for workforce in asked:
            mail = mails.filtered(lambda m, w=workforce: m.res_id == w.id)
            self.assertIn(f"/my/workforce/{workforce.id}", mail.body_html)
            self.assertEqual(mail.recipient_ids, workforce.partner_id)
        # who has answered is not asked again, even when chosen by hand
        self._ask(membership_ids=(self.ann | person).ids, send_mail=False)
        self.assertEqual(done.state, "submitted")
        self.assertEqual(len(self._mails(found)), 2)

    def test_mail_goes_to_who_opens_the_portal(self):
        self.user_portal.partner_id.write(
            {"parent_id": self.ann.partner_id.id, "email": "boss@example.com"}
        )
        self._ask(membership_ids=self.ann.ids)
        mail = self._mails(self.ann.workforce_ids)
        self.assertEqual(mail.recipient_ids, self.user_portal.partner_id)

    def test_without_address(self):
        self.ann.partner_id.email = False
        wizard, action = self._ask(membership_ids=(self.ann | self.bob).ids)
        self.assertIn("Ann", wizard.without_email)
        self.assertEqual(action["tag"], "display_notification")
        self.assertIn("Ann", action["params"]["message"])
        self.assertEqual(len(self._mails(self.bob.workforce_ids)), 1)
        self.assertEqual(self.ann.workforce_ids.state, "draft")

    def test_reminders(self):
        """Asked on 10 November for 10 December; first reminder 7 days before, then
        every 14 days, 3 at most."""
        self._ask(membership_ids=(self.ann | self.bob).ids)
        workforce, other = self.ann.workforce_ids, self.bob.workforce_ids
        other.write({"posts": 1, "fte": 1})
        other.action_submit()
        sent = []
        for day in (
            "2026-11-10",
            "2026-12-02",
            "2026-12-03",
            "2026-12-04",
            "2026-12-16",
            "2026-12-17",
            "2026-12-31",
            "2027-01-14",
        ):
            with freeze_time(day):
                self.Workforce._cron_remind()
            sent.append(workforce.reminder_count)
        self.assertEqual(sent, [0, 0, 1, 1, 1, 2, 3, 3])
        self.assertEqual(len(self._mails(workforce)), 4)  # the request and 3 reminders
        self.assertEqual(len(self._mails(other)), 1)
        self.assertEqual(other.reminder_count, 0)

    def test_no_reminder_by_setting(self):
        self._ask(membership_ids=self.ann.ids)
        self.company.cae_workforce_reminder_max = 0
        with freeze_time("2026-12-20"):
            self.Workforce._cron_remind()
            self.assertFalse(self.ann.workforce_ids.reminder_count)
            self.assertTrue(self.ann.workforce_ids.is_overdue)
            self.ann.workforce_ids.action_remind()
        self.assertEqual(self.ann.workforce_ids.reminder_count, 1)
        with self.assertRaises(UserError):
            self._create_figures(self.bob, 2026, (1,), "submitted").action_remind()

    def test_missing(self):
        memberships = self.ann | self.bob | self.cyd
        domain = [("workforce_missing", "=", True), ("id", "in", memberships.ids)]
        self._create_figures(self.ann, 2026, (1,), "submitted")
        self._create_figures(self.bob, 2026, (1,), "draft")
        missing = self.env["cae.membership"].search(domain)
        self.assertEqual(missing, self.bob | self.cyd)
        self.assertEqual(memberships.mapped("workforce_missing"), [False, True, True])
        self.assertEqual(self.ann.workforce_count, 1)
        action = self.ann.action_view_workforce()
        self.assertEqual(action["context"], {"default_membership_id": self.ann.id})
        context = missing.action_open_workforce_ask()["context"]
        wizard = self.env["cae.workforce.ask"].with_context(**context).create({})
        self.assertEqual(wizard.membership_ids, missing)

    def _count(self, operation, *args):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        operation(*args)
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _create_organisations(self, count, prefix):
        partners = self.env["res.partner"].create(
            [
                {"name": f"{prefix} {number}", "is_company": True}
                for number in range(count)
            ]
        )
        return self.env["cae.membership"].create(
            [
                {
                    "partner_id": partner.id,
                    "category_id": self.category.id,
                    "state": "member",
                    "admission_date": "2026-01-01",
                }
                for partner in partners
            ]
        )

    def test_queries_do_not_grow(self):
        few = self._create_organisations(5, "Few")
        many = self._create_organisations(60, "Many")
        request = self.Workforce._request_figures
        request(self.ann, 2026, "2026-12-31")
        counts = [
            self._count(request, memberships, 2026, "2026-12-31")
            for memberships in (few, many)
        ]
        self.assertLessEqual(counts[1], counts[0] + 5)
        for memberships in (few, many):
            memberships.workforce_ids.write({"posts": 10, "fte": 5})
            memberships.workforce_ids.action_submit()
        for operation in (
            lambda found: found.action_validate(),
            lambda found: found.read(
                ["display_name", "previous_fte", "change_alert", "permanent_share"]
            ),
            lambda found: found.action_reopen(),
        ):
            counts = [
                self._count(
                    operation, self.Workforce.browse(memberships.workforce_ids.ids)
                )
                for memberships in (few, many)
            ]
            self.assertLessEqual(counts[1], counts[0] + 5)
        counts = []
        for memberships in (few, many):
            memberships.workforce_ids.action_submit()
            wizard = self.env["cae.workforce.print"].create(
                {"year": 2026, "validated_only": False}
            )
            counts.append(self._count(wizard._get_table))
        self.assertLessEqual(counts[1], counts[0] + 3)
