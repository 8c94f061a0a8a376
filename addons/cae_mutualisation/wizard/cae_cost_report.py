# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..kernel.sharing import Period
from ..models.cae_cost_budget import shift_year

AMOUNTS = ("posted", "staff", "income", "grant", "net", "budget")


class CaeCostReport(models.TransientModel):
    """What pools cost in some years, against what was voted for them."""

    _name = "cae.cost.report"
    _description = "Budget Against Actual"
    _inherit = ["cae.workbook.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        string="Up to",
        required=True,
        default=fields.Date.context_today,
        help="The last day that counts; years before it count as a whole.",
    )
    year_count = fields.Integer(string="Years", required=True, default=3)
    pool_ids = fields.Many2many(
        "cae.cost.pool", string="Pools", help="Empty: all the pools."
    )
    line_ids = fields.One2many("cae.cost.report.line", "report_id")

    _year_count_range = models.Constraint(
        "CHECK (year_count BETWEEN 1 AND 20)", "From 1 to 20 years are compared."
    )

    def action_show(self):
        """The figures by pool and year, as a list, a pivot table and bars."""
        self.ensure_one()
        self._make_lines()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_report_line_action"
        )
        return {**action, "domain": [("report_id", "=", self.id)]}

    def action_export(self):
        """The same figures as a spreadsheet."""
        self.ensure_one()
        self._make_lines()
        return super().action_export()

    def _make_lines(self):
        """Compute the figures: the queries do not grow with the number of pools."""
        pools = self.pool_ids or self.env["cae.cost.pool"].with_context(
            active_test=False
        ).search([("company_id", "=", self.company_id.id)])
        if not pools:
            raise UserError(self.env._("There is no pool yet: make one first."))
        rows = [
            {
                "report_id": self.id,
                "pool_id": pool.id,
                "date_from": year.start,
                "date_to": so_far.end,
                "year": str(year.end.year),
                "voted": float(voted.get(pool, 0)),
                **{name: float(amount) for name, amount in cost.items()},
            }
            for year, so_far in self._get_years()
            for voted in [pools._read_budgets(year)]
            for pool, cost in pools._get_costs(so_far).items()
        ]
        self.line_ids.unlink()
        self.line_ids.create([row for row in rows if any(map(row.get, AMOUNTS))])

    def _get_years(self):
        """`[(year, its days that count)]`, from the first on."""
        dates = self.company_id.compute_fiscalyear_dates(self.date)
        year = Period(dates["date_from"], dates["date_to"])
        years = [(year, Period(year.start, self.date))]
        for _index in range(self.year_count - 1):
            year = shift_year(year)
            years.append((year, year))
        return years[::-1]

    def _get_file_name(self):
        return f"{self._get_title()} {self.date}"

    def _get_title(self):
        return self.env._("Budget Against Actual")

    def _get_titles(self):
        return [
            self.env._("Year"),
            self.env._("Pool"),
            self.env._("Posted costs"),
            self.env._("Shared posts"),
            self.env._("Income"),
            self.env._("Grants"),
            self.env._("Net cost"),
            self.env._("Voted to date"),
            self.env._("Left"),
            self.env._("Spent (%)"),
            self.env._("Voted for the year"),
        ]

    def _write_workbook(self, book):
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        money = book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"})
        sheet.write_string(0, 0, f"{self.company_id.name} – {self._get_title()}", bold)
        sheet.write_string(
            1,
            0,
            self.env._(
                "Up to %(date)s, amounts in %(currency)s",
                date=format_date(self.env, self.date),
                currency=self.company_id.currency_id.name,
            ),
        )
        for column, title in enumerate(self._get_titles()):
            sheet.write_string(3, column, title, head)
        for index, line in enumerate(self.line_ids.sorted(), start=4):
            sheet.write_string(index, 0, line.year)
            sheet.write_string(index, 1, line.pool_id.name)
            for column, name in enumerate(
                (*AMOUNTS, "left", "percent", "voted"), start=2
            ):
                sheet.write_number(index, column, round(line[name], 2), money)
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, 1, 30)
        sheet.set_column(2, 10, 14)
        sheet.freeze_panes(4, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
