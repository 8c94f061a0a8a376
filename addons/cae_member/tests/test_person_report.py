# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_person import MONTH, YEAR, CaePersonCase


@tagged("post_install", "-at_install")
@freeze_time("2026-02-10")
class TestPersonReport(CaePersonCase):
    """The rows of the report, by month."""

    def test_months(self):
        """active, entered, returned, changed, left of each month, by the table."""
        self.assertEqual(
            self._sum_months(),
            {
                (1,): (4, 1, 0, 0, 0),  # Ada Bob Cléa Eve
                (2,): (5, 1, 0, 0, 0),  # and Gus
                (3,): (4, 0, 0, 1, 1),  # Cléa left on the last day; Ada changed
                (4,): (4, 0, 0, 0, 0),
                (5,): (5, 0, 1, 1, 0),  # Dan back; Gus changed
                (6,): (4, 0, 0, 0, 1),  # Bob left
                (7,): (4, 0, 0, 0, 0),
                (8,): (5, 1, 1, 0, 1),  # Fay in, out and back: one row
                (9,): (5, 0, 0, 0, 0),
                (10,): (5, 0, 0, 0, 0),
                (11,): (4, 0, 0, 0, 1),  # Dan left
                (12,): (4, 0, 0, 0, 0),
            },
        )

    def test_each_month_follows_from_the_one_before(self):
        months = self._sum_months()
        for month in range(2, 13):
            before, now = months[(month - 1,)], months[(month,)]
            active, entered, returned, _changed, left = now
            self.assertEqual(before[0] + entered + returned - left, active, month)

    def test_one_row_a_month(self):
        rows = self.report.search(
            [("partner_id", "=", self.fay.work_contact_id.id)], order="month"
        )
        # August 2025 to February 2026
        self.assertEqual(len(rows), 7)
        self.assertEqual(len(set(rows.ids)), 7)
        self.assertEqual(rows[0].contract_type_id, self.cesa)
        self.assertEqual(rows[0].balance, 1)
        self.assertEqual(rows[-1].month, date(2026, 2, 1))
        self.assertEqual(rows[-1].active_count, 1)

    def test_kinds(self):
        kinds = self._sum_months("kind")
        self.assertEqual(kinds[2, "cape"][0], 3)  # Ada Bob Gus
        self.assertEqual(kinds[3, "cape"][0], 2)  # Ada is CESA
        self.assertEqual(kinds[3, "cesa"], (1, 0, 0, 1, 1))
        self.assertEqual(kinds[12, "cesa"][0], 3)  # Ada Fay Gus
        self.assertEqual(kinds[12, "employee"][0], 1)

    def test_ages_at_the_end_of_the_month(self):
        """Dan and Gus, born on a 31 December, turn 45 and 46 on the last day."""
        ages = self._sum_months("age_bracket")
        self.assertEqual(ages[11, "26–44"], (1, 0, 0, 0, 1))  # Fay; Dan, still 44
        self.assertEqual(ages[11, "45–54"][0], 1)  # Gus
        # Ada was 25 up to her birthday in March 2026; Fay turned 26 in June.
        self.assertEqual(ages[3, "0–25"][0], 1)
        self.assertEqual(ages[12, "0–25"][0], 1)
        self.assertEqual(ages[12, "26–44"][0], 1)
        self.assertEqual(ages[12, False][0], 1)  # Eve's birthday is unknown
        self.assertEqual(ages[3, "55+"], (0, 0, 0, 0, 1))  # Cléa
        self.company.cae_age_limits = "20"
        self.assertEqual(self._sum_months("age_bracket")[12, "20+"][0], 3)
        self.company.cae_age_limits = False
        self.assertEqual(self._sum_months("age_bracket")[12, False][0], 4)

    def test_age_limits(self):
        for limits in ("45, 26", "26, old", "0, 30", "26 45"):
            with self.assertRaisesRegex(ValidationError, f"Coop Tests.*{limits}"):
                self.company.cae_age_limits = limits
        self.company.cae_age_limits = " 30,60 "
        self.assertEqual(self._sum_months("age_bracket")[12, "30–59"][0], 1)  # Gus

    def test_members(self):
        """Ada from July on; Dan until June 2024, whatever his later contract."""
        members = self._sum_months("is_member")
        self.assertNotIn((6, True), members)
        self.assertEqual(members[7, True][0], 1)
        row = self.report.search(
            [
                ("partner_id", "=", self.dan.work_contact_id.id),
                ("month", "=", "2024-05-01"),
            ]
        )
        self.assertTrue(row.is_member)

    def test_earlier_stay_of_a_member_who_came_back(self):
        membership = self.env["cae.membership"].search(
            [("partner_id", "=", self.dan.work_contact_id.id)]
        )
        membership.action_reapply()
        months = {
            row.month.strftime("%Y-%m"): row.is_member
            for row in self._rows(self.dan, "2024-01-01", "2025-12-01")
        }
        self.assertTrue(months["2024-05"])
        self.assertFalse(months["2025-06"])
        membership.action_examine()
        membership.action_admit("2025-06-01")
        rows = self._rows(self.dan, "2024-01-01", "2025-12-01")
        months = {row.month.strftime("%Y-%m"): row.is_member for row in rows}
        self.assertTrue(months["2024-05"])
        self.assertFalse(months["2025-05"])
        self.assertTrue(months["2025-06"])
        # The time to membership is that of the first admission.
        waited = rows.filtered("months_to_membership")
        self.assertEqual(waited.mapped("month"), [date(2024, 4, 1)])

    def test_durations(self):
        """Days between, over 365.25 / 12."""
        ada = self._rows(self.ada, *YEAR).filtered("months_to_membership")
        self.assertEqual(ada.month, date(2025, 7, 1))
        # 1 March 2024 to 1 July 2025: 365 + 122 days
        self.assertAlmostEqual(ada.months_to_membership, 487 / MONTH)
        clea = self._rows(self.clea, *YEAR)[-1]
        self.assertEqual(clea.departure_reason_id, self.retired)
        # 1 January 2023 to 31 March 2025, both included: 365 + 366 + 90 days
        self.assertAlmostEqual(clea.months_spent, 821 / MONTH)

    def test_first_pole_by_name(self):
        self.assertEqual(self._rows(self.bob, *YEAR).pole_id.mapped("name"), ["Art"])

    def test_present_month(self):
        """Who leaves later this month is there; who left today has left."""
        zoe = self._create_worker("Zoé", self.territory)
        self._add_term(zoe, self.cape, "2026-01-05", "2026-02-20")
        row = self._rows(zoe, "2026-02-01", "2026-02-28")
        self.assertEqual((row.active_count, row.left), (1, 0))
        # A contract to come makes no row yet, and no exit of the one before.
        self._add_term(zoe, self.cesa, "2026-02-21")
        row = self._rows(zoe, "2026-02-01", "2026-03-31")
        self.assertEqual(row.contract_type_id, self.cape)
        with freeze_time("2026-02-20"):
            row = self._rows(zoe, "2026-02-01", "2026-02-28")
            self.assertEqual((row.active_count, row.left), (1, 0))
        with freeze_time("2026-02-21"):
            row = self._rows(zoe, "2026-02-01", "2026-02-28")
            self.assertEqual((row.active_count, row.changed), (1, 1))

    def test_two_employees_of_one_person(self):
        """The same contact twice, also at the same time, is one person a month."""
        partner = self.eve.work_contact_id
        again = self._create_person("Eve 2", partner, date_version="2019-01-01")
        self._add_term(again, self.cape, "2025-01-01", "2025-06-30")
        rows = self._rows(self.eve, *YEAR)
        self.assertEqual(len(rows), 12)
        self.assertEqual(sum(rows.mapped("active_count")), 12)
        self.assertFalse(sum(rows.mapped("entered")) + sum(rows.mapped("left")))
        # From the same first day
        other = self._create_worker("Ivy", self.blois)
        twin = self._create_person(
            "Ivy 2", other.work_contact_id, date_version="2019-01-01"
        )
        self._add_term(other, self.cesa, "2025-03-01", "2025-09-30")
        self._add_term(twin, self.cape, "2025-03-01", "2025-04-30")
        rows = self._rows(other, *YEAR)
        self.assertEqual(rows.mapped("entered"), [1, 0, 0, 0, 0, 0, 0])
        self.assertEqual(rows.mapped("left"), [0, 0, 0, 0, 0, 0, 1])
        self.assertFalse(sum(rows.mapped("returned")))

    def test_amendments_are_no_events(self):
        self.eve.amend_term("2025-04-10", job_title="Accountant")
        rows = self._rows(self.eve, *YEAR)
        self.assertEqual(len(rows), 12)
        self.assertFalse(sum(rows.mapped("changed")) + sum(rows.mapped("entered")))

    def test_archived_employees_count(self):
        self.clea.active = False
        self.assertEqual(self._sum_months()[(3,)], (4, 0, 0, 1, 1))

    def test_recorded_later(self):
        """A contract of last year, written down today, covers its own days."""
        late = self._create_person("Late")
        late.open_term(self.cesa, "2025-11-15")
        rows = self._rows(late, *YEAR)
        self.assertEqual(rows.mapped("entered"), [1, 0])
