# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeServiceCase


# A Monday: the four weeks of the ranking are whole.
@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 10:00:00")
class TestServiceRouting(CaeServiceCase):
    """A line is led to who has the field, the hours, the member and the territory."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 10 hours a week, 4 weeks: 40 hours
        (cls.pro_law + cls.pro_books + cls.pro_both).weekly_capacity = 10

    def _get_ranking(self, line):
        return [
            (one.professional_id.name, one.score, one.remaining_hours, one.obstacle)
            for one in line.candidate_ids.sorted("rank")
        ]

    def test_ranking_of_a_line(self):
        self._create_agreement((self.service_law, self.pro_both, {}))
        self.pro_law.territory_ids = self.territory
        late = self._create_professional("Zoe", self.law, weekly_capacity=1)
        office = self._create_professional("Office", self.law, direct=False)
        request = self._create_request(
            lines=[(self.law, {"hours": 5})], territory_id=self.territory.id
        )
        line = request.line_ids
        self.assertTrue(line.action_rank())
        self.assertEqual(
            self._get_ranking(line),
            [
                # serves the member 30 + wholly free 50
                ("Ada", 80, 40.0, False),
                # same territory 20 + wholly free 50
                ("Portia", 70, 40.0, False),
                # wholly free, and 4 hours in four weeks are less than 5
                ("Zoe", 50, 4.0, "capacity"),
                # 35 h × 4 weeks
                ("Office", 50, 140.0, "indirect"),
            ],
        )
        self.assertEqual(line.candidate_ids[0].reason, "serves the member, 40 h left")
        self.assertEqual(line.candidate_ids[1].reason, "same territory, 40 h left")
        self.assertIn("Not Enough Hours Left", line.candidate_ids[2].reason)
        self.assertEqual(line.candidate_ids[2].professional_id, late)
        self.assertEqual(line.candidate_ids[3].professional_id, office)
        # Ranking asks nobody.
        self.assertEqual((line.state, line.professional_id.id), ("to_route", False))

        self.company.cae_service_weight_territory = 40
        line.action_rank()
        self.assertEqual(self._get_ranking(line)[0][:2], ("Portia", 90))

    def test_an_agreement_that_ended_does_not_count(self):
        self._create_agreement(
            (self.service_law, self.pro_both, {}),
            cae_start_date="2025-01-01",
            cae_end_date="2025-12-31",
        )
        line = self._create_request(lines=[self.law]).line_ids
        line.action_rank()
        self.assertFalse(any(line.candidate_ids.mapped("serves_member")))

    def test_visits_and_other_lines_take_hours(self):
        agreement = self._create_agreement((self.service_law, self.pro_law, {}))
        self.env["cae.service.visit"].create(
            [
                {
                    "name": "Visit",
                    "sale_line_id": agreement.order_line.id,
                    "professional_id": self.pro_law.id,
                    "start": start,
                    "duration": 3,
                    "state": state,
                }
                for start, state in (
                    ("2026-03-04 09:00:00", "planned"),
                    ("2026-03-29 09:00:00", "planned"),
                    # after the four weeks, done, cancelled: they take nothing
                    ("2026-03-30 09:00:00", "planned"),
                    ("2026-03-04 13:00:00", "done"),
                    ("2026-03-05 13:00:00", "cancelled"),
                )
            ]
        )
        self.assertEqual(self.pro_law.remaining_hours, 40 - 3 - 3)
        first = self._create_request(lines=[(self.law, {"hours": 8})]).line_ids
        first.action_propose(self.pro_law)
        self.pro_law.invalidate_recordset(["remaining_hours"])
        self.assertEqual(self.pro_law.remaining_hours, 40 - 3 - 3 - 8)
        # A line under agreement is counted by its visits.
        first.sale_line_id = agreement.order_line
        self.pro_law.invalidate_recordset(["remaining_hours"])
        self.assertEqual(self.pro_law.remaining_hours, 40 - 3 - 3)

    def test_hours_by_the_frequency_wanted(self):
        visits = {"cae_visit_count": 1, "cae_visit_period": "week"}
        line = self._create_request(
            lines=[(self.law, {**visits, "cae_visit_hours": 3.5})]
        ).line_ids
        # A half-day every week of four: 4 × 3.5
        self.assertEqual(line._get_routing_hours(range(4)), 14)
        line.cae_visit_period = "quarter"
        # once in 13 weeks, of which 4
        self.assertAlmostEqual(line._get_routing_hours(range(4)), 3.5 * 4 / 13)
        line.hours = 2
        self.assertEqual(line._get_routing_hours(range(4)), 2)

    def test_route_many(self):
        """Forty hours each: three lines of 15 are two for one, one for the other."""
        requests = self.env["cae.service.request"]
        for i in range(6):
            requests += self._create_request(lines=[(self.law, {"hours": 15})])
            requests[i].priority = "1" if i == 5 else "0"
        answer = requests.line_ids.action_route()
        by_urgency = requests[5] + requests[:5]
        self.assertEqual(
            [line.professional_id.name for line in by_urgency.line_ids],
            # Both are free: by name. Ada has 25 of 40 left, Portia 40, and so on:
            # 80 hours are five lines of 15 at most, two for each.
            ["Ada", "Portia", "Ada", "Portia", False, False],
        )
        self.assertEqual(answer["params"]["type"], "warning")
        self.assertEqual(requests.line_ids.mapped("state").count("proposed"), 4)
        # What was left when each was ranked is kept as evidence.
        self.assertEqual(
            [
                line.candidate_ids.filtered(
                    lambda c: c.professional_id == self.pro_both
                ).remaining_hours
                for line in by_urgency.line_ids
            ],
            [40, 25, 25, 10, 10, 10],
        )

    def test_the_ranking_keeps_the_best(self):
        self.company.cae_service_candidates_max = 2
        for name in ("Bea", "Cid"):
            self._create_professional(name, self.law, weekly_capacity=10)
        line = self._create_request(lines=[self.law]).line_ids
        line.action_propose(self.pro_law)
        line.action_decline("On leave")
        line.action_rank()
        self.assertEqual(
            self._get_ranking(line),
            [
                ("Ada", 50, 40.0, False),
                ("Bea", 50, 40.0, False),
                # Who declined is shown beyond the two best.
                ("Portia", 50, 40.0, "declined"),
            ],
        )
        self.assertIn("On leave", line.candidate_ids[-1].reason)

    def test_only_members_and_lines_to_route(self):
        request = self._create_request(self.stranger, [self.law])
        with self.assertRaisesRegex(UserError, "Stranger cannot be served"):
            request.line_ids.action_route()
        request = self._create_request(self.deep, [self.law])
        request.action_route()
        self.assertEqual(request.state, "qualified")
        self.assertEqual(request.network_id, self.member.cae_membership_id)
        self.assertEqual(request.network_depth, 2)
        with self.assertRaisesRegex(UserError, "reset it first"):
            request.line_ids.action_rank()
        with self.assertRaisesRegex(UserError, "is left to route"):
            request.action_route()
        with self.assertRaisesRegex(UserError, "does not have the field Law"):
            request.line_ids.action_propose(self.pro_books)

    @mute_logger("odoo.sql_db")
    def test_settings_are_sensible(self):
        for name in ("routing_weeks", "candidates_max"):
            with self.assertRaises(CheckViolation), self.cr.savepoint():
                self.company[f"cae_service_{name}"] = 0
                self.env.flush_all()

    def test_query_count_does_not_grow(self):
        """Per company and per professional asked, not per line."""
        counts = []
        for number in (30, 90):
            request = self._create_request(lines=[(self.law, {"hours": 0.1})] * number)
            request.action_qualify()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            request.line_ids.action_route()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(set(request.line_ids.mapped("state")), {"proposed"})
        self.assertLessEqual(counts[1], counts[0] + 5)
