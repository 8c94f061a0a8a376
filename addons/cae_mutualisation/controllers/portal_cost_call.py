# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request, route

from .portal import CaeMutualisationPortal

MODEL = "cae.cost.call.line"


class CaeCostCallPortal(CaeMutualisationPortal):
    """Who represents a member reads its provisions, and pays them."""

    def _get_provision_domain(self):
        """One's own, whatever else the visitor may read."""
        partner = request.env.user.partner_id.commercial_partner_id
        # Calls themselves, with what all members are asked, are not for the portal.
        called = request.env["cae.cost.call"].sudo()._search([("state", "=", "called")])
        return [
            ("membership_id.partner_id", "=", partner.id),
            ("call_id", "in", called),
        ]

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "provision_count" in counters:
            lines = request.env[MODEL]
            values["provision_count"] = (
                len(lines.search(self._get_provision_domain()).sudo().call_id)
                if lines.has_access("read")
                else 0
            )
        return values

    @route("/my/provisions", type="http", auth="user", website=True)
    def portal_my_provisions(self, year=None, **kwargs):
        lines = request.env[MODEL]
        if not lines.has_access("read"):
            return request.redirect("/my")
        # Found by the visitor's rules; the calls and invoices of an organisation are
        # not readable by each of its people.
        found = lines.search(
            self._get_provision_domain(), order="date_from desc, pool_id"
        ).sudo()
        years = sorted({line.date_from.year for line in found}, reverse=True)
        chosen = int(year) if year and year.isdecimal() and len(year) == 4 else None
        if chosen not in years:
            chosen = years[0] if years else None
        shown = found.filtered(lambda line: line.date_from.year == chosen)
        values = self._prepare_portal_layout_values()
        values.update(
            {
                "calls": list(shown.grouped("call_id").items()),
                "total": sum(shown.mapped("amount")),
                "currency": shown.currency_id[:1],
                "years": years,
                "year": chosen,
                "page_name": "cae_provisions",
            }
        )
        return request.render("cae_mutualisation.portal_my_provisions", values)
