# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_capital import CaeCapitalCase


class ExitCase(CaeCapitalCase):
    """A member with an activity, a coach, and files to leave."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env["cae.exit"])
        cls.reason = cls.env.ref("cae_member.exit_reason_own_business")
        # Steps that other addons bring have their own tests.
        others = cls.env["ir.model.data"].search(
            [("model", "=", "cae.exit.step"), ("module", "!=", "cae_member")]
        )
        cls.env["cae.exit.step"].browse(others.mapped("res_id")).active = False
        cls.held = cls._create_activity(
            "Joinery",
            cls.ann.partner_id,
            date_start="2024-01-01",
            coach_id=cls.user_coach.id,
            territory_id=cls.territory.id,
        )

    @classmethod
    def _create_exit(cls, partner=None, start=False, **vals):
        exit_file = cls.env["cae.exit"].create(
            {
                "partner_id": (partner or cls.ann.partner_id).id,
                "reason_id": cls.reason.id,
                "exit_date": cls.today,
                **vals,
            }
        )
        if start:
            exit_file.action_start()
        return exit_file

    @classmethod
    def _settle(cls, exit_file):
        """Close, tick and hand over: what a file needs to be finished."""
        exit_file.held_activity_ids.filtered(
            lambda a: a.state != "closed"
        ).action_close()
        exit_file._mark_exported()
        exit_file.task_ids.filtered(lambda task: not task.check_code).action_tick()


@tagged("post_install", "-at_install")
class TestExit(ExitCase):
    """From the wish to leave to the news of the year after."""

    def test_file_takes_what_is_known(self):
        exit_file = self._create_exit()
        self.assertEqual(exit_file.membership_id, self.ann)
        self.assertEqual(exit_file.held_activity_ids, self.held)
        self.assertEqual(exit_file.coach_id, self.user_coach)
        self.assertEqual(exit_file.territory_id, self.territory)
        self.assertTrue(exit_file.keep_customers and exit_file.keep_brand)
        # 90 days of access after the exit: the company's setting.
        self.assertEqual(exit_file.access_end_date, self.today + timedelta(90))
        self.company.cae_exit_keep = False
        other = self._create_exit(self.bob.partner_id, wanted_date="2026-03-01")
        self.assertFalse(other.keep_customers or other.keep_brand or other.keep_domain)
        self.assertFalse(other.held_activity_ids)

    def test_exit_date_is_the_date_wanted(self):
        exit_file = self.env["cae.exit"].create(
            {"partner_id": self.bob.partner_id.id, "wanted_date": "2026-03-01"}
        )
        self.assertEqual(exit_file.exit_date, fields.Date.to_date("2026-03-01"))
        with self.assertRaisesRegex(UserError, "reason of Bob"):
            exit_file.action_start()

    def test_start_today_ends_the_membership(self):
        exit_file = self._create_exit(start=True)
        self.assertEqual(exit_file.state, "progress")
        self.assertEqual(self.held.state, "closing")
        self.assertEqual(self.ann.state, "former")
        self.assertEqual(self.ann.exit_reason, "resignation")
        self.assertEqual(self.ann.exit_date, self.today)
        with self.assertRaisesRegex(UserError, "Only a draft"):
            exit_file.action_start()

    def test_start_before_the_exit(self):
        later = self.today + timedelta(30)
        exit_file = self._create_exit(start=True, exit_date=later)
        self.assertEqual((self.ann.state, self.ann.exit_date), ("leaving", later))
        with self.assertRaisesRegex(UserError, "Ann leaves on"):
            exit_file.action_done()

    def test_who_was_never_a_member(self):
        partner = self._create_partner(name="Holder of a CAPE")
        activity = self._create_activity("Sewing", partner)
        exit_file = self._create_exit(partner, start=True)
        self.assertFalse(exit_file.membership_id)
        self.assertEqual(activity.state, "closing")

    def test_shared_activity_goes_on(self):
        shared = self._create_activity(
            "Shared",
            holder_ids=[
                Command.create({"partner_id": partner.id, "share_percent": 50})
                for partner in (self.ann.partner_id, self.bob.partner_id)
            ],
        )
        exit_file = self._create_exit(start=True)
        self.assertEqual(shared.state, "open")
        self.assertEqual(exit_file.closing_activity_ids, self.held)

    def test_one_open_file_at_a_time(self):
        first = self._create_exit()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.cr.savepoint(),
        ):
            self._create_exit()
        first.action_cancel()
        first.flush_recordset()
        self.assertTrue(self._create_exit())

    def test_cancel_restores(self):
        later = self.today + timedelta(30)
        exit_file = self._create_exit(start=True, exit_date=later)
        exit_file.action_cancel()
        self.assertEqual(exit_file.state, "cancelled")
        self.assertEqual((self.ann.state, self.ann.exit_date), ("member", False))
        self.assertEqual(self.held.state, "open")
        exit_file.action_draft()
        self.assertFalse(exit_file.task_ids)
        exit_file.action_start()
        self.assertEqual(self.ann.state, "leaving")

    def test_cancel_is_too_late(self):
        exit_file = self._create_exit(start=True)
        with self.assertRaisesRegex(UserError, "former member since"):
            exit_file.action_cancel()
        self._settle(exit_file)
        exit_file.action_done()
        with self.assertRaisesRegex(UserError, "cannot be cancelled"):
            exit_file.action_cancel()
        with self.assertRaisesRegex(UserError, "can be deleted"):
            exit_file.unlink()

    def test_what_is_owed(self):
        """Ann has paid 5 of her 8 shares of 20.00; a customer owes 300 − 100."""
        self._subscribe_paid(self.ann, 5, "2024-01-10")
        self.ann.subscribe(self.share_class, 3, "2025-01-10")
        self._create_invoice(self.held, 300)
        self._create_invoice(self.held, 100, move_type="out_refund")
        self._create_invoice(self.held, 40, move_type="in_invoice")
        self._create_invoice(self.held, 999, post=False)
        exit_file = self._create_exit()
        self.assertEqual(exit_file.share_amount, 160)
        self.assertEqual(exit_file.member_due_amount, 60)
        self.assertEqual(exit_file.customer_due_amount, 200)
        self.assertEqual(exit_file.supplier_due_amount, 40)
        self.assertEqual(exit_file.share_owed_amount, 0)
        exit_file.action_start()
        exit_file.invalidate_recordset()
        # The three shares that were never paid are waived: 5 × 20.00 are owed to her.
        self.assertEqual(exit_file.share_amount, 0)
        self.assertEqual(exit_file.member_due_amount, 0)
        self.assertEqual(exit_file.share_owed_amount, 100)
        years = self.company.cae_exit_delay
        self.assertEqual(exit_file.share_due_date.year, self.today.year + years)
        labels = [label for label, _amount in exit_file._get_owed_rows()]
        self.assertNotIn("Shares held", labels)
        self.assertIn("Shares to repay to the person", labels)

    def test_owed_does_not_query_by_file(self):
        def make(count):
            partners = self.env["res.partner"].create(
                [{"name": f"Leaver {index}"} for index in range(count)]
            )
            for partner in partners:
                self._create_invoice(self._create_activity(partner.name, partner), 10)
            return self.env["cae.exit"].create(
                [
                    {"partner_id": partner.id, "reason_id": self.reason.id}
                    for partner in partners
                ]
            )

        def count_queries(exits):
            exits.action_start()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            exits.mapped("customer_due_amount")
            exits.mapped("progress")
            return self.cr.sql_log_count - before

        few, many = make(2), make(12)
        count_queries(self._create_exit(self.bob.partner_id))
        self.assertLessEqual(count_queries(many), count_queries(few) + 1)

    # === After === #

    def _finish(self, **vals):
        exit_file = self._create_exit(start=True, **vals)
        self._settle(exit_file)
        exit_file.action_done()
        return exit_file

    def test_follow_up(self):
        exit_file = self._finish(user_id=self.user_coach.id)
        self.assertEqual(exit_file.state, "done")
        # “6, 12” months: the company's setting.
        first = fields.Date.add(self.today, months=6)
        self.assertEqual(exit_file.deadline_date, first)
        self.assertEqual(exit_file._get_deadline_user(), self.user_coach)
        news = self.env["cae.exit.follow.up"]
        news.create(
            {
                "exit_id": exit_file.id,
                "date": first,
                "situation": "own_business",
                "turnover": 21000,
            }
        )
        self.assertEqual(
            exit_file.deadline_date, fields.Date.add(self.today, months=12)
        )
        self.assertEqual(exit_file.situation, "own_business")
        self.assertEqual(exit_file.state, "done")
        news.create(
            {
                "exit_id": exit_file.id,
                "date": fields.Date.add(first, months=6),
                "situation": "employed",
            }
        )
        self.assertFalse(exit_file.deadline_date)
        self.assertEqual(
            (exit_file.state, exit_file.situation), ("followed", "employed")
        )

    def test_follow_up_is_planned(self):
        """Left six months ago: the responsible has the news to ask for."""
        exit_file = self._finish(
            exit_date=fields.Date.subtract(self.today, months=6),
            user_id=self.user_coach.id,
        )
        self.assertEqual(exit_file.deadline_date, self.today)
        self.env["cae.exit"]._cron_refresh_deadlines()
        planned = exit_file.activity_ids
        self.assertEqual(planned.user_id, self.user_coach)
        self.assertEqual(planned.summary, "Ask Ann for news")

    def test_no_news_asked_for(self):
        self.company.cae_exit_follow_up_months = False
        self.assertEqual(self._finish().state, "followed")
        with self.assertRaisesRegex(ValidationError, "six"):
            self.company.cae_exit_follow_up_months = "six"

    def test_the_dead_are_not_asked(self):
        reason = self.env.ref("cae_member.exit_reason_death")
        exit_file = self._finish(reason_id=reason.id)
        self.assertEqual(exit_file.state, "followed")
        self.assertEqual(self.ann.exit_reason, "death")

    # === Rights === #

    def test_coach_starts_without_the_membership(self):
        coach = self.env["cae.exit"].with_user(self.user_coach)
        exit_file = coach.create(
            {
                "partner_id": self.ann.partner_id.id,
                "reason_id": self.reason.id,
                "exit_date": self.today,
            }
        )
        exit_file.action_start()
        self.assertEqual(self.held.state, "closing")
        self.assertEqual(self.ann.state, "member")
        with self.assertRaises(AccessError):
            exit_file.action_end_membership()
        exit_file.with_user(self.user_support).action_end_membership()
        self.assertEqual(self.ann.state, "former")

    def test_coach_sees_only_own_files(self):
        own = self._create_exit()
        other = self._create_exit(self.bob.partner_id, user_id=self.user_support.id)
        found = self.env["cae.exit"].with_user(self.user_coach).search([])
        self.assertIn(own, found)
        self.assertNotIn(other, found)

    def test_open_from_the_membership(self):
        action = self.ann.action_open_exit()
        self.assertFalse(action["res_id"])
        self.assertEqual(
            action["context"]["default_partner_id"], self.ann.partner_id.id
        )
        exit_file = self._create_exit()
        self.assertEqual(self.ann.action_open_exit()["res_id"], exit_file.id)
        self.assertEqual(self.ann.exit_file_count, 1)
