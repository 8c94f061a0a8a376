# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import fields, models
from odoo.tools import format_date


class CaeStudyMixin(models.AbstractModel):
    """What is computed for a period to be debated: its spreadsheet keeps no file.

    Concrete models have dates and `_check_computed`, and say on what the spreadsheet
    depends.
    """

    _name = "cae.study.mixin"
    _description = "Study for a Meeting"
    _inherit = ["cae.workbook.mixin"]

    spreadsheet = fields.Binary(compute="_compute_spreadsheet", attachment=False)

    def _compute_spreadsheet(self):
        for study in self:
            study.spreadsheet = base64.b64encode(study._make_workbook())

    def action_export(self):
        """The figures as a spreadsheet; whoever reads them may, without a file kept."""
        self.ensure_one()
        self._check_computed()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/spreadsheet"
            f"/{self._get_file_name()}.xlsx?download=true",
            "target": "self",
        }

    def _format_period(self):
        self.ensure_one()
        return self.env._(
            "From %(start)s to %(end)s",
            start=format_date(self.env, self.date_from),
            end=format_date(self.env, self.date_to),
        )

    def _write_sheet(self, book, texts, titles, rows, name=None):
        """A sheet of a heading in bold, other texts, and a table.

        :param texts: the heading, then what stands below it
        :param rows: lists in the order of the titles; None is left empty
        """
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0.00"})
        for index, text in enumerate(texts):
            sheet.write_string(index, 0, text, None if index else bold)
        top = len(texts) + 1
        for column, title in enumerate(titles):
            sheet.write_string(top, column, title, bold)
            sheet.set_column(column, column, 16 if column else 32)
        for index, row in enumerate(rows, start=top + 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(index, column, value)
                elif value is not None:
                    sheet.write_number(index, column, value, money)
        sheet.freeze_panes(top + 1, 1)
