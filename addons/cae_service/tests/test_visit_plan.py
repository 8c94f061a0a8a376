# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_visit import CaeVisitCase


@freeze_time("2026-03-16")
@tagged("post_install", "-at_install")
class TestVisitPlan(CaeVisitCase):
    """Visits come from the frequency of the agreement, once, at the local hour."""

    def test_planned_on_confirmation(self):
        agreement = self._create_weekly(confirm=False)
        self.assertFalse(agreement.cae_visit_count)
        agreement.with_user(self.user_support).action_confirm()
        visits = agreement.order_line.cae_visit_ids
        # Wednesdays from Monday 16 March to 16 April, a month ahead
        self.assertEqual(
            self._get_days(visits),
            ["2026-03-18", "2026-03-25", "2026-04-01", "2026-04-08", "2026-04-15"],
        )
        self.assertEqual(agreement.cae_visit_count, 5)
        self.assertEqual(visits.professional_id, self.pro_books)
        self.assertEqual(set(visits.mapped("duration")), {3})
        self.assertEqual(visits.partner_id, self.member)

    def test_nine_stays_nine_when_clocks_change(self):
        visits = self._create_weekly().order_line.cae_visit_ids.sorted("start")
        # Paris: UTC+1 until Sunday 29 March 2026, then UTC+2
        self.assertEqual(visits[1].start, datetime(2026, 3, 25, 8))
        self.assertEqual(visits[2].start, datetime(2026, 4, 1, 7))
        self.assertEqual(visits[2].stop, datetime(2026, 4, 1, 10))

    def test_planning_goes_on_without_doubles(self):
        agreement = self._create_weekly()
        line = agreement.order_line
        first = line.cae_visit_ids.sorted("start")
        first[0].action_cancel("Closed")
        first[1].start = "2026-03-26 08:00:00"
        agreement.action_plan_visits()
        self.assertEqual(len(line.cae_visit_ids), 5)
        with freeze_time("2026-03-23"):
            self.env["sale.order"]._cron_plan_visits()
        # a week later, one more: Wednesday 22 April is within a month of 23 March
        added = line.cae_visit_ids - first
        self.assertEqual(self._get_days(added), ["2026-04-22"])
        self.assertEqual(first[0].state, "cancelled")
        self.assertEqual(self._get_days(first[1]), ["2026-03-26"])
        self.assertEqual(str(first[1].planned_date), "2026-03-25")
        agreement.action_plan_visits(date_to="2026-04-29")
        self.assertEqual(len(line.cae_visit_ids), 7)

    def test_not_before_the_start_nor_after_the_end(self):
        agreement = self._create_weekly(
            cae_start_date="2026-03-26", cae_end_date="2026-04-08"
        )
        self.assertEqual(
            self._get_days(agreement.order_line.cae_visit_ids),
            ["2026-04-01", "2026-04-08"],
        )

    def test_public_holiday_shifts(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Day of the centre",
                "date_from": "2026-03-24 23:00:00",
                "date_to": "2026-03-25 22:59:59",
                "calendar_id": self.calendar.id,
                "company_id": self.company.id,
            }
        )
        visits = self._create_weekly().order_line.cae_visit_ids.sorted("start")
        self.assertEqual(self._get_days(visits)[1], "2026-03-26")
        self.assertEqual(str(visits[1].planned_date), "2026-03-25")
        self.assertIn("not free", visits[1].move_reason)

    def test_two_members_one_after_the_other(self):
        first = self._create_weekly().order_line.cae_visit_ids
        second = self._create_weekly(partner=self.auxiliary).order_line.cae_visit_ids
        # the same Wednesdays, when the first visit ends: at noon
        self.assertEqual(self._get_days(second), self._get_days(first))
        self.assertEqual(
            second.sorted("start").mapped("start"), first.sorted("start").mapped("stop")
        )
        self.assertFalse(any((first + second).mapped("has_overlap")))
        # five hours more do not fit before six in the evening: Thursdays
        third = self._create_weekly(partner=self.deep, cae_visit_hours=5)
        self.assertEqual(
            self._get_days(third.order_line.cae_visit_ids)[0], "2026-03-19"
        )

    def test_end_brought_forward_then_put_off(self):
        agreement = self._create_weekly(cae_end_date="2026-12-31")
        line = agreement.order_line
        done = line.cae_visit_ids.sorted("start")[0]
        with freeze_time("2026-03-19"):
            done.action_done()
        agreement._write_agreement({"cae_end_date": "2026-03-31"})
        states = line.cae_visit_ids.sorted("start").mapped("state")
        self.assertEqual(states, ["done", "planned"] + 3 * ["cancelled"])
        agreement._write_agreement({"cae_end_date": "2026-12-31"})
        agreement.action_plan_visits()
        planned = line.cae_visit_ids.filtered(lambda visit: visit.state == "planned")
        self.assertEqual(
            self._get_days(planned),
            ["2026-03-25", "2026-04-01", "2026-04-08", "2026-04-15"],
        )

    def test_cancelled_agreement(self):
        agreement = self._create_weekly()
        agreement._action_cancel()
        self.assertEqual(
            set(agreement.order_line.cae_visit_ids.mapped("state")), {"cancelled"}
        )

    def test_new_professional_takes_the_visits(self):
        line = self._create_weekly().order_line
        line.cae_professional_id = self.pro_both
        self.assertEqual(line.cae_visit_ids.professional_id, self.pro_both)
        self.assertFalse(line.cae_visit_ids.event_id)

    def test_new_frequency(self):
        line = self._create_weekly().order_line
        visits = line.cae_visit_ids.sorted("start")
        visits[1].start = "2026-03-27 08:00:00"
        line.write({"cae_visit_weekday": "0", "cae_visit_start_hour": 14})
        # Mondays 23 and 30 March, 6 and 13 April; the visit that was moved stays
        self.assertEqual(
            self._get_days(line.cae_visit_ids),
            ["2026-03-23", "2026-03-27", "2026-03-30", "2026-04-06", "2026-04-13"],
        )
        self.assertEqual(sum(line.cae_visit_ids.mapped("duration")), 5 * 3)

    def test_without_professional(self):
        agreement = self._create_weekly(cae_professional_id=False)
        self.assertFalse(agreement.order_line.cae_visit_ids)
        message = agreement.action_plan_visits()["params"]["message"]
        self.assertIn("Bookkeeping", message)

    def test_refusals(self):
        with self.assertRaisesRegex(UserError, "not an agreement under way"):
            self._create_weekly(confirm=False).action_plan_visits()
        with self.assertRaisesRegex(ValidationError, "6 visits are too many"):
            self._create_weekly(cae_visit_count=6)

    def test_query_count_does_not_grow(self):
        """Planning asks as many questions for 60 visits as for 5."""
        orders = [self._create_weekly(confirm=False) for _number in range(2)]
        for agreement, copies in zip(orders, (1, 12), strict=True):
            line = agreement.order_line
            line.copy({"order_id": agreement.id})
            for _number in range(copies - 1):
                line.copy({"order_id": agreement.id})
            with patch.object(
                type(self.env["sale.order"]), "_plan_visits", lambda *_args: None
            ):
                agreement.action_confirm()
        few = self._count_queries(orders[0]._plan_visits)
        many = self._count_queries(orders[1]._plan_visits)
        self.assertEqual(len(orders[1].order_line.cae_visit_ids), 13 * 5)
        self.assertLess(many, few + 15)


