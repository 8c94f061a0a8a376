# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_board import CaeBoardCase

FIGURES = ("result", "uncollected", "unpaid", "available_cash", "expected_cash")


@freeze_time("2026-04-15")
@tagged("post_install", "-at_install")
class TestActivityBoard(CaeBoardCase):
    def _row(self, activity=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["cae.activity.board"].browse((activity or self.activity).id)

    def _overdue(self, activity=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["cae.overdue.report"].search(
            [("activity_id", "=", (activity or self.activity).id)]
        )

    def _assert_same_figures(self):
        """The board says what each activity says of itself today."""
        rows = self.env["cae.activity.board"].search(
            [("company_id", "=", self.company.id)]
        )
        figures = rows.activity_id._read_figures(date.today())
        self.assertTrue(rows)
        for row in rows:
            self.assertEqual({name: row[name] for name in FIGURES}, figures[row.id])

    def test_figures_are_those_of_the_activity(self):
        """Invoices with VAT paid in part, a credit note, bills paid in part, before
        and after today, an invoice of two activities, an uneven third."""
        tax = self._create_tax().ids
        for amount, paid, day in (
            (1000, 600, "2026-04-03"),
            (100, 40, "2026-04-03"),
            (100, 120, "2026-04-20"),
            (70, 84, "2026-04-15"),
        ):
            invoice = self._create_invoice(
                self.activity, amount, "2026-04-02", line_vals={"tax_ids": tax}
            )
            self._pay(invoice, paid, day)
        self._create_invoice(self.activity, 30.05, "2026-04-10", "out_refund")
        self._create_invoice(self.stone, 500, "2026-05-01")
        bill = self._create_bill(self.stone, 100.01, "2026-04-03")
        self._pay(bill, 33.33, "2026-04-10")
        accounts = (self.activity + self.stone).analytic_account_id.ids
        self._create_invoice(
            None,
            100,
            "2026-04-04",
            line_vals={
                "analytic_distribution": {
                    str(accounts[0]): 33.33,
                    str(accounts[1]): 66.67,
                }
            },
        )
        self._assert_same_figures()
        self.assertEqual(self._row().result, 6370 - 510 - 30.05 + 33.33)
        # share open: 50 % of 1 000, 2/3 of 100, all of 100, none of 70
        self.assertEqual(
            self._row().uncollected, 5100 + 500 + 66.67 + 100 - 30.05 + 33.33
        )
        self.assertEqual(self._row(self.stone).unpaid, 66.68)

    def test_unpaid_invoices_make_a_low_cash(self):
        """Wood earned 5 100 − 510 of levy, nothing collected: 4 590 − 5 100 = −510."""
        row = self._row()
        self.assertEqual((row.available_cash, row.expected_cash), (-510, 4590))
        self.assertTrue(row.is_cash_low)
        self.assertRegex(row.cash_note, "Available cash: .*510.00")
        self.company.cae_board_min_cash = -510
        self.assertFalse(self._row().is_cash_low)

    def test_no_invoice_for_months(self):
        """Last invoiced on 10 March: one month; on 15 June, three."""
        row = self._row()
        self.assertEqual(
            (str(row.last_invoice_date), row.idle_months), ("2026-03-10", 1)
        )
        self.assertFalse(row.is_idle)
        with freeze_time("2026-06-09"):
            self.assertFalse(self._row().is_idle)
        with freeze_time("2026-06-10"):
            row = self._row()
            self.assertTrue(row.is_idle)
            self.assertEqual(row.idle_note, "No invoice since March 2026")
            self.company.cae_board_invoice_months = 4
            self.assertFalse(self._row().is_idle)
            self.company.cae_board_invoice_months = 0
            self.assertFalse(self._row().is_idle)

    def test_never_invoiced(self):
        """A credit note is no invoice; the months count from the opening."""
        new = self._create_activity("New", date_start="2026-01-15")
        self._create_invoice(new, 10, "2026-04-01", "out_refund")
        row = self._row(new)
        self.assertEqual((row.last_invoice_date, row.idle_months), (False, 3))
        self.assertTrue(row.is_idle)
        self.assertEqual(row.idle_note, "No invoice since it opened in January 2026")

    def test_falling_turnover(self):
        """January to March against October to December, then over one month: March
        300 against February 600 is −50 %."""
        self.company.cae_board_fall_months = 3
        row = self._row()
        self.assertEqual((row.turnover_recent, row.turnover_before), (2100, 0))
        self.assertFalse(row.is_falling)
        self.company.cae_board_fall_months = 1
        row = self._row()
        self.assertEqual((row.turnover_recent, row.turnover_before), (300, 600))
        self.assertEqual(row.turnover_change, -50)
        self.assertTrue(row.is_falling)
        self.assertEqual(row.falling_note, "Turnover down 50 % over 1 months")
        for percent, falling in ((49.9, True), (50, False), (0, False)):
            self.company.cae_board_fall_percent = percent
            self.assertEqual(self._row().is_falling, falling, percent)

    def test_overdue_customers(self):
        """240.00 with VAT due on 16 March, 40 paid: 200.00 for 30 days; 166.67 of it
        without VAT."""
        for move in self.activity.move_ids:
            self._pay(move, move.amount_residual, "2026-04-01")
        invoice = self._create_invoice(
            self.activity,
            200,
            "2026-03-01",
            line_vals={"tax_ids": self._create_tax().ids},
            invoice_date_due="2026-03-16",
        )
        self._pay(invoice, 40, "2026-04-01")
        row = self._row()
        self.assertEqual((row.overdue_amount, row.overdue_days), (200, 30))
        self.assertFalse(row.is_overdue)
        self.company.cae_board_overdue_days = 29
        row = self._row()
        self.assertTrue(row.is_overdue)
        self.assertIn("overdue, the oldest by 30 days", row.overdue_note)
        self.assertEqual(row.uncollected, 166.67)
        line = self._overdue()
        self.assertRecordValues(
            line,
            [
                {
                    "move_id": invoice.id,
                    "partner_id": self.partner.id,
                    "overdue_amount": 200,
                    "overdue_untaxed": 166.67,
                    "overdue_days": 30,
                    "age": "1 – 30 days",
                }
            ],
        )
        self.assertEqual(line.action_open_invoice()["res_id"], invoice.id)
        found = self.env["cae.overdue.report"].search(
            row.action_view_overdue()["domain"]
        )
        self.assertEqual(found, line)

    def test_ages(self):
        """Due 93, 63, 35 and 5 days ago, by ages of 30 days, then of 15."""
        self.stone.move_ids.filtered("id").button_draft()
        for day in ("2026-01-12", "2026-02-11", "2026-03-11", "2026-04-10"):
            self._create_invoice(self.stone, 100, day, invoice_date_due=day)
        for days, ages in (
            (30, ["Over 90 days", "61 – 90 days", "31 – 60 days", "1 – 30 days"]),
            (15, ["Over 45 days", "Over 45 days", "31 – 45 days", "1 – 15 days"]),
        ):
            self.company.cae_overdue_interval = days
            self.assertEqual(self._overdue(self.stone).mapped("age"), ages)
        self.assertEqual(self._row(self.stone).overdue_amount, 400)

    def test_an_invoice_of_two_activities_is_shared(self):
        """120.00 with VAT, 25 % and 75 %: 30.00 and 90.00, on both boards."""
        (self.activity + self.stone).move_ids.button_draft()
        accounts = (self.activity + self.stone).analytic_account_id.ids
        self._create_invoice(
            None,
            100,
            "2026-03-01",
            line_vals={
                "tax_ids": self._create_tax().ids,
                "analytic_distribution": {str(accounts[0]): 25, str(accounts[1]): 75},
            },
            invoice_date_due="2026-03-01",
        )
        for activity, amount in ((self.activity, 30), (self.stone, 90)):
            self.assertEqual(self._overdue(activity).overdue_amount, amount)
            self.assertEqual(self._row(activity).overdue_amount, amount)
        self.assertEqual(self._overdue(self.stone).overdue_untaxed, 75)

    def test_only_posted_invoices_past_due(self):
        draft = self._create_invoice(self.stone, 50, "2026-03-01", post=False)
        due_today = self._create_invoice(
            self.stone, 60, "2026-03-01", invoice_date_due="2026-04-15"
        )
        refund = self._create_invoice(
            self.stone, 70, "2026-03-01", "out_refund", invoice_date_due="2026-03-01"
        )
        bill = self._create_bill(self.stone, 80, "2026-03-01")
        moves = self._overdue(self.stone).move_id
        self.assertFalse(moves & (draft + due_today + refund + bill))
        self.assertEqual(sum(moves.mapped("amount_total")), 900 + 300)

    def test_difficulties_are_counted(self):
        """Today Wood lacks cash and waits for its customers since January 2025."""
        row = self._row()
        flags = [row.is_cash_low, row.is_idle, row.is_falling, row.is_overdue]
        self.assertEqual(flags, [True, False, False, True])
        self.assertEqual(row.difficulty_count, 2)
        self.assertEqual(row.difficulty_note.count(" · "), 1)
        (self.activity + self.stone).action_start_closing()
        self.assertEqual(self._row().activity_state, "closing")
        self.activity.action_close()
        rows = self.env["cae.activity.board"].search(
            [("company_id", "=", self.company.id), ("difficulty_count", ">", 0)]
        )
        self.assertEqual(rows.activity_id, self.stone)

    def test_grouped_by_pole(self):
        groups = self.env["cae.activity.board"]._read_group(
            [("company_id", "=", self.company.id)], ["pole_ids"], ["result:sum"]
        )
        self.assertEqual(
            dict(groups), {self.pole: 1200 - 120, self.pole.browse(): 5100 - 510}
        )

    def test_settings_have_bounds(self):
        for field, value in (
            ("cae_board_fall_months", 0),
            ("cae_overdue_interval", 5),
            ("cae_board_invoice_months", -1),
        ):
            with (
                self.subTest(field),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.IntegrityError),
            ):
                self.company[field] = value
                self.company.flush_recordset()

    def test_call_is_planned_once_for_the_coach(self):
        rows = self._row(self.stone).with_user(self.user_accountant)
        rows.action_plan_call()
        todo = self.stone.activity_ids
        self.assertEqual(todo.user_id, self.user_coach)
        self.assertEqual(todo.activity_type_id.category, "phonecall")
        self.assertIn("overdue", todo.note)
        self.assertEqual(self._row(self.stone).call_date, todo.date_deadline)
        result = rows.action_plan_call()
        self.assertEqual(self.stone.activity_ids, todo)
        self.assertIn("Already planned before: 1", result["params"]["message"])
        # without a coach, the call is the user's
        self._row().with_user(self.user_support).action_plan_call()
        self.assertEqual(self.activity.activity_ids.user_id, self.user_support)

    def test_auditors_plan_nothing(self):
        row = self._row(self.stone).with_user(self.user_auditor)
        self.assertEqual(row.available_cash, 1200 - 120 - 1200)
        with self.assertRaisesRegex(AccessError, "coaches"):
            row.action_plan_call()
        self.assertFalse(self.stone.activity_ids)

    def test_who_reads_the_boards(self):
        models = (
            "cae.activity.board",
            "cae.overdue.report",
            "cae.levy.report",
            "cae.levy.curve",
        )
        for model in models:
            records = self.env[model]
            for user in (
                self.user_coach,
                self.user_support,
                self.user_manager,
                self.user_accountant,
                self.user_auditor,
            ):
                rows = records.with_user(user).search([])
                self.assertEqual(rows.company_id, self.company, (model, user.name))
                rows.read()
            for user in (self.user_secretary, self.user_internal, self.user_portal):
                with self.assertRaises(AccessError):
                    records.with_user(user).search([])

    def test_other_companies_are_hidden(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.user_coach.write(
            {"company_id": company.id, "company_ids": [Command.set(company.ids)]}
        )
        rows = self.env["cae.activity.board"].with_user(self.user_coach)
        self.assertFalse(rows.with_company(company).search([]))

    def test_actions_of_a_row(self):
        row = self._row(self.stone)
        self.assertEqual(row.action_open_activity()["res_id"], self.stone.id)
        lines = self.env["account.analytic.line"].search(
            row.action_view_ledger()["domain"]
        )
        self.assertEqual(sum(lines.mapped("amount")), 1200 - 120)

    def test_query_count_does_not_grow(self):
        """A page of the board is one query, whatever the number of activities."""
        names = ["activity_id", "available_cash", "difficulty_note", "call_date"]
        company = [("company_id", "=", self.company.id)]

        def read():
            self.env["cae.activity.board"].search_fetch(company, names).mapped(
                "difficulty_note"
            )

        few = self._count_queries(read)
        for index in range(8):
            more = self._create_activity(f"A{index}", date_start="2026-01-01")
            self._create_invoice(more, 100, "2026-03-01", invoice_date_due="2026-03-01")
        self.assertEqual(self._count_queries(read), few)
        self.assertLessEqual(few, 4)
