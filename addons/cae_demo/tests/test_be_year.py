# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter, defaultdict

from odoo.tests import tagged
from odoo.tools import float_compare

from . import common


@tagged("post_install", "-at_install")
class TestBelgianYear(common.OrganisationCase):
    """The Belgian cooperative keeps 10 % of the gross margin."""

    code = "be"

    def test_worked_example(self):
        # 2 100.00 + 900.00 invoiced, 1 000.00 of goods: 10 % × 2 000.00 = 200.00
        run = self.compute_last_month()
        self.assertEqual(self.levy_of(run, "mertens"), 200.0)
        line = run.line_ids.filtered(
            lambda line: (
                line.activity_id == self.ref("activity_mertens")
                and not line.is_correction
            )
        )
        self.assertEqual(line.base_amount, 2000.0)
        for figure in ("10 %", "3,000.00", "1,000.00", "200.00"):
            self.assertIn(figure, line.explanation)

    def test_runs_are_posted_but_the_last_month(self):
        runs = self.posted_runs()
        self.assertEqual(
            runs.mapped("month"), [self.month(index) for index in range(11)]
        )
        self.assertGreater(min(runs.mapped("amount_total")), 0)

    def test_levy_is_a_tenth_of_the_margin(self):
        # Read from the documents themselves: class 70 less class 60 of the accounts.
        margins = defaultdict(float)
        exempt = {
            (self.ref("activity_lejeune").id, self.month(index)) for index in (6, 7)
        }
        for line in self.moves(("move_type", "!=", "entry")).invoice_line_ids:
            if line.account_id.code[:2] in ("70", "60") and line.move_id.activity_id:
                key = (line.move_id.activity_id.id, line.date.replace(day=1))
                margins[key] -= line.balance
        levied = defaultdict(float)
        for line in self.posted_runs().line_ids:
            levied[line.activity_id.id, line.month] += line.amount
        last = self.month(10)
        wanted = {key: 0.1 * margins[key] for key in margins if key[1] <= last}
        self.assertGreater(len(wanted), 80)
        for key, amount in wanted.items():
            amount = 0.0 if key in exempt else amount
            # What is posted after the last run waits for the next one.
            if key != (self.ref("activity_janssens").id, last):
                self.assertAlmostEqual(levied[key], amount, msg=key, delta=0.01)

    def test_corrections(self):
        # 10 % of an invoice of 480.00, and of a bill of 250.00, both posted late
        amounts, runs = self.corrections()
        self.assertEqual(
            amounts,
            {self.ref("activity_hubert"): 48.0, self.ref("activity_renson"): -25.0},
        )
        self.assertEqual(len(runs), 2)

    def test_exemption(self):
        exception = self.ref("levy_exception_lejeune")
        self.assertTrue(exception.reason)
        for month in (6, 7):
            self.assertGreater(self.turnover_of("lejeune", month), 0)
            self.assertFalse(self.levy_of(self.ref(f"levy_run_{month}"), "lejeune"))
        self.assertGreater(self.levy_of(self.ref("levy_run_8"), "lejeune"), 0)

    def test_activities(self):
        activities = self.env["cae.activity"].search(
            [("company_id", "=", self.company.id), ("state", "!=", "project")]
        )
        self.assertGreaterEqual(len(activities), 12)
        shares = self.ref("activity_renson").holder_ids.mapped("share_percent")
        self.assertEqual(sorted(shares), [40.0, 60.0])
        closed = activities.filtered(lambda activity: activity.state == "closed")
        self.assertEqual(closed, self.ref("activity_gerard"))
        self.assertEqual(closed.date_end, self.month(8).replace(day=28))

    def test_documents(self):
        documents = self.moves(("move_type", "!=", "entry"))
        self.assertEqual(set(documents.mapped("state")), {"posted"})
        counts = Counter(documents.mapped("move_type"))
        self.assertGreaterEqual(counts["out_invoice"], 100)
        self.assertGreaterEqual(counts["in_invoice"], 60)
        self.assertEqual(counts["out_refund"], 3)
        refunds = documents.filtered(lambda move: move.move_type == "out_refund")
        states = Counter(refunds.reversed_entry_id.mapped("payment_state"))
        self.assertEqual(states["reversed"], 1)

    def test_belgian_vat(self):
        sales = self.moves(("move_type", "=", "out_invoice"))
        food = sales.filtered(
            lambda move: move.activity_id == self.ref("activity_lejeune")
        )
        for moves, rate in ((food, 0.06), (sales - food, 0.21)):
            self.assertTrue(moves)
            for move in moves:
                tax = move.currency_id.round(move.amount_untaxed * rate)
                self.assertEqual(
                    float_compare(move.amount_tax, tax, precision_rounding=0.05), 0
                )

    def test_partly_paid_and_unpaid(self):
        # 2 600.00 + 21 % of VAT = 3 146.00, less 1 500.00
        part = self.ref("move_renson_part_paid")
        self.assertEqual((part.payment_state, part.amount_residual), ("partial", 1646))
        late = self.moves(
            ("partner_id", "=", self.ref("partner_association").id),
            ("payment_state", "=", "not_paid"),
            ("invoice_date_due", "<", self.month(11)),
        )
        self.assertGreaterEqual(len(late), 3)

    def test_published_statements(self):
        for month in (9, 10):
            statement = self.ref(f"statement_{month}_hubert")
            self.assertEqual(statement.state, "published")
            self.assertEqual(statement.date_from, self.month(month))
        mine = self.env["cae.activity.statement"].with_user(
            self.ref("user_entrepreneur1")
        )
        self.assertEqual(
            mine.search([]).activity_id, self.ref("activity_hubert").with_env(mine.env)
        )

    def test_natures(self):
        groups = self.env["account.analytic.line"]._read_group(
            [("company_id", "=", self.company.id), ("cae_activity_id", "!=", False)],
            ["cae_nature_id"],
        )
        codes = {nature.code for (nature,) in groups}
        self.assertGreaterEqual(
            codes, {"turnover", "purchase", "subcontracting", "expense", "levy"}
        )
