# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from odoo import fields, models
from odoo.tools import format_date


class CaeCostCallPrint(models.TransientModel):
    """A call for provisions as a spreadsheet: members × pools, and the arithmetic."""

    _name = "cae.cost.call.print"
    _description = "Print a Call for Provisions"
    _inherit = ["cae.workbook.mixin"]

    call_id = fields.Many2one("cae.cost.call", required=True)

    def action_export(self):
        self.call_id.check_access("read")
        return super().action_export()

    def _get_file_name(self):
        return self.call_id._get_report_base_filename()

    def _get_lines(self):
        return self.env["cae.cost.call.line"].search(
            [("call_id", "=", self.call_id.id)], order="partner_id, pool_id"
        )

    def _write_workbook(self, book):
        lines = self._get_lines()
        self._write_table(book, lines)
        self._write_details(book, lines)

    def _write_head(self, book, name):
        """A sheet with its title in the first two rows."""
        call = self.call_id
        sheet = book.add_worksheet(name)
        title = f"{call.company_id.name} – {call.name}"
        sheet.write_string(0, 0, title, book.add_format({"bold": True}))
        sheet.write_string(
            1,
            0,
            self.env._(
                "%(start)s – %(end)s; amounts in %(currency)s, before tax.",
                start=format_date(self.env, call.date_from),
                end=format_date(self.env, call.date_to),
                currency=call.currency_id.name,
            ),
        )
        return sheet

    def _write_table(self, book, lines):
        """One row for each member, one column for each pool; totals by formulas."""
        sheet = self._write_head(book, self.env._("Provisions"))
        pools = lines.pool_id.sorted(lambda pool: (pool.sequence, pool.name, pool.id))
        members = lines.membership_id.sorted(lambda found: found.partner_id.name or "")
        amounts = {(one.membership_id, one.pool_id): one.amount for one in lines}
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        money = book.add_format({"num_format": "#,##0.00"})
        total = book.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"})
        labels = [self.env._("Number"), self.env._("Member"), *pools.mapped("name")]
        for column, label in enumerate([*labels, self.env._("Total")]):
            sheet.write_string(3, column, label, head)
        first, last = 4, 3 + len(members)
        end = 2 + len(pools)
        for row, member in enumerate(members, start=first):
            sheet.write_string(row, 0, member.number or "")
            sheet.write_string(row, 1, member.partner_id.name or "")
            found = [amounts.get((member, pool), 0) for pool in pools]
            for column, amount in enumerate(found, start=2):
                sheet.write_number(row, column, amount, money)
            whole = f"=SUM({xl_range(row, 2, row, end - 1)})"
            sheet.write_formula(row, end, whole, money, round(sum(found), 2))
        sheet.write_string(last + 1, 1, self.env._("Total"), total)
        sums = [
            sum(amounts.get((member, pool), 0) for member in members) for pool in pools
        ]
        for column, amount in enumerate([*sums, sum(sums)], start=2):
            whole = f"=SUM({xl_range(first, column, max(last, first), column)})"
            sheet.write_formula(last + 1, column, whole, total, round(amount, 2))
        sheet.set_column(0, end, 14)
        sheet.set_column(1, 1, 34)
        sheet.freeze_panes(4, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

    def _write_details(self, book, lines):
        """One row for each member and pool: what is shared, weights, arithmetic."""
        sheet = self._write_head(book, self.env._("Arithmetic"))
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        money = book.add_format({"num_format": "#,##0.00"})
        weight = book.add_format({"num_format": "#,##0.######"})
        percent = book.add_format({"num_format": "0.00%"})
        labels = (
            self.env._("Member"),
            self.env._("Pool"),
            self.env._("Key"),
            self.env._("To share"),
            self.env._("Weight"),
            self.env._("Weight of all"),
            self.env._("Share"),
            self.env._("Provision"),
            self.env._("Explanation"),
        )
        for column, label in enumerate(labels):
            sheet.write_string(3, column, label, head)
        for row, line in enumerate(lines, start=4):
            sheet.write_string(row, 0, line.partner_id.name or "")
            sheet.write_string(row, 1, line.pool_id.name)
            sheet.write_string(row, 2, line.key_id.name or "")
            sheet.write_number(row, 3, line.shared, money)
            sheet.write_number(row, 4, line.weight, weight)
            sheet.write_number(row, 5, line.weight_total, weight)
            part = f"{xl_rowcol_to_cell(row, 4)}/{xl_rowcol_to_cell(row, 5)}"
            if line.weight_total:
                share = line.weight / line.weight_total
                sheet.write_formula(row, 6, f"={part}", percent, share)
            sheet.write_number(row, 7, line.amount, money)
            sheet.write_string(row, 8, line.explanation or "")
        sheet.set_column(0, 2, 24)
        sheet.set_column(3, 7, 14)
        sheet.set_column(8, 8, 60)
        sheet.freeze_panes(4, 1)
        sheet.autofilter(3, 0, 3 + len(lines), len(labels) - 1)
