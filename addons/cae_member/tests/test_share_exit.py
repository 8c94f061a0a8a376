# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import runpy
from datetime import date
from pathlib import Path

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_capital import CaeCapitalCase


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install")
class TestShareExit(CaeCapitalCase):
    """First in first out, the floor, the loss share and the repayment."""

    def _exits(self, state="posted"):
        rows = self.movements.search(
            [("kind", "=", "repayment"), ("state", "=", state)]
        )
        return rows.sorted(lambda row: row._get_queue_key())

    def test_exit_and_repayment(self):
        self._subscribe_paid(self.ann, 5, "2026-01-10")
        self.ann.action_leave("2026-03-31", "resignation")
        row = self._exits()
        self.assertEqual((row.quantity, row.amount, row.repay_amount), (-5, -100, 100))
        self.assertEqual(row.date, date(2026, 3, 31))
        self.assertEqual(row.repayment_due_date, date(2031, 3, 31))
        self.assertEqual(row.residual, 100)
        self.assertEqual(self.ann.share_owed_amount, 100)
        self.assertEqual(self.movements.capital_at(self.company, "2026-03-30"), 100)
        self.assertEqual(self.movements.capital_at(self.company, "2026-03-31"), 0)
        self.assertEqual(self.ann.shares_at("2026-03-30"), 5)
        self.assertEqual(self.ann.shares_at("2026-03-31"), 0)
        self.assertEqual(self._balance(self.share_class.account_repayable_id), 100)
        action = row.action_repay()
        lines = self.env["account.move.line"].browse(action["context"]["active_ids"])
        self.assertEqual(lines.date_maturity, date(2031, 3, 31))
        self._pay(lines, 40)
        self.assertEqual(row.residual, 60)
        self._pay(lines)
        self.assertEqual(row.residual, 0)
        self.assertEqual(self._balance(self.share_class.account_repayable_id), 0)
        self.assertFalse(self.movements.verify_register(self.company))

    def test_holdings_of_a_leaver_before_the_exit(self):
        self._subscribe_paid(self.ann, 5, "2026-01-10")
        self._subscribe_paid(self.bob, 1, "2026-01-11")
        self.ann.action_leave("2026-03-31")
        before = self.movements.register_at(self.company, "2026-03-30")
        self.assertEqual(
            [(r["name"], r["quantity"]) for r in before], [("Ann", 5), ("Bob", 1)]
        )
        after = self.movements.register_at(self.company, "2026-03-31")
        self.assertEqual([(r["name"], r["quantity"]) for r in after], [("Bob", 1)])

    def test_exit_in_the_future_waits_for_its_day(self):
        self._subscribe_paid(self.ann, 5, "2026-01-10")
        self.ann.action_leave("2026-07-31")
        self.assertFalse(self._exits() + self._exits("draft"))
        with freeze_time("2026-07-31"):
            self.env["cae.membership"]._cron_end_memberships()
        self.assertEqual(self._exits().date, date(2026, 7, 31))

    def test_floor_and_waiting_list(self):
        self.company.cae_capital_floor = 50
        self._subscribe_paid(self.ann, 6, "2026-01-10")
        self._subscribe_paid(self.bob, 4, "2026-01-10")
        self.ann.action_leave("2026-02-28")
        self.bob.action_leave("2026-03-31")
        self.assertEqual(self.movements.highest_capital(self.company), 200)
        self.assertEqual(self.movements.capital_at(self.company), 100)
        self.assertEqual(self._exits().mapped("quantity"), [-5])
        waiting = self._exits("draft")
        self.assertEqual(waiting.mapped("membership_id"), self.ann | self.bob)
        self.assertEqual(waiting.mapped("quantity"), [-1, -4])
        self.assertEqual(self.ann.share_hold_quantity, 1)
        self.assertFalse(self.ann.voting)
        self._subscribe_paid(self.cleo, 3, "2026-05-01")
        rows = self._exits()
        self.assertEqual(rows.mapped("quantity"), [-5, -1, -2])
        self.assertEqual(rows[-1].date, date(2026, 5, 1))
        self.assertEqual(rows[-1].exit_date, date(2026, 3, 31))
        self.assertEqual(rows[-1].repayment_due_date, date(2031, 3, 31))
        self.assertEqual(self.movements.capital_at(self.company), 100)
        self.assertEqual(self._exits("draft").mapped("quantity"), [-2])
        self.company.cae_capital_floor = 25
        self.movements._cron_release_exits()
        self.assertFalse(self._exits("draft"))
        self.assertEqual(self.movements.capital_at(self.company), 60)
        self.assertEqual(self._capital_balance(), 60)

    def test_repayment_in_the_order_of_the_exits(self):
        for index, member in enumerate((self.ann, self.bob, self.cleo), start=1):
            self._subscribe_paid(member, 2, "2026-01-10")
            member.action_leave(f"2026-0{index + 1}-28")
        rows = self._exits()
        with self.assertRaisesRegex(UserError, "Ann.* comes first"):
            rows[1].action_repay()
        (rows[0] | rows[1]).action_repay()
        self._pay(
            rows[0].move_id.line_ids.filtered(
                lambda x: x.account_id == self.share_class.account_repayable_id
            )
        )
        rows[1].action_repay()
        with self.assertRaisesRegex(UserError, "Nothing"):
            rows[0].action_repay()

    def test_unpaid_shares_are_no_more_called(self):
        row = self.ann.subscribe(self.share_class, 5, "2026-01-10")
        self._pay(row.move_id, 30, "2026-01-20")
        self.ann.action_leave("2026-03-31")
        exit_row = self._exits()
        self.assertEqual(exit_row.repay_amount, 30)
        self.assertEqual(row.move_id.amount_residual, 0)
        for account in ("called", "paid", "receivable"):
            balance = self._balance(self.share_class[f"account_{account}_id"])
            self.assertEqual(balance, 0, account)
        self.assertEqual(self._balance(self.share_class.account_repayable_id), 30)

    def test_loss_share(self):
        self._subscribe_paid(self.ann, 30, "2025-01-10")
        self._subscribe_paid(self.bob, 20, "2025-01-10")
        for rule, percent in (("proportional", 20), ("reserves_first", 0), ("none", 0)):
            valuation = self.env["cae.share.valuation"].create(
                {"date": "2025-12-31", "loss": 300, "reserves": 500, "rule": rule}
            )
            self.assertEqual(valuation.capital, 1000)
            self.assertEqual(valuation.loss_percent, percent)
            if rule != "none":
                valuation.unlink()
        valuation.write({"rule": "proportional"})
        self.ann.action_leave("2026-03-31")
        row = self._exits()
        self.assertEqual((row.loss_amount, row.repay_amount), (120, 480))
        self.assertEqual(self._balance(self.share_class.account_loss_id), 120)
        self.assertEqual(self._balance(self.share_class.account_repayable_id), 480)

    def test_value_at_the_close_of_the_year_of_the_exit(self):
        self._subscribe_paid(self.ann, 50, "2025-01-10")
        values = self.env["cae.share.valuation"]
        old = values.create({"date": "2024-12-31", "loss": 10, "capital": 100})
        new = values.create({"date": "2025-12-31", "loss": 20})
        self.assertEqual(values._get_for_exit(self.company, date(2025, 3, 1)), new)
        self.assertEqual(values._get_for_exit(self.company, date(2024, 3, 1)), old)
        self.assertFalse(values._get_for_exit(self.company, date(2023, 3, 1)))

    def test_delay_of_the_company(self):
        self.company.cae_exit_delay = 2
        self._subscribe_paid(self.ann, 5, "2024-01-10")
        self.ann.action_leave("2024-02-29")
        self.assertEqual(self._exits().repayment_due_date, date(2026, 2, 28))

    def test_late_payer_loses_the_vote_after_notice(self):
        self.company.write({"cae_late_notice_days": 10, "cae_late_suspend_days": 30})
        memberships = self.env["cae.membership"]
        row = self.ann.subscribe(self.share_class, 5, "2026-06-01")
        memberships._cron_late_capital()
        self.assertEqual(self.ann.capital_notice_date, date(2026, 6, 15))
        notices = self.ann.message_ids.filtered(
            lambda m: "overdue" in (m.body or "") and "100.00" in m.body
        )
        self.assertEqual(notices.partner_ids, self.ann.partner_id)
        self.assertTrue(self.ann.voting)
        with freeze_time("2026-07-14"):
            memberships._cron_late_capital()
            self.assertTrue(self.ann.voting)
        with freeze_time("2026-07-15"):
            memberships._cron_late_capital()
            self.assertTrue(self.ann.capital_suspended)
            self.assertFalse(self.ann.voting)
            late = memberships.search([("capital_late_amount", ">", 0)])
            self.assertEqual(late, self.ann)
            self._pay(row.move_id)
            memberships._cron_late_capital()
            self.assertTrue(self.ann.voting)
            self.assertFalse(self.ann.capital_notice_date)

    def test_members_of_before_enter_the_register(self):
        """The migration of databases that had members and no register."""
        self.ann.action_leave("2026-03-31")
        self.env.flush_all()
        self.cr.execute("DELETE FROM cae_member_entry")
        self.cr.execute("DELETE FROM cae_register_head")
        self.env.invalidate_all()
        path = Path(__file__).parents[1] / "migrations/19.0.1.1.0/post-migration.py"
        script = runpy.run_path(path)
        script["migrate"](self.cr, "19.0.1.0.0")
        script["migrate"](self.cr, "19.0.1.0.0")
        entries = self.env["cae.member.entry"]
        members = self.ann | self.bob | self.cleo
        mine = entries.search([("membership_id", "in", members.ids)], order="number")
        self.assertEqual(mine.mapped("kind"), ["admission"] * 3 + ["exit"])
        self.assertFalse(entries.verify_register(self.company))

    def test_a_member_who_returns(self):
        self._subscribe_paid(self.ann, 5, "2026-01-10")
        number = self.ann.number
        self.ann.action_leave("2026-03-31")
        self.ann.action_reapply()
        self.ann.action_examine()
        self.ann.action_admit()
        self._subscribe_paid(self.ann, 1, "2026-06-01")
        self.assertEqual(self.ann.number, number)
        self.assertEqual(self.ann.share_quantity, 1)
