# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv

from odoo.exceptions import AccessDenied
from odoo.tests import tagged
from odoo.tools import file_open

from . import common

GROUPS = {
    "art.manager": "cae_member.group_manager",
    "art.support": "cae_member.group_support",
    "art.coach": "cae_member.group_coach",
    "art.coach2": "cae_member.group_coach",
    "art.accountant": "cae_member.group_accountant",
    "art.secretary": "cae_member.group_secretary",
    "art.auditor": "cae_member.group_auditor",
    "art.entrepreneur1": "base.group_portal",
    "art.entrepreneur2": "base.group_portal",
}


@tagged("post_install", "-at_install")
class TestArtPeople(common.ArtefactsCase):
    def _authenticate(self, login, password):
        return self.env["res.users"].authenticate(
            {"login": login, "password": password, "type": "password"},
            {"interactive": False},
        )

    def test_every_login_works_with_its_role(self):
        with file_open("cae_demo/logins.csv") as stream:
            logins = [row["login"] for row in csv.DictReader(stream)]
        mine = [login for login in logins if login.startswith("art.")]
        self.assertEqual(sorted(mine), sorted(GROUPS))
        for login, group in GROUPS.items():
            with self.subTest(login=login):
                user = self.art(f"user_{login.removeprefix('art.')}")
                self.assertEqual(self._authenticate(login, login)["uid"], user.id)
                self.assertEqual(user.group_ids, self.env.ref(group))
                self.assertEqual(user.company_ids, self.company)
                self.assertEqual((user.lang, user.tz), ("fr_FR", "Europe/Paris"))
                self.assertTrue(user.share == login.startswith("art.entrepreneur"))

    def test_wrong_password(self):
        with self.assertRaises(AccessDenied):
            self._authenticate("art.manager", "admin")

    def test_administrator_may_switch(self):
        self.assertIn(self.company, self.env.ref("base.user_admin").company_ids)

    def test_places_and_poles(self):
        territories = self.env["cae.territory"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(
            set(territories.mapped("name")), {"Tours", "Orléans", "Blois", "Bourges"}
        )
        self.assertTrue(all(territories.mapped("activity_ids")))
        poles = self.env["cae.pole"].search([("company_id", "=", self.company.id)])
        self.assertGreaterEqual(len(poles), 4)
        self.assertTrue(all(poles.mapped("activity_ids")))
        self.assertEqual(self.art("pole_web").kind, "brand")

    def test_activities(self):
        activities = self.env["cae.activity"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertGreaterEqual(len(activities.holder_partner_ids), 14)
        self.assertEqual(
            set(activities.mapped("state")), {"project", "open", "closing", "closed"}
        )
        shares = self.art("activity_caron").holder_ids.mapped("share_percent")
        self.assertEqual(sorted(shares), [40.0, 60.0])
        self.assertEqual(len(activities.coach_id), 2)

    def test_memberships(self):
        memberships = self.env["cae.membership"].search(
            [("company_id", "=", self.company.id)]
        )
        states = set(memberships.mapped("state"))
        self.assertEqual(
            states,
            {"applicant", "candidate", "member", "leaving", "former", "refused"},
        )
        admitted = memberships.filtered("admission_date")
        numbers = [int(number) for number in admitted.mapped("number")]
        self.assertEqual(sorted(numbers), list(range(1, len(numbers) + 1)))

    def test_entrepreneurs_hold_their_activity_only(self):
        for key, activity in (("1", "roussel"), ("2", "marchetti")):
            user = self.art(f"user_entrepreneur{key}")
            mine = self.env["cae.activity"].with_user(user).search([])
            self.assertEqual(mine, self.art(f"activity_{activity}"))

    def test_nobody_waits_for_a_mail(self):
        names = self.env["ir.model.data"].search(
            [("module", "=", "cae_demo"), ("model", "=", "cae.activity.statement")]
        )
        mails = self.env["mail.mail"].search(
            [
                ("model", "=", "cae.activity.statement"),
                ("res_id", "in", names.mapped("res_id")),
            ]
        )
        self.assertFalse(mails)
