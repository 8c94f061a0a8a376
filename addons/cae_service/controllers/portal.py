# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request, route

from odoo.addons.cae_member.controllers.portal import CaeMemberPortal


class CaeServicePortal(CaeMemberPortal):
    """What every page of a member's services shares: whose they are, and where."""

    # === Rights === #

    def _get_service_organisation(self):
        return request.env.user.partner_id.commercial_partner_id

    def _get_service_own_domain(self):
        """Records of the visitor's organisation, on top of the visitor's own rules."""
        return [("partner_id", "child_of", self._get_service_organisation().id)]

    def _get_service_companies(self):
        """Companies of which the organisation is or was a member, in sudo."""
        memberships = request.env["cae.membership"]
        if not memberships.has_access("read"):
            return request.env["res.company"]
        found = memberships.search(self._get_membership_domain())
        return found.sudo().company_id

    def _get_serving_companies(self):
        """Those which may serve the organisation today."""
        return self._get_service_companies().filtered(
            lambda company: self._get_service_access(company).membership_id
        )

    def _get_service_access(self, company):
        """The visitor's right to a company's services, whoever's `company` is."""
        return company.with_env(request.env)._get_cae_portal_access()

    def _render_invitation(self, company):
        """Who may not be served reads why, and how to become a member."""
        values = self._prepare_portal_layout_values()
        online = company.sudo().cae_application_online
        values.update(
            {
                "company": company.sudo(),
                "access": self._get_service_access(company),
                "application_url": f"/cooperative/apply/{company.id}"
                if online
                else None,
                "page_name": "cae_service_invitation",
            }
        )
        return request.render("cae_service.portal_service_invitation", values)

    # === Home === #

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "service_count" in counters:
            values["service_count"] = self._count_services()
        for name, model, domain in (
            ("service_request_count", "cae.service.request", []),
            ("agreement_count", "sale.order", self._get_agreements_domain()),
            ("visit_count", "cae.service.visit", self._get_visits_domain()),
        ):
            if name in counters:
                values[name] = self._count_own_records(model, domain)
        return values

    def _count_services(self):
        services = request.env["product.template"].sudo()
        found = self._get_service_companies()
        counts = services._read_group(
            [("is_cae_service", "=", True), ("company_id", "in", found.ids)],
            ["company_id"],
            ["__count"],
        )
        return sum(
            count
            for company, count in counts
            if self._get_service_access(company).membership_id
        )

    def _count_own_records(self, model, domain):
        records = request.env[model]
        if not records.has_access("read"):
            return 0
        return records.search_count([*self._get_service_own_domain(), *domain])

    def _get_agreements_domain(self):
        """Drafts are the cooperative's own until they are sent."""
        return [("is_cae_agreement", "=", True), ("state", "in", ("sent", "sale"))]

    def _get_visits_domain(self):
        return [("state", "in", ("planned", "done"))]

    # === Catalogue === #

    @route("/my/services", type="http", auth="user", website=True)
    def portal_my_services(self, **kwargs):
        """The catalogue of the member's cooperative, or a choice of several."""
        companies = self._get_serving_companies()
        if not companies:
            known = self._get_service_companies()[:1]
            return self._render_invitation(known or request.env.company)
        if len(companies) == 1:
            return request.redirect(f"/services/{companies.id}")
        return self._render_service_companies(companies, "/services/%s")

    def _render_service_companies(self, companies, url):
        values = self._prepare_portal_layout_values()
        values.update(
            {
                "choices": [(one.name, url % one.id) for one in companies],
                "page_name": "cae_catalogue",
            }
        )
        return request.render("cae_service.catalogue_companies", values)
