# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .test_cost_pool import CaePoolCase


@tagged("post_install", "-at_install")
class TestGrant(CaePoolCase):
    """A grant, from what is asked for to the last report."""

    def _add_report(self, grant, due="2027-03-31", **vals):
        return self.env["cae.grant.report"].create(
            {"grant_id": grant.id, "name": "Final", "deadline_date": due, **vals}
        )

    def test_the_answer_of_the_funder(self):
        grant = self._create_grant(119000, grant=False, amount_granted=0)
        with self.assertRaisesRegex(UserError, "write how much is granted"):
            grant.action_grant()
        action = grant.action_open_answer()
        answer = (
            self.env[action["res_model"]]
            .with_user(self.user_accountant)
            .with_context(**action["context"])
            .create({"answered_on": "2026-02-01"})
        )
        self.assertEqual(answer.amount_granted, 119000)
        answer.amount_granted = 100000
        answer.conditions = "Half of the pay"
        answer.action_confirm()
        self.assertEqual((grant.state, grant.amount_granted), ("granted", 100000))
        self.assertEqual(grant.answered_on, date(2026, 2, 1))
        self.assertEqual(grant.conditions, "Half of the pay")
        with self.assertRaisesRegex(UserError, "answered already"):
            grant.action_open_answer()

    def test_received_and_left(self):
        grant = self._create_grant(1000, grant=False)
        self.assertEqual(grant.amount_left, 0)
        grant.action_grant()
        grant.receipt_ids = [
            Command.create({"date": "2026-05-01", "amount": 600}),
            Command.create({"date": "2026-09-01", "amount": 450}),
        ]
        self.assertEqual((grant.amount_received, grant.amount_left), (1050, -50))
        with self.assertRaisesRegex(UserError, "1,050.00.* was received"):
            grant.action_refuse()

    def test_closed_reopened_kept(self):
        grant = self._create_grant(1000)
        report = self._add_report(grant)
        with self.assertRaisesRegex(UserError, "“Final” of 03/31/2027 is not sent"):
            grant.action_close()
        report.action_sent()
        grant.action_close()
        with self.assertRaisesRegex(UserError, "it is kept"):
            grant.unlink()
        grant.action_reopen()
        self.assertEqual(grant.state, "granted")
        grant.action_refuse()
        grant.action_reopen()
        self.assertEqual((grant.state, grant.answered_on), ("asked", False))
        grant.unlink()

    @freeze_time("2026-06-01")
    def test_reports_have_deadlines(self):
        grant = self._create_grant(
            1000, user_id=self.user_accountant.id, deadline_date="2026-12-01"
        )
        late = self._add_report(grant, "2026-05-01")
        later = self._add_report(grant, "2027-03-31")
        self.assertEqual(
            (late.deadline_state, later.deadline_state), ("overdue", "far")
        )
        self.assertEqual(
            (grant.next_due_date, grant.report_count), (date(2026, 5, 1), 2)
        )
        self.env["cae.deadline.mixin"]._cron_refresh_deadlines()
        self.assertEqual(late.activity_ids.user_id, self.user_accountant)
        self.assertFalse(later.activity_ids)
        late.with_user(self.user_accountant).action_sent()
        self.assertEqual((late.deadline_state, late.sent_on), ("met", date(2026, 6, 1)))
        self.assertFalse(late.activity_ids)
        self.assertEqual(grant.next_due_date, date(2026, 12, 1))

    def test_who_is_responsible_can_read_it(self):
        with self.assertRaisesRegex(ValidationError, "may not read grants"):
            self._create_grant(1, user_id=self.user_coach.id)

    def test_it_is_not_booked_on_an_account_of_costs(self):
        with self.assertRaisesRegex(ValidationError, "is an account of costs"):
            self._create_grant(1, account_id=self.accounts["rent"].id)

    def test_roles(self):
        grant = self._create_grant(1000, grant=False)
        for user in (self.user_support, self.user_auditor):
            self.assertEqual(grant.with_user(user).amount_asked, 1000)
            with self.assertRaises(AccessError):
                grant.with_user(user).action_grant()
        with self.assertRaises(AccessError):
            grant.with_user(self.user_coach).mapped("amount_asked")
        grant.with_user(self.user_manager).action_grant()
        self.assertEqual(grant.state, "granted")
