# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

MEASURES = ("hours", "amount", "market_value", "saving")
DECIMAL, PERCENT, COUNT = "#,##0.00", "0.0%", "#,##0"


class CaeServiceReportPrint(models.TransientModel):
    """The services of a period as a spreadsheet, by each of those they concern."""

    _name = "cae.service.report.print"
    _description = "Print the Services of a Period"
    _inherit = ["cae.workbook.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.start_of(
            fields.Date.context_today(self), "year"
        ),
    )
    date_to = fields.Date(string="To", required=True, default=fields.Date.context_today)

    def action_export(self):
        self._check_period()
        return super().action_export()

    def _check_period(self):
        """The screen keeps the dates as they are typed: say what is wrong here."""
        if self.date_to < self.date_from:
            raise ValidationError(
                self.env._(
                    "The period from %(date_from)s to %(date_to)s ends before it "
                    "starts: change one of the two days.",
                    date_from=format_date(self.env, self.date_from),
                    date_to=format_date(self.env, self.date_to),
                )
            )

    def _get_file_name(self):
        return f"{self._get_title()} {self.date_from} {self.date_to}"

    def _get_title(self):
        return self.env._("Shared Services")

    def _get_columns(self):
        """`[(title, number format)]`, after the column of the names."""
        return [
            (self.env._("Hours"), DECIMAL),
            (self.env._("Amount"), DECIMAL),
            (self.env._("Market value"), DECIMAL),
            (self.env._("Saving"), DECIMAL),
            (self.env._("Saving, %"), PERCENT),
            (self.env._("Members served"), COUNT),
        ]

    # === Figures === #

    def _get_sheets(self):
        """`[(title, rows)]`; a row is `(kind, label, cells)`.

        The kinds are "group", "row" and "total". The cells follow the columns; None
        where nothing can be said. A member served twice counts once in a total.
        """
        self.ensure_one()
        total = ("total", self.env._("Total"), self._read()[0][-1])
        sheets = (
            (self.env._("Services"), self._get_rows("service_id")),
            (self.env._("Members"), self._get_rows("partner_id")),
            (self.env._("Networks"), self._get_network_rows()),
            (self.env._("Professionals"), self._get_rows("professional_id")),
        )
        return [(title, [*rows, total] if rows else []) for title, rows in sheets]

    def _read(self, *groups):
        """`[(group…, cells)]` of the period."""
        rows = self.env["cae.service.report"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
            ],
            list(groups),
            [*(f"{name}:sum" for name in MEASURES), "member_count:count_distinct"],
        )
        size = len(groups)
        return [(*row[:size], self._get_cells(*row[size:])) for row in rows]

    def _get_cells(self, hours, amount, market_value, saving, members):
        currency = self.company_id.currency_id
        money = [currency.round(value or 0.0) for value in (amount, market_value)]
        saved = currency.round(saving or 0.0)
        # Of what the services with a market price would cost elsewhere.
        share = saved / money[1] if money[1] else None
        return [hours or 0.0, *money, saved, share, members]

    def _get_rows(self, name):
        """A row for each record of a field, in the order of the names."""
        rows = [
            ("row", record.display_name or self.env._("Nobody"), cells)
            for record, cells in self._read(name)
        ]
        return sorted(rows, key=lambda row: row[1])

    def _get_network_rows(self):
        """The networks, and below each its levels."""
        levels = defaultdict(list)
        for network, depth, cells in self._read("network_id", "network_depth"):
            levels[network].append((depth, cells))
        rows = []
        networks = [
            (network.partner_id.name or self.env._("Outside the networks"), network)
            for network in levels
        ]
        whole = dict(self._read("network_id"))
        for name, network in sorted(networks, key=lambda pair: (not pair[1], pair[0])):
            rows.append(("group", name, whole[network]))
            if network:
                rows += [
                    ("row", self._get_level(depth), cells)
                    for depth, cells in sorted(levels[network], key=lambda row: row[0])
                ]
        return rows

    def _get_level(self, depth):
        if not depth:
            return self.env._("The network itself")
        return self.env._("Members at level %(depth)s", depth=depth)

    # === Spreadsheet === #

    def _write_workbook(self, book):
        looks = {
            "group": {"bold": True, "bg_color": "#F2F2F2"},
            "row": {"indent": 1},
            "total": {"bold": True, "top": 1, "bg_color": "#E0E0E0"},
        }
        labels = {kind: book.add_format(look) for kind, look in looks.items()}
        numbers = {
            (kind, form): book.add_format({**look, "indent": 0, "num_format": form})
            for kind, look in looks.items()
            for form in (DECIMAL, PERCENT, COUNT)
        }
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        for title, rows in self._get_sheets():
            sheet = book.add_worksheet(title)
            self._write_heading(sheet, title, bold, head)
            self._write_rows(sheet, rows, labels, numbers)

    def _write_heading(self, sheet, title, bold, head):
        columns = self._get_columns()
        sheet.write_string(0, 0, f"{self.company_id.name} – {self._get_title()}", bold)
        sheet.write_string(
            1,
            0,
            self.env._(
                "%(date_from)s – %(date_to)s, amounts before tax in %(currency)s",
                date_from=format_date(self.env, self.date_from),
                date_to=format_date(self.env, self.date_to),
                currency=self.company_id.currency_id.name,
            ),
        )
        sheet.write_string(3, 0, title, head)
        for column, (name, _form) in enumerate(columns, start=1):
            sheet.write_string(3, column, name, head)
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, len(columns), 13)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

    def _write_rows(self, sheet, rows, labels, numbers):
        forms = [form for _name, form in self._get_columns()]
        for index, (kind, label, cells) in enumerate(rows, start=4):
            sheet.write_string(index, 0, label, labels[kind])
            for column, (value, form) in enumerate(
                zip(cells, forms, strict=True), start=1
            ):
                look = numbers[kind, form]
                if value is None:
                    sheet.write_blank(index, column, None, look)
                else:
                    sheet.write_number(index, column, value, look)
