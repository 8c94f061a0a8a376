# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io

import xlsxwriter

from odoo import models


class CaeWorkbookMixin(models.AbstractModel):
    """A record that is printed as a spreadsheet.

    Concrete models name the file (`_get_file_name`) and write its sheets
    (`_write_workbook`).
    """

    _name = "cae.workbook.mixin"
    _description = "Record Printed as a Spreadsheet"

    def action_export(self):
        """The spreadsheet, to download."""
        self.ensure_one()
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"{self._get_file_name()}.xlsx",
                "raw": self._make_workbook(),
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=true",
            "target": "self",
        }

    def _make_workbook(self):
        """The bytes of the XLSX file."""
        self.ensure_one()
        stream = io.BytesIO()
        # text stays text: a name that starts with = is no formula
        options = {"in_memory": True, "strings_to_formulas": False}
        with xlsxwriter.Workbook(stream, options) as book:
            self._write_workbook(book)
        return stream.getvalue()

    def _get_file_name(self):
        """The name of the file, without its ending."""
        raise NotImplementedError

    def _write_workbook(self, book):
        """Write the sheets of an `xlsxwriter.Workbook`."""
        raise NotImplementedError
