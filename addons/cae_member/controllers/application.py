# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

# A field that persons do not see: who fills it is a machine.
TRAP_FIELD = "fax_number"


class CaeApplicationForm(http.Controller):
    """The public form by which a person or an organisation applies."""

    def _get_company(self, company_id):
        """The company, when it takes applications online."""
        companies = request.env["res.company"].sudo()
        company = companies.browse(company_id) if company_id else request.env.company
        company = company.sudo().exists()
        if not company.cae_application_online:
            raise NotFound()
        return company.with_company(company)

    def _get_applications(self):
        return request.env["cae.membership.application"].sudo()

    def _prepare_first_values(self):
        """A user who is logged in does not type what is known of them."""
        user = request.env.user
        if user._is_public():
            return {}
        partner = user.partner_id
        known = ("name", "email", "phone", "street", "zip", "city")
        return {field: partner[field] or "" for field in known}

    def _render_form(self, company, values, errors=None, message=None):
        country = company.country_id.id
        applications = self._get_applications()
        return request.render(
            "cae_member.application_form",
            {
                **applications._get_form_options(company),
                "company": company,
                "values": {"kind": "person", "country_id": country, **values},
                "errors": errors or {},
                "message": message,
                "token": applications._make_form_token(company),
                "trap_field": TRAP_FIELD,
                "page_name": "cae_application",
            },
        )

    @http.route(
        [
            "/cooperative/apply",
            "/cooperative/apply/<int:company_id>",
        ],
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def application_form(self, company_id=None, **kwargs):
        company = self._get_company(company_id)
        return self._render_form(company, self._prepare_first_values())

    @http.route(
        [
            "/cooperative/apply",
            "/cooperative/apply/<int:company_id>",
        ],
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def application_send(self, company_id=None, **post):
        company = self._get_company(company_id)
        if post.get(TRAP_FIELD):
            return self._redirect_to_thanks(company)
        applications = self._get_applications()
        values, errors = applications._validate_form(company, post)
        message = applications._check_form_token(company, post.get("token"))
        if not message and not errors:
            message = self._submit(applications, company, values)
        if message or errors:
            values["accept"] = bool(post.get("accept"))
            return self._render_form(company, values, errors, message)
        return self._redirect_to_thanks(company)

    def _submit(self, applications, company, values):
        """Store the application; the message when this sender has sent too many."""
        address = request.httprequest.remote_addr
        source = [("source_hash", "=", applications._hash_source(address))]
        if applications._is_over_limit(company, source):
            return request.env._(
                "Too many applications came from your place today. Try again tomorrow, "
                "or write to the cooperative."
            )
        applications._submit_form(company, values, address)
        return None

    def _redirect_to_thanks(self, company):
        return request.redirect(f"/cooperative/apply/{company.id}/thanks")

    @http.route(
        "/cooperative/apply/<int:company_id>/thanks",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def application_thanks(self, company_id, **kwargs):
        values = {"company": self._get_company(company_id)}
        return request.render("cae_member.application_thanks", values)
