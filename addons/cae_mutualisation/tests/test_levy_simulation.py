# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from freezegun import freeze_time
from lxml import html
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CaeMutualisationCase

MARGIN = {"rate": 13.5, "deducted": ("purchase",), "fixed_amount": 30}


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15")
class TestLevySimulation(CaeMutualisationCase):
    """10 % of the turnover against 13.5 % of the margin and 30.00 a month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scheme = cls._create_scheme({"deducted": ()}, name="Ten")
        cls.margin = cls._create_scheme(MARGIN, name="Margin", active=False)

    def _create_simulation(self, **vals):
        return self.env["cae.levy.simulation"].create(
            {
                "scheme_id": self.scheme.id,
                "compare_scheme_id": self.margin.id,
                **vals,
            }
        )

    def _amounts(self, line):
        fnames = ("levy", "compare_levy", "difference", "left", "compare_left")
        return [line[fname] for fname in fnames]

    def test_typed_month_costs_the_same_both_ways(self):
        simulation = self._create_simulation()
        line = simulation.line_ids[0]
        with Form(simulation) as form:
            with form.line_ids.edit(0) as month:
                month.turnover = 3000
                month.purchase = 1000
        # 10 % × 3000 = 300; 13.5 % × (3000 − 1000) + 30 = 300; 3000 − 1000 − 300
        self.assertEqual(self._amounts(line), [300, 300, 0, 1700, 1700])
        # The eleven other months: nothing, and 30.00 a month.
        self.assertEqual(simulation.levy_total, 300)
        self.assertEqual(simulation.compare_levy_total, 300 + 11 * 30)
        self.assertEqual(simulation.difference_total, 330)

    def test_one_scheme_has_no_difference(self):
        simulation = self._create_simulation(compare_scheme_id=False)
        simulation.line_ids[0].turnover = 1000
        self.assertEqual(self._amounts(simulation.line_ids[0]), [100, 0, 0, 900, 0])
        self.assertEqual(simulation.difference_total, 0)

    def test_typed_figures_stay_when_the_scheme_changes(self):
        with Form(self.env["cae.levy.simulation"]) as form:
            form.scheme_id = self.scheme
            with form.line_ids.edit(2) as month:
                month.turnover = 500
            form.scheme_id = self.margin
            with form.line_ids.edit(2) as month:
                self.assertEqual(month.turnover, 500)
        # 13.5 % × 500 + 30
        self.assertEqual(form.record.line_ids[2].levy, 97.5)

    def test_a_month_is_given_once(self):
        simulation = self._create_simulation()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            simulation.line_ids[0].copy()

    def test_same_every_month_adds_up_to_the_year(self):
        simulation = self._create_simulation(
            year_turnover=40000.05, year_purchase=10000
        )
        simulation.action_same_every_month()
        lines = simulation.line_ids
        self.assertEqual(
            lines.mapped("month"), [date(2026, month, 1) for month in range(1, 13)]
        )
        # 40000.05 / 12 = 3333.3375: months of 3333.33 or 3333.34 that add up
        self.assertLessEqual(set(lines.mapped("turnover")), {3333.33, 3333.34})
        self.assertAlmostEqual(sum(lines.mapped("turnover")), 40000.05, 2)
        self.assertAlmostEqual(sum(lines.mapped("purchase")), 10000, 2)
        # 10 % × 40000.05 = 4000.005, half up; 13.5 % × 30000.05 + 360 = 4410.00675
        self.assertAlmostEqual(simulation.levy_total, 4000.01, 2)
        self.assertAlmostEqual(simulation.compare_levy_total, 4410.01, 2)

    def test_nothing_to_spread(self):
        with self.assertRaisesRegex(UserError, "Type the turnover"):
            self._create_simulation().action_same_every_month()

    def test_real_year_of_an_activity(self):
        self.env["cae.levy.exception"].create(
            {
                "activity_id": self.activity.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "reason": "Leave",
            }
        )
        for month, turnover in ((2, 3000), (3, 2000)):
            self._create_invoice(self.activity, turnover, f"2026-{month:02}-10")
        self._create_bill(self.activity, 1000, "2026-02-12", kind="purchase")
        simulation = self._create_simulation(activity_id=self.activity.id)
        lines = simulation.line_ids
        # The 12 months before July 2026
        self.assertEqual(
            (lines[0].month, lines[-1].month), (date(2025, 7, 1), date(2026, 6, 1))
        )
        levies = {line.month.month: (line.levy, line.compare_levy) for line in lines}
        # Not there before January 2026, exempted in March
        self.assertEqual(
            levies,
            {
                **dict.fromkeys((7, 8, 9, 10, 11, 12, 3), (0, 0)),
                2: (300, 300),
                **dict.fromkeys((1, 4, 5, 6), (0, 30)),
            },
        )
        simulation.period = "year"
        # In the year in progress, the complete months only
        self.assertEqual(
            simulation.line_ids.mapped("month"),
            [date(2026, month, 1) for month in range(1, 7)],
        )

    def test_real_figures_become_typed_ones(self):
        self._create_invoice(self.activity, 3000, "2026-02-10")
        simulation = self._create_simulation(activity_id=self.activity.id)
        simulation.activity_id = False
        february = simulation.line_ids.filtered(lambda line: line.month.month == 2)
        self.assertEqual(february.turnover, 3000)
        february.turnover = 4000
        self.assertEqual(february.levy, 400)

    def test_tiers_of_the_year_go_on_from_before_the_period(self):
        scheme = self._create_scheme(
            {"rate": [(0, 10), (1000, 5)], "deducted": ()}, active=False
        )
        self.activity.date_start = "2025-01-01"
        self._create_invoice(self.activity, 1000, "2025-02-10")
        self._create_invoice(self.activity, 1000, "2025-08-10")
        simulation = self._create_simulation(
            scheme_id=scheme.id, activity_id=self.activity.id
        )
        # The period starts in July 2025; the first 1000 of 2025 were of February.
        self.assertEqual(simulation.line_ids[1].levy, 50)

    def test_totals_by_levy(self):
        self.margin.component_ids = [
            (0, 0, self._component_vals(code="insurance", name="Insurance", rate=1))
        ]
        simulation = self._create_simulation(year_turnover=12000)
        simulation.action_same_every_month()
        rows = simulation._get_component_rows()
        # 13.5 % × 12000 + 360; 1 % × 12000
        self.assertEqual(rows, [["Contribution", 1200, 1980], ["Insurance", None, 120]])
        cells = html.fromstring(simulation.component_table).xpath("//tfoot//th")
        self.assertEqual(
            [" ".join(cell.text_content().split()) for cell in cells],
            ["Total", "1,200.00 €", "2,100.00 €", "+900.00 €"],
        )

    def test_curve_by_turnover(self):
        simulation = self._create_simulation(curve_max=60000, purchase_ratio=20)
        rows = simulation._get_turnover_rows()
        self.assertEqual(len(rows), 21)
        self.assertEqual(rows[0], {"turnover": 0, "first": 0, "second": 360})
        # 10 % × 30000; 13.5 % × (30000 − 6000) + 12 × 30
        self.assertEqual(
            {key: round(value, 2) for key, value in rows[10].items()},
            {"turnover": 30000, "first": 3000, "second": 3600},
        )
        page = html.fromstring(f"<div>{simulation.turnover_chart}</div>")
        charts = page.xpath("//svg[@role='img']")
        self.assertEqual(len(charts), 2)
        for chart, count in zip(charts, (21, 20), strict=True):
            for key in ("first", "second"):
                # No rate for a turnover of nothing
                points = chart.xpath(f".//circle[@class='o_cae_point_{key}']")
                self.assertEqual(len(points), count)
        self.assertEqual(len(page.xpath("//tbody/tr")), 21)

    def test_curve_of_the_months(self):
        simulation = self._create_simulation()
        simulation.line_ids[0].turnover = 3000
        chart = html.fromstring(simulation.month_chart)
        titles = [title.text for title in chart.xpath("//circle/title")]
        self.assertEqual(len(titles), 24)
        self.assertEqual(titles[0], "Ten, Jan 26: 300.00\N{NO-BREAK SPACE}€")

    def test_names_are_no_markup(self):
        self.scheme.name = "<script>1</script>"
        simulation = self._create_simulation(year_turnover=12000)
        simulation.action_same_every_month()
        for fname in ("month_chart", "component_table", "turnover_chart"):
            self.assertIn("&lt;script&gt;", simulation[fname])
            self.assertNotIn("<script", simulation[fname])

    def test_bad_curve(self):
        with self.assertRaisesRegex(ValidationError, "above zero"):
            self._create_simulation(curve_max=0)
        with self.assertRaisesRegex(ValidationError, "140"):
            self._create_simulation(purchase_ratio=140)

    def test_schemes_are_of_one_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = self.env["cae.levy.scheme"].create(
            {"name": "Foreign", "company_id": other.id, "date_from": "2026-01-01"}
        )
        with self.assertRaisesRegex(UserError, "Foreign"):
            self._create_simulation(compare_scheme_id=foreign.id)

    def test_a_coach_simulates_the_secretary_does_not(self):
        simulations = self.env["cae.levy.simulation"]
        vals = {"scheme_id": self.scheme.id, "activity_id": self.activity.id}
        mine = simulations.with_user(self.user_coach).create(vals)
        self.assertEqual(len(mine.line_ids), 12)
        with self.assertRaises(AccessError):
            simulations.with_user(self.user_secretary).create(vals)
        with self.assertRaises(AccessError):
            mine.with_user(self.user_manager).read(["levy_total"])
