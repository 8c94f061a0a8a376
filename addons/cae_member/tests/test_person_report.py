# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_contract import CaeContractCase

YEAR = ("2025-01-01", "2025-12-31")
MONTH = 365.25 / 12  # days


@tagged("post_install", "-at_install")
@freeze_time("2026-02-10")
class TestPersonReport(CaeContractCase):
    """Eight persons, whose figures of 2025 are counted by hand.

    ====== ====================================== =============== ==================
    person contracts                              territory       in 2025
    ====== ====================================== =============== ==================
    Ada    CAPE 2024-03-01/2025-02-28, then CESA  Tours           there; changed in
                                                                  March; stays
    Bob    CAPE 2025-01-15/2025-06-30             Tours           entered, left June
    Cléa   CESA from 2023-01-01, ended 2025-03-31 Tours           there, left March
    Dan    CAPE 2024-01-01/2024-06-30, CAPE from  Blois           returned in May,
           2025-05-10/2025-11-30                                  left November
    Eve    employee from 2020-01-01               none            there, stays
    Fay    CAPE 2025-08-01/2025-08-20, CESA from  Blois           entered and left
           2025-08-25                                             and back in August
    Gus    CAPE 2025-02-01/2025-04-30 (Blois),    Blois, then     entered, moved in
           CESA from 2025-05-01 (Tours)           Tours           May, stays
    Hal    a contract of a type without kind      –               nowhere
    ====== ====================================== =============== ==================

    On 31 December 2024: Ada, Cléa, Eve, 3 persons. Entered: Bob, Fay, Gus, 3.
    Returned: Dan, Fay, 2. Left: Bob, Cléa, Dan, Fay, 4. On 31 December 2025: Ada, Eve,
    Fay, Gus, 4 = 3 + 3 + 2 - 4.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["cae.person.report"]
        cls.employee_type, cls.other_type = cls.env["hr.contract.type"].create(
            [{"name": "Employee", "cae_kind": "employee"}, {"name": "Intern"}]
        )
        cls.blois = cls.env["cae.territory"].create({"name": "Blois", "code": "B"})
        cls.wood = cls.env["cae.pole"].create({"name": "Art"})
        cls.retired = cls.env.ref("hr.departure_retired")
        cls._create_people()
        cls.env.flush_all()

    @classmethod
    def _create_people(cls):
        tours, blois = cls.territory, cls.blois
        cape, cesa = cls.cape, cls.cesa
        cls.ada = cls._create_worker("Ada", tours, birthday="2000-03-10", sex="female")
        cls._add_term(cls.ada, cape, "2024-03-01", "2025-02-28")
        cls._add_term(cls.ada, cesa, "2025-03-01")
        cls.bob = cls._create_worker("Bob", tours, birthday="1985-01-01", sex="male")
        cls._add_term(cls.bob, cape, "2025-01-15", "2025-06-30")
        cls.clea = cls._create_worker("Cléa", tours, birthday="1960-01-01")
        cls._add_term(cls.clea, cesa, "2023-01-01")
        cls.clea.terminate_term("2025-03-31", reason=cls.retired)
        cls.dan = cls._create_worker("Dan", blois, birthday="1980-12-31", sex="male")
        cls._add_term(cls.dan, cape, "2024-01-01", "2024-06-30")
        cls._add_term(cls.dan, cape, "2025-05-10", "2025-11-30")
        cls.eve = cls._create_worker("Eve", None, sex="female")
        cls._add_term(cls.eve, cls.employee_type, "2020-01-01")
        cls.fay = cls._create_worker("Fay", blois, birthday="1999-06-15", sex="female")
        cls._add_term(cls.fay, cape, "2025-08-01", "2025-08-20")
        cls._add_term(cls.fay, cesa, "2025-08-25")
        cls.gus = cls._create_worker("Gus", blois, birthday="1979-12-31", sex="male")
        cls._add_term(cls.gus, cape, "2025-02-01", "2025-04-30")
        later = cls._create_activity("Gus later", territory_id=tours.id)
        cls._add_term(cls.gus, cesa, "2025-05-01", cae_activity_id=later.id)
        cls.hal = cls._create_worker("Hal", tours)
        cls._add_term(cls.hal, cls.other_type, "2024-01-01")
        # Ada became a member in July 2025; Dan had been one in 2024.
        member = cls._create_membership(cls.ada.work_contact_id, "candidate")
        member.action_admit("2025-07-01")
        former = cls._create_membership(cls.dan.work_contact_id, "candidate")
        former.action_admit("2024-04-01")
        former.action_leave("2024-06-30")

    @classmethod
    def _create_worker(cls, name, territory, **vals):
        """An employee who holds an activity of a territory, unless it is None."""
        person = cls._create_person(name, date_version="2019-01-01", **vals)
        if territory:
            cls._create_activity(
                name,
                person.work_contact_id,
                territory_id=territory.id,
                coach_id=cls.user_coach.id,
                pole_ids=[Command.set((cls.pole | cls.wood).ids)],
            )
        return person

    @classmethod
    def _add_term(cls, person, contract_type, start, end=False, **vals):
        return person.open_term(contract_type, start, end, **vals)

    def _sum_months(self, *groupby, domain=()):
        """Sums of the report by month of 2025: {(month, …): values}."""
        names = ("active_count", "entered", "returned", "changed", "left")
        rows = self.report._read_group(
            [
                ("company_id", "=", self.company.id),
                ("month", ">=", YEAR[0]),
                ("month", "<=", YEAR[1]),
                *domain,
            ],
            ["month:month", *groupby],
            [f"{name}:sum" for name in names],
        )
        count = 1 + len(groupby)
        return {
            (row[0].month, *row[1:count]): row[count:] for row in sorted(rows, key=str)
        }

    # === The rows === #

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

    def _rows(self, person, first, last):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.report.search(
            [
                ("partner_id", "=", person.work_contact_id.id),
                ("month", ">=", first),
                ("month", "<=", last),
            ],
            order="month",
        )

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

    # === The figures of a period === #

    def _figures(self, first=YEAR[0], last=YEAR[1], territories=None, user=None):
        report = self.report.with_user(user) if user else self.report
        return report.figures(self.company, first, last, territories)

    def _values(self, flow):
        return (
            flow.start,
            flow.entered,
            flow.returned,
            flow.moved,
            flow.left,
            flow.end,
        )

    def test_figures(self):
        figures = self._figures()
        self.assertEqual(self._values(figures["total"][()]), (3, 3, 2, 0, 4, 4))
        self.assertEqual(figures["changes"], 2)  # Ada, Gus; Fay was away in between
        lines = {key: self._values(flow) for key, flow in figures["territory"].items()}
        self.assertEqual(
            lines,
            {
                # Ada, Cléa; Bob in and out; Gus from Blois; Cléa out
                (self.territory.id,): (2, 1, 0, 1, 2, 2),
                # Fay, Gus in; Dan, Fay back; Gus to Tours; Dan, Fay out
                (self.blois.id,): (0, 2, 2, -1, 2, 1),
                (None,): (1, 0, 0, 0, 0, 1),
            },
        )
        lines = {key: self._values(flow) for key, flow in figures["kind"].items()}
        self.assertEqual(
            lines,
            {
                # Ada; Bob Fay Gus; Dan; Ada and Gus to CESA; Bob Dan Fay out
                ("cape",): (1, 3, 1, -2, 3, 0),
                # Cléa; Fay back; Ada and Gus; Cléa out
                ("cesa",): (1, 0, 1, 2, 1, 3),
                ("employee",): (1, 0, 0, 0, 0, 1),
            },
        )
        # On 31 December: Ada 25, Fay 26, Bob 40, Dan 45, Gus 46, Cléa 65
        lines = {key: self._values(flow) for key, flow in figures["sex_age"].items()}
        self.assertEqual(
            lines,
            {
                ("female", "0–25"): (1, 0, 0, 0, 0, 1),
                ("female", "26–44"): (0, 1, 1, 0, 1, 1),
                ("male", "26–44"): (0, 1, 0, 0, 1, 0),
                ("male", "45–54"): (0, 1, 1, 0, 1, 1),
                (None, "55+"): (1, 0, 0, 0, 1, 0),
                ("female", None): (1, 0, 0, 0, 0, 1),
            },
        )

    def test_identity(self):
        """start + entered + returned + moved - left = end, in any line and period."""
        periods = [YEAR, ("2025-03-31", "2025-03-31"), ("2025-04-01", "2025-08-22")]
        for period in periods:
            for territories in (None, self.territory, self.blois):
                figures = self._figures(*period, territories)
                for name in ("total", "territory", "kind", "sex_age", "coach"):
                    for key, flow in figures[name].items():
                        *come, left, end = self._values(flow)
                        with self.subTest(period=period, name=name, key=key):
                            self.assertEqual(sum(come) - left, end)

    def test_figures_agree_with_the_rows(self):
        months = self._sum_months()
        sums = [sum(column) for column in zip(*months.values(), strict=True)]
        flow = self._figures()["total"][()]
        self.assertEqual(sums[1:], [flow.entered, flow.returned, 2, flow.left])
        self.assertEqual(months[(12,)][0], flow.end)

    def test_figures_of_territories(self):
        figures = self._figures(territories=self.blois)
        self.assertEqual(self._values(figures["total"][()]), (0, 2, 2, -1, 2, 1))
        self.assertEqual(list(figures["territory"]), [(self.blois.id,)])
        both = self._figures(territories=self.blois | self.territory)
        self.assertEqual(self._values(both["total"][()]), (2, 3, 2, 0, 4, 3))

    def test_exits_and_membership(self):
        figures = self._figures()
        self.assertEqual(
            {key: len(months) for key, months in figures["exits"].items()},
            {self.retired.id: 1, None: 3},
        )
        self.assertAlmostEqual(figures["exits"][self.retired.id][0], 821 / MONTH)
        self.assertEqual(list(figures["membership"]), [2025])
        self.assertAlmostEqual(figures["membership"][2025][0], 487 / MONTH)
        # Dan: 1 January to 1 April 2024, 91 days; Ada's is of the year after.
        times = self._figures("2024-01-01", "2025-12-31")["membership"]
        self.assertEqual(set(times), {2024, 2025})
        self.assertAlmostEqual(times[2024][0], 91 / MONTH)

    def test_refused_periods(self):
        with self.assertRaisesRegex(UserError, "ends before it starts"):
            self._figures("2025-02-01", "2025-01-31")
        with self.assertRaisesRegex(UserError, "02/11/2026.*02/10/2026"):
            self._figures("2025-02-01", "2026-02-11")

    # === Who reads what === #

    def test_rights(self):
        for user in (self.user_coach, self.user_support, self.user_accountant):
            with self.assertRaises(AccessError):
                self._figures(user=user)
        other = self._create_company(name="Elsewhere")
        with self.assertRaises(AccessError):
            self.report.with_user(self.user_manager).figures(other, *YEAR)

    def test_managers_see_counts_only(self):
        for user in (self.user_manager, self.user_auditor):
            report = self.report.with_user(user)
            known = report.fields_get()
            for name in ("partner_id", "employee_id", "activity_id"):
                self.assertNotIn(name, known)
                with self.assertRaises(AccessError):
                    report.search([(name, "!=", False)], limit=1)
            groups = report._read_group(
                [("month", "=", "2025-12-01"), ("company_id", "=", self.company.id)],
                ["sex"],
                ["active_count:sum"],
            )
            self.assertEqual(dict(groups), {"female": 3, "male": 1})
            self.assertEqual(
                self._values(self._figures(user=user)["total"][()]), (3, 3, 2, 0, 4, 4)
            )
            report.get_views([(False, "pivot"), (False, "graph"), (False, "list")])
            self.assertTrue(report.search([], limit=1).read())
        hr_report = self.report.with_user(self.user_hr)
        self.assertIn("partner_id", hr_report.fields_get())

    def test_ids_tell_nothing(self):
        """The id of a row is not made of the number of a person in a plain way."""
        keys = {person.work_contact_id.id for person in (self.ada, self.bob, self.eve)}
        keys |= {self.ada.id, self.bob.id, self.eve.id}
        rows = self.report.search([("company_id", "=", self.company.id)])
        self.env["ir.config_parameter"].set_param("database.secret", "another")
        self.env.invalidate_all()
        others = self.report.search([("company_id", "=", self.company.id)])
        self.assertEqual(len(rows), len(others))
        self.assertFalse(set(rows.ids) & set(others.ids))

    # === The workbook === #

    def _open_workbook(self, user=None, **vals):
        wizard = self.env["cae.person.report.print"].with_user(
            user or self.user_manager
        )
        form = Form(wizard)
        for name, value in vals.items():
            setattr(form, name, value)
        action = form.save().action_export()
        attachment_id = int(action["url"].split("/")[3].split("?")[0])
        attachment = self.env["ir.attachment"].browse(attachment_id)
        stream = io.BytesIO(base64.b64decode(attachment.datas))
        return load_workbook(stream)

    def _rows_of(self, book, title):
        return [list(row) for row in book[title].iter_rows(min_row=4, values_only=True)]

    def test_workbook(self):
        book = self._open_workbook()  # last year by default
        self.assertEqual(
            book.sheetnames,
            [
                "Summary",
                "Territories",
                "Contract Kinds",
                "Gender and Age",
                "Coaches",
                "Exits",
                "Time to Membership",
            ],
        )
        self.assertEqual(
            self._rows_of(book, "Summary"),
            [
                ["", "Persons"],
                ["Active on 12/31/2024", 3],
                ["Entries", 3],
                ["Returns", 2],
                ["Exits", 4],
                ["Active on 12/31/2025", 4],
                ["Changes of Contract", 2],
            ],
        )
        self.assertEqual(
            self._rows_of(book, "Territories")[1:],
            [
                ["Blois", 0, 2, 2, -1, 2, 1],
                ["Tours", 2, 1, 0, 1, 2, 2],
                ["Unknown", 1, 0, 0, 0, 0, 1],
                ["Total", 3, 3, 2, 0, 4, 4],
            ],
        )
        self.assertEqual(
            self._rows_of(book, "Gender and Age")[-1],
            ["Total", "", 3, 3, 2, 0, 4, 4],
        )
        self.assertEqual(
            self._rows_of(book, "Coaches")[1:3],
            [["Test Coach", 2, 3, 2, -1, 4, 2], ["Unknown", 1, 0, 0, 1, 0, 2]],
        )
        # Days under contract of Bob 167, Dan 205 and Fay 20: 392 / 3 and 167
        unknown = [3, round(392 / 3 / MONTH, 1), round(167 / MONTH, 1)]
        one = round(821 / MONTH, 1)
        total = [4, round(1213 / 4 / MONTH, 1), round((167 + 205) / 2 / MONTH, 1)]
        self.assertEqual(
            self._rows_of(book, "Exits")[1:],
            [["Retired", 1, one, one], ["Unknown", *unknown], ["Total", *total]],
        )
        months = round(487 / MONTH, 1)
        self.assertEqual(
            self._rows_of(book, "Time to Membership")[1:],
            [["2025", 1, months, months], ["Total", 1, months, months]],
        )

    def test_workbook_of_a_territory(self):
        book = self._open_workbook(territory_ids=self.blois)
        self.assertIn("Blois", book["Summary"]["A2"].value)
        self.assertEqual(
            [row[1] for row in self._rows_of(book, "Summary")],
            ["Persons", 0, 2, 2, -1, 2, 1, 0],
        )

    def test_workbook_without_people(self):
        book = self._open_workbook(
            date_from=date(2010, 1, 1), date_to=date(2010, 12, 31), user=self.user_hr
        )
        self.assertEqual(
            self._rows_of(book, "Territories")[1:], [["Total", 0, 0, 0, 0, 0, 0]]
        )
        self.assertEqual(self._rows_of(book, "Exits")[1:], [["Total", 0, 0, 0]])

    # === Scale === #

    def _count_queries(self, operation):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        operation()
        return self.cr.sql_log_count - before

    def test_queries_do_not_grow(self):
        wizard = self.env["cae.person.report.print"].create({})
        operations = {
            "months": lambda: self._sum_months("kind"),
            "figures": self._figures,
            "workbook": wizard._make_workbook,
        }
        for operation in operations.values():
            operation()  # fills the caches of what is read once
        few = {name: self._count_queries(op) for name, op in operations.items()}
        deferred = self.env["hr.employee"].with_context(
            cae_defer_terms=True, tracking_disable=True
        )
        deferred.create(
            [
                {
                    "name": f"Person {index}",
                    "company_id": self.company.id,
                    "date_version": "2025-03-01",
                    "contract_date_start": "2025-03-01",
                    "contract_type_id": self.cesa.id,
                }
                for index in range(40)
            ]
        )
        many = {name: self._count_queries(op) for name, op in operations.items()}
        self.assertEqual(self._sum_months()[(12,)][0], 44)
        self.assertEqual(many, few)
