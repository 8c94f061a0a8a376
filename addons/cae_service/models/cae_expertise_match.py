# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from typing import NamedTuple

from odoo import fields, models
from odoo.tools import SQL

from ..kernel.wording import find_keywords

# Fewer requests than these prove no habit.
TOGETHER_LEAST = 2


class Suggestion(NamedTuple):
    """A field to propose; `source`: named, words, adjacent or together."""

    expertise_id: int
    source: str
    reason: str


class CaeExpertise(models.Model):
    """Which fields a need touches: by its words, by the settings, by experience."""

    _inherit = "cae.expertise"

    professional_count = fields.Integer(compute="_compute_professional_count")

    def _compute_professional_count(self):
        counts = dict(
            self.env["cae.professional"]._read_group(
                [("expertise_ids", "in", self.ids)], ["expertise_ids"], ["__count"]
            )
        )
        for expertise in self:
            expertise.professional_count = counts.get(expertise._origin, 0)

    def action_view_professionals(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_service.cae_professional_action"
        )
        return {
            **action,
            "domain": [("expertise_ids", "in", self.ids)],
            "context": {"default_expertise_ids": self.ids},
        }

    def _find_in_words(self, text):
        """Of these fields those that a need names: `{field: the words of it}`."""
        found = {}
        for expertise in self:
            words = (expertise.keywords or "").split(",")
            hits = find_keywords(
                text or "", [expertise.name, *(word.strip() for word in words)]
            )
            if hits:
                found[expertise] = ", ".join(dict.fromkeys(hits))
        return found

    def _count_together(self, company):
        """How often requests for these fields asked for others too, in one query.

        :return: `[(field id, other field id, together, requests for the field)]`
        """
        self.env["cae.service.request.line"].flush_model()
        self.env["cae.service.request"].flush_model(["state", "company_id"])
        return self.env.execute_query(
            SQL(
                """
                WITH asked AS (
                    SELECT DISTINCT line.request_id, line.expertise_id
                      FROM cae_service_request_line line
                      JOIN cae_service_request request ON request.id = line.request_id
                     WHERE request.company_id = %(company)s
                       AND request.state NOT IN ('refused', 'cancelled')
                       AND line.state != 'cancelled'
                ), whole AS (
                    SELECT expertise_id, COUNT(*) AS requests
                      FROM asked
                     WHERE expertise_id = ANY(%(ids)s)
                  GROUP BY expertise_id
                )
                SELECT whole.expertise_id, other.expertise_id, COUNT(*), whole.requests
                  FROM whole
                  JOIN asked one ON one.expertise_id = whole.expertise_id
                  JOIN asked other ON other.request_id = one.request_id
                 WHERE other.expertise_id != ALL(%(ids)s)
              GROUP BY whole.expertise_id, other.expertise_id, whole.requests
              ORDER BY COUNT(*)::float / whole.requests DESC, COUNT(*) DESC,
                       other.expertise_id
                """,
                company=company.id,
                ids=list(self.ids),
            )
        )

    def _get_suggestions(self, company, need, named=None, lang=None):
        """What to propose to who asks for these fields, each field once.

        Fields named by the member come first, then those whose words the need uses,
        then the adjacent needs of all these, then what past requests had together.

        :param need: the member's words, in the language `lang`
        :param named: fields that the member ticked, not asked for yet
        :return: `[Suggestion]`
        """
        named = (named or self.browse()) - self
        fields_there = self.search([("company_id", "=", company.id)])
        others = (fields_there - self).with_context(lang=lang or self.env.lang)
        words = others._find_in_words(need)
        proposals = [
            Suggestion(one.id, "named", self.env._("named by the member"))
            for one in named
        ]
        proposals += [
            Suggestion(
                one.id, "words", self.env._("the need says: %(words)s", words=hits)
            )
            for one, hits in words.items()
        ]
        asked = self | named | self.browse([one.id for one in words])
        proposals += asked._get_adjacent() + asked._get_together(company)
        first = {}
        for proposal in proposals:
            if proposal.expertise_id not in self.ids:
                first.setdefault(proposal.expertise_id, proposal)
        active = set(fields_there.ids)
        return [found for key, found in first.items() if key in active]

    def _get_adjacent(self):
        return [
            Suggestion(
                found.suggested_id.id,
                "adjacent",
                found.reason
                or self.env._("goes with %(field)s", field=found.expertise_id.name),
            )
            for found in self.suggestion_ids
        ]

    def _get_together(self, company):
        least = company.cae_service_together_percent
        return [
            Suggestion(
                other_id,
                "together",
                self.env._(
                    "asked together with %(field)s %(times)s times of %(all)s",
                    field=self.browse(asked_id).name,
                    times=times,
                    all=whole,
                ),
            )
            for asked_id, other_id, times, whole in self._count_together(company)
            if times >= TOGETHER_LEAST and times * 100 >= least * whole
        ]