@freeze_time("2026-03-16")
@tagged("post_install", "-at_install")
class TestVisitAbsence(CaeVisitCase):
    """Who is absent does not come: another day, or somebody else."""

    def setUp(self):
        super().setUp()
        self.agreement = self._create_weekly(
            cae_backup_ids=[Command.set(self.pro_both.ids)],
            user_id=self.user_support.id,
        )
        self.planned = self.agreement.order_line.cae_visit_ids.sorted("start")

    def test_shift(self):
        self._create_leave(self.pro_books, "2026-03-25", "2026-03-26")
        visit = self.planned[1]
        self.assertEqual(self._get_days(visit), ["2026-03-27"])
        self.assertEqual(visit.start, datetime(2026, 3, 27, 8))  # still at nine
        self.assertEqual(visit.event_id.start, visit.start)
        self.assertIn("Absence of Luca", visit.move_reason)
        self.assertIn("Absence of Luca", visit.message_ids[0].body)
        self.assertEqual(self._get_days(self.planned[0]), ["2026-03-18"])
        activity = self.agreement.activity_ids
        self.assertEqual(activity.user_id, self.user_support)
        self.assertIn("do not move back", activity.note)

    def test_refused_afterwards(self):
        leave = self._create_leave(self.pro_books, "2026-03-25", "2026-03-25")
        self.assertEqual(self._get_days(self.planned[1]), ["2026-03-26"])
        leave.action_refuse()
        self.assertEqual(self._get_days(self.planned[1]), ["2026-03-26"])

    def test_stand_in(self):
        self.company.cae_service_absence = "stand_in"
        self._create_leave(self.pro_books, "2026-03-25", "2026-04-02")
        self.assertEqual(self.planned[1:3].professional_id, self.pro_both)
        self.assertEqual(self._get_days(self.planned[1]), ["2026-03-25"])
        self.assertFalse(self.planned[1:3].event_id)  # Ada has no user
        self.assertEqual(self.planned[3].professional_id, self.pro_books)

    def test_stand_in_absent_too(self):
        self.company.cae_service_absence = "stand_in"
        self._create_leave(self.pro_both, "2026-03-25", "2026-03-25")
        self._create_leave(self.pro_books, "2026-03-25", "2026-03-25")
        self.assertEqual(self.planned[1].professional_id, self.pro_books)
        self.assertEqual(self._get_days(self.planned[1]), ["2026-03-26"])

    def test_warn(self):
        self.company.cae_service_absence = "warn"
        self._create_leave(self.pro_books, "2026-03-25", "2026-03-25")
        self.assertEqual(self._get_days(self.planned[1]), ["2026-03-25"])
        self.assertEqual(len(self.agreement.activity_ids), 1)

    def test_last_visit_comes_before(self):
        self.agreement._write_agreement({"cae_end_date": "2026-04-16"})
        self._create_leave(self.pro_books, "2026-04-15", "2026-04-17")
        self.assertEqual(self._get_days(self.planned[4]), ["2026-04-14"])

    def test_public_holiday(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Day of the centre",
                "date_from": "2026-03-24 23:00:00",
                "date_to": "2026-03-25 22:59:59",
                "company_id": self.company.id,
            }
        )
        self.assertEqual(self._get_days(self.planned[1]), ["2026-03-26"])
        self.assertIn("Day of the centre", self.planned[1].move_reason)

    def test_other_people_and_done_visits_stay(self):
        self._create_leave(self.pro_law, "2026-03-25", "2026-03-25")
        self.assertEqual(self._get_days(self.planned[1]), ["2026-03-25"])
        with freeze_time("2026-03-18 14:00:00"):
            self.planned[0].action_done()
            self._create_leave(self.pro_books, "2026-03-18", "2026-03-18")
        self.assertEqual(self._get_days(self.planned[0]), ["2026-03-18"])

    def test_query_count_does_not_grow(self):
        """A time off that hits twenty visits asks about as much as one of a day."""
        line = {"sale_line_id": self.agreement.order_line.id, "duration": 1}
        self.visits.create(
            [
                {**line, "start": f"2026-{month}-{day:02d} {hour}:00:00"}
                for month, first in (("03", 30), ("04", 6))
                for day in range(first, first + 2)
                for hour in (11, 12, 13, 14)
            ]
        )
        leaves = self.env["resource.calendar.leaves"]
        resource = self.pro_books.employee_id.resource_id
        counts = []
        for first, last in (("03-25", "03-25"), ("03-30", "04-16")):
            vals = {
                "name": "Away",
                "resource_id": resource.id,
                "date_from": f"2026-{first} 06:00:00",
                "date_to": f"2026-{last} 18:00:00",
            }
            counts.append(self._count_queries(leaves.create, [vals]))
        moved = self.agreement.order_line.cae_visit_ids.filtered("move_reason")
        self.assertEqual(len(moved), 1 + 3 + 16)
        self.assertLess(counts[1], counts[0] + 15)
