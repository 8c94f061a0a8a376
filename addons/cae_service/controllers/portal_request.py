# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.cae_service_request import CLOSED_STATES
from .portal import CaeServicePortal

MODEL = "cae.service.request"
URL = "/my/requests"


class CaeServiceRequestPortal(CaeServicePortal):
    """A member asks for services and follows what becomes of it."""

    # === List === #

    def _get_request_sortings(self):
        return {
            "date": {
                "label": request.env._("Newest"),
                "order": "request_date desc, id desc",
            },
            "wanted": {
                "label": request.env._("Wanted First"),
                "order": "wanted_date, id desc",
            },
            "name": {"label": request.env._("Number"), "order": "name desc"},
        }

    def _get_request_filters(self):
        closed = [("state", "in", CLOSED_STATES)]
        return {
            "all": {"label": request.env._("All"), "domain": []},
            "open": {
                "label": request.env._("Open"),
                "domain": [("state", "not in", CLOSED_STATES)],
            },
            "closed": {"label": request.env._("Closed"), "domain": closed},
        }

    def _get_request_search_domain(self, search):
        search = (search or "").strip()
        if not search:
            return Domain.TRUE
        return Domain.OR(
            Domain(name, "ilike", search)
            for name in ("name", "need", "expertise_ids.name", "line_ids.name")
        )

    @route(
        [URL, f"{URL}/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_requests(
        self, page=1, sortby=None, filterby=None, search=None, **kwargs
    ):
        requests = request.env[MODEL]
        if not requests.has_access("read"):
            return request.redirect("/my")
        sortings, filters = self._get_request_sortings(), self._get_request_filters()
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "all"
        domain = Domain.AND(
            [
                self._get_service_own_domain(),
                filters[filterby]["domain"],
                self._get_request_search_domain(search),
            ]
        )
        pages = portal_pager(
            url=URL,
            url_args={"sortby": sortby, "filterby": filterby, "search": search},
            total=self._search_service_requests(domain, count=True),
            page=page,
            step=self._items_per_page,
        )
        found = self._search_service_requests(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=pages["offset"],
        )
        request.session["my_service_requests_history"] = found.ids[:100]
        values = self._prepare_portal_layout_values()
        values.update(
            {
                # Fields of expertise are not readable from the portal.
                "requests": found.sudo(),
                "may_ask": bool(self._get_serving_companies()),
                "pager": pages,
                "page_name": "cae_service_requests",
                "default_url": URL,
                "searchbar_sortings": sortings,
                "sortby": sortby,
                "searchbar_filters": filters,
                "filterby": filterby,
                "searchbar_inputs": {
                    "all": {"input": "all", "label": request.env._("Search in all")}
                },
                "search_in": "all",
                "search": search or "",
            }
        )
        return request.render("cae_service.portal_my_requests", values)

    def _search_service_requests(self, domain, count=False, **kwargs):
        """Own requests; the words of the search look into fields of expertise too.

        The search is in sudo for these; the visitor's rules hold as an own domain.
        """
        requests = request.env[MODEL]
        own = requests.search(self._get_service_own_domain())
        domain = Domain.AND([[("id", "in", own.ids)], domain])
        if count:
            return requests.sudo().search_count(domain)
        return requests.sudo().search(domain, **kwargs)

    # === New === #

    @route(f"{URL}/new", type="http", auth="user", website=True)
    def portal_request_new(self, company=None, **post):
        if not request.env[MODEL].has_access("read"):
            return request.redirect("/my")
        serving = self._get_serving_companies()
        asked = self._find_service_company(company)
        if company and not asked:
            return request.redirect("/my")
        if not serving or asked and asked not in serving:
            known = asked or self._get_service_companies()[:1]
            return self._render_invitation(known or request.env.company)
        if not asked and len(serving) > 1:
            return self._render_service_companies(serving, f"{URL}/new?company=%s")
        asked = asked or serving
        if request.httprequest.method != "POST":
            return self._render_request_form(
                asked, self._prefill_request_form(asked, post)
            )
        form = {
            **post,
            "expertise_ids": request.httprequest.form.getlist("expertise_ids"),
        }
        created, errors = self._send_request_form(asked, form)
        if errors:
            return self._render_request_form(asked, form, errors)
        return request.redirect(f"{URL}/{created.id}?sent=1")

    def _find_service_company(self, text):
        """The company named in the address, if the visitor may know of it."""
        companies = request.env["res.company"].sudo()
        if not (text or "").isdecimal() or len(text) > 9:
            return companies
        found = companies.browse(int(text)).exists()
        own = self._get_service_companies() | request.env.user.company_ids
        return found if found.cae_service_online or found in own else companies

    def _send_request_form(self, company, form):
        """Store the request: `(request, {})` or `(None, {field: text})`."""
        # In the visitor's name: the portal's own sudo acts as the system's user.
        requests = request.env[MODEL].sudo().with_company(company)
        vals, errors = requests._read_portal_form(
            company, self._get_service_organisation().sudo(), form
        )
        if errors:
            return None, errors
        try:
            with request.env.cr.savepoint():
                created = requests._submit_from_portal(vals)
                created.env.flush_all()
        except UserError as error:
            return None, {"form": str(error)}
        return created, {}

    def _prefill_request_form(self, company, post):
        """The service from whose page the member comes, and who asks."""
        services = request.env["product.template"].sudo()
        service = services
        text = post.get("service") or ""
        if text.isdecimal() and len(text) <= 9:
            service = services.search(
                [
                    ("id", "=", int(text)),
                    ("is_cae_service", "=", True),
                    ("company_id", "=", company.id),
                ]
            )
        return {
            "need": f"{service.name}\n" if service else "",
            "expertise_ids": [str(found) for found in service.cae_expertise_id.ids],
            "contact_id": str(request.env.user.partner_id.id),
        }

    def _render_request_form(self, company, form, errors=None):
        requests = request.env[MODEL].sudo()
        organisation = self._get_service_organisation().sudo()
        values = self._prepare_portal_layout_values()
        values.update(
            {
                "company": company,
                "organisation": organisation,
                "access": self._get_service_access(company),
                "expertises": requests._get_portal_expertises(company),
                "contacts": requests._get_portal_contacts(organisation),
                "today": fields.Date.context_today(requests),
                "form": form,
                "errors": errors or {},
                "page_name": "cae_service_request_new",
            }
        )
        return request.render("cae_service.portal_request_new", values)

    # === One request === #

    def _get_own_service_request(self, request_id):
        """The request in sudo, once it is sure that it is the visitor's.

        :raises AccessError, MissingError: it is somebody else's, or not there
        """
        found = self._document_check_access(MODEL, request_id)
        if not found.filtered_domain(self._get_service_own_domain()):
            raise AccessError(request.env._("Only the member reads its requests."))
        # In the visitor's name: the portal's own sudo acts as the system's user.
        return request.env[MODEL].browse(request_id).sudo()

    @route(f"{URL}/<int:request_id>", type="http", auth="user", website=True)
    def portal_my_request(self, request_id, sent=None, **kwargs):
        try:
            request_sudo = self._get_own_service_request(request_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._render_service_request(request_sudo, sent=sent)

    @route(
        f"{URL}/<int:request_id>/cancel",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_request_cancel(self, request_id, reason=None, **kwargs):
        try:
            request_sudo = self._get_own_service_request(request_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        reason = (reason or "").strip()
        if not reason:
            error = request.env._("Say in a few words why you give it up.")
            return self._render_service_request(request_sudo, error=error)
        try:
            with request.env.cr.savepoint():
                request_sudo._cancel_by_member(reason)
                request_sudo.env.flush_all()
        except UserError as error:
            request_sudo.invalidate_recordset()
            return self._render_service_request(request_sudo, error=str(error))
        return request.redirect(request_sudo.access_url)

    def _render_service_request(self, request_sudo, **extra):
        values = {
            "service_request": request_sudo,
            "lines": request_sudo.line_ids.filtered(
                lambda line: line.state != "cancelled"
            ),
            "may_cancel": request_sudo.state == "new",
            "res_company": request_sudo.company_id,
            "page_name": "cae_service_request",
            **extra,
        }
        values = self._get_page_view_values(
            request_sudo, None, values, "my_service_requests_history", False
        )
        return request.render("cae_service.portal_my_request", values)
