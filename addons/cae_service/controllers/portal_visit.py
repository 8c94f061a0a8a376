# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timezone
from zoneinfo import ZoneInfo

from odoo.http import request, route
from odoo.tools import format_date

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal import CaeServicePortal

MODEL = "cae.service.visit"
URL = "/my/visits"
# First what comes next, or what was done last.
ORDERS = {"planned": "start, id", "done": "start desc, id desc"}


class CaeVisitPortal(CaeServicePortal):
    """Visits planned and made for a member, and what was done."""

    @route(
        [URL, f"{URL}/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_visits(self, page=1, state=None, service=None, **kwargs):
        visits = request.env[MODEL]
        if not visits.has_access("read"):
            return request.redirect("/my")
        own = [*self._get_service_own_domain(), *self._get_visits_domain()]
        services = self._get_visited_services(own)
        chosen = services.filtered(lambda found: str(found.id) == service)
        if chosen:
            own.append(("service_id", "=", chosen.id))
        counts = dict(visits._read_group(own, ["state"], ["__count"]))
        if state not in ORDERS:
            state = "planned" if counts.get("planned") else "done"
        pages = portal_pager(
            url=URL,
            url_args={"state": state, "service": chosen.id or ""},
            total=counts.get(state, 0),
            page=page,
            step=self._items_per_page,
        )
        found = visits.search(
            [*own, ("state", "=", state)],
            order=ORDERS[state],
            limit=self._items_per_page,
            offset=pages["offset"],
        )
        values = self._prepare_portal_layout_values()
        values.update(
            {
                # Names of services and of professionals are not readable here.
                "months": self._group_visits_by_month(found.sudo()),
                "services": services,
                "chosen": chosen,
                "state": state,
                "counts": counts,
                "pager": pages,
                "page_name": "cae_visits",
            }
        )
        return request.render("cae_service.portal_my_visits", values)

    def _get_visited_services(self, own):
        """Services of which the visitor sees visits, in sudo."""
        found = request.env[MODEL].search(own)
        services = found.sudo().service_id
        return services.sorted(lambda service: service.name or "")

    def _group_visits_by_month(self, visits):
        """`[(month in words, [visit and its local times])]`, in the order given."""
        months = {}
        for visit in visits:
            row = self._prepare_visit(visit)
            months.setdefault(row["start"].date().replace(day=1), []).append(row)
        return [
            (format_date(request.env, month, date_format="MMMM y"), found)
            for month, found in months.items()
        ]

    def _prepare_visit(self, visit):
        zone = ZoneInfo(
            request.env.user.tz or visit.company_id.resource_calendar_id.tz or "UTC"
        )
        return {
            "visit": visit,
            "start": visit.start.replace(tzinfo=timezone.utc).astimezone(zone),
            "stop": visit.stop.replace(tzinfo=timezone.utc).astimezone(zone),
        }
