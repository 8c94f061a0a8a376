# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import fields, models
from odoo.tools import format_date, formatLang


class CaeShareRegisterPrint(models.TransientModel):
    """A register as of any date: on screen, on paper or as a spreadsheet."""

    _name = "cae.share.register.print"
    _description = "Print a Register"
    _inherit = ["cae.workbook.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(string="As Of", required=True, default=fields.Date.context_today)
    register = fields.Selection(
        [
            ("holdings", "Register of Members and Their Shares"),
            ("movements", "Register of Share Movements"),
            ("entries", "Admissions and Exits"),
        ],
        required=True,
        default="holdings",
    )

    def action_print(self):
        """The register as a PDF."""
        return self.env.ref("cae_member.action_report_share_register").report_action(
            self
        )

    def _get_file_name(self):
        return f"{self._get_title()} {self.date}"

    def _get_title(self):
        options = dict(self._fields["register"]._description_selection(self.env))
        return options[self.register]

    def _get_table(self):
        """`(titles, rows)`; money is float, dates are dates, words are text."""
        self.ensure_one()
        return getattr(self, f"_get_{self.register}_table")()

    def _get_holdings_table(self):
        titles = [
            self.env._("Number"),
            self.env._("Member"),
            self.env._("City"),
            self.env._("Admission"),
            self.env._("Shares"),
            self.env._("Held Since"),
            self.env._("Quantity"),
            self.env._("Amount"),
        ]
        rows = self.env["cae.share.movement"].register_at(self.company_id, self.date)
        names = self.env["cae.share.class"].browse(
            {row["share_class_id"] for row in rows}
        )
        names = {share_class.id: share_class.name for share_class in names}
        return titles, [
            [
                row["number"],
                row["name"],
                row["city"],
                row["admission_date"],
                names[row["share_class_id"]],
                row["since"],
                row["quantity"],
                float(row["amount"]),
            ]
            for row in rows
        ]

    def _search_rows(self, model):
        return self.env[model].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "posted"),
                ("date", "<=", self.date),
            ],
            order="number",
        )

    def _get_movements_table(self):
        titles = [
            self.env._("No."),
            self.env._("Date"),
            self.env._("Movement"),
            self.env._("Number"),
            self.env._("Member"),
            self.env._("From or To"),
            self.env._("Shares"),
            self.env._("Quantity"),
            self.env._("Amount"),
        ]
        movements = self._search_rows("cae.share.movement")
        kinds = dict(movements._fields["kind"]._description_selection(self.env))
        return titles, [
            [
                row.number,
                row.date,
                kinds[row.kind],
                row.membership_id.number,
                row.partner_id.name,
                row.counterpart_membership_id.partner_id.name,
                row.share_class_id.name,
                row.quantity,
                row.amount,
            ]
            for row in movements
        ]

    def _get_entries_table(self):
        titles = [
            self.env._("No."),
            self.env._("Date"),
            self.env._("Event"),
            self.env._("Number"),
            self.env._("Member"),
            self.env._("Category"),
            self.env._("Decision or Reason"),
        ]
        entries = self._search_rows("cae.member.entry")
        kinds = dict(entries._fields["kind"]._description_selection(self.env))
        return titles, [
            [
                row.number,
                row.date,
                kinds[row.kind],
                row.member_number,
                row.member_name,
                row.category_name,
                row.note,
            ]
            for row in entries
        ]

    def _get_seal(self):
        """The last seal of the register printed: it fixes every row before it."""
        name = (
            "cae.member.entry" if self.register == "entries" else "cae.share.movement"
        )
        heads = self.env["cae.register.head"].sudo()
        return heads.search(
            [("company_id", "=", self.company_id.id), ("register", "=", name)]
        ).last_hash

    def _format_cell(self, value):
        """The value as words, in the user's language."""
        if value is None or value is False:
            return ""
        if isinstance(value, float):
            return formatLang(self.env, value, currency_obj=self.currency_id)
        if isinstance(value, date):
            return format_date(self.env, value)
        return str(value)

    def _write_workbook(self, book):
        titles, rows = self._get_table()
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet.write_string(0, 0, f"{self.company_id.name} – {self._get_title()}", bold)
        sheet.write_datetime(1, 0, fields.Datetime.to_datetime(self.date), day)
        for column, title in enumerate(titles):
            sheet.write_string(3, column, title, bold)
            sheet.set_column(column, column, 16)
        for index, row in enumerate(rows, start=4):
            for column, value in enumerate(row):
                self._write_cell(sheet, index, column, value, day, money)
        sheet.freeze_panes(4, 0)

    def _write_cell(self, sheet, index, column, value, day, money):
        if value is None or value is False:
            return
        if isinstance(value, str):
            sheet.write_string(index, column, value)
        elif isinstance(value, float):
            sheet.write_number(index, column, value, money)
        elif isinstance(value, int):
            sheet.write_number(index, column, value)
        else:
            sheet.write_datetime(index, column, fields.Datetime.to_datetime(value), day)
