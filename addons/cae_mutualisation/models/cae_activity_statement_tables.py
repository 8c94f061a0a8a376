# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import models


class CaeActivityStatement(models.Model):
    """The tables of a statement, from its frozen figures, for page and print."""

    _inherit = "cae.activity.statement"

    def _get_months(self):
        """First days of the months of the period."""
        self.ensure_one()
        months = [self.date_from.replace(day=1)]
        while (month := months[-1] + relativedelta(months=1)) <= self.date_to:
            months.append(month)
        return months

    def _balance_amounts(self):
        """The simplified balance sheet: ``[(key, side, amount)]``, amounts positive.

        The side is ``asset`` (what the activity has), ``debt`` (what it owes) or
        ``funds`` (its own funds, which may be negative). The first adds up to the two
        others: available cash + due by customers = due to suppliers + all results.
        A balance of the wrong sign, e.g. credit notes to pay back to customers, goes
        to the other side under its own name.
        """
        self.ensure_one()
        cash, customers = self.closing_cash, self.uncollected
        suppliers = self.unpaid
        rows = [
            ("cash", "asset", cash),
            ("customers", "asset", customers),
            ("supplier_credits", "asset", -suppliers),
            ("suppliers", "debt", suppliers),
            ("customer_credits", "debt", -customers),
            ("overdraft", "debt", -cash),
        ]
        kept = ("cash", "customers", "suppliers")
        return [
            (key, side, max(amount, 0.0))
            for key, side, amount in rows
            if amount > 0 or key in kept
        ] + [
            ("carried", "funds", self.carried_result),
            ("year", "funds", self.year_result),
        ]

    def _get_month_table(self):
        """A yearly statement month by month, a row per nature and levy.

        :return: list of ``{"section", "name", "amounts", "total"}``; a row named
            after its section only adds it up, the last one, ``result``, adds up all
        """
        self.ensure_one()
        months = self._get_months()
        lines = self.line_ids.filtered("months")
        table = []
        for section in ("income", "cost", "levy"):
            rows = [
                {
                    "section": section,
                    "name": line.name,
                    "amounts": line.months,
                    "total": line.amount,
                }
                for line in lines
                if line.section == section
            ]
            table += [self._add_up(section, rows, len(months)), *rows]
        sections = [row for row in table if not row["name"]]
        return [*table, self._add_up("result", sections, len(months))]

    def _add_up(self, section, rows, size):
        columns = zip(*(row["amounts"] for row in rows), strict=True)
        currency = self.currency_id
        return {
            "section": section,
            "name": "",
            "amounts": [currency.round(sum(column)) for column in columns]
            or [0.0] * size,
            "total": currency.round(sum(row["total"] for row in rows)),
        }
