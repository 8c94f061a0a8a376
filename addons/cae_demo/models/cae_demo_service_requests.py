# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import models
from odoo.fields import Command

# Days from a request to each step of its life.
ANSWERED, PROPOSED, ACCEPTED, ASSESSED = 0, 1, 2, 4
ROUTED_STATES = ("proposed", "accepted", "assessed", "agreed", "done")
ACCEPTED_STATES = ROUTED_STATES[1:]
ASSESSED_STATES = ROUTED_STATES[2:]


class CaeDemoLoader(models.AbstractModel):
    """What the members have asked for, in every state of its life."""

    _inherit = "cae.demo.loader"

    def _load_service_requests(self, centre):
        """Once, the oldest first: numbers follow the days."""
        requests = sorted(centre.requests, key=lambda item: -item.days)
        terms = {item.request: item.dates(self._today()) for item in centre.agreements}
        created = self._make(
            "cae.service.request",
            {
                f"service_request_{item.key}": self._prepare_request(
                    item, terms.get(item.key)
                )
                for item in requests
                if not self._has(f"service_request_{item.key}")
            },
        )
        for item in requests:
            request = created.get(f"service_request_{item.key}")
            if request:
                self._follow_needs(item, request)
        served = self.env["cae.service.request"].union(
            *(
                found
                for found in created.values()
                if found.state in ("qualified", "agreed", "done")
            )
        )
        served._note_right_to_services()

    def _follow_needs(self, item, request):
        """Name the lines; their forms are known once they have a service."""
        lines = request.line_ids
        self._name_records(
            {
                f"service_need_{item.key}_{rank}": line
                for rank, line in enumerate(lines, start=1)
            }
        )
        for line, need in zip(lines, item.needs, strict=True):
            if need.answers:
                line.assessment = dict(need.answers)

    def _moment(self, day, hour=9.0):
        """A local time as it is stored, in UTC."""
        local = datetime.combine(day, time()) + timedelta(hours=hour)
        zone = ZoneInfo(self.env.context["tz"])
        return (
            local.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
        )

    def _prepare_request(self, item, term):
        """`term`: first and last day of what was agreed upon, if anything was."""
        today = self._today()
        day = today - timedelta(days=item.days)

        def after(days):
            return self._moment(min(day + timedelta(days=days), today), 11.0)

        states = {need.state for need in item.needs} - {"cancelled"}
        routed = states and states <= set(ACCEPTED_STATES)
        return {
            "name": self.env["ir.sequence"].next_by_code(
                "cae.service.request", sequence_date=day
            ),
            "partner_id": self._ref(f"partner_{item.member}").id,
            "company_id": self.env.company.id,
            "need": item.need,
            "expertise_ids": self._prepare_links("expertise", item.named),
            "wanted_date": day + timedelta(days=30),
            "priority": "1" if item.urgent else "0",
            "territory_id": item.territory
            and self._ref(f"territory_{item.territory}").id,
            "user_id": item.state != "new" and self._ref("user_support").id,
            "origin": item.origin,
            "state": item.state,
            "close_reason": item.reason,
            "request_date": self._moment(day, 8.5 + item.days % 3 * 0.75),
            "response_date": item.state != "new" and after(ANSWERED),
            "routed_date": bool(routed) and after(ACCEPTED),
            "agreed_date": term and self._moment(self._sign_day(term[0]), 10.0),
            "done_date": item.state == "done" and self._moment(term[1], 17.0),
            "line_ids": [
                Command.create(self._prepare_need(need, rank, after))
                for rank, need in enumerate(item.needs, start=1)
            ],
        }

    def _sign_day(self, first):
        """Agreements are signed some days before they start."""
        return first - timedelta(days=5)

    def _prepare_need(self, need, rank, after):
        professional = need.professional and self._ref(
            f"professional_{need.professional}"
        )
        service = need.service and self._ref(f"service_{need.service}")
        vals = {
            "sequence": 10 * rank,
            "expertise_id": self._ref(f"expertise_{need.expertise}").id,
            "name": need.name,
            "hours": need.hours,
            "state": need.state,
            "suggested": need.suggested,
            "professional_id": professional and professional.id,
            "service_id": service and service.id,
            "assessment_note": need.situation,
            "proposed_date": need.state in ROUTED_STATES and after(PROPOSED),
            "accepted_date": need.state in ACCEPTED_STATES and after(ACCEPTED),
            "assessment_date": need.state in ASSESSED_STATES and after(ASSESSED).date(),
        }
        if service:
            if need.state in ASSESSED_STATES:
                vals["specification"] = service.cae_included
            vals.update(self._copy_frequency(service))
        return vals

    def _copy_frequency(self, record):
        """The frequency of a service, for what takes it over."""
        names = self.env["cae.visit.frequency.mixin"]._fields
        return {name: record[name] for name in names if name.startswith("cae_visit_")}

    def _load_service_rankings(self):
        """Once: who could be asked for what nobody has agreed to do yet."""
        company = ("company_id", "=", self.env.company.id)
        if self.env["cae.service.candidate"].search_count([company]):
            return
        lines = self.env["cae.service.request.line"].search(
            [company, ("state", "in", ("to_route", "proposed", "accepted"))]
        )
        lines._write_candidates(lines._compute_ranking(assign=False))
