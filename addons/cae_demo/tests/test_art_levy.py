# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common


@tagged("post_install", "-at_install")
class TestArtLevy(common.ArtefactsCase):
    """The levy of Artefacts: 10 % of the turnover, less what others made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.levy_run = cls.compute_last_month()

    def _levy(self, activity, month=11):
        lines = self.levy_run.line_ids.filtered(
            lambda line: (
                line.activity_id == self.art(f"activity_{activity}")
                and line.month == self.month(month)
            )
        )
        return sum(lines.mapped("amount"))

    def test_worked_example(self):
        self.assertEqual(self._levy("roussel"), 300.0)
        line = self.levy_run.line_ids.filtered(
            lambda line: (
                line.activity_id == self.art("activity_roussel")
                and not line.is_correction
            )
        )
        self.assertEqual(line.base_amount, 3000.0)
        for figure in ("10 %", "5,000.00", "2,000.00", "300.00"):
            self.assertIn(figure, line.explanation)

    def test_documents_of_the_worked_example(self):
        line = self.levy_run.line_ids.filtered(
            lambda line: (
                line.activity_id == self.art("activity_roussel")
                and not line.is_correction
            )
        )
        names = ("site", "shop", "subcontracting")
        expected = [self.art(f"move_roussel_example_{name}").id for name in names]
        action = line.action_view_documents()
        ids = self.env["account.move"].search(action["domain"]).ids
        self.assertEqual(set(expected), set(ids) & set(expected))
        turnover = sum(
            move.amount_untaxed_signed
            for move in self.env["account.move"].browse(ids)
            if move.is_sale_document()
        )
        self.assertEqual(turnover, 5000.0)

    def test_month_without_invoice(self):
        self.assertEqual(self._levy("marchetti"), 2.5)

    def test_past_months_are_posted(self):
        runs = self.env["cae.levy.run"].search(
            [("company_id", "=", self.company.id), ("id", "!=", self.levy_run.id)],
            order="month",
        )
        self.assertEqual(set(runs.mapped("state")), {"posted"})
        self.assertEqual(
            runs.mapped("month"), [self.month(index) for index in range(11)]
        )
        self.assertGreater(min(runs.mapped("amount_total")), 0)

    def test_regularisation_of_a_late_document(self):
        late = self.art("move_vasseur_late")
        lines = self.env["cae.levy.run.line"].search(
            [
                ("activity_id", "=", late.activity_id.id),
                ("is_correction", "=", True),
                ("run_state", "=", "posted"),
            ]
        )
        self.assertEqual(lines.amount, 24.0)
        self.assertEqual(lines.month, late.invoice_date.replace(day=1))

    def test_late_documents_show_in_several_runs(self):
        # 10 % of 240.00 and of 380.00, each in the run after its month
        amounts, runs = self.corrections()
        self.assertEqual(
            amounts,
            {
                self.art("activity_vasseur"): 24.0,
                self.art("activity_leguennec"): 38.0,
            },
        )
        self.assertEqual(len(runs), 2)

    def test_exemption(self):
        exception = self.art("levy_exception_bertin")
        self.assertTrue(exception.reason)
        for month in (7, 8):
            with self.subTest(month=month):
                self.assertGreater(self.turnover_of("bertin", month), 0)
                run = self.art(f"levy_run_{month}")
                self.assertFalse(self.levy_of(run, "bertin"))
        self.assertGreater(self.levy_of(self.art("levy_run_9"), "bertin"), 0)

    def test_fee_of_posted_months_without_turnover(self):
        for month in (4, 9):
            self.assertEqual(self.turnover_of("marchetti", month), 0)
            run = self.art(f"levy_run_{month}")
            self.assertEqual(self.levy_of(run, "marchetti"), 2.5)

    def test_post_moves_analytic_lines_only(self):
        def ledger():
            return self.env["account.move.line"]._read_group(
                [("company_id", "=", self.company.id)],
                aggregates=["__count", "balance:sum", "debit:sum"],
            )

        before = ledger()
        self.levy_run.action_post()
        self.assertEqual(ledger(), before)
        self.assertTrue(self.levy_run.analytic_line_ids)

    def test_analytic_pairs(self):
        groups = self.env["account.analytic.line"]._read_group(
            [("company_id", "=", self.company.id), ("cae_levy_run_id", "!=", False)],
            ["cae_levy_run_id"],
            ["amount:sum", "__count"],
        )
        self.assertEqual(len(groups), 11)
        for run, total, count in groups:
            self.assertAlmostEqual(total, 0.0, 2, run.display_name)
            self.assertEqual(count % 2, 0)

    def test_structure_receives_what_activities_give(self):
        (component,) = self.art("levy_scheme").component_ids
        lines = self.env["account.analytic.line"].search(
            [("cae_levy_component_id", "=", component.id)]
        )
        received = lines.filtered(lambda line: not line.cae_activity_id)
        levied = self.env["cae.levy.run.line"].search(
            [("component_id", "=", component.id), ("run_state", "=", "posted")]
        )
        self.assertAlmostEqual(
            sum(received.mapped("amount")), sum(levied.mapped("amount")), 2
        )
        self.assertEqual(component.analytic_account_id, self.art("account_structure"))

    def test_statements(self):
        for index in (8, 9, 10):
            statement = self.art(f"statement_{index}_roussel")
            self.assertEqual(statement.state, "published")
            self.assertEqual(statement.date_from, self.month(index))
            self.assertTrue(statement.line_ids.filtered("explanation"))
            self.assertAlmostEqual(
                statement.closing_cash,
                statement.opening_cash
                + statement.income
                + statement.costs
                + statement.levy
                + statement.uncollected_change
                + statement.unpaid_change,
                2,
            )
