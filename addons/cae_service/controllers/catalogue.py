# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from urllib.parse import urlencode

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

MAX_QUERY = 200


class CaeServiceCatalogue(http.Controller):
    """The services of a company: the public ones for all, all of them for members."""

    # === Rights === #

    def _get_offer(self, company_id):
        """What the visitor may see of a company.

        :return: values for the templates: the company in sudo, the visitor's right,
            and whether only published services are shown
        :raises NotFound: there is nothing to see for this visitor
        """
        company = request.env["res.company"].browse(company_id).exists()
        if not company:
            raise NotFound()
        access = company._get_cae_portal_access()
        entitled = bool(access.membership_id)
        team = self._is_team(company)
        company = company.sudo()
        if not (company.cae_service_online or entitled or team):
            raise NotFound()
        online = company.cae_application_online
        return {
            "company": company.with_company(company),
            # Its logo and its name stand around the page.
            "res_company": company,
            "access": access,
            "entitled": entitled,
            "team": team,
            "published": not (entitled or team),
            "application_url": f"/cooperative/apply/{company.id}" if online else None,
        }

    def _is_team(self, company):
        """Those who keep the catalogue see it before the public does."""
        user = request.env.user
        return user.has_group("cae_member.group_user") and company in user.company_ids

    # === Pages === #

    @http.route(
        "/services",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def service_companies(self, **kwargs):
        """The catalogue of the visitor's company, or a choice of those online."""
        companies = request.env["res.company"].sudo()
        companies = companies.search([("cae_service_online", "=", True)])
        own = request.env.company
        if own in companies or companies and len(companies) == 1:
            company = own if own in companies else companies
            return self._render_catalogue(company.id)
        if not companies:
            raise NotFound()
        values = {
            "choices": [(found.name, f"/services/{found.id}") for found in companies],
            "page_name": "cae_catalogue",
        }
        return request.render("cae_service.catalogue_companies", values)

    @http.route(
        "/services/<int:company_id>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def service_catalogue(self, company_id, search="", expertise="", **kwargs):
        return self._render_catalogue(company_id, search, expertise)

    def _render_catalogue(self, company_id, search="", expertise=""):
        offer = self._get_offer(company_id)
        query = (search or "")[:MAX_QUERY].strip()
        values = {
            **offer,
            **self._prepare_catalogue_values(offer, query, expertise),
            "page_name": "cae_catalogue",
        }
        return request.render("cae_service.catalogue", values)

    @http.route(
        "/services/<int:company_id>/<int:service_id>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def service_page(self, company_id, service_id, **kwargs):
        offer = self._get_offer(company_id)
        services = self._get_services(offer)
        service = services.filtered(lambda found: found.id == service_id)
        if not service:
            raise NotFound()
        field = service.cae_expertise_id
        others = services.filtered(lambda found: found.cae_expertise_id == field)
        values = {
            **offer,
            "card": self._prepare_card(service),
            "service": service,
            "others": [self._prepare_card(found) for found in others - service][:6],
            "ask_url": self._get_ask_url(offer, service),
            "page_name": "cae_catalogue_service",
        }
        return request.render("cae_service.catalogue_service", values)

    # === Values === #

    def _get_services(self, offer, query="", expertise=None):
        """Services in sudo: those of the company that the visitor may see."""
        company = offer["company"]
        services = request.env["product.template"].sudo().with_company(company)
        return services._get_cae_catalogue(
            company, query, expertise, published=offer["published"]
        )

    def _prepare_catalogue_values(self, offer, query, expertise):
        services = self._get_services(offer)
        fields = services.cae_expertise_id.sorted(
            lambda field: (field.sequence, field.name)
        )
        chosen = fields.filtered(lambda field: str(field.id) == expertise)
        numbers = services.grouped("cae_expertise_id")
        # The first read has put all of them into the cache.
        found = (
            self._get_services(offer, query, chosen) if query or chosen else services
        )
        return {
            "query": query,
            "chosen": chosen,
            "choices": [
                {
                    "id": field.id,
                    "name": field.name,
                    "count": len(numbers[field]),
                    "chosen": field == chosen,
                    "url": self._get_url(offer, query, field),
                }
                for field in fields
            ],
            "all_count": len(services),
            "all_url": self._get_url(offer, query),
            "clear_url": self._get_url(offer),
            "cards": [self._prepare_card(service) for service in found],
            "ask_url": self._get_ask_url(offer),
        }

    def _prepare_card(self, service):
        return {
            "name": service.name,
            "field": service.cae_expertise_id.name,
            "price": service._get_cae_price_text(),
            "market": service._get_cae_market_text(),
            "summary": service._get_cae_summary(),
            "frequency": service._get_cae_frequency_text(),
            "public": service.cae_published,
            "url": f"/services/{service.company_id.id}/{service.id}",
        }

    def _get_url(self, offer, query="", field=None):
        asked = {"search": query, "expertise": field.id if field else ""}
        text = urlencode({name: value for name, value in asked.items() if value})
        return f"/services/{offer['company'].id}" + (f"?{text}" if text else "")

    def _get_ask_url(self, offer, service=None):
        asked = {"company": offer["company"].id}
        if service:
            asked["service"] = service.id
        return f"/my/requests/new?{urlencode(asked)}"
