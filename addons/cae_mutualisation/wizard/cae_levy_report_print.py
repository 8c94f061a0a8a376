# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date

# Of the report: in the year, a year before, by the last forecast.
MEASURES = {
    "levy": ("amount", "last_year_amount", "forecast_amount"),
    "turnover": ("turnover", "last_year_turnover", "forecast_turnover"),
}


class CaeLevyReportPrint(models.TransientModel):
    """The follow-up of a financial year as a spreadsheet: activity × month."""

    _name = "cae.levy.report.print"
    _description = "Print the Levy Follow-up"
    _inherit = ["cae.workbook.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        string="Day of the Year",
        required=True,
        default=fields.Date.context_today,
        help="Any day of the financial year to print.",
    )
    date_from = fields.Date(string="From", compute="_compute_dates")
    date_to = fields.Date(string="To", compute="_compute_dates")
    measure = fields.Selection(
        [("levy", "Levies"), ("turnover", "Turnover")], required=True, default="levy"
    )
    territory_ids = fields.Many2many(
        "cae.territory", string="Territories", help="Empty: all of them."
    )
    pole_ids = fields.Many2many("cae.pole", string="Pôles", help="Empty: all of them.")
    coach_id = fields.Many2one("res.users", help="Empty: all of them.")

    @api.depends("date", "company_id")
    def _compute_dates(self):
        for record in self:
            date = record.date or fields.Date.context_today(record)
            record.update(record.company_id.compute_fiscalyear_dates(date))

    def _get_file_name(self):
        return f"{self._get_title()} {self.date_to.year}"

    def _get_title(self):
        if self.measure == "turnover":
            return self.env._("Turnover Follow-up")
        return self.env._("Levy Follow-up")

    def _get_months(self):
        first = self.date_from.replace(day=1)
        count = (self.date_to.year - first.year) * 12 + self.date_to.month - first.month
        return [first + relativedelta(months=index) for index in range(count + 1)]

    def _get_table(self):
        """`(titles, rows)`: each row is `(kind, label, amounts)`.

        The kinds are "territory", "activity", "subtotal" and "total"; amounts follow
        the titles, without the first, and are empty for a territory.
        """
        self.ensure_one()
        months = self._get_months()
        by_territory, known = self._read_activities(months)
        rows, total = [], None
        for territory, activities in by_territory:
            label = territory.name or self.env._("Without territory")
            rows.append(("territory", label, []))
            subtotal = None
            for name, months_amounts in activities:
                amounts = self._get_amounts(months_amounts, months, known)
                rows.append(("activity", name, amounts))
                subtotal = self._add(subtotal, amounts)
            rows.append(
                (
                    "subtotal",
                    self.env._("Total %(territory)s", territory=label),
                    subtotal,
                )
            )
            total = self._add(total, subtotal)
        if total:
            rows.append(("total", self.env._("Total"), total))
        return self._get_titles(months), rows

    def _get_titles(self, months):
        return [
            self.env._("Activity"),
            *(format_date(self.env, month, date_format="MMM y") for month in months),
            self.env._("Total"),
            self.env._("Last Year, to Date"),
            self.env._("Difference"),
            self.env._("Forecast, to Date"),
            self.env._("Difference"),
            self.env._("Last Year, Whole"),
            self.env._("Forecast, Whole"),
        ]

    def _read_activities(self, months):
        """The amounts by territory and activity, and the months that are known.

        :return: ``([(territory, [(name, {month: (actual, last year, forecast)})])],
            {month})``, in the order of the names; activities to come at the end
        """
        rows = self.env["cae.levy.report"]._read_group(
            self._get_domain(months),
            ["activity_id", "month:month", "is_levied"],
            [f"{name}:sum" for name in MEASURES[self.measure]],
        )
        by_activity = defaultdict(dict)
        known = set()
        for activity, month, is_levied, *amounts in rows:
            if any(amounts):
                by_activity[activity][month] = amounts
            if is_levied:
                known.add(month)
        by_territory = defaultdict(list)
        for activity, amounts in by_activity.items():
            name = activity.display_name or self.env._("Activities to come")
            by_territory[activity.territory_id].append((name, amounts))
        return [
            (territory, sorted(by_territory[territory], key=lambda row: row[0]))
            for territory in sorted(
                by_territory, key=lambda record: (not record, record.name or "")
            )
        ], known

    def _get_domain(self, months):
        domain = [
            ("company_id", "=", self.company_id.id),
            ("month", ">=", months[0]),
            ("month", "<=", months[-1]),
        ]
        if self.territory_ids:
            domain.append(("territory_id", "in", self.territory_ids.ids))
        if self.pole_ids:
            domain.append(("activity_id.pole_ids", "in", self.pole_ids.ids))
        if self.coach_id:
            domain.append(("coach_id", "=", self.coach_id.id))
        return domain

    def _get_amounts(self, by_month, months, known):
        """The columns of a row; differences are of the months levied only."""
        none = (0.0, 0.0, 0.0)
        actual = [by_month.get(month, none)[0] for month in months]
        same = [by_month.get(month, none) for month in months if month in known]
        whole = [by_month.get(month, none) for month in months]
        so_far, last_same, forecast_same = (
            sum(amounts[index] for amounts in same) for index in range(3)
        )
        last_whole, forecast_whole = (
            sum(amounts[index] for amounts in whole) for index in (1, 2)
        )
        amounts = [
            *actual,
            sum(actual),
            last_same,
            so_far - last_same,
            forecast_same,
            so_far - forecast_same,
            last_whole,
            forecast_whole,
        ]
        return [self.company_id.currency_id.round(amount) for amount in amounts]

    def _add(self, total, amounts):
        """The sum of two rows; the first may be None."""
        if total is None:
            return list(amounts)
        currency = self.company_id.currency_id
        return [currency.round(a + b) for a, b in zip(total, amounts, strict=True)]

    def _write_workbook(self, book):
        titles, rows = self._get_table()
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        formats = {
            "territory": {"bold": True},
            "activity": {"indent": 1},
            "subtotal": {"bold": True, "top": 4, "bg_color": "#F2F2F2"},
            "total": {"bold": True, "top": 1, "bg_color": "#E0E0E0"},
        }
        labels = {kind: book.add_format(look) for kind, look in formats.items()}
        money = {
            kind: book.add_format(
                {**look, "indent": 0, "num_format": "#,##0.00;[Red]-#,##0.00"}
            )
            for kind, look in formats.items()
        }
        self._write_heading(sheet, book.add_format({"bold": True}))
        for column, title in enumerate(titles):
            sheet.write_string(3, column, title, head)
        for index, (kind, label, amounts) in enumerate(rows, start=4):
            sheet.write_string(index, 0, label, labels[kind])
            for column, amount in enumerate(amounts, start=1):
                sheet.write_number(index, column, amount, money[kind])
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(titles) - 1, 12)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

    def _write_heading(self, sheet, bold):
        sheet.write_string(0, 0, f"{self.company_id.name} – {self._get_title()}", bold)
        sheet.write_string(
            1,
            0,
            self.env._(
                "%(date_from)s – %(date_to)s, amounts in %(currency)s",
                date_from=format_date(self.env, self.date_from),
                date_to=format_date(self.env, self.date_to),
                currency=self.company_id.currency_id.name,
            ),
        )
        sheet.write_string(
            2,
            0,
            self.env._("To date: in the months whose levy is posted so far."),
        )
