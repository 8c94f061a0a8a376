# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.http import request

from .portal import CaeMemberPortal


class CaeDuesPortal(CaeMemberPortal):
    def _get_dues_domain(self):
        partner = request.env.user.partner_id
        return [
            ("partner_id", "in", (partner | partner.commercial_partner_id).ids),
            ("state", "=", "called"),
        ]

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "dues_count" in counters:
            lines = request.env["cae.dues.line"]
            values["dues_count"] = (
                lines.search_count(self._get_dues_domain())
                if lines.has_access("read")
                else 0
            )
        return values

    @http.route("/my/dues", type="http", auth="user", website=True)
    def portal_my_dues(self, **kwargs):
        lines = request.env["cae.dues.line"]
        if not lines.has_access("read"):
            return request.redirect("/my")
        lines = lines.search(self._get_dues_domain(), order="year desc, id desc")
        values = self._prepare_portal_layout_values()
        # The lines are the visitor's, found by their rules; campaigns and invoices of
        # an organisation are not readable by each of its people.
        values.update({"dues": lines.sudo(), "page_name": "cae_dues"})
        return request.render("cae_member.portal_my_dues", values)
