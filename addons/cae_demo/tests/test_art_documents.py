# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo.tests import tagged

from . import common


@tagged("post_install", "-at_install")
class TestArtDocuments(common.ArtefactsCase):
    def test_a_year_of_documents(self):
        moves = self.moves(("state", "=", "posted"))
        self.assertEqual(len(moves), len(self.moves()))
        counts = Counter(moves.mapped("move_type"))
        self.assertGreaterEqual(counts["out_invoice"], 150)
        self.assertGreaterEqual(counts["in_invoice"], 80)
        self.assertGreaterEqual(counts["out_refund"], 5)
        months = {
            (move.invoice_date.year, move.invoice_date.month)
            for move in moves
            if move.move_type == "out_invoice"
        }
        for index in range(12):
            month = self.month(index)
            self.assertIn((month.year, month.month), months)

    def test_sales_bear_vat(self):
        for invoice in self.moves(("move_type", "=", "out_invoice")):
            rate = invoice.amount_tax / invoice.amount_untaxed
            self.assertAlmostEqual(rate, 0.20, 4, invoice.name)

    def test_documents_are_on_their_activity(self):
        sales = self.moves(("move_type", "in", ("out_invoice", "out_refund")))
        for line in sales.invoice_line_ids:
            account = line.move_id.activity_id.analytic_account_id
            self.assertEqual(line.analytic_distribution, {str(account.id): 100.0})

    def test_payments_settle_the_receivables(self):
        paid = self.moves(("payment_state", "in", ("paid", "in_payment")))
        paid = paid.filtered(lambda move: move.is_invoice())
        self.assertGreater(len(paid), 200)
        items = paid.line_ids.filtered(lambda line: line.display_type == "payment_term")
        self.assertTrue(all(items.mapped("reconciled")))
        for item in items:
            self.assertTrue(item.matched_debit_ids | item.matched_credit_ids)

    def test_payments_are_in_the_bank(self):
        paid = self.moves(("payment_state", "in", ("paid", "partial")))
        paid = paid.filtered(
            lambda move: move.is_invoice() and not move.reversed_entry_id
        )
        items = paid.line_ids.filtered(lambda line: line.display_type == "payment_term")
        settling = (
            items.matched_debit_ids.debit_move_id
            | items.matched_credit_ids.credit_move_id
        ).move_id
        others = settling.filtered(lambda move: move.journal_id.type != "bank")
        self.assertEqual(set(others.mapped("move_type")), {"out_refund"})
        self.assertGreater(len(settling - others), 20)

    def test_bank_shows_each_customer(self):
        # 2 400.00 of 4 000.00 + 20 % of VAT, on the 25th of the month after
        half = self.art("move_montagne_half_paid")
        journal = self.env["account.journal"].search(
            [("company_id", "=", self.company.id), ("type", "=", "bank")], limit=1
        )
        lines = self.env["account.move.line"].search(
            [
                ("account_id", "=", journal.default_account_id.id),
                ("partner_id", "=", half.partner_id.id),
                ("date", "=", self.month(9).replace(day=25)),
                ("balance", "=", 2400.0),
            ]
        )
        self.assertEqual(len(lines), 1)
        self.assertIn(half.name, lines.name)

    def test_what_a_credit_note_leaves_is_paid_by_a_payment(self):
        payments = (
            self.env["account.payment"]
            .search([("company_id", "=", self.company.id)])
            .filtered(
                lambda payment: (
                    payment.reconciled_invoice_ids
                    and not payment.reconciled_invoice_ids.share_class_id
                )
            )
        )
        invoices = payments.reconciled_invoice_ids
        self.assertEqual(set(payments.mapped("state")), {"paid"})
        self.assertEqual(set(invoices.mapped("payment_state")), {"paid"})
        self.assertTrue(all(invoices.mapped("reversal_move_ids")))
        self.assertGreaterEqual(len(invoices), 2)

    def test_not_everything_is_paid(self):
        half = self.art("move_montagne_half_paid")
        self.assertEqual(half.payment_state, "partial")
        self.assertEqual(half.amount_residual, 2400.0)
        # 1 500.00 + 20 % of VAT, less 600.00
        part = self.art("move_ouali_part_paid")
        self.assertEqual((part.payment_state, part.amount_residual), ("partial", 1200))
        late = self.moves(
            ("move_type", "=", "out_invoice"),
            ("payment_state", "=", "not_paid"),
            ("invoice_date_due", "<", self.month(12)),
        )
        self.assertGreater(len(late), 3)

    def test_credit_notes(self):
        refunds = self.moves(("move_type", "=", "out_refund"))
        states = Counter(refunds.reversed_entry_id.mapped("payment_state"))
        self.assertEqual(states["reversed"], 2)
        for refund in refunds:
            self.assertLessEqual(
                refund.amount_total, refund.reversed_entry_id.amount_total
            )

    def test_nothing_after_the_day_of_loading(self):
        loaded_on = max(self.moves().mapped("create_date")).date()
        self.assertLessEqual(max(self.moves().mapped("date")), loaded_on)

    def test_documents_count_at_their_own_date(self):
        for move in self.moves(("move_type", "!=", "entry")):
            self.assertEqual(move.date, move.invoice_date, move.name)

    def test_natures(self):
        natures = self.env["account.analytic.line"]._read_group(
            [("company_id", "=", self.company.id), ("cae_activity_id", "!=", False)],
            ["cae_nature_id"],
        )
        codes = {nature.code for (nature,) in natures}
        self.assertGreaterEqual(
            codes,
            {
                "turnover",
                "purchase",
                "subcontracting",
                "pass_through",
                "expense",
                "payroll",
                "levy",
            },
        )

    def test_big_purchase(self):
        lines = self.moves().invoice_line_ids.filtered("cae_pass_through")
        self.assertEqual(lines.move_id, self.art("move_lemoine_big_purchase"))
        self.assertGreater(lines.balance, self.company.cae_big_purchase_threshold)
