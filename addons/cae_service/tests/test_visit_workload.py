# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common_visit import CaeVisitCase


@freeze_time("2026-12-21 10:00:00")
@tagged("post_install", "-at_install")
class TestVisitWorkload(CaeVisitCase):
    """Hours to do against hours to give, by professional and week."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._create_weekly(
            cae_start_date="2026-12-21", cae_end_date="2027-06-30"
        )
        cls.line = cls.agreement.order_line

    def _get_week(self, monday, professional=None):
        self.env.flush_all()
        self.env["cae.service.workload"].invalidate_model()
        return self.env["cae.service.workload"].search(
            [
                ("week", "=", monday),
                ("professional_id", "=", (professional or self.pro_books).id),
            ]
        )

    def test_weeks_across_the_year(self):
        # ISO 8601: 2026 has 53 weeks; the last one runs to Sunday 3 January 2027
        names = {
            str(row.week): row.week_name
            for row in self.env["cae.service.workload"].search(
                [
                    ("professional_id", "=", self.pro_books.id),
                    ("week", ">=", "2026-12-21"),
                    ("week", "<=", "2027-01-04"),
                ]
            )
        }
        self.assertEqual(
            names,
            {
                "2026-12-21": "2026-W52",
                "2026-12-28": "2026-W53",
                "2027-01-04": "2027-W01",
            },
        )
        friday = self.visits.create(
            {
                "sale_line_id": self.line.id,
                "start": "2027-01-01 08:00:00",
                "duration": 4,
            }
        )
        self.assertTrue(friday)
        # a Wednesday of 3 hours and this Friday of 4, in the week of 2026
        self.assertEqual(self._get_week("2026-12-28").planned_hours, 7)
        self.assertEqual(self._get_week("2027-01-04").planned_hours, 3)

    def test_week_of_the_place(self):
        # Sunday 23:30 in UTC is Monday 0:30 in Paris
        self.visits.create(
            {
                "sale_line_id": self.line.id,
                "start": "2027-01-10 23:30:00",
                "duration": 2,
            }
        )
        self.assertEqual(self._get_week("2027-01-11").planned_hours, 5)
        self.assertEqual(self._get_week("2027-01-04").planned_hours, 3)

    def test_capacity_less_absences(self):
        self.assertEqual(self._get_week("2027-01-04").capacity, 30)
        self._create_leave(self.pro_books, "2027-01-04", "2027-01-05")
        # two days of five: 30 × 3/5
        self.assertAlmostEqual(self._get_week("2027-01-04").capacity, 18)
        self.assertEqual(self._get_week("2027-01-04", self.pro_law).capacity, 35)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "date_from": "2027-01-04 23:00:00",
                "date_to": "2027-01-06 22:59:59",
                "company_id": self.company.id,
            }
        )
        # Tuesday twice absent counts once: three days of five, 30 × 2/5
        self.assertAlmostEqual(self._get_week("2027-01-04").capacity, 12)
        # two days of five: 35 × 3/5
        self.assertAlmostEqual(self._get_week("2027-01-04", self.pro_law).capacity, 21)

    def test_half_a_day(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Morning",
                "resource_id": self.pro_books.employee_id.resource_id.id,
                "date_from": "2027-01-07 07:00:00",
                "date_to": "2027-01-07 11:00:00",
            }
        )
        # from eight to noon: four of forty hours
        self.assertAlmostEqual(self._get_week("2027-01-04").capacity, 27)

    def test_done_accepted_and_load(self):
        visit = self.line.cae_visit_ids.sorted("start")[0]
        with freeze_time("2026-12-23 18:00:00"):
            visit.action_done()
        self.env["account.analytic.line"].create(
            {
                "name": "By hand",
                "date": "2026-12-22",
                "unit_amount": 2,
                "employee_id": self.pro_books.employee_id.id,
                "task_id": self.line.task_id.id,
                "project_id": self.line.task_id.project_id.id,
            }
        )
        request = self._create_request(
            lines=[
                (self.books, {"hours": 10, "professional_id": self.pro_books.id}),
                (self.law, {"hours": 99, "professional_id": self.pro_books.id}),
            ]
        )
        request.line_ids[0].state = "accepted"
        week = self._get_week("2026-12-21")
        self.assertEqual(
            (week.planned_hours, week.done_hours, week.accepted_hours), (0, 5, 10)
        )
        # 30 − 5 − 10, and 15 of 30 hours
        self.assertEqual((week.remaining_hours, week.load), (15, 50))
        self.assertFalse(week.overloaded)
        request.wanted_date = "2027-01-06"
        later = self._get_week("2027-01-04")
        self.assertEqual((later.accepted_hours, later.planned_hours), (10, 3))
        self.pro_books.weekly_capacity = 12.5
        later = self._get_week("2027-01-04")
        # 13 of 12.5 hours
        self.assertTrue(later.overloaded)
        self.assertAlmostEqual(later.load, 104)
        self.assertAlmostEqual(later.remaining_hours, -0.5)

    def test_load_of_several_is_that_of_the_sums(self):
        self.pro_law.weekly_capacity = 90
        self.env.flush_all()
        ((capacity, load),) = self.env["cae.service.workload"]._read_group(
            [
                ("week", "=", "2027-01-04"),
                ("professional_id", "in", (self.pro_books + self.pro_law).ids),
            ],
            [],
            ["capacity:sum", "load:avg"],
        )
        # 3 of 30 + 90 hours; the mean of 10 % and 0 % would be 5
        self.assertEqual((capacity, load), (120, 2.5))

    def test_professional_sees_the_own_workload(self):
        rows = self.env["cae.service.workload"].with_user(self.user_books).search([])
        self.assertEqual(rows.professional_id, self.pro_books)
        rows = self.env["cae.service.workload"].with_user(self.user_support).search([])
        self.assertLessEqual(
            self.pro_books + self.pro_law + self.pro_both, rows.professional_id
        )

    def test_two_week_calendar(self):
        """The hours of the other week are no absence."""
        self.calendar.attendance_ids.unlink()
        self.calendar.write(
            {
                "two_weeks_calendar": True,
                "attendance_ids": [
                    Command.create(
                        {
                            "name": "Long",
                            "dayofweek": day,
                            "day_period": "morning",
                            "hour_from": 8,
                            "hour_to": 12,
                            "week_type": parity,
                        }
                    )
                    for day, parity in (("0", "0"), ("1", "0"), ("0", "1"), ("2", "1"))
                ],
            }
        )
        # Odoo counts the days since year 1: 4 January 2027 is of the week of type 1
        parity = self.env["resource.calendar.attendance"].get_week_type(
            self._get_week("2027-01-04").week
        )
        absent = {0: "2027-01-05", 1: "2027-01-06"}[parity]
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "resource_id": self.pro_books.employee_id.resource_id.id,
                "date_from": f"{absent} 06:00:00",
                "date_to": f"{absent} 18:00:00",
            }
        )
        # one of the two mornings of that week
        self.assertAlmostEqual(self._get_week("2027-01-04").capacity, 15)
