# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route

from ..models.cae_pooled_statement import PUBLISHED
from .portal import CaeMutualisationPortal


class CaePooledPortal(CaeMutualisationPortal):
    def _get_pooled_domain(self, company):
        return [("company_id", "=", company.id), ("state", "=", PUBLISHED)]

    def _prepare_activity_values(self, activity_sudo):
        """The accounts of the pooled services, by the rights of the reader."""
        pooled = request.env["cae.pooled.statement"]
        if pooled.has_access("read"):
            pooled = pooled.search(self._get_pooled_domain(activity_sudo.company_id))
        values = super()._prepare_activity_values(activity_sudo)
        return {**values, "pooled": pooled}

    @route("/my/pooled/<int:pooled_id>", type="http", auth="user", website=True)
    def portal_my_pooled(self, pooled_id, report_type=None, download=False, **kwargs):
        try:
            # No token opens it: those who may read it log in.
            pooled_sudo = self._document_check_access("cae.pooled.statement", pooled_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if report_type in ("html", "pdf", "text"):
            return self._show_report(
                model=pooled_sudo,
                report_type=report_type,
                report_ref="cae_mutualisation.action_report_pooled_statement",
                download=download,
            )
        values = {
            "statement": pooled_sudo,
            "res_company": pooled_sudo.company_id,
            "page_name": "cae_pooled",
        }
        values = self._get_page_view_values(
            pooled_sudo, None, values, "my_pooled_history", False, **kwargs
        )
        return request.render("cae_mutualisation.portal_my_pooled", values)
