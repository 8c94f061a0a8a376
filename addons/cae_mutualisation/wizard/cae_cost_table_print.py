# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from xlsxwriter.utility import xl_col_to_name

from odoo import fields, models

MONEY = "#,##0.00"


class CaeCostTablePrint(models.TransientModel):
    """A settlement as a spreadsheet: members × pools, with sums that check."""

    _name = "cae.cost.table.print"
    _description = "Print the Table of a Settlement"
    _inherit = ["cae.workbook.mixin"]

    settlement_id = fields.Many2one("cae.cost.settlement", required=True)

    def action_export(self):
        self.settlement_id.check_access("read")
        return super().action_export()

    def _get_file_name(self):
        return self.settlement_id._get_report_base_filename()

    def _write_workbook(self, book):
        table = self.settlement_id._get_table()
        looks = {
            "bold": book.add_format({"bold": True}),
            "head": book.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
            "money": book.add_format({"num_format": MONEY}),
            "total": book.add_format({"bold": True, "top": 1, "num_format": MONEY}),
            "check": book.add_format({"italic": True, "num_format": MONEY}),
        }
        self._write_members(book, table, looks)
        self._write_pools(book, table, looks)

    def _write_head(self, sheet, titles, looks):
        settlement = self.settlement_id
        title = f"{settlement.company_id.name} – {settlement.name}"
        sheet.write_string(0, 0, title, looks["bold"])
        note = self.env._(
            "%(period)s; amounts in %(currency)s, taxes excluded.",
            period=settlement._format_period(),
            currency=settlement.currency_id.name,
        )
        sheet.write_string(1, 0, note)
        for column, label in enumerate(titles):
            sheet.write_string(3, column, label, looks["head"])
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(titles) - 1, 14)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

    def _write_members(self, book, table, looks):
        """Members × pools, then what was called and what is left, with the sums."""
        sheet = book.add_worksheet(self.env._("Members"))
        names = ("amount", "provisional", "balance", "settled", "delta")
        titles = [
            self.env._("Member"),
            *(cost.pool_id.name for cost in table.pools),
            self.env._("Share"),
            self.env._("Provisions"),
            self.env._("Balance"),
            self.env._("Invoiced or credited"),
            self.env._("Still to invoice or credit"),
        ]
        self._write_head(sheet, titles, looks)
        row = 4
        for row, member in enumerate(table.members, start=4):
            shares = [
                table.shares.get((member.membership_id.id, cost.pool_id.id), 0)
                for cost in table.pools
            ]
            sheet.write_string(row, 0, member.partner_id.name or "")
            cells = [*shares, *(member[name] for name in names)]
            for column, amount in enumerate(cells, start=1):
                sheet.write_number(row, column, amount, looks["money"])
        count = len(table.members)
        totals = [
            *(table.by_pool[cost.pool_id.id] for cost in table.pools),
            *(table.totals[name] for name in names),
        ]
        self._write_sums(sheet, count + 4, totals, looks, self.env._("Sum"), count)
        self._write_check(sheet, count + 5, table, looks)

    def _write_sums(self, sheet, row, totals, looks, label, count):
        """Sums as formulas, so that who reads the sheet can check them."""
        sheet.write_string(row, 0, label, looks["total"])
        for column, total in enumerate(totals, start=1):
            if not count:
                sheet.write_number(row, column, total, looks["total"])
                continue
            name = xl_col_to_name(column)
            formula = f"=SUM({name}5:{name}{count + 4})"
            sheet.write_formula(row, column, formula, looks["total"], float(total))

    def _write_check(self, sheet, row, table, looks):
        """The net cost of each pool below the sum of its shares, and the difference."""
        sheet.write_string(row, 0, self.env._("Net cost of the pool"), looks["check"])
        sheet.write_string(row + 1, 0, self.env._("Difference"), looks["check"])
        nets = [cost.net for cost in table.pools]
        for column, net in enumerate([*nets, sum(nets)], start=1):
            name = xl_col_to_name(column)
            formula = f"=ROUND({name}{row}-{name}{row + 1},2)"
            sheet.write_number(row, column, net, looks["check"])
            sheet.write_formula(row + 1, column, formula, looks["check"], 0)

    def _write_pools(self, book, table, looks):
        """What the net cost of each pool is made of."""
        sheet = book.add_worksheet(self.env._("Pools"))
        names = ("budget", "posted", "staff", "income", "grant", "net", "called")
        cost_fields = self.settlement_id.cost_ids._fields
        labels = [cost_fields[name]._description_string(self.env) for name in names]
        self._write_head(sheet, [self.env._("Pool"), *labels, self.env._("Key")], looks)
        for row, cost in enumerate(table.pools, start=4):
            sheet.write_string(row, 0, cost.pool_id.name)
            for column, name in enumerate(names, start=1):
                sheet.write_number(row, column, cost[name], looks["money"])
            sheet.write_string(row, len(names) + 1, cost.key_id.name or "")
        totals = [sum(cost[name] for cost in table.pools) for name in names]
        count = len(table.pools)
        self._write_sums(sheet, count + 4, totals, looks, self.env._("Sum"), count)
