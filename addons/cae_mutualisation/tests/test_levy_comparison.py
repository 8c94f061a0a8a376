# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io
import zipfile
from datetime import date

from freezegun import freeze_time
from lxml import html

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_comparison import ComparisonCase


@tagged("post_install", "-at_install")
@freeze_time("2026-02-15")
class TestLevyComparison(ComparisonCase):
    def _add_three(self):
        self._add_activity("Margin", 3000, 1000)
        self._add_activity("Services", 4000)
        self._add_activity("Trade", 10000, 8000)

    def test_who_pays_more_who_less(self):
        self._add_three()
        comparison = self._compute()
        self.assertEqual(
            self._figures(comparison),
            {
                # 10 % × 3000; 13.5 % × 2000 + 30
                "Margin": (300, 300, 0),
                # 10 % × 4000; 13.5 % × 4000 + 30
                "Services": (400, 570, 170),
                # 10 % × 10000; 13.5 % × 2000 + 30
                "Trade": (1000, 300, -700),
                # No turnover: the fixed amount alone
                "Wood": (0, 30, 30),
            },
        )
        totals = {
            "turnover_total": 17000,
            "amount_now": 1700,
            "amount_then": 1200,
            "effect": -500,
            # −700, 0, 30, 170: half way between 0 and 30
            "median_difference": 15,
            "activity_count": 4,
            "more_count": 2,
            "less_count": 1,
            "same_count": 1,
            "month_count": 1,
            "left_out": False,
        }
        self.assertEqual({name: comparison[name] for name in totals}, totals)
        services = comparison.line_ids.filtered(lambda line: line.difference == 170)
        self.assertEqual(
            (services.turnover, services.base_now, services.base_then), (4000,) * 3
        )
        # 400 and 570 of 4000; 170 of 400
        self.assertEqual((services.rate_now, services.rate_then), (10, 14.25))
        self.assertEqual(services.difference_percent, 42.5)
        self.assertEqual(services.territory_id, self.territory)
        self.assertEqual(
            services.by_levy.replace("\N{NO-BREAK SPACE}", " "),
            "Contribution: 400.00 € → 570.00 €",
        )
        trade = comparison.line_ids.filtered(lambda line: line.difference == -700)
        self.assertEqual((trade.base_now, trade.base_then), (10000, 2000))
        self.assertEqual(comparison.rise_ids.mapped("difference"), [170, 30])
        self.assertEqual(comparison.fall_ids, trade)

    def test_same_levies_as_a_run(self):
        """The reference is what the run of the month levies."""
        self._add_three()
        self.env["cae.levy.exception"].create(
            {
                "activity_id": self._add_activity("Half", 2000).id,
                "date_from": "2026-01-01",
                "kind": "rate",
                "rate": 5,
                "reason": "Start",
            }
        )
        run = self._create_run("2026-01-01")
        comparison = self._compute()
        self.assertEqual(
            {
                line.activity_id: line.amount_now
                for line in comparison.line_ids
                if line.turnover
            },
            {line.activity_id: line.amount for line in run.line_ids},
        )
        self.assertEqual(comparison.amount_now, run.amount_total)

    def test_exceptions_and_presence(self):
        for name, vals in (
            ("Exempted", {"kind": "exempt"}),
            ("Reduced", {"kind": "rate", "rate": 5}),
            ("Other levy", {"kind": "exempt", "component_code": "insurance"}),
        ):
            activity = self._add_activity(name, 1000)
            self.env["cae.levy.exception"].create(
                {
                    "activity_id": activity.id,
                    "date_from": "2026-01-01",
                    "reason": name,
                    **vals,
                }
            )
        self._add_activity("Later", 1000, date_start="2026-02-01")
        figures = self._figures(self._compute())
        self.assertEqual(figures["Exempted"], (0, 0, 0))
        # 5 % of 1000; 5 % of 1000 + 30
        self.assertEqual(figures["Reduced"], (50, 80, 30))
        # 10 % of 1000; 13.5 % of 1000 + 30
        self.assertEqual(figures["Other levy"], (100, 165, 65))
        # Not there in January: no fixed amount
        self.assertEqual(figures["Later"], (100, 135, 35))

    def test_sleeping_activities_are_not_counted(self):
        self._add_activity("Asleep", 0)
        comparison = self._compute(
            scheme_id=self._create_scheme(
                {"rate": 12, "deducted": ()}, name="Twelve", active=False
            ).id
        )
        self.assertFalse(comparison.line_ids)
        self.assertEqual(comparison.activity_count, 0)
        self.assertIn("No activity", comparison.band_chart)

    def test_collected(self):
        scheme = self._create_scheme(
            {"deducted": (), "recognition": "collected"}, name="Paid", active=False
        )
        move = self._create_invoice(self.activity, 1000, "2026-01-10")
        self._pay(move, 400, "2026-01-20")
        comparison = self._compute(scheme_id=scheme.id)
        # 10 % of 1000 invoiced; 10 % of 400 paid
        self.assertEqual(self._figures(comparison), {"Wood": (100, 40, -60)})
        self.assertEqual(comparison.line_ids.turnover, 1000)

    def test_two_schemes_instead_of_the_one_in_force(self):
        twelve = self._create_scheme(
            {"rate": 12, "deducted": ()}, name="Twelve", active=False
        )
        self._create_invoice(self.activity, 1000, "2026-01-10")
        comparison = self._compute(reference_scheme_id=twelve.id)
        # 12 % of 1000; 13.5 % of 1000 + 30
        self.assertEqual(self._figures(comparison), {"Wood": (120, 165, 45)})
        self.assertEqual(comparison.name, "Margin instead of Twelve")
        with self.assertRaisesRegex(ValidationError, "itself"):
            comparison.reference_scheme_id = self.margin

    def test_months_without_a_scheme_are_left_out_on_both_sides(self):
        self.activity.date_start = "2025-01-01"
        self._create_invoice(self.activity, 5000, "2025-12-10")
        self._create_invoice(self.activity, 1000, "2026-01-10")
        comparison = self._compute(period="months")
        self.assertEqual(
            (comparison.date_from, comparison.date_to),
            (date(2025, 2, 1), date(2026, 1, 31)),
        )
        self.assertEqual(self._figures(comparison), {"Wood": (100, 165, 65)})
        self.assertEqual(comparison.month_count, 1)
        self.assertIn("December 2025", comparison.left_out)
        self.assertNotIn("January 2026", comparison.left_out)
        with self.assertRaisesRegex(UserError, "Instead Of"):
            self._compute(date="2025-06-01")

    def test_months_before_the_first_levies_are_left_out(self):
        self.company.cae_levy_start = "2026-02-01"
        self._create_invoice(self.activity, 1000, "2026-01-10")
        with self.assertRaisesRegex(UserError, "in force"):
            self._compute()

    def test_tiers_go_on_from_before_the_period(self):
        self.scheme.date_from = "2025-01-01"
        tiers = self._create_scheme(
            {"rate": [(0, 10), (1000, 5)], "deducted": ()}, name="T", active=False
        )
        self.activity.date_start = "2025-01-01"
        self._create_invoice(self.activity, 1000, "2025-01-10")
        self._create_invoice(self.activity, 1000, "2025-03-10")
        comparison = self._compute(period="months", scheme_id=tiers.id)
        # From February 2025 on; the first 1000 of the year were those of January:
        # 10 % of 1000; 5 % of 1000
        self.assertEqual(self._figures(comparison), {"Wood": (100, 50, -50)})

    def test_schemes_that_follow_each_other(self):
        self.scheme.write({"date_from": "2025-01-01", "date_to": "2025-06-30"})
        self._create_scheme(
            {"rate": 20, "deducted": ()}, name="Next", date_from="2025-07-01"
        )
        self.activity.date_start = "2025-01-01"
        self._create_invoice(self.activity, 1000, "2025-06-10")
        self._create_invoice(self.activity, 1000, "2025-07-10")
        comparison = self._compute(date="2025-12-31")
        # 10 % of 1000 + 20 % of 1000; 13.5 % of 2000 + 12 × 30
        self.assertEqual(self._figures(comparison), {"Wood": (300, 630, 330)})

    def test_changed_choices_empty_the_figures(self):
        self._create_invoice(self.activity, 1000, "2026-01-10")
        comparison = self._compute()
        self.assertTrue(comparison.computed_on)
        comparison.date = "2025-06-01"
        self.assertFalse(comparison.line_ids)
        self.assertFalse(comparison.computed_on)
        self.assertEqual((comparison.effect, comparison.activity_count), (0, 0))
        with self.assertRaisesRegex(UserError, "compute it first"):
            comparison.action_print()

    def test_computed_again(self):
        self._create_invoice(self.activity, 1000, "2026-01-10")
        comparison = self._compute()
        self._create_invoice(self.activity, 1000, "2026-01-12")
        comparison.action_compute()
        # 10 % of 2000; 13.5 % of 2000 + 30
        self.assertEqual(self._figures(comparison), {"Wood": (200, 300, 100)})
        with freeze_time("2026-03-15"):
            comparison.action_compute()
        # February is complete by then: 30.00 more
        self.assertEqual(self._figures(comparison), {"Wood": (200, 330, 130)})

    def test_no_complete_month_yet(self):
        with freeze_time("2026-01-15"), self.assertRaisesRegex(UserError, "complete"):
            self._compute(date="2026-01-15")

    def test_bands(self):
        self._add_three()
        comparison = self._compute()
        # From −700 to 170, by 8: 108.75, so bands of 200
        self.assertEqual(comparison.band_used, 200)
        bands = {line.difference: line.band_from for line in comparison.line_ids}
        self.assertEqual(bands, {0: 0, 170: 0, -700: -800, 30: 0})
        comparison.band_width = 50
        bands = {line.difference: line.band_from for line in comparison.line_ids}
        self.assertEqual(bands, {0: 0, 170: 150, -700: -700, 30: 0})
        chart = html.fromstring(comparison.band_chart)
        bars = chart.xpath("//svg[@role='img']//rect/@class")
        self.assertEqual(
            sorted(bars),
            ["o_cae_bar_less", "o_cae_bar_more", "o_cae_bar_more", "o_cae_bar_same"],
        )
        # 870 in all, in at most 60 bands: 14.5, so 15 at least
        with self.assertRaisesRegex(UserError, "at least 15"):
            comparison.band_width = 1

    def test_spreadsheet(self):
        self._add_activity("=1+1", 4000)
        comparison = self._compute()
        titles, rows = comparison._get_table()
        self.assertEqual(len(titles), 12)
        self.assertEqual([len(row) for row in rows], [12, 12])
        self.assertEqual(rows[0][6:9], [400, 570, 170])
        # A percentage of nothing is nothing
        self.assertEqual(rows[1][9:], [None, None, None])
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(comparison.spreadsheet))) as z:
            sheet = z.read("xl/worksheets/sheet1.xml").decode()
            self.assertIn("<v>570</v>", sheet)
            self.assertNotIn("<f>", sheet)

    def test_print(self):
        self._add_three()
        comparison = self._compute(top_count=1)
        report = self.env["ir.actions.report"]
        name = "cae_mutualisation.report_levy_comparison"

        def words():
            content, _kind = report._render_qweb_html(name, comparison.ids)
            text = (
                html.fromstring(content)
                .text_content()
                .replace("\N{ZERO WIDTH NO-BREAK SPACE}", "")
            )
            return " ".join(text.split())

        text = words()
        self.assertIn("Of 4 activities, 2 would pay more, 1 less and 1 the same.", text)
        for amount in ("1,700.00", "1,200.00", "-500.00"):
            self.assertIn(amount, text)
        self.assertIn("Services", text)
        self.assertIn("Trade", text)
        comparison.show_names = False
        text = words()
        self.assertNotIn("Services", text)
        self.assertNotIn("Trade", text)

    def test_query_count_is_constant(self):
        counts = {}
        for size in (5, 50):
            for index in range(size):
                self._add_activity(f"A{size}-{index}", 1000)
            comparison = self._create_comparison()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            comparison.action_compute()
            self.env.flush_all()
            counts[size] = self.cr.sql_log_count - before
        self.assertGreater(counts[5], 5)
        self.assertLessEqual(counts[50], counts[5] + 2)
