# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Make the import template of opening balances again, after a change of its columns.

    python -m tooling.opening_template

Headers are the English labels of the fields of ``cae.activity.opening``, which Odoo's
import recognises whatever the language of the user.
"""

from datetime import date
from pathlib import Path

import xlsxwriter

TARGET = (
    Path(__file__).parent.parent
    / "addons/cae_mutualisation/static/xls/opening_balances.xlsx"
)
HEADERS = ("Activity", "Date", "Nature", "Label", "Amount", "General Account")
ROWS = (
    ("A0001", date(2026, 1, 31), "turnover", "January", 4000.00, ""),
    ("A0001", date(2026, 1, 31), "subcontracting", "January", -1000.00, ""),
    ("A0001", date(2026, 1, 31), "expense", "January", -250.50, ""),
    ("A0001", date(2026, 1, 31), "levy", "January, taken by the former tool", -300, ""),
    ("A0002", date(2026, 1, 31), "turnover", "January", 1500.00, ""),
    ("A0002", date(2026, 1, 31), "levy", "January, taken by the former tool", -150, ""),
    ("A0002", date(2025, 12, 31), "other", "Result of earlier years", 820.25, ""),
)
HELP = (
    "One line per activity, month and nature. Replace the lines of the first sheet.",
    "Activity: its code or its name.",
    "Date: any day of the month, before the first month of levies (settings).",
    "Nature: turnover, purchase, subcontracting, pass_through, expense, payroll, levy,",
    "    subsidy, other, or the label shown in Odoo. A kind: turnover.Training.",
    "Amount: without VAT. Income is positive; costs and levies are negative.",
    "General Account: optional, for information.",
    "Leave out invoices and bills that are not paid yet: post them in Odoo with their",
    "    own date, so that what customers and suppliers owe is right.",
    "",
    "Une ligne par activité, mois et nature. Remplacez celles de la première feuille.",
    "Activity : le code ou le nom de l'activité. Nature : un des codes ci-dessus.",
    "Amount : hors taxes ; produits positifs, charges et contributions négatives.",
    "Sans les factures non réglées : saisissez-les dans Odoo à leur date.",
)


def make(target=TARGET):
    """Write the workbook: the lines, then a sheet that explains them."""
    with xlsxwriter.Workbook(target) as book:
        bold = book.add_format({"bold": True, "bg_color": "#EAF4F1"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet("Opening balances")
        sheet.write_row(0, 0, HEADERS, bold)
        for index, (code, when, nature, label, amount, account) in enumerate(ROWS, 1):
            sheet.write_row(index, 0, (code, "", nature, label))
            sheet.write_datetime(index, 1, when, day)
            sheet.write_number(index, 4, amount, money)
            sheet.write(index, 5, account)
        for column, width in enumerate((14, 12, 16, 36, 12, 16)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        notes = book.add_worksheet("Read me")
        notes.write_column(0, 0, HELP)
        notes.set_column(0, 0, 100)


if __name__ == "__main__":
    make()
