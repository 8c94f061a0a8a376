# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import CaeMutualisationCase


@tagged("post_install", "-at_install")
class TestLevyPosting(CaeMutualisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_scheme()
        cls._create_invoice(cls.activity, 1000, "2026-03-10")

    def test_locked_date_is_refused_then_moved(self):
        run = self._create_run("2026-03-01")
        self.assertEqual(str(run.date), "2026-03-31")
        self.company.fiscalyear_lock_date = "2026-03-31"
        with self.assertRaisesRegex(UserError, "03/31/2026, which is locked"):
            run.action_post()
        self.assertFalse(run.analytic_line_ids)
        run.date = "2026-04-01"
        run.action_post()
        self.assertEqual(
            set(map(str, run.analytic_line_ids.mapped("date"))), {"2026-04-01"}
        )
        self.company.fiscalyear_lock_date = "2026-04-30"
        with self.assertRaisesRegex(UserError, "let the next run"):
            run.action_cancel()
        self.assertEqual(run.state, "posted")

    def test_statement_holds_the_levy_of_its_dates(self):
        run = self._create_run("2026-03-01")
        run.date = "2026-04-02"
        run.action_post()
        statements = self.env["cae.activity.statement"].create(
            [
                {"activity_id": self.activity.id, "date_from": start, "date_to": end}
                for start, end in (
                    ("2026-03-01", "2026-03-31"),
                    ("2026-04-01", "2026-04-30"),
                )
            ]
        )
        self.assertEqual(statements.mapped("levy"), [0, -100])
        self.assertEqual(statements.mapped("expected_cash"), [1000, 900])

    def test_posting_date_is_not_before_the_month(self):
        run = self._create_run("2026-03-01")
        with self.assertRaisesRegex(ValidationError, "02/28/2026"):
            run.date = "2026-02-28"
        run.date = "2026-03-20"
        run.action_post()
        with self.assertRaises(UserError):
            run.date = "2026-03-21"

    def test_entry_balances_on_each_account(self):
        self.company.write(
            {
                "cae_levy_posting": "entry",
                "cae_levy_journal_id": self.journals["general"].id,
            }
        )
        run = self._create_run("2026-03-01", post=True)
        move = run.move_ids
        self.assertEqual((move.state, str(move.date)), ("posted", "2026-03-31"))
        self.assertEqual(move.line_ids.account_id, self.accounts["levy"])
        self.assertEqual(sorted(move.line_ids.mapped("balance")), [-100, 100])
        lines = run.analytic_line_ids
        self.assertEqual(
            {line.cae_activity_id: line.amount for line in lines},
            {self.activity: -100, self.env["cae.activity"]: 100},
        )
        self.assertEqual(lines.cae_nature_id.code, "levy")
        self.assertEqual(lines.cae_levy_component_id, run.line_ids.component_id)
        self.assertEqual(self.activity.result, 900)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            move.button_draft()
        run.action_cancel()
        self.assertEqual(len(run.move_ids), 2)
        self.activity.invalidate_recordset()
        self.assertEqual(self.activity.result, 1000)
        self.assertEqual(sum(run.move_ids.line_ids.mapped("balance")), 0)
        again = self._create_run("2026-03-01", post=True)
        self.assertEqual(self._amounts(again), [(3, 100)])
        self.activity.invalidate_recordset()
        self.assertEqual(self.activity.result, 900)

    def test_entry_without_a_journal(self):
        self.company.cae_levy_posting = "entry"
        run = self._create_run("2026-03-01")
        with self.assertRaisesRegex(UserError, "no journal"):
            run.action_post()
        self.assertEqual(run.state, "computed")

    @freeze_time("2026-04-06 09:00:00")
    def test_computed_by_itself_with_a_preview(self):
        runs = self.env["cae.levy.run"]
        mine = [("company_id", "=", self.company.id)]
        self.company.cae_levy_run_day = 7
        self.company.cae_levy_user_ids = self.user_accountant
        runs.with_company(self.company)._compute_last_month()
        self.assertFalse(runs.search(mine), "the day has not come")
        self.company.cae_levy_run_day = 5
        runs.with_company(self.company)._compute_last_month()
        runs.with_company(self.company)._compute_last_month()
        run = runs.search(mine)
        self.assertEqual((str(run.month), run.state), ("2026-03-01", "computed"))
        self.assertEqual(run.activity_ids.user_id, self.user_accountant)
        message = run.message_ids.filtered("partner_ids")
        self.assertEqual(message.partner_ids, self.user_accountant.partner_id)
        self.assertIn("100.00", message.body)
        self.assertIn(f"/odoo/cae.levy.run/{run.id}", message.body)

    @freeze_time("2026-04-06 09:00:00")
    def test_what_prevents_the_computation_is_told(self):
        self.env["cae.levy.scheme"].search(
            [("company_id", "=", self.company.id)]
        ).date_to = "2026-02-28"
        self.company.write(
            {"cae_levy_run_day": 5, "cae_levy_user_ids": self.user_accountant.ids}
        )
        self.env["cae.levy.run"].with_company(self.company)._compute_last_month()
        run = self.env["cae.levy.run"].search([("company_id", "=", self.company.id)])
        self.assertEqual(run.state, "draft")
        self.assertIn("No levy scheme", str(run.activity_ids.note))

    def test_preview_shows_corrections_and_changes(self):
        self._create_run("2026-03-01", post=True)
        self._create_invoice(self.activity, 120, "2026-03-25", "out_refund")
        self._create_invoice(self.activity, 500, "2026-04-02")
        preview = self._create_run("2026-04-01")._get_preview()
        self.assertEqual(preview["levies"], [("Contribution", 1, 38)])
        self.assertEqual(preview["corrections"].mapped("amount"), [-12])
        self.assertEqual(preview["changes"], [(self.activity, 38, 100)])
