# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import psycopg2
from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_board import CaeBoardCase


@freeze_time("2026-04-15")
@tagged("post_install", "-at_install")
class TestLevyForecast(CaeBoardCase):
    def _levies(self, forecast, activity):
        lines = forecast.line_ids.filtered(lambda line: line.activity_id == activity)
        return {line.month.month: line.levy_amount for line in lines}

    def test_last_year_plus_a_percentage(self):
        """2025 was 100.00 and 200.00 (10 % of 1 000.00 and 2 000.00), 5 % more."""
        forecast = self._create_forecast(method="last_year", growth_percent=5)
        forecast.action_generate()
        self.assertEqual(self._levies(forecast, self.activity), {1: 105, 2: 210})
        self.assertEqual(self._levies(forecast, self.stone), {})
        self.assertEqual(forecast.levy_total, 315)
        self.assertEqual(forecast.turnover_total, 1050 + 2100)

    def test_months_known_then_their_average(self):
        """Wood: 120, 60 and 30, then 210 ÷ 3 = 70; Stone, opened in February: 90
        and 30, then 120 ÷ 2 = 60."""
        forecast = self._create_forecast(
            method="average", average_months=3, date_made="2026-03-31"
        )
        forecast.action_generate()
        later = range(4, 13)
        self.assertEqual(
            self._levies(forecast, self.activity),
            {1: 120, 2: 60, 3: 30, **dict.fromkeys(later, 70)},
        )
        self.assertEqual(
            self._levies(forecast, self.stone),
            {2: 90, 3: 30, **dict.fromkeys(later, 60)},
        )
        self.assertEqual(forecast.levy_total, 210 + 9 * 70 + 120 + 9 * 60)
        self.assertEqual(forecast.turnover_total, 10 * forecast.levy_total)

    def test_a_month_that_is_not_over_is_not_known(self):
        """Made on 15 March: February is the last month known, 60 alone."""
        forecast = self._create_forecast(
            method="average", average_months=1, date_made="2026-03-15"
        )
        forecast.action_generate()
        self.assertEqual(
            self._levies(forecast, self.activity),
            {1: 120, **dict.fromkeys(range(2, 13), 60)},
        )

    def test_average_reaches_into_the_year_before(self):
        """Made in January: nothing since February 2025, (100 + 200) ÷ 2 = 150."""
        forecast = self._create_forecast(
            method="average", average_months=2, date_made="2026-01-05"
        )
        forecast.action_generate()
        self.assertEqual(
            self._levies(forecast, self.activity), dict.fromkeys(range(1, 13), 150)
        )

    def test_nothing_is_expected_of_a_closed_activity(self):
        self.activity.action_close("2026-05-20")
        forecast = self._create_forecast(
            method="average", average_months=1, date_made="2026-03-31"
        )
        forecast.action_generate()
        self.assertEqual(
            self._levies(forecast, self.activity), {1: 120, 2: 60, 3: 30, 4: 30, 5: 30}
        )

    def test_computed_again_replaces_and_by_hand_corrects(self):
        forecast = self._create_forecast(method="last_year")
        forecast.action_generate()
        forecast.line_ids[0].levy_amount = 130
        self.env["cae.levy.forecast.line"].create(
            {"forecast_id": forecast.id, "month": "2026-09-17", "levy_amount": 500}
        )
        self.assertEqual(forecast.levy_total, 130 + 200 + 500)
        self.assertEqual(str(forecast.line_ids.sorted("month")[-1].month), "2026-09-01")
        forecast.action_generate()
        self.assertEqual(forecast.levy_total, 300)

    def test_import_of_months(self):
        forecast = self._create_forecast(name="Imported")
        result = self.env["cae.levy.forecast.line"].load(
            ["forecast_id", "activity_id", "month", "turnover_amount", "levy_amount"],
            [
                ["Imported", self.stone.display_name, "2026-05-01", "1000", "100"],
                ["Imported", "", "2026-05-01", "400", "40"],
            ],
        )
        self.assertFalse(result["messages"])
        self.assertEqual(forecast.levy_total, 140)
        self.assertEqual(self._levies(forecast, self.stone), {5: 100})

    def test_bad_input_is_named(self):
        with self.assertRaisesRegex(ValidationError, "Forecast.*not of 0"):
            self._create_forecast(method="average", average_months=0)
        with self.assertRaisesRegex(ValidationError, "January 2027.*Forecast"):
            self._create_forecast(lines=[(self.stone, "2027-01-01", 0, 1)])
        with self.assertRaisesRegex(ValidationError, "soon"):
            self._create_forecast(lines=[(self.stone, "soon", 0, 1)])
        with self.assertRaisesRegex(UserError, "Nothing was levied"):
            self._create_forecast(date_from="2025-01-01").action_generate()
        with self.assertRaisesRegex(UserError, "no month yet"):
            self._create_forecast().action_confirm()
        twice = [(self.stone.browse(), "2026-05-01", 0, 1)] * 2
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.IntegrityError),
        ):
            self._create_forecast(lines=twice)

    def test_confirmed_is_kept(self):
        forecast = self._create_forecast(
            confirm=True, lines=[(self.stone, "2026-05-01", 1000, 100)]
        )
        for change in (
            forecast.action_generate,
            forecast.unlink,
            forecast.line_ids.unlink,
            lambda: forecast.line_ids.write({"levy_amount": 1}),
            lambda: forecast.line_ids.copy({"month": "2026-06-01"}),
            lambda: forecast.write({"date_from": "2025-01-01"}),
        ):
            with self.assertRaisesRegex(UserError, "Confirmed"):
                change()
        self.env.invalidate_all()
        again = forecast.copy()
        self.assertEqual(again.state, "draft")
        self.assertEqual(again.name, "Forecast (copy)")
        self.assertEqual(again.levy_total, 100)
        forecast.action_draft()
        forecast.line_ids.levy_amount = 110
        self.assertEqual(forecast.levy_total, 110)

    def test_the_last_confirmed_is_used(self):
        line = [(self.stone, "2026-05-01", 1000, 100)]
        january, march, april = (
            self._create_forecast(name=date, date_made=date, lines=line)
            for date in ("2026-01-20", "2026-03-31", "2026-04-10")
        )
        forecasts = january + march + april
        self.assertEqual(forecasts.filtered("is_last"), forecasts.browse())
        (january + march).action_confirm()
        forecasts.invalidate_recordset(["is_last"])
        self.assertEqual(forecasts.filtered("is_last"), march)

    def test_financial_year_of_the_company(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        forecast = self._create_forecast(date_from="2026-04-15")
        self.assertEqual(
            (str(forecast.date_from), str(forecast.date_to)),
            ("2025-07-01", "2026-06-30"),
        )
        self.assertEqual(len(forecast._months()), 12)

    def test_query_count_does_not_grow(self):
        """Reading what was levied costs the same for any number of activities."""
        forecast = self._create_forecast(method="average", date_made="2026-03-31")
        few = self._count_queries(forecast._prepare_lines)
        for index in range(5):
            more = self._create_activity(f"A{index}", date_start="2026-04-01")
            self._create_invoice(more, 100, "2026-04-02")
        self._create_run("2026-04-01", post=True)
        forecast.date_made = "2026-04-30"
        self.env.flush_all()
        many = self._count_queries(forecast._prepare_lines)
        # in April the two older activities were levied nothing
        self.assertEqual(len(forecast._prepare_lines()), 11 + 10 + 5 * 9)
        self.assertEqual(few, many)
