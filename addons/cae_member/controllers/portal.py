# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class CaeMemberPortal(CustomerPortal):
    def _get_membership_domain(self):
        """The user's memberships, and those of the organisation they belong to."""
        partner = request.env.user.partner_id
        return [("partner_id", "in", (partner | partner.commercial_partner_id).ids)]

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "membership_count" in counters:
            memberships = request.env["cae.membership"]
            values["membership_count"] = (
                memberships.search_count(self._get_membership_domain())
                if memberships.has_access("read")
                else 0
            )
        return values

    def _get_auxiliaries(self, memberships):
        """Names and states of those who came through each, and nothing else.

        Their records are not readable from the portal: only who represents the
        network sees this much of them.
        """
        auxiliaries = {}
        for membership in memberships.sudo():
            below = membership._get_auxiliaries() if membership.auxiliary_count else ()
            auxiliaries[membership.id] = [
                {
                    "name": auxiliary.partner_id.name,
                    "state": auxiliary._get_state_label(),
                }
                for auxiliary in below
            ]
        return auxiliaries

    def _get_application_url(self):
        company = request.env.company.sudo()
        if company.cae_application_online:
            return f"/cooperative/apply/{company.id}"
        return None

    def _prepare_membership_values(self, memberships):
        """What the page shows; categories are not readable from the portal."""
        return {
            "auxiliaries": self._get_auxiliaries(memberships),
            "application_url": self._get_application_url(),
            "companies": {
                membership.id: membership.sudo().company_id
                for membership in memberships
            },
            "memberships": memberships,
            "category_names": {
                membership.id: membership.sudo().category_id.name
                for membership in memberships
            },
            "page_name": "cae_membership",
        }

    @http.route("/my/membership", type="http", auth="user", website=True)
    def portal_my_membership(self, **kwargs):
        memberships = request.env["cae.membership"]
        if not memberships.has_access("read"):
            return request.redirect("/my")
        values = self._prepare_portal_layout_values()
        memberships = memberships.search(self._get_membership_domain())
        values.update(self._prepare_membership_values(memberships))
        return request.render("cae_member.portal_my_membership", values)
