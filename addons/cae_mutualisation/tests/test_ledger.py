# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import CaeMutualisationCase


@tagged("post_install", "-at_install")
class TestLedger(CaeMutualisationCase):
    def _nature(self, move):
        return move.line_ids.analytic_line_ids.cae_nature_id.code

    def test_natures_of_each_country(self):
        for country, accounts in (
            ("fr", {"706000": "turnover", "611000": "subcontracting"}),
            ("be", {"700000": "turnover", "603": "subcontracting", "604": "purchase"}),
            ("ca", {"411200": "turnover", "512204": "subcontracting"}),
        ):
            company = self.env["res.company"].create(
                {"name": country, "country_id": self.env.ref(f"base.{country}").id}
            )
            self.env["cae.ledger.nature"]._create_missing(company)
            made = self.env["account.account"].with_company(company)
            for code, nature in accounts.items():
                account = made.create(
                    {
                        "name": code,
                        "code": code,
                        "account_type": "income",
                        "company_ids": company.ids,
                    }
                )
                found = company._cae_nature_by_account(account)[account]
                self.assertEqual(found.code, nature, (country, code))

    def test_chart_of_accounts_gives_the_natures(self):
        self.env["cae.ledger.nature.template"].create(
            {
                "country_id": self.env.ref("base.us").id,
                "code": "turnover",
                "account_prefixes": "4",
            }
        )
        company = self.env["res.company"].create(
            {"name": "New", "country_id": self.env.ref("base.us").id}
        )
        self.env["account.chart.template"].try_loading(
            "generic_coa", company, install_demo=False
        )
        self.assertEqual(list(company._cae_natures()), ["turnover"])

    def test_nature_and_activity_of_documents(self):
        for move, nature in (
            (self._create_invoice(self.activity, 100, "2026-01-10"), "turnover"),
            (self._create_bill(self.activity, 50, "2026-01-10"), "subcontracting"),
            (self._create_bill(self.activity, 50, "2026-01-10", "rent"), "expense"),
        ):
            line = move.line_ids.analytic_line_ids
            self.assertEqual(line.cae_nature_id.code, nature)
            self.assertEqual(line.cae_activity_id, self.activity)

    def test_big_purchase_above_the_threshold_or_ticked(self):
        self.company.cae_big_purchase_threshold = 3000
        bills = [
            self._create_bill(self.activity, amount, "2026-01-10", "purchase")
            for amount in (3000, 3000.01)
        ]
        self.assertEqual(
            [self._nature(bill) for bill in bills], ["purchase", "pass_through"]
        )
        bills[0].invoice_line_ids.cae_pass_through = True
        bills[1].invoice_line_ids.cae_pass_through = False
        self.assertEqual(
            [self._nature(bill) for bill in bills], ["pass_through", "purchase"]
        )
        invoice = self._create_invoice(self.activity, 5000, "2026-01-10")
        self.assertEqual(self._nature(invoice), "turnover")

    def test_changed_prefixes_reclassify_the_ledger(self):
        bill = self._create_bill(self.activity, 50, "2026-01-10", "rent")
        ticked = self._create_bill(
            self.activity, 50, "2026-01-10", "rent", cae_pass_through=True
        )
        self.natures["expense"].account_prefixes = "62"
        self.assertEqual(self._nature(bill), "other")
        self.natures["subcontracting"].account_prefixes = "604,611,613"
        self.assertEqual(self._nature(bill), "subcontracting")
        self.assertEqual(self._nature(ticked), "pass_through")

    def test_bad_prefix_is_named(self):
        with self.assertRaisesRegex(ValidationError, "6 1"):
            self.natures["expense"].account_prefixes = "62,6 1"

    def test_treasury(self):
        """R = 1 000 − 400; half of 1 000 and the bill unpaid: T = 600 − 500 + 400."""
        invoice = self._create_invoice(
            self.activity,
            1000,
            "2026-01-10",
            line_vals={"tax_ids": self._create_tax().ids},
        )
        self._create_bill(self.activity, 400, "2026-01-12")
        self._pay(invoice, 600, "2026-02-03")
        before = self.activity._read_figures("2026-01-31")[self.activity.id]
        self.assertEqual(
            before,
            {
                "result": 600,
                "uncollected": 1000,
                "unpaid": 400,
                "available_cash": 0,
                "expected_cash": 600,
            },
        )
        self.activity.invalidate_recordset()
        self.assertEqual(self.activity.uncollected, 500)
        self.assertEqual(self.activity.unpaid, 400)
        self.assertEqual(self.activity.available_cash, 500)
        self.assertEqual(self.activity.expected_cash, 600)

    def test_credit_note_and_unreconciled_payment(self):
        invoice = self._create_invoice(self.activity, 1000, "2026-01-10")
        entry = self._pay(invoice, 1000, "2026-01-20")
        self.assertEqual(self.activity.uncollected, 0)
        entry.line_ids.remove_move_reconcile()
        refund = self._create_invoice(self.activity, 300, "2026-02-01", "out_refund")
        self.activity.invalidate_recordset()
        self.assertEqual(self.activity.result, 700)
        self.assertEqual(self.activity.uncollected, 700)
        (invoice + refund).line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        ).reconcile()
        self.activity.invalidate_recordset()
        self.assertEqual(self.activity.uncollected, 700)

    def test_figures_query_count_does_not_grow(self):
        activities = self.env["cae.activity"].create(
            [{"name": f"A{index}"} for index in range(60)]
        )
        counts = []
        for some in (activities[:2], activities):
            self.env.invalidate_all()
            self.env.cr.flush()
            before = self.env.cr.sql_log_count
            some.mapped("available_cash")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
