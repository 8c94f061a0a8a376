# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import contextmanager

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeMutualisationCase


@tagged("post_install", "-at_install")
class TestLevyRun(CaeMutualisationCase):
    def test_worked_example_of_real_documents(self):
        """ART: 5 000.00 invoiced, 2 000.00 subcontracting → 300.00."""
        self._create_scheme()
        self._create_invoice(self.activity, 5000, "2026-03-10")
        self._create_bill(self.activity, 2000, "2026-03-20")
        self._create_bill(self.activity, 700, "2026-03-20", "rent")
        run = self._create_run("2026-03-17")
        self.assertEqual(str(run.month), "2026-03-01")
        line = run.line_ids
        self.assertEqual((line.base_amount, line.amount), (3000, 300))
        self.assertEqual(
            line.explanation, "10 % × (5,000.00 − 2,000.00 subcontracting) = 300.00"
        )
        documents = self.env["account.move"].search(
            line.action_view_documents()["domain"]
        )
        self.assertEqual(set(documents.mapped("amount_untaxed")), {5000, 2000})

    def test_big_purchase_is_left_out(self):
        self.company.cae_big_purchase_threshold = 1000
        self._create_scheme({"deducted": ("subcontracting", "pass_through")})
        self._create_invoice(self.activity, 5000, "2026-03-10")
        self._create_bill(self.activity, 1200, "2026-03-20", "purchase")
        self._create_bill(self.activity, 800, "2026-03-20", "purchase")
        self.assertEqual(self._amounts(self._create_run("2026-03-01")), [(3, 380)])

    def test_month_without_turnover_is_charged_the_fee(self):
        self._create_scheme({"no_turnover_fee": 2.50})
        self._create_invoice(self.activity, 5000, "2026-01-10")
        run = self._create_run("2026-01-01", post=True)
        self.assertEqual(self._amounts(run), [(1, 500)])
        run = self._create_run("2026-02-01")
        self.assertEqual(self._amounts(run), [(2, 2.5)])
        self.assertEqual(
            run.line_ids.explanation, "2.50 (month without turnover) = 2.50"
        )

    def test_collected_pro_rata_of_payments(self):
        """1 000.00 + 20 % VAT, half paid in March, the rest in April: 50.00 each."""
        self._create_scheme({"deducted": (), "recognition": "collected"})
        invoice = self._create_invoice(
            self.activity,
            1000,
            "2026-02-10",
            line_vals={"tax_ids": self._create_tax().ids},
        )
        self._pay(invoice, 600, "2026-03-05")
        second = self._pay(invoice, 600, "2026-04-05")
        march = self._create_run("2026-03-01", post=True)
        self.assertEqual(self._amounts(march), [(3, 50)])
        april = self._create_run("2026-04-01", post=True)
        self.assertEqual(self._amounts(april), [(4, 50)])
        documents = april.line_ids.action_view_documents()["domain"]
        self.assertEqual(self.env["account.move"].search(documents), invoice)
        # The second payment bounces: the next run takes its levy back.
        second.line_ids.remove_move_reconcile()
        may = self._create_run("2026-05-01")
        self.assertEqual(self._amounts(may), [(4, -50)])

    def test_late_document_is_regularised_with_its_month(self):
        self._create_scheme()
        self._create_invoice(self.activity, 1000, "2026-03-10")
        self._create_run("2026-03-01", post=True)
        self._create_invoice(self.activity, 120, "2026-03-25", "out_refund")
        self._create_invoice(self.activity, 500, "2026-04-02")
        run = self._create_run("2026-04-01", post=True)
        self.assertEqual(self._amounts(run), [(4, 50), (3, -12)])
        correction = run.line_ids.filtered("is_correction")
        self.assertEqual(
            correction.explanation,
            "Regularisation of March 2026: 10 % × 880.00 = 88.00; already levied "
            "100.00; difference -12.00",
        )
        self.assertEqual((run.amount_total, run.correction_total), (38, -12))

    def test_pairs_balance_and_the_ledger_is_untouched(self):
        self._create_scheme()
        other = self._create_activity("Web", date_start="2026-01-01")
        for activity, amount in ((self.activity, 333.33), (other, 1000)):
            self._create_invoice(activity, amount, "2026-01-10")
        items = self.env["account.move.line"].search_count([])
        run = self._create_run("2026-01-01", post=True)
        self.assertEqual(self.env["account.move.line"].search_count([]), items)
        lines = run.analytic_line_ids
        self.assertEqual(len(lines), 4)
        self.assertEqual(sum(lines.mapped("amount")), 0)
        self.assertEqual(lines.general_account_id, self.accounts["levy"])
        self.assertEqual(set(lines.mapped("cae_nature_id.code")), {"levy"})
        mine = lines.filtered(lambda line: line.cae_activity_id == self.activity)
        self.assertEqual(mine.amount, -33.33)
        self.assertEqual(self.activity.result, 300)

    def test_posted_lines_are_not_edited(self):
        self._create_scheme()
        self._create_invoice(self.activity, 1000, "2026-01-10")
        run = self._create_run("2026-01-01", post=True)
        line = run.analytic_line_ids[0]
        for action in (
            lambda: line.write({"amount": 0}),
            lambda: line.with_context(cae_levy_sentinel=True).unlink(),
            lambda: line.copy(),
            lambda: run.line_ids.write({"amount": 0}),
            lambda: run.line_ids.unlink(),
            lambda: run.unlink(),
            lambda: run.write({"month": "2026-02-01"}),
            lambda: run.write({"state": "draft"}),
            lambda: run.action_compute(),
            lambda: run.action_post(),
        ):
            with self.assertRaises(UserError):
                action()
        self.assertEqual(line.amount, -100)
        forged = self.env["cae.levy.run"].create(
            {"month": "2026-02-01", "state": "posted"}
        )
        self.assertEqual(forged.state, "draft")

    def test_cancel_the_last_run_only(self):
        self._create_scheme()
        self._create_invoice(self.activity, 1000, "2026-01-10")
        january = self._create_run("2026-01-01", post=True)
        february = self._create_run("2026-02-01", post=True)
        with self.assertRaisesRegex(UserError, "February 2026"):
            january.action_cancel()
        february.action_cancel()
        january.action_cancel()
        self.assertFalse(january.analytic_line_ids)
        self.assertEqual(january.line_ids.amount, 100)
        again = self._create_run("2026-01-01", post=True)
        self.assertEqual(self._amounts(again), [(1, 100)])
        self.assertEqual(self.activity.result, 900)

    def test_one_run_a_month(self):
        self._create_scheme()
        self._create_run("2026-01-01")
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.IntegrityError):
            self._create_run("2026-01-20")

    def test_run_computed_before_another_was_posted_is_stale(self):
        self._create_scheme()
        self._create_invoice(self.activity, 1000, "2026-01-10")
        january = self._create_run("2026-01-01")
        february = self._create_run("2026-02-01")
        self.assertEqual(self._amounts(february), [(1, 100)])
        january.action_post()
        with self.assertRaisesRegex(UserError, "Compute it again"):
            february.action_post()
        february.action_compute()
        self.assertEqual(self._amounts(february), [])

    def test_no_scheme(self):
        run = self.env["cae.levy.run"].create({"month": "2026-01-01"})
        with self.assertRaisesRegex(UserError, "January 2026"):
            run.action_compute()

    def test_first_month_of_levies(self):
        self._create_scheme()
        self.company.cae_levy_start = "2026-03-01"
        self._create_invoice(self.activity, 1000, "2026-01-10")
        self._create_invoice(self.activity, 500, "2026-03-10")
        self.assertEqual(self._amounts(self._create_run("2026-03-01")), [(3, 50)])
        run = self.env["cae.levy.run"].create({"month": "2026-02-01"})
        with self.assertRaisesRegex(UserError, "03/01/2026"):
            run.action_compute()

    def test_exemption_and_other_rate(self):
        self._create_scheme({"fixed_amount": 30})
        self.env["cae.levy.exception"].create(
            [
                {
                    "activity_id": self.activity.id,
                    "date_from": "2026-01-01",
                    "date_to": "2026-01-31",
                    "reason": "First month",
                },
                {
                    "activity_id": self.activity.id,
                    "component_code": "contribution",
                    "date_from": "2026-02-01",
                    "kind": "rate",
                    "rate": 2,
                    "reason": "Vote of the board",
                },
            ]
        )
        for day in ("2026-01-10", "2026-02-10"):
            self._create_invoice(self.activity, 1000, day)
        self._create_run("2026-01-01", post=True)
        # 2 % × 1 000 + 30
        self.assertEqual(self._amounts(self._create_run("2026-02-01")), [(2, 50)])

    def test_scheme_changed_during_the_year(self):
        scheme = self._create_scheme(date_to="2026-01-31")
        self._create_scheme({"rate": 8}, date_from="2026-02-01")
        for day in ("2026-01-10", "2026-02-10"):
            self._create_invoice(self.activity, 1000, day)
        self._create_run("2026-01-01", post=True)
        self._create_invoice(self.activity, 200, "2026-01-20")
        run = self._create_run("2026-02-01", post=True)
        self.assertEqual(self._amounts(run), [(2, 80), (1, 20)])
        correction = run.line_ids.filtered("is_correction")
        self.assertEqual(correction.component_id.scheme_id, scheme)

    def test_presence(self):
        self._create_scheme({"fixed_amount": 30})
        self.activity.date_end = "2026-01-20"
        late = self._create_activity("Late", date_start="2026-02-10")
        run = self._create_run("2026-02-01")
        self.assertEqual(self._amounts(run, late), [(2, 30)])
        self.assertEqual(self._amounts(run), [(1, 30)])

    def test_query_count_does_not_grow_with_activities(self):
        self._create_scheme()
        counts = []
        for size in (1, 10, 500):  # the first one fills the caches
            activities = self.env["cae.activity"].create(
                [
                    {"name": f"A{size}-{i}", "date_start": "2026-01-01"}
                    for i in range(size)
                ]
            )
            self._create_ledger_lines(activities)
            run = self.env["cae.levy.run"].create({"month": "2026-01-01"})
            counts.append(
                [self._count_queries(m) for m in (run.action_compute, run.action_post)]
            )
            self.assertEqual(len(run.analytic_line_ids), 2 * size)
            run.action_cancel()
            activities.write({"date_start": "2030-01-01"})
            self.env["account.analytic.line"].search(
                [("cae_activity_id", "in", activities.ids)]
            ).unlink()
        # One more at most: the ORM reads 1 000 records in each query.
        for ten, five_hundred in zip(counts[1], counts[2], strict=True):
            self.assertLessEqual(five_hundred - ten, 1)

    def _count_queries(self, method):
        """Queries of a call, but for the ORM's writes: it sends 100 rows in each."""
        self.env.invalidate_all()
        # Each new environment reads it once, and it depends on chance which is new.
        self.assertTrue(self.env.user.name)
        queries = []
        with contextmanager(self._patchExecute)(queries):
            method()
        writes = ("insert into", "update ")
        return len([q for q in queries if not q.strip().lower().startswith(writes)])

    def _create_ledger_lines(self, activities):
        column = self.env["account.analytic.line"]._cae_activity_column()
        self.env["account.analytic.line"].create(
            [
                {
                    "name": "Sale",
                    "date": "2026-01-10",
                    "amount": 100,
                    "general_account_id": self.accounts["income"].id,
                    "company_id": self.company.id,
                    column: activity.analytic_account_id.id,
                }
                for activity in activities
            ]
        )
