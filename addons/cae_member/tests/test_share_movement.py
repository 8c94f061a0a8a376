# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..kernel import capital as kernel
from .common_capital import CaeCapitalCase


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install")
class TestShareMovement(CaeCapitalCase):
    """Subscriptions, payments pro rata, transfers, conversions and losses."""

    def test_subscription_calls_the_capital(self):
        row = self.ann.subscribe(self.share_class, 5, "2026-01-10")
        self.assertEqual(
            (row.number, row.state, row.kind), (1, "posted", "subscription")
        )
        call = row.move_id
        self.assertEqual(call.move_type, "out_invoice")
        self.assertEqual(call.state, "posted")
        self.assertEqual(call.journal_id, self.share_class.journal_id)
        self.assertEqual(call.amount_total, 100)
        self.assertEqual(call.amount_tax, 0)
        self.assertEqual(call.invoice_date, date(2026, 1, 10))
        receivable = call.line_ids.filtered(lambda x: x.display_type == "payment_term")
        self.assertEqual(receivable.account_id, self.share_class.account_receivable_id)
        self.assertEqual(self.ann.share_quantity, 5)
        self.assertEqual(self.ann.share_amount, 100)
        self.assertEqual(self.ann.share_unpaid_amount, 100)
        self.assertEqual(self.ann.share_paid_quantity, 0)
        self.assertEqual(self._balance(self.share_class.account_called_id), 100)

    def test_shares_are_paid_pro_rata(self):
        row = self.ann.subscribe(self.share_class, 5, "2026-01-10")
        payment = self._pay(row.move_id, 50, "2026-02-01")
        self.env.invalidate_all()
        self.assertEqual(self.ann.share_paid_amount, 50)
        self.assertEqual(self.ann.share_paid_quantity, 2.5)
        self.assertEqual(self._balance(self.share_class.account_called_id), 50)
        self.assertEqual(self._balance(self.share_class.account_paid_id), 50)
        paid_on = self._balance(self.share_class.account_paid_id, date="2026-01-31")
        self.assertEqual(paid_on, 0)
        self._pay(row.move_id, date="2026-03-01")
        self.assertEqual(self._balance(self.share_class.account_paid_id), 100)
        payment.move_id.line_ids.remove_move_reconcile()
        self.assertEqual(self._balance(self.share_class.account_paid_id), 50)
        self.assertEqual(self._capital_balance(), 100)

    def test_instalments_on_dates(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Two instalments",
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 0}),
                    (0, 0, {"value": "percent", "value_amount": 50, "nb_days": 180}),
                ],
            }
        )
        row = self.ann.subscribe(self.share_class, 5, "2026-01-10", term)
        due = row.move_id.line_ids.filtered("date_maturity").mapped("date_maturity")
        self.assertEqual(due, [date(2026, 1, 10), date(2026, 7, 9)])
        self.assertEqual(self.ann.capital_late_amount, 50)

    def test_transfer(self):
        self._subscribe_paid(self.ann, 5, "2026-01-10")
        rows = self.ann.transfer(self.bob, self.share_class, 2, "2026-02-01")
        self.assertEqual(rows.mapped("quantity"), [-2, 2])
        self.assertEqual(rows[0].counterpart_membership_id, self.bob)
        self.assertEqual(self.ann.shares_at("2026-01-31"), 5)
        self.assertEqual(self.ann.shares_at("2026-02-01"), 3)
        self.assertEqual(self.bob.shares_at("2026-02-01"), 2)
        self.assertEqual(self.movements.capital_at(self.company, "2026-02-01"), 100)
        self.assertEqual(self._capital_balance(), 100)
        self.assertEqual(
            rows.move_id.line_ids.mapped("partner_id"),
            self.ann.partner_id | self.bob.partner_id,
        )

    def test_transfer_refused(self):
        self._subscribe_paid(self.ann, 2, "2026-01-10")
        self.ann.subscribe(self.share_class, 2, "2026-01-11")
        with self.assertRaisesRegex(UserError, "2 paid shares"):
            self.ann.transfer(self.bob, self.share_class, 3)
        with self.assertRaisesRegex(UserError, "another member"):
            self.ann.transfer(self.ann, self.share_class, 1)
        with self.assertRaisesRegex(UserError, "above zero"):
            self.ann.transfer(self.bob, self.share_class, -1)
        with self.assertRaisesRegex(UserError, "01/01/2026"):
            self.ann.transfer(self.bob, self.share_class, 1, "2026-01-01")
        self.bob.action_leave("2026-05-01")
        with self.assertRaisesRegex(UserError, "Former"):
            self.ann.transfer(self.bob, self.share_class, 1)

    def test_limits_of_the_category(self):
        self.category.write({"min_shares": 2, "max_shares": 10})
        with self.assertRaisesRegex(UserError, "2 at least"):
            self.ann.subscribe(self.share_class, 1)
        with self.assertRaisesRegex(UserError, "10 at most"):
            self.ann.subscribe(self.share_class, 11)
        self._subscribe_paid(self.ann, 10, "2026-01-10")
        self._subscribe_paid(self.bob, 8, "2026-01-10")
        with self.assertRaisesRegex(UserError, "10 at most"):
            self.ann.transfer(self.bob, self.share_class, 3)
        with self.assertRaisesRegex(UserError, "2 at least"):
            self.ann.transfer(self.cleo, self.share_class, 9)
        self.ann.transfer(self.bob, self.share_class, 2)
        self.assertEqual(self.bob.share_quantity, 10)

    def test_reserved_class(self):
        self.share_class.category_ids = self.category_supporter
        with self.assertRaisesRegex(UserError, "reserved for Supporter"):
            self.ann.subscribe(self.share_class, 1)

    def test_conversion(self):
        big = self.env["cae.share.class"].create(
            {"name": "Shares B", "code": "B", "nominal_value": 50}
        )
        big.account_paid_id = big.account_paid_id.copy({"code": "101399"})
        self._subscribe_paid(self.ann, 10, "2026-01-10")
        with self.assertRaisesRegex(UserError, "whole number"):
            self.ann.convert_shares(self.share_class, big, 3)
        self.ann.convert_shares(self.share_class, big, 5, "2026-02-01")
        self.assertEqual(self.ann.shares_at("2026-02-01", self.share_class), 5)
        self.assertEqual(self.ann.shares_at("2026-02-01", big), 2)
        self.assertEqual(self.ann.share_amount, 200)
        self.assertEqual(self._balance(big.account_paid_id), 100)
        self.assertEqual(self._capital_balance(), 200)

    def test_loss(self):
        self._subscribe_paid(self.ann, 10, "2026-01-10")
        self.ann.absorb_loss(self.share_class, 4, "2026-02-01")
        self.assertEqual(self.ann.share_amount, 120)
        self.assertEqual(self._capital_balance(), 120)
        self.assertEqual(self._balance(self.share_class.account_loss_id), 80)
        self.assertEqual(self.movements.highest_capital(self.company), 200)

    def test_correction_is_a_new_row(self):
        row = self.ann.subscribe(self.share_class, 10, "2026-01-10")
        self._pay(row.move_id, 60, "2026-01-12")
        opposite = self.ann.cancel_subscription(self.share_class, 10, "2026-01-15")
        self.assertEqual(opposite.quantity, -10)
        self.assertEqual(opposite.repay_amount, 60)
        self.assertEqual(row.move_id.payment_state, "paid")
        self.assertEqual(self._capital_balance(), 0)
        for account in ("called", "paid", "receivable"):
            balance = self._balance(self.share_class[f"account_{account}_id"])
            self.assertEqual(balance, 0, account)
        self.assertEqual(self.ann.shares_at("2026-01-14"), 10)

    def test_capital_documents_stay(self):
        row = self.ann.subscribe(self.share_class, 5, "2026-01-10")
        for action in ("button_draft", "button_cancel", "_reverse_moves"):
            with self.subTest(action), self.assertRaisesRegex(UserError, "register"):
                getattr(row.move_id, action)()
        with self.assertRaisesRegex(UserError, "posted"):
            row.sudo().write({"quantity": 50})
        with self.assertRaises(UserError):
            row.sudo().unlink()
        with self.assertRaisesRegex(UserError, "convert"):
            self.share_class.nominal_value = 25

    def test_accounts_equal_the_register_at_any_date(self):
        self.company.cae_capital_floor = 25
        other = self.env["cae.share.class"].create(
            {"name": "Shares B", "code": "B", "nominal_value": 50}
        )
        self._subscribe_paid(self.ann, 10, "2025-01-10")
        self._subscribe_paid(self.bob, 5, "2025-03-01", other)
        self.cleo.subscribe(self.share_class, 3, "2025-04-01")
        self.ann.transfer(self.bob, self.share_class, 4, "2025-06-01")
        self.bob.convert_shares(other, self.share_class, 2, "2025-07-01")
        self.ann.absorb_loss(self.share_class, 1, "2025-12-31")
        self.cleo.action_leave("2026-01-31")
        self.bob.action_leave("2026-02-28")
        self.assertTrue(self.bob.share_hold_quantity)
        self._subscribe_paid(self.ann, 10, "2026-03-15")
        rows = self.movements.search([("state", "=", "posted")])
        days = sorted(set(rows.mapped("date")))
        self.assertGreater(len(days), 7)
        for day in days:
            capital = self.movements.capital_at(self.company, day)
            self.assertEqual(self._capital_balance(day), capital, day)
            self._check_against_kernel(day)
        for move in rows.move_id:
            self.assertEqual(sum(move.line_ids.mapped("balance")), 0)
        total = sum(line["amount"] for line in self.movements.register_at(self.company))
        self.assertEqual(float(total), capital)
        self.assertFalse(self.movements.verify_register(self.company))

    def _check_against_kernel(self, day):
        """The answers of SQL are those of a replay from nothing, in plain Python."""
        replay = list(self.movements._read_kernel_movements(self.company))
        capital_at = self.movements.capital_at(self.company, day)
        self.assertEqual(capital_at, float(kernel.capital(replay, day)))
        highest = self.movements.highest_capital(self.company, day)
        self.assertEqual(highest, float(kernel.highest_capital(replay, day)))
        held = {
            (row["membership_id"], row["share_class_id"]): row["quantity"]
            for row in self.movements.register_at(self.company, day)
        }
        self.assertEqual(held, kernel.holdings(replay, day))

    def test_interest_base(self):
        self._subscribe_paid(self.ann, 2, "2020-01-01")
        self._subscribe_paid(self.bob, 1, "2024-01-01")
        self.ann.transfer(self.bob, self.share_class, 1, "2024-07-01")
        days = self.movements.get_share_days(self.company, "2024-01-01", "2024-12-31")
        self.assertEqual(days[self.ann][self.share_class], 182 * 2 + 184)
        self.assertEqual(days[self.bob][self.share_class], 366 + 184)

    def test_member_number_and_register_of_members(self):
        entries = self.env["cae.member.entry"]
        mine = entries.search([("membership_id", "=", self.ann.id)])
        self.assertEqual(mine.mapped("kind"), ["admission"])
        self.assertEqual(mine.member_number, self.ann.number)
        self.ann.category_id = self.category_supporter
        self.ann.action_leave("2026-06-01", "resignation")
        mine = entries.search([("membership_id", "=", self.ann.id)], order="number")
        self.assertEqual(mine.mapped("kind"), ["admission", "category", "exit"])
        self.assertEqual(mine[-1].note, "Resignation")
        self.ann.partner_id.name = "Ann Renamed"
        self.assertFalse(entries.verify_register(self.company))
        self.assertEqual(mine[0].member_name, "Ann")

    def test_roles(self):
        self.ann.with_user(self.user_support).subscribe(self.share_class, 2)
        self.assertEqual(self.ann.share_quantity, 2)
        for user in (self.user_coach, self.user_secretary, self.user_auditor):
            with self.assertRaises(AccessError):
                self.ann.with_user(user).subscribe(self.share_class, 2)
            capital = self.movements.with_user(user).capital_at(self.company)
            self.assertEqual(capital, 40)
        with self.assertRaises(AccessError):
            self.movements.with_user(self.user_manager).create(
                {
                    "kind": "subscription",
                    "membership_id": self.ann.id,
                    "share_class_id": self.share_class.id,
                    "quantity": 5,
                    "unit_value": 20,
                }
            )
        self.company.cae_capital_floor = 100
        self.ann.action_leave("2026-06-10")
        draft = self.movements.search([("hold", "=", True)])
        self.assertEqual(draft.quantity, -2)
        with self.assertRaises(AccessError):
            draft.with_user(self.user_manager).action_post()
        with self.assertRaises(AccessError):
            self.movements.with_user(self.user_portal).capital_at(self.company)

    def test_account_types(self):
        with self.assertRaisesRegex(ValidationError, "type"):
            self.share_class.account_receivable_id = self.accounts["income"]
