# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from collections import defaultdict
from itertools import islice

from odoo import api, fields, models

from ..kernel import routing

WEEKS_OF_PERIOD = {"week": 1, "month": 52 / 12, "quarter": 13, "year": 52}


class CaeServiceRequestLine(models.Model):
    """Who could do it: the ranking, and the proposal to the best."""

    _inherit = "cae.service.request.line"

    # === What the ranking starts from === #

    def _get_routing_periods(self):
        """The weeks in which each line is wanted, none in the past: `{id: range}`."""
        today = fields.Date.context_today(self)
        periods = {}
        for line in self:
            wanted = line.request_id.wanted_date
            first = routing.week_of(max(wanted, today) if wanted else today)
            count = line.company_id.cae_service_routing_weeks
            periods[line.id] = range(first, first + count)
        return periods

    def _get_routing_hours(self, weeks):
        """Hours of the line in its weeks: the estimate, or that of its visits."""
        self.ensure_one()
        if self.hours or not self.cae_visit_count:
            return self.hours
        times = len(weeks) / WEEKS_OF_PERIOD[self.cae_visit_period or "month"]
        return self.cae_visit_count * self.cae_visit_hours * times

    def _get_declined(self):
        """Who said no, and why: `{line id: {professional id: reason}}`."""
        declined = defaultdict(dict)
        for candidate in self.env["cae.service.candidate"].search_fetch(
            [("line_id", "in", self.ids), ("declined", "=", True)],
            ["line_id", "professional_id", "decline_reason"],
        ):
            reasons = declined[candidate.line_id.id]
            reasons[candidate.professional_id.id] = candidate.decline_reason
        return declined

    def _get_routing_order(self):
        """Urgent first, then as wanted, then as asked."""

        def order(line):
            request = line.request_id
            wanted = request.wanted_date or fields.Date.to_date(request.request_date)
            return request.priority != "1", wanted, request.id, line.sequence, line.id

        return self.sorted(order)

    def _prepare_need(self, weeks, declined):
        """The line as the kernel knows it."""
        self.ensure_one()
        return routing.Need(
            key=self.id,
            hours=self._get_routing_hours(weeks),
            weeks=weeks,
            expertise=self.expertise_id.id,
            member=self.partner_id.commercial_partner_id.id,
            territory=self.request_id.territory_id.id or None,
            declined=frozenset(declined),
        )

    def _compute_ranking(self, assign):
        """Rank all lines of a company: `[(routing.Need, [routing.Candidate])]`."""
        company = self.company_id.ensure_one()
        professionals = self.env["cae.professional"].search(
            [
                ("company_id", "=", company.id),
                ("expertise_ids", "in", self.expertise_id.ids),
            ]
        )
        periods, declined = self._get_routing_periods(), self._get_declined()
        # From this week on: what they have to do before counts too.
        this_week = routing.week_of(fields.Date.context_today(self))
        span = range(this_week, max(weeks[-1] for weeks in periods.values()) + 1)
        weights = routing.Weights(
            company.cae_service_weight_member,
            company.cae_service_weight_territory,
            company.cae_service_weight_capacity,
        )
        return routing.route(
            [
                line._prepare_need(periods[line.id], declined.get(line.id, ()))
                for line in self._get_routing_order()
            ],
            professionals._get_routing_facts(span),
            weights,
            assign,
            professionals._get_routing_taken(),
        )

    # === Ranking === #

    def action_rank(self):
        """Write the ranking of each line, as it is now; nobody is asked yet."""
        self._check_may_be_ranked()
        for lines in self.grouped("company_id").values():
            lines._write_candidates(lines._compute_ranking(assign=False))
        return True

    def action_route(self):
        """Rank the lines, and propose each to the best; the hours are not given twice.

        :return: a notification that names those whom nobody can take, else True
        """
        self._check_may_be_ranked()
        missing = self.browse()
        for lines in self.grouped("company_id").values():
            ranking = lines._compute_ranking(assign=True)
            lines._write_candidates(ranking)
            chosen = defaultdict(list)
            for need, ranked in ranking:
                best = routing.get_chosen(ranked)
                chosen[best.key if best else False].append(need.key)
            missing |= self.browse(chosen.pop(False, ()))
            lines._propose(
                {
                    self.env["cae.professional"].browse(key): self.browse(ids)
                    for key, ids in chosen.items()
                }
            )
        return missing._notify_not_routed() if missing else True

    def _check_may_be_ranked(self):
        self._check_team()
        self._check_state(
            ("to_route",),
            self.env._("Only a line to route is ranked: reset it first."),
        )
        self.request_id._ensure_qualified()

    def _write_candidates(self, ranking):
        """Replace the ranking shown; who declined stays marked, with the reason."""
        candidates = self.env["cae.service.candidate"]
        declined = self._get_declined()
        candidates.search([("line_id", "in", self.ids)]).unlink()
        most = self.company_id.cae_service_candidates_max
        candidates.create(
            [
                self._prepare_candidate_vals(need.key, rank, found, declined)
                for need, ranked in ranking
                for rank, found in _keep(ranked, most)
            ]
        )

    @api.model
    def _prepare_candidate_vals(self, line_id, rank, found, declined):
        return {
            "line_id": line_id,
            "professional_id": found.key,
            "rank": rank,
            "score": found.score,
            "has_expertise": found.has_expertise,
            "remaining_hours": found.remaining,
            "serves_member": found.serves_member,
            "same_territory": found.same_territory,
            "declined": found.declined,
            "decline_reason": declined.get(line_id, {}).get(found.key),
            "obstacle": found.obstacle,
        }

    def _notify_not_routed(self):
        """Name the lines for which nobody is left."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": self.env._("Nobody can take it"),
                "message": self.env._(
                    "No professional of the field has enough hours left and has not "
                    "declined: %(lines)s. Look at the ranking, and propose it by hand "
                    "or change the date or the hours.",
                    lines=", ".join(self.mapped("name")),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }


def _keep(ranked, most):
    """The first ones with their rank, and all those who declined."""
    numbered = list(enumerate(ranked, 1))
    yield from islice(numbered, most)
    yield from (pair for pair in numbered[most:] if pair[1].declined)
