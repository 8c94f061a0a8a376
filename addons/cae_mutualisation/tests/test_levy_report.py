# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io

import openpyxl
from freezegun import freeze_time

from odoo.tests import tagged

from .common_board import CaeBoardCase


@freeze_time("2026-04-15")
@tagged("post_install", "-at_install")
class TestLevyReport(CaeBoardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The one made last is used, whatever the order of creation.
        cls._create_forecast(
            confirm=True,
            date_made="2026-03-31",
            lines=[
                (cls.activity, "2026-01-01", 1100, 110),
                (cls.stone, "2026-05-01", 500, 50),
                (cls.stone.browse(), "2026-03-01", 200, 20),
            ],
        )
        cls._create_forecast(
            confirm=True,
            date_made="2026-01-31",
            lines=[(cls.activity, "2026-01-01", 9, 9)],
        )
        cls._create_forecast(lines=[(cls.activity, "2026-01-01", 7, 7)])

    def _row(self, activity, month):
        return self.env["cae.levy.report"].search(
            [
                ("company_id", "=", self.company.id),
                ("activity_id", "=", activity.id),
                ("month", "=", month),
            ]
        )

    def _total(self, measure, *domain):
        domain = [("company_id", "=", self.company.id), *domain]
        return self.env["cae.levy.report"]._read_group(domain, [], [f"{measure}:sum"])[
            0
        ][0]

    def test_row_of_a_month(self):
        """January: 120 levied, 100 a year before, 110 expected."""
        row = self._row(self.activity, "2026-01-01")
        self.assertRecordValues(
            row,
            [
                {
                    "year": "2026",
                    "is_levied": True,
                    "base_amount": 1200,
                    "amount": 120,
                    "last_year_amount": 100,
                    "last_year_difference": 20,
                    "forecast_amount": 110,
                    "forecast_difference": 10,
                    "turnover": 1200,
                    "last_year_turnover": 1000,
                    "forecast_turnover": 1100,
                    "currency_id": self.company.currency_id.id,
                }
            ],
        )

    def test_months_with_only_one_side(self):
        """A forecast alone, an activity to come, a year before alone: all appear; a
        month that is not levied has no difference."""
        expected = self._row(self.stone, "2026-05-01")
        self.assertEqual((expected.amount, expected.forecast_amount), (0, 50))
        self.assertEqual((expected.forecast_difference, expected.is_levied), (0, False))
        to_come = self._row(self.stone.browse(), "2026-03-01")
        self.assertEqual(to_come.forecast_difference, -20)
        self.assertEqual(to_come.activity_state, False)
        next_year = self._row(self.activity, "2027-01-01")
        self.assertEqual((next_year.amount, next_year.last_year_amount), (0, 120))
        self.assertEqual(next_year.last_year_difference, 0)

    def test_totals_agree_with_the_runs(self):
        """A credit note of February, posted late: −30 in April's run, as the run has
        it."""
        self._create_invoice(self.activity, 500, "2026-04-02")
        refund = self._create_invoice(self.activity, 300, "2026-02-25", "out_refund")
        self.runs += self._create_run("2026-04-01", post=True)
        self.assertEqual(refund.state, "posted")
        for run in self.runs:
            month = ("month", "=", run.month)
            self.assertEqual(self._total("amount", month), run.amount_total, run.month)
            self.assertEqual(
                self._total("correction_amount", month), run.correction_total
            )
        april = self._row(self.activity, "2026-04-01")
        self.assertEqual((april.amount, april.correction_amount), (50 - 30, -30))
        self.assertEqual(april.base_amount, 500)
        self.assertEqual(self._total("amount"), sum(self.runs.mapped("amount_total")))

    def test_differences_are_of_the_months_levied(self):
        """2026 to date: 120 + 60 + 30 + 90 + 30 = 330; a year before 100 + 200; the
        forecast has 110 + 20 of those months, and 50 for May."""
        year = ("year", "=", "2026")
        self.assertEqual(self._total("amount", year), 330)
        self.assertEqual(self._total("last_year_amount", year), 300)
        self.assertEqual(self._total("last_year_difference", year), 330 - 300)
        self.assertEqual(self._total("forecast_amount", year), 180)
        self.assertEqual(self._total("forecast_to_date", year), 130)
        self.assertEqual(self._total("forecast_difference", year), 330 - 130)

    def test_cancelled_run_leaves(self):
        self.runs[-1].action_cancel()
        self.assertEqual(self._total("amount", ("month", "=", "2026-03-01")), 0)
        self.assertFalse(self._row(self.activity, "2026-03-01").is_levied)

    def test_dimensions(self):
        kind = self.env["hr.contract.type"].create({"name": "CESA"})
        employee = self.env["hr.employee"].create(
            {"name": "Grace", "contract_type_id": kind.id}
        )
        self.stone.holder_ids.employee_id = employee
        row = self._row(self.stone, "2026-02-01")
        self.assertEqual(row.contract_type_id, kind)
        self.assertEqual(row.coach_id, self.user_coach)
        self.assertEqual(row.activity_state, "open")
        for domain, activity in (
            ([("contract_type_id", "=", kind.id)], self.stone),
            ([("pole_ids", "in", self.pole.ids)], self.stone),
            ([("coach_id", "=", self.user_coach.id)], self.stone),
            ([("territory_id", "=", self.territory.id)], self.activity),
        ):
            rows = self.env["cae.levy.report"].search(domain)
            self.assertEqual(rows.activity_id, activity, domain)

    def test_financial_year_is_named_after_its_end(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        self.assertEqual(self._row(self.activity, "2026-01-01").year, "2026")
        self._create_forecast(
            confirm=True,
            date_from="2026-07-01",
            lines=[(self.activity, "2026-07-01", 0, 1)],
        )
        self.assertEqual(self._row(self.activity, "2026-07-01").year, "2027")

    def test_curves(self):
        rows = self.env["cae.levy.curve"]._read_group(
            [("company_id", "=", self.company.id), ("year", "=", "2026")],
            ["series"],
            ["amount:sum"],
        )
        self.assertEqual(
            rows, [("1_levied", 330), ("2_last_year", 300), ("3_forecast", 180)]
        )

    def test_levies_of_a_row(self):
        action = self._row(self.stone, "2026-02-01").action_open_levies()
        lines = self.env["cae.levy.run.line"].search(action["domain"])
        self.assertEqual(sum(lines.mapped("amount")), 90)

    def _read_sheet(self, **vals):
        wizard = self.env["cae.levy.report.print"].create(
            {"date": "2026-04-15", **vals}
        )
        url = wizard.action_export()["url"]
        attachment = self.env["ir.attachment"].browse(
            int(url.split("/")[3].split("?")[0])
        )
        book = openpyxl.load_workbook(
            io.BytesIO(base64.b64decode(attachment.datas)), read_only=True
        )
        return [list(row) for row in book.active.iter_rows(min_row=4, values_only=True)]

    def test_spreadsheet(self):
        """Differences: 210 − 300 last year to date; 330 − (110 + 20) of forecast."""
        titles, *rows = self._read_sheet()
        self.assertEqual(len(titles), 1 + 12 + 7)
        self.assertEqual(titles[1], "Jan 2026")
        rest = [0] * 9
        wood = [120, 60, 30, *rest, 210, 300, -90, 110, 100, 300, 110]
        stone = [0, 90, 30, *rest, 120, 0, 120, 0, 120, 0, 50]
        to_come = [0, 0, 0, *rest, 0, 0, 0, 20, -20, 0, 20]
        both = [a + b for a, b in zip(stone, to_come, strict=True)]
        empty = [None] * 19
        self.assertEqual(
            rows,
            [
                ["Tours", *empty],
                [self.activity.display_name, *wood],
                ["Total Tours", *wood],
                ["Without territory", *empty],
                ["Activities to come", *to_come],
                [self.stone.display_name, *stone],
                ["Total Without territory", *both],
                ["Total", *[a + b for a, b in zip(wood, both, strict=True)]],
            ],
        )

    def test_spreadsheet_of_some_and_of_turnover(self):
        rows = self._read_sheet(pole_ids=self.pole.ids, measure="turnover")
        self.assertEqual(
            [row[:4] for row in rows[2:3]], [[self.stone.display_name, 0, 900, 300]]
        )
        self.assertEqual(rows[-1][13], 1200)
        rows = self._read_sheet(coach_id=self.user_coach.id)
        self.assertEqual(rows[-1][13], 120)
        rows = self._read_sheet(territory_ids=self.territory.ids)
        self.assertEqual(rows[-1][13], 210)
        self.assertEqual(len(self._read_sheet(date="2023-01-01")), 1)

    def test_query_count_does_not_grow(self):
        wizard = self.env["cae.levy.report.print"].create({})
        read = self.env["cae.levy.report"].search_fetch
        fields = ["activity_id", "amount", "territory_id", "year"]
        company = [("company_id", "=", self.company.id)]
        few = (
            self._count_queries(wizard._get_table),
            self._count_queries(lambda: read(company, fields)),
        )
        for index in range(6):
            more = self._create_activity(f"A{index}", date_start="2026-04-01")
            self._create_invoice(more, 100, "2026-04-02")
        self._create_run("2026-04-01", post=True)
        many = (
            self._count_queries(wizard._get_table),
            self._count_queries(lambda: read(company, fields)),
        )
        self.assertEqual(few, many)
