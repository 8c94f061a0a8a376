# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.tests import tagged

from .test_exit import ExitCase


@tagged("post_install", "-at_install")
class TestExitAccess(ExitCase):
    """The access of a leaver is announced, then closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leaver = cls.user_portal.partner_id
        cls.leaver.email = "leaver@example.com"
        cls.member = cls._create_membership(cls.leaver, "candidate")
        cls.member.action_admit("2024-01-01")

    def _run(self):
        self.env["cae.exit"]._cron_close_access()

    def _start(self, access_end_date):
        return self._create_exit(
            self.leaver, start=True, access_end_date=access_end_date
        )

    def test_notice_then_closed(self):
        exit_file = self._start(self.today + timedelta(15))
        self._run()
        self.assertFalse(exit_file.access_notice_date)
        exit_file.access_end_date = self.today + timedelta(14)
        self._run()
        self.assertEqual(exit_file.access_notice_date, self.today)
        mail = self.env["mail.mail"].search(
            [("model", "=", "cae.exit"), ("res_id", "=", exit_file.id)]
        )
        self.assertEqual(len(mail), 1)
        self.assertIn("/my/data", mail.body_html)
        self._run()
        self.assertEqual(
            mail.search_count(
                [("res_id", "=", exit_file.id), ("model", "=", "cae.exit")]
            ),
            1,
        )
        self.assertTrue(self.user_portal.active)
        exit_file.access_end_date = self.today
        self._run()
        self.assertFalse(self.user_portal.active)
        self.assertEqual(exit_file.access_closed_date, self.today)

    def test_still_member_elsewhere(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        college = self.env["cae.college"].create(
            {"name": "Elsewhere", "company_id": company.id}
        )
        category = self.env["cae.member.category"].create(
            {"name": "E", "college_id": college.id, "company_id": company.id}
        )
        other = self.env["cae.membership"].create(
            {
                "partner_id": self.leaver.id,
                "company_id": company.id,
                "category_id": category.id,
            }
        )
        exit_file = self._start(self.today)
        self._run()
        self.assertTrue(self.user_portal.active)
        self.assertIn("Elsewhere", exit_file.access_kept_note)
        count = len(exit_file.message_ids)
        self._run()
        self.assertEqual(len(exit_file.message_ids), count)
        other.action_refuse()
        self._run()
        self.assertFalse(self.user_portal.active)

    def test_still_holds_an_activity(self):
        exit_file = self._start(self.today)
        activity = self._create_activity("Second", self.leaver)
        self._run()
        self.assertIn("Second", exit_file.access_kept_note)
        activity.action_close()
        self._run()
        self.assertFalse(self.user_portal.active)

    def test_internal_users_are_left_alone(self):
        partner = self.user_support.partner_id
        exit_file = self._create_exit(partner, start=True, access_end_date=self.today)
        self._run()
        self.assertTrue(self.user_support.active)
        self.assertTrue(exit_file.access_kept_note)

    def test_membership_still_running(self):
        """The membership ends later than the access: it is not closed before."""
        exit_file = self._create_exit(
            self.leaver,
            start=True,
            exit_date=self.today + timedelta(5),
            access_end_date=self.today,
        )
        self._run()
        self.assertTrue(self.user_portal.active)
        exit_file.action_cancel()
        self._run()
        self.assertTrue(self.user_portal.active)

    def test_cancel_opens_the_access_again(self):
        partner = self._create_partner(name="No member", email="n@example.com")
        user = self._create_role_user("nomember", "base.group_portal")
        user.partner_id = partner
        exit_file = self._create_exit(partner, start=True, access_end_date=self.today)
        self._run()
        self.assertFalse(user.active)
        exit_file.action_cancel()
        self.assertTrue(user.active)
