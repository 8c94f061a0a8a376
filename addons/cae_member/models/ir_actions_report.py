# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io

from PyPDF2 import PdfReader, PdfWriter
from reportlab.pdfgen import canvas

from odoo import models

CONTRACT = "cae_member.report_contract_document"
MARGIN = 28
SIZE = 7


class IrActionsReport(models.Model):
    """Contract documents carry page numbers and their seal, whatever prints them."""

    _inherit = "ir.actions.report"

    def _get_cae_sealed(self, report_ref):
        """The model of a report of sealed texts, or none.

        Its records have `content_hash`, `attachment_id` and `_check_seal`.
        """
        names = self._get_cae_sealed_models()
        name = names.get(self._get_report(report_ref).report_name)
        return self.env[name] if name else None

    def _get_cae_sealed_models(self):
        return {CONTRACT: "cae.contract.document"}

    def _render_qweb_html(self, report_ref, docids, data=None):
        sealed = self._get_cae_sealed(report_ref)
        if sealed is not None:
            sealed.browse(docids)._check_seal()
        return super()._render_qweb_html(report_ref, docids, data=data)

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        render = super()._render_qweb_pdf_prepare_streams
        sealed = self._get_cae_sealed(report_ref)
        if sealed is None or not res_ids:
            return render(report_ref, data, res_ids=res_ids)
        streams = {}
        documents = sealed.browse(res_ids)
        documents._check_seal()
        for document in documents:
            # One at a time: a text of several pages can't be cut out afterwards.
            streams.update(render(report_ref, data, res_ids=document.ids))
            if not document.attachment_id:
                found = streams[document.id]
                found["stream"] = self._stamp(found["stream"], document)
        return streams

    def _stamp(self, stream, document):
        """Write the page number and the seal at the foot of each page.

        wkhtmltopdf without Qt's patches, as distributions ship it, has no footers.
        """
        pages = PdfReader(stream).pages
        writer = PdfWriter()
        for number, page in enumerate(pages, start=1):
            foot = io.BytesIO()
            width = float(page.mediabox.width)
            drawing = canvas.Canvas(foot, (width, float(page.mediabox.height)))
            drawing.setFont("Helvetica", SIZE)
            drawing.setFillGray(0.4)
            if document.content_hash:
                drawing.drawString(
                    MARGIN, MARGIN / 2, f"SHA-256 {document.content_hash}"
                )
            drawing.drawRightString(
                width - MARGIN, MARGIN / 2, f"{number} / {len(pages)}"
            )
            drawing.save()
            page.merge_page(PdfReader(foot).pages[0])
            writer.add_page(page)
        result = io.BytesIO()
        writer.write(result)
        return result
