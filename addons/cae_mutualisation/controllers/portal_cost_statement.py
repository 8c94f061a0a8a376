# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route

from .portal import CaeMutualisationPortal

MODEL = "cae.cost.statement"
REPORTS = ("html", "pdf", "text")


class CaeCostStatementPortal(CaeMutualisationPortal):
    """Who represents a member reads its part of the shared costs, and checks it."""

    def _get_cost_statements_domain(self):
        partner = request.env.user.partner_id
        # Those that are invoiced: the rule of the portal says so.
        return [("partner_id", "in", (partner | partner.commercial_partner_id).ids)]

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "cost_statement_count" in counters:
            statements = request.env[MODEL]
            values["cost_statement_count"] = (
                statements.search_count(self._get_cost_statements_domain())
                if statements.has_access("read")
                else 0
            )
        return values

    @route("/my/shared-costs", type="http", auth="user", website=True)
    def portal_my_shared_costs(self, **kwargs):
        statements = request.env[MODEL]
        if not statements.has_access("read"):
            return request.redirect("/my")
        values = self._prepare_portal_layout_values()
        found = statements.search(self._get_cost_statements_domain())
        # Found by the visitor's rules; invoices of an organisation are not readable
        # by each of its people.
        statements_sudo = found.sudo()
        values.update(
            {
                "statements": statements_sudo,
                "documents": statements_sudo._get_documents(),
                "page_name": "cae_cost_statements",
            }
        )
        return request.render("cae_mutualisation.portal_my_shared_costs", values)

    @route(
        "/my/shared-costs/<int:cost_statement_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_shared_costs_statement(
        self, cost_statement_id, report_type=None, download=False, **kwargs
    ):
        try:
            # No token opens it: those who may read it log in.
            statement_sudo = self._document_check_access(MODEL, cost_statement_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if report_type in REPORTS:
            return self._show_report(
                model=statement_sudo,
                report_type=report_type,
                report_ref="cae_mutualisation.action_report_cost_statement",
                download=download,
            )
        values = {
            "statement": statement_sudo,
            "moves": statement_sudo._get_documents()[statement_sudo],
            "costs": statement_sudo._get_pool_costs(),
            "res_company": statement_sudo.company_id,
            "page_name": "cae_cost_statement",
        }
        values = self._get_page_view_values(
            statement_sudo, None, values, "my_cost_statements_history", False, **kwargs
        )
        return request.render(
            "cae_mutualisation.portal_my_shared_costs_statement", values
        )

    @route(
        "/my/shared-costs/<int:cost_statement_id>/table",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_shared_costs_table(
        self, cost_statement_id, report_type=None, download=False, **kwargs
    ):
        """The shares of all the members, where they agreed to show them."""
        try:
            statement_sudo = self._document_check_access(MODEL, cost_statement_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if not statement_sudo._may_see_table():
            return request.redirect("/my")
        settlement_sudo = statement_sudo.settlement_id
        if report_type in REPORTS:
            return self._show_report(
                model=settlement_sudo,
                report_type=report_type,
                report_ref="cae_mutualisation.action_report_cost_table",
                download=download,
            )
        values = self._prepare_portal_layout_values()
        values.update(
            {
                "statement": statement_sudo,
                "settlement": settlement_sudo,
                "table": settlement_sudo._get_table(),
                "res_company": statement_sudo.company_id,
                "page_name": "cae_cost_table",
            }
        )
        return request.render("cae_mutualisation.portal_my_shared_costs_table", values)
