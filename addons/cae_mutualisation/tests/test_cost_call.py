# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from datetime import date

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from openpyxl import load_workbook

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestCostCall(CaeCostCase):
    """What is computed and called, in figures checked by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 12, 6 and 2 of 20 FTE: 60, 30 and 10 %.
        cls._share(cls.pool, {cls.agiie: 12, cls.proxim: 6, cls.vital: 2})

    def _call_month(self, month, **vals):
        start = date(2026, month, 1)
        end = start + relativedelta(months=1, days=-1)
        return self._create_call(str(start), str(end), **vals)

    def test_two_pools_by_two_keys_one_invoice(self):
        secretariat = self._create_pool("Secretariat", self.equal)
        for member in (self.agiie, self.vital):
            self._create_agreement(member, secretariat)
        self._create_budget(self.pool, 12000)
        self._create_budget(secretariat, 2400)
        call = self._create_call("2026-01-01", "2026-06-30")
        # 6 000 by 60, 30 and 10 %; 1 200 by halves
        self.assertEqual(
            self._read_lines(call, "amount"),
            {
                ("AGIIE", "HR"): ("3600.00",),
                ("Proxim", "HR"): ("1800.00",),
                ("Vital", "HR"): ("600.00",),
                ("AGIIE", "Secretariat"): ("600.00",),
                ("Vital", "Secretariat"): ("600.00",),
            },
        )
        self.assertEqual((call.amount, call.member_count), (7200, 3))
        call.action_call()
        moves = call._get_move_lines().move_id
        self.assertEqual(
            {move.partner_id.name: move.amount_untaxed for move in moves},
            {"AGIIE": 4200, "Proxim": 1800, "Vital": 1200},
        )
        self.assertEqual(set(moves.mapped("state")), {"posted"})

    def test_twelve_months_add_up_to_the_budget_to_the_cent(self):
        for cost in (1000.01, 10000, 0.07, 99999.97):
            with self.subTest(cost=cost), self.env.cr.savepoint() as savepoint:
                self._create_budget(self.pool, cost)
                calls = [self._call_month(month) for month in range(1, 13)]
                lines = self.env["cae.cost.call.line"].union(
                    *(call.line_ids for call in calls)
                )
                self.assertEqual(
                    round(sum(round(100 * line.amount) for line in lines)),
                    round(100 * cost),
                )
                for call in calls:
                    self.assertAlmostEqual(
                        sum(call.line_ids.mapped("amount")),
                        call.line_ids[:1].shared,
                        places=6,
                    )
                savepoint.rollback()
                self.env.invalidate_all()

    def test_who_joins_and_leaves_within_the_period_pays_by_days(self):
        agreements = self.env["cae.cost.agreement"].search(
            [("membership_id", "in", (self.proxim | self.vital).ids)]
        )
        by_member = agreements.grouped("membership_id")
        by_member[self.proxim]._write_managed({"date_end": "2026-01-10"})
        by_member[self.vital]._write_managed({"date_start": "2026-01-22"})
        self._create_budget(self.pool, 12000)
        call = self._call_month(1)
        # 12 × 31 = 372, 6 × 10 = 60, 2 × 10 = 20; of 452:
        # 823.0088…, 132.7433…, 44.2477…
        self.assertEqual(
            self._read_lines(call, "weight", "amount"),
            {
                ("AGIIE", "HR"): ("372.00", "823.01"),
                ("Proxim", "HR"): ("60.00", "132.74"),
                ("Vital", "HR"): ("20.00", "44.25"),
            },
        )

    def test_calls_that_overlap(self):
        self._create_budget(self.pool, 12000)
        other = self._create_pool("Other", self.equal)
        first = self._call_month(1, pool_ids=[Command.set(self.pool.ids)])
        self._create_call(
            "2026-01-01", "2026-01-31", compute=False, pool_ids=other.ids
        ).action_cancel()
        with self.assertRaisesRegex(ValidationError, "has HR on some of the same days"):
            self._create_call(
                "2026-01-31", "2026-02-28", compute=False, pool_ids=self.pool.ids
            )
        self.assertEqual(first.state, "computed")

    def test_no_budget(self):
        call = self._create_call("2026-01-01", "2026-01-31", compute=False)
        with self.assertRaisesRegex(UserError, "No budget is voted"):
            call.action_compute()
        self._create_budget(self.pool, 100, vote=False)
        with self.assertRaisesRegex(UserError, "No budget is voted"):
            call.action_compute()

    def test_a_budget_that_changed_since_is_not_called(self):
        budget = self._create_budget(self.pool, 12000)
        call = self._call_month(1)
        budget.action_revise()
        budget.next_ids.cost = 12001
        budget.next_ids.action_vote()
        with self.assertRaisesRegex(UserError, "have changed since"):
            call.action_call()
        self.env.invalidate_all()

    def test_cancelled_and_called_again(self):
        self._create_budget(self.pool, 12000)
        call = self._call_month(1, post=False)
        call.action_call()
        moves = call._get_move_lines().move_id
        self.assertEqual(set(moves.mapped("state")), {"draft"})
        call.action_cancel()
        self.assertEqual(set(moves.mapped("state")), {"cancel"})
        self.assertFalse(call.line_ids)
        call.action_draft()
        call.action_compute()
        call.action_call()
        again = call._get_move_lines().move_id - moves
        self.assertEqual(len(again), 3)
        self.assertEqual(sum(again.mapped("amount_untaxed")), 1000)

    def test_posted_invoices_are_credited_before_it_is_cancelled(self):
        self._create_budget(self.pool, 12000)
        call = self._call_month(1)
        call.action_call()
        moves = call._get_move_lines().move_id
        with self.assertRaisesRegex(UserError, "is not credited to .* for HR. Credit"):
            call.action_cancel()
        self._credit(moves)
        call.action_cancel()
        self.assertEqual(call.state, "cancelled")

    def _credit(self, moves, mode="refund_moves"):
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create({"journal_id": moves.journal_id.id, "date": "2026-02-01"})
        )
        action = getattr(wizard, mode)()
        notes = moves.reversal_move_ids
        notes.filtered(lambda move: move.state == "draft").action_post()
        return action

    def test_what_is_credited_is_no_longer_called(self):
        self._create_budget(self.pool, 12000)
        call = self._create_call("2026-01-01", "2026-12-31")
        call.action_call()
        moves = call._get_move_lines().move_id
        invoice = moves.filtered(lambda move: move.partner_id.name == "Vital")
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "date": "2026-02-01"})
        )
        wizard.refund_moves()
        note = invoice.reversal_move_ids
        # 1 200 called; 200 given back: a partial credit note by Odoo's own button.
        note.invoice_line_ids.price_unit = 200
        note.action_post()
        self.assertEqual(note.cae_cost_call_id, call)
        self.assertEqual(note.cae_cost_membership_id, self.vital)
        self._spend(self.pool, 12000)
        settlement = self._create_settlement()
        self.assertEqual(
            self._read_lines(settlement, "provisional", "delta")["Vital", "HR"],
            ("1000.00", "200.00"),
        )
        # A copy is another invoice, not one more provision.
        copy = invoice.copy()
        self.assertFalse(copy.cae_cost_call_id)
        settlement.action_compute()
        self.assertEqual(
            self._read_lines(settlement, "provisional")["Vital", "HR"], ("1000.00",)
        )
        # Credit and invoice again: the new draft counts.
        other = moves.filtered(lambda move: move.partner_id.name == "Proxim")
        action = self._credit(other, "modify_moves")
        new = self.env["account.move"].browse(action["res_id"])
        self.assertEqual(new.cae_cost_call_id, call)
        settlement.action_compute()
        self.assertEqual(
            self._read_lines(settlement, "provisional")["Proxim", "HR"], ("3600.00",)
        )

    def test_a_closed_settlement_takes_no_more_calls(self):
        self._create_budget(self.pool, 12000)
        self._spend(self.pool, 100)
        settlement = self._create_settlement()
        settlement.action_invoice()
        settlement.action_close()
        with self.assertRaisesRegex(UserError, "“Settlement 2026”, which is closed"):
            self._call_month(1)

    def test_dates_of_what_was_called_stay(self):
        self._create_budget(self.pool, 12000)
        call = self._call_month(1)
        call.date_to = "2026-02-28"
        self.assertEqual((call.state, len(call.line_ids)), ("draft", 0))
        call.action_compute()
        call.action_call()
        with self.assertRaisesRegex(UserError, "cancel it first"):
            call.date_to = "2026-03-31"
        with self.assertRaisesRegex(UserError, "cancel it instead"):
            call.unlink()

    def test_paid_due_and_late(self):
        self._create_budget(self.pool, 12000)
        call = self._call_month(1)
        # Without payment terms, due on the day it is made.
        with freeze_time("2026-01-01"):
            call.action_call()
        moves = call._get_move_lines().move_id
        agiie = moves.filtered(lambda move: move.partner_id.name == "AGIIE")
        self._pay(agiie, 600, "2026-01-15")
        line = {one.partner_id.name: one for one in call.line_ids}
        with freeze_time("2026-01-01"):
            self.assertEqual(
                (call.amount_billed, call.amount_paid, call.amount_due),
                (1000, 600, 400),
            )
            self.assertEqual((call.amount_late, call.late_count), (0, 0))
            self.assertEqual(line["AGIIE"].payment, "paid")
            self.assertEqual(line["Vital"].payment, "due")
        self.env.invalidate_all()
        with freeze_time("2026-01-02"):
            self.assertEqual((call.amount_late, call.late_count), (400, 2))
            self.assertEqual(line["Vital"].payment, "late")
            late = self.env["cae.cost.call.line"].search(
                [("payment", "=", "late"), ("call_id", "=", call.id)]
            )
            self.assertEqual(late, line["Vital"] | line["Proxim"])
            others = self.env["cae.cost.call.line"].search(
                [("payment", "!=", "late"), ("call_id", "=", call.id)]
            )
            self.assertEqual(others, line["AGIIE"])
        self.assertEqual((self.agiie.cost_billed, self.agiie.cost_due), (600, 0))
        self.assertEqual((self.vital.cost_billed, self.vital.cost_due), (100, 100))
        found = self.env["account.move"].search(
            [("cae_cost_call_id", "!=", False), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(found, moves.sorted(lambda move: found.ids.index(move.id)))
        self.assertEqual(agiie.action_view_cae_cost()["res_id"], call.id)

    def test_late_members_are_reminded_once_a_day(self):
        self._create_budget(self.pool, 12000)
        call = self._call_month(1)
        # Without payment terms, due on the day it is made.
        with freeze_time("2026-01-01"):
            call.action_call()
        call = call.with_user(self.user_accountant)
        moves = call._get_move_lines().move_id
        self._pay(moves[0], moves[0].amount_total, "2026-01-15")
        with freeze_time("2026-01-01"), self.assertRaisesRegex(UserError, "is late"):
            call.action_remind()
        with freeze_time("2026-02-01"):
            call.action_remind()
            self.assertEqual(moves.mapped("reminder_count"), [0, 1, 1])
            with self.assertRaisesRegex(UserError, "had a reminder today"):
                call.action_remind()
        with freeze_time("2026-02-02"):
            moves[1].with_user(self.user_accountant).action_remind_cae_cost()
            self.assertEqual(moves.mapped("reminder_count"), [0, 2, 1])
        mails = self.env["mail.mail"].search(
            [("model", "=", "account.move"), ("res_id", "=", moves[2].id)]
        )
        self.assertEqual(mails.recipient_ids, moves[2].partner_id)
        self.assertIn(f"/my/invoices/{moves[2].id}", mails.body_html)
        self.assertIn(f"{moves[2].amount_residual:,.2f}", mails.body_html)

    def test_who_may_call(self):
        self._create_budget(self.pool, 12000)
        call = self._call_month(1)
        for user in (self.user_support, self.user_manager, self.user_auditor):
            with self.subTest(user.login):
                seen = call.with_user(user)
                self.assertEqual(seen.amount, 1000)
                with self.assertRaises(AccessError):
                    seen.action_compute()
                with self.assertRaisesRegex(UserError, "is not an accountant"):
                    seen.action_call()
                with self.assertRaisesRegex(UserError, "is not an accountant"):
                    seen.action_cancel()
        with self.assertRaises(AccessError):
            call.with_user(self.user_coach).read(["name"])
        with self.assertRaises(AccessError):
            call.line_ids.with_user(self.user_accountant).write({"amount": 1})
        call.with_user(self.user_accountant).action_call()
        self.assertEqual(call.state, "called")

    def test_queries_do_not_grow_with_the_members(self):
        self._create_budget(self.pool, 12000)
        few = self._count_queries(self._call_month(1, compute=False))
        more = self._create_cost_members(*(f"Member {i:02}" for i in range(30)))
        self._share(self.pool, dict.fromkeys(more, 1), date="2026-02-01")
        many = self._count_queries(self._call_month(2, compute=False))
        self.assertLessEqual(many, few + 3)

    def _count_queries(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call.action_compute()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_queries_of_an_invoice_are_bounded(self):
        self._create_budget(self.pool, 12000)
        counts = []
        for month, size in ((1, 3), (2, 10), (3, 20)):
            if size > 3:
                more = self._create_cost_members(*(f"M{month}{i}" for i in range(size)))
                self._share(self.pool, dict.fromkeys(more, 1), date=f"2026-0{month}-01")
            call = self._call_month(month)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            call.action_call()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        # 3, 13 and 33 members: what ten and twenty more cost
        self.assertLess((counts[1] - counts[0]) / 10, 30)
        self.assertLess((counts[2] - counts[1]) / 20, 30)

    def test_spreadsheet(self):
        secretariat = self._create_pool("Secretariat", self.equal)
        self._create_agreement(self.vital, secretariat)
        self._create_budget(self.pool, 12000)
        self._create_budget(secretariat, 1200)
        call = self._call_month(1)
        action = call.with_user(self.user_auditor).action_export()
        self.assertIn("/web/content/", action["url"])
        printed = self.env["cae.cost.call.print"].create({"call_id": call.id})
        rows, formulas = self._read_sheet(printed._make_workbook())
        self.assertEqual(rows[3][1:], ["Member", "HR", "Secretariat", "Total"])
        self.assertEqual(rows[4][1:], ["AGIIE", 600, 0, 600])
        self.assertEqual(rows[6][1:], ["Vital", 100, 100, 200])
        self.assertEqual(rows[7][1:], ["Total", 1000, 100, 1100])
        self.assertEqual(formulas["C8"], "=SUM(C5:C7)")
        self.assertEqual(formulas["E7"], "=SUM(C7:D7)")

    def _read_sheet(self, content):
        """Values and formulas of the first sheet."""
        values = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
        formulas = load_workbook(io.BytesIO(content)).worksheets[0]
        return (
            [list(row) for row in values.values],
            {cell.coordinate: cell.value for row in formulas for cell in row},
        )

    def test_member_without_agreement_line_is_not_called(self):
        self._create_cost_members("Stranger")
        self._create_budget(self.pool, 12000)
        call = self._call_month(1)
        self.assertNotIn("Stranger", call.line_ids.partner_id.mapped("name"))
        self.assertEqual(
            call.line_ids.agreement_line_id.agreement_id.membership_id, self.members
        )

    def test_only_some_pools(self):
        other = self._create_pool("Other", self.equal)
        for member in self.members:
            self._create_agreement(member, other)
        self._create_budget(self.pool, 12000)
        self._create_budget(other, 360)
        call = self._call_month(1, pool_ids=[Command.set(other.ids)])
        self.assertEqual(call.line_ids.pool_id, other)
        self.assertEqual(set(call.line_ids.mapped("amount")), {10})
