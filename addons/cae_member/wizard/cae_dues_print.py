# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from odoo import fields, models

MONEY, DECIMAL, COUNT, PERCENT, DATE, TEXT = range(6)
FORMATS = {
    MONEY: "#,##0.00",
    DECIMAL: "#,##0.00",
    COUNT: "#,##0",
    PERCENT: "0.0%",
    DATE: "yyyy-mm-dd",
    TEXT: "@",
}


class CaeDuesPrint(models.TransientModel):
    """A dues campaign as a spreadsheet: one row for each member."""

    _name = "cae.dues.print"
    _description = "Print a Dues Campaign"
    _inherit = ["cae.workbook.mixin"]

    campaign_id = fields.Many2one("cae.dues.campaign", required=True)

    def action_export(self):
        self.campaign_id.check_access("read")
        return super().action_export()

    def _get_file_name(self):
        return self.campaign_id.name

    def _get_columns(self):
        """`[(title, kind, how to read it from a line)]`."""
        lines = self.env["cae.dues.line"]
        states = dict(lines._fields["state"]._description_selection(self.env))
        payments = dict(lines._fields["payment_state"]._description_selection(self.env))
        return [
            (self.env._("Number"), TEXT, lambda r: r.membership_id.number or ""),
            (self.env._("Member"), TEXT, lambda r: r.partner_name or ""),
            (self.env._("Category"), TEXT, lambda r: r.category_id.name or ""),
            (self.env._("Territory"), TEXT, lambda r: r.territory_id.name or ""),
            (self.env._("Rule"), TEXT, lambda r: r.rule_id.name or ""),
            (self.env._("FTE"), DECIMAL, lambda r: r.fte),
            (self.env._("Posts"), COUNT, lambda r: r.posts),
            (self.env._("Turnover"), MONEY, lambda r: r.turnover),
            (self.env._("Payroll"), MONEY, lambda r: r.payroll),
            (self.env._("Whole year"), MONEY, lambda r: r.gross),
            (self.env._("Reduction"), MONEY, lambda r: -r.discount or 0.0),
            (self.env._("Part of the period"), PERCENT, lambda r: r.part),
            (self.env._("Dues"), MONEY, lambda r: r.amount),
            (self.env._("State"), TEXT, lambda r: states[r.state]),
            (self.env._("Why left out"), TEXT, lambda r: r.exclude_reason or ""),
            (self.env._("Warning"), TEXT, lambda r: r.warning or ""),
            (self.env._("Invoice"), TEXT, lambda r: r.sudo().move_id.name or ""),
            (self.env._("Due date"), DATE, lambda r: r.date_due),
            (self.env._("To pay"), MONEY, lambda r: r.residual),
            (
                self.env._("Payment"),
                TEXT,
                lambda r: payments.get(r.payment_state, ""),
            ),
            (self.env._("Explanation"), TEXT, lambda r: r.explanation or ""),
        ]

    def _get_table(self):
        """`(columns, rows, rows that count)`: the cells of a row follow the columns."""
        columns = self._get_columns()
        lines = self.env["cae.dues.line"].search(
            [("campaign_id", "=", self.campaign_id.id)], order="partner_name, id"
        )
        cells = {line: [read(line) for _t, _k, read in columns] for line in lines}
        counted = lines.filtered(
            lambda line: not line.excluded and line.state != "cancelled"
        )
        return columns, list(cells.values()), [cells[line] for line in counted]

    def _write_workbook(self, book):
        columns, rows, counted = self._get_table()
        campaign = self.campaign_id
        sheet = book.add_worksheet(str(campaign.year))
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        looks = {
            kind: book.add_format({"num_format": form})
            for kind, form in FORMATS.items()
        }
        title = f"{campaign.company_id.name} – {campaign.name}"
        sheet.write_string(0, 0, title, book.add_format({"bold": True}))
        sheet.write_string(1, 0, self._get_note())
        for column, (label, _kind, _read) in enumerate(columns):
            sheet.write_string(3, column, label, head)
        for index, row in enumerate(rows, start=4):
            self._write_row(sheet, index, columns, row, looks)
        self._write_totals(book, sheet, columns, rows, counted)
        sheet.set_column(0, len(columns) - 1, 13)
        sheet.set_column(1, 1, 34)
        sheet.freeze_panes(4, 2)
        sheet.autofilter(3, 0, len(rows) + 3, len(columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

    def _get_note(self):
        return self.env._(
            "Figures of %(year)s; amounts in %(currency)s, taxes excluded. Who is left "
            "out keeps an amount and is not in the totals.",
            year=self.campaign_id.figures_year,
            currency=self.campaign_id.currency_id.name,
        )

    def _write_row(self, sheet, index, columns, row, looks):
        for column, value in enumerate(row):
            kind = columns[column][1]
            if kind == TEXT:
                sheet.write_string(index, column, value, looks[kind])
            elif kind == DATE:
                if value:
                    sheet.write_datetime(index, column, value, looks[kind])
            else:
                sheet.write_number(index, column, value, looks[kind])

    def _write_totals(self, book, sheet, columns, rows, counted):
        look = book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"})
        index = len(rows) + 4
        sheet.write_string(index, 1, self.env._("Total"), look)
        for column, (_label, kind, _read) in enumerate(columns):
            if kind == MONEY:
                total = sum(row[column] for row in counted)
                sheet.write_number(index, column, total, look)
