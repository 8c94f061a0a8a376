# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import CaeMemberCase


@freeze_time("2026-03-10")
@tagged("post_install", "-at_install")
class TestFigures(CaeMemberCase):
    """Members by territory and age, late applications, entries and exits."""

    def _read(self, groupby, domain=()):
        rows = self.env["cae.membership.report"]._read_group(
            [("company_id", "=", self.company.id), *domain], groupby, ["change:sum"]
        )
        return {row[:-1]: row[-1] for row in rows}

    def test_territory_of_the_activity(self):
        membership = self._create_membership(self.partner)
        self.assertFalse(membership.territory_id)
        self._create_activity("A", self.partner, territory_id=self.territory.id)
        self.assertEqual(membership.territory_id, self.territory)
        other = self.env["cae.territory"].create({"name": "Blois"})
        membership.territory_id = other
        self._create_activity("B", self.partner, territory_id=self.territory.id)
        self.assertEqual(membership.territory_id, other)

    def test_territory_of_another_company_is_not_taken(self):
        company_other = self._create_company(name="Other")
        territory = self.env["cae.territory"].create(
            {"name": "Far", "company_id": company_other.id}
        )
        self.env["cae.activity"].create(
            {
                "name": "Far",
                "company_id": company_other.id,
                "territory_id": territory.id,
                "holder_ids": [
                    Command.create(
                        {"partner_id": self.partner.id, "share_percent": 100}
                    )
                ],
            }
        )
        self.assertFalse(self._create_membership(self.partner).territory_id)

    def test_late_applications(self):
        self.company.cae_application_days = 10
        old = self._create_membership(application_date="2026-02-27")
        edge = self._create_membership(
            self._create_partner(name="Edge"), application_date="2026-02-28"
        )
        member = self._create_membership(
            self._create_partner(name="Member"),
            state="member",
            application_date="2026-01-01",
        )
        everybody = old | edge | member
        self.assertEqual(everybody.filtered("is_late"), old)
        for domain, expected in (
            ([("is_late", "=", True)], old),
            ([("is_late", "!=", True)], edge | member),
            ([("is_late", "=", False)], edge | member),
        ):
            found = self.env["cae.membership"].search(
                [*domain, ("id", "in", everybody.ids)]
            )
            self.assertEqual(found, expected, domain)

    def test_entries_and_exits(self):
        first = self._create_membership(self.partner, state="candidate")
        second = self._create_membership(state="candidate")
        first.action_admit(date="2026-01-05")
        second.action_admit(date="2026-01-20")
        self._create_membership(self._create_partner(name="Waiting"))
        first.action_leave(date="2026-02-10", reason="resignation")
        self.assertEqual(
            self._read(["date:month", "event"]),
            {
                (date(2026, 1, 1), "entry"): 2,
                (date(2026, 2, 1), "exit"): -1,
            },
        )
        self.assertEqual(self._read(["category_id"]), {(self.category,): 1})
        self.assertEqual(self._read(["exit_reason"])[("resignation",)], -1)

    def test_stays_of_a_member_who_came_back(self):
        membership = self._create_membership(self.partner, state="candidate")
        membership.action_admit(date="2020-01-05")
        membership.action_leave(date="2022-02-10")
        both = {(date(2020, 1, 1), "entry"): 1, (date(2022, 1, 1), "exit"): -1}
        self.assertEqual(self._read(["date:year", "event"]), both)
        membership.action_reapply()
        self.assertEqual(self._read(["date:year", "event"]), both)
        membership.action_examine()
        membership.action_admit(date="2025-03-01")
        back = {**both, (date(2025, 1, 1), "entry"): 1}
        self.assertEqual(self._read(["date:year", "event"]), back)
        membership.action_leave(date="2026-03-01")
        self.assertEqual(
            self._read(["date:year", "event"]),
            {**back, (date(2026, 1, 1), "exit"): -1},
        )

    def test_ages(self):
        births = {
            "1996-03-11": "1_under_30",
            "1996-03-10": "2_30_39",
            "1986-03-10": "3_40_49",
            "1976-03-10": "4_50_59",
            "1950-01-01": "5_60_over",
            False: "6_unknown",
        }
        for birth in births:
            partner = self._create_partner(name=f"Born {birth}", cae_birthdate=birth)
            self._create_membership(partner, state="member")
        organisation = self._create_partner(name="Organisation", is_company=True)
        self._create_membership(organisation, state="member")
        found = self._read(["age"])
        self.assertEqual(
            found, {(age,): 1 for age in (*births.values(), "7_organisation")}
        )

    def test_rights_on_the_figures(self):
        self._create_membership(self.partner, state="member")
        report = self.env["cae.membership.report"]
        for user in (self.user_coach, self.user_auditor, self.user_manager):
            self.assertEqual(len(report.with_user(user).search([])), 1)
            self.assertFalse(report.with_user(user).has_access("write"))
        for user in (self.user_internal, self.user_portal):
            self.assertFalse(report.with_user(user).has_access("read"))
        company_other = self._create_company(name="Other")
        user = self._create_role_user("far", "cae_member.group_manager", company_other)
        self.assertFalse(report.with_user(user).search([]))

    def test_import_with_external_identifiers(self):
        for name, record in (("p1", self.partner), ("c1", self.category)):
            self.env["ir.model.data"].create(
                {
                    "module": "__import__",
                    "name": name,
                    "model": record._name,
                    "res_id": record.id,
                }
            )
        result = self.env["res.partner"].load(
            ["id", "name", "is_company"], [["__import__.p2", "Club", "1"]]
        )
        self.assertFalse(result["messages"])
        result = self.env["cae.membership"].load(
            [
                "id",
                "partner_id/id",
                "category_id/id",
                "state",
                "number",
                "admission_date",
                "via_membership_id/id",
                "territory_id",
            ],
            [
                ["__import__.m1", "__import__.p1", "__import__.c1"]
                + ["Member", "A12", "2019-05-01", "", "Tours"],
                ["__import__.m2", "__import__.p2", "__import__.c1"]
                + ["Applicant", "", "", "__import__.m1", ""],
            ],
        )
        self.assertFalse(result["messages"])
        network, auxiliary = self.env["cae.membership"].browse(result["ids"])
        self.assertEqual(
            (network.number, network.territory_id), ("A12", self.territory)
        )
        self.assertEqual(auxiliary.via_membership_id, network)
        self.assertEqual(network.auxiliary_count, 1)
