# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..kernel import routing


class CaeProfessional(models.Model):
    """What the ranking knows of professionals: whom they serve, and their hours."""

    _inherit = "cae.professional"

    remaining_hours = fields.Float(
        string="Hours Left",
        compute="_compute_remaining_hours",
        help="Capacity of the weeks of the ranking, from this week on, less the visits "
        "planned and the lines proposed or accepted that have no agreement yet.",
    )
    capacity_hours = fields.Float(
        string="Hours of the Period", compute="_compute_remaining_hours"
    )

    @api.depends("weekly_capacity", "company_id")
    def _compute_remaining_hours(self):
        today = fields.Date.context_today(self)
        for company, found in self.grouped("company_id").items():
            first = routing.week_of(today)
            weeks = range(first, first + (company.cae_service_routing_weeks or 1))
            people = found._origin._get_routing_facts(weeks)
            board = routing.Board(people, found._origin._get_routing_taken())
            for one in found:
                one.capacity_hours = one.weekly_capacity * len(weeks)
                one.remaining_hours = (
                    board.get_remaining(one._origin.id, weeks) if one._origin else 0.0
                )

    def _get_routing_facts(self, weeks):
        """What the kernel ranks: `[routing.Professional]`, visits of the weeks in it.

        A fixed number of queries, whatever their number.
        """
        busy = self._get_busy_weeks(weeks)
        served = self._get_served_members()
        return [
            routing.Professional(
                key=one.id,
                name=one.name,
                weekly_hours=one.weekly_capacity,
                expertises=frozenset(one.expertise_ids.ids),
                members=frozenset(served.get(one.id, ())),
                territories=frozenset(one.territory_ids.ids),
                direct=one.direct,
                busy=busy.get(one.id, {}),
            )
            for one in self.sudo()
        ]

    def _get_busy_weeks(self, weeks):
        """Hours of the visits planned: `{professional id: {week: hours}}`."""
        visits = self.env["cae.service.visit"]
        visits.flush_model(["professional_id", "state", "start", "duration"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT professional_id, (start::date - DATE '0001-01-01') / 7 AS week,
                       SUM(duration)
                  FROM cae_service_visit
                 WHERE state = 'planned' AND professional_id = ANY(%(ids)s)
                   AND (start::date - DATE '0001-01-01') / 7
                       BETWEEN %(first)s AND %(last)s
              GROUP BY professional_id, week
                """,
                ids=list(self.ids),
                first=weeks[0],
                last=weeks[-1],
            )
        )
        busy = defaultdict(dict)
        for professional_id, week, hours in rows:
            busy[professional_id][week] = hours
        return busy

    def _get_served_members(self):
        """Organisations under agreement: `{professional id: {partner id}}`."""
        today = fields.Date.context_today(self)
        rows = (
            self.env["sale.order.line"]
            .sudo()
            ._read_group(
                Domain("cae_professional_id", "in", self.ids)
                & Domain("order_id.is_cae_agreement", "=", True)
                & Domain("order_id.state", "=", "sale")
                & (
                    Domain("order_id.cae_end_date", "=", False)
                    | Domain("order_id.cae_end_date", ">=", today)
                ),
                ["cae_professional_id", "order_partner_id"],
            )
        )
        served = defaultdict(set)
        for professional, partner in rows:
            served[professional.id].add(partner.commercial_partner_id.id)
        return served

    def _get_routing_taken(self):
        """What they are asked to do without an agreement yet.

        :return: `[(professional id, weeks, hours)]`, the first asked first
        """
        lines = (
            self.env["cae.service.request.line"]
            .sudo()
            .search(
                [
                    ("professional_id", "in", self.ids),
                    ("state", "in", ("proposed", "accepted", "assessed")),
                    ("sale_line_id", "=", False),
                ],
                order="proposed_date, id",
            )
        )
        periods = lines._get_routing_periods()
        return [
            (line.professional_id.id, periods[line.id], hours)
            for line in lines
            if (hours := line._get_routing_hours(periods[line.id]))
        ]
