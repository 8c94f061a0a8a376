# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import tempfile

from werkzeug.utils import send_file

from odoo import fields, http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..kernel import csv_file

ANSWER_ROLE = "cae_member.group_support"


class CaeDataExportPortal(CustomerPortal):
    """A person downloads the own data; the support team hands it over."""

    @http.route("/my/data", type="http", auth="user", website=True)
    def portal_my_data(self, **kwargs):
        values = self._prepare_portal_layout_values()
        values["page_name"] = "cae_data"
        return request.render("cae_member.portal_my_data", values)

    @http.route(
        "/my/data/download", type="http", auth="user", methods=["POST"], website=True
    )
    def portal_my_data_download(self, **kwargs):
        """Everything of the visitor: the partner is the user's own, nobody else's."""
        partner = request.env.user.partner_id
        response = self._send_archive(partner)
        own_files = request.env["cae.exit"].sudo()
        own_files.search([("partner_id", "=", partner.id)])._mark_exported()
        return response

    @http.route("/cae_member/exit/<int:exit_id>/data", type="http", auth="user")
    def exit_data(self, exit_id, **kwargs):
        exit_file = self._find_for_support("cae.exit", exit_id)
        response = self._send_archive(exit_file.partner_id, exit_file.company_id)
        exit_file._mark_exported()
        return response

    @http.route(
        "/cae_member/membership/<int:membership_id>/data", type="http", auth="user"
    )
    def membership_data(self, membership_id, **kwargs):
        member = self._find_for_support("cae.membership", membership_id)
        return self._send_archive(member.partner_id, member.company_id)

    def _find_for_support(self, model, record_id):
        """The record, for who may write it and belongs to the support team."""
        record = request.env[model].browse(record_id).exists()
        allowed = request.env.user.has_group(ANSWER_ROLE)
        if not (allowed and record and record.has_access("write")):
            raise request.not_found()
        return record

    def _send_archive(self, partner, companies=None):
        """The archive as a download, written to the disk and not to the memory."""
        # Closed by the server once it has been sent.
        stream = tempfile.TemporaryFile()
        request.env["cae.data.export"]._write_archive(stream, partner, companies)
        size = stream.tell()
        stream.seek(0)
        today = fields.Date.context_today(partner)
        name = csv_file.file_name(f"{partner.name} {today}")
        response = send_file(
            stream,
            request.httprequest.environ,
            mimetype="application/zip",
            as_attachment=True,
            download_name=f"{name}.zip",
        )
        response.content_length = size
        response.headers["Cache-Control"] = "no-store"
        return response
