# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CaeMemberCase


@tagged("post_install", "-at_install")
class TestMulticompany(CaeMemberCase):
    """Two cooperatives in one database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_other = cls._create_company(name="Other Coop")
        cls.env_other = cls.env(
            context={
                **cls.env.context,
                "allowed_company_ids": [cls.company_other.id, cls.company.id],
            }
        )
        cls.user_other = cls._create_role_user(
            "support_other", "cae_member.group_manager", company=cls.company_other
        )

    def test_each_company_has_its_numbers(self):
        category = self.env_other["cae.member.category"].create({"name": "Worker"})
        here = self._create_membership(state="member")
        there = self.env_other["cae.membership"].create(
            {"partner_id": here.partner_id.id, "category_id": category.id}
        )
        there.action_examine()
        there.action_admit()
        self.assertEqual(here.number, "0001")
        self.assertEqual(there.number, "0001")
        partner = here.partner_id
        self.assertEqual(partner.cae_membership_id, here)
        self.assertEqual(
            partner.with_company(self.company_other).cae_membership_id, there
        )

    def test_batch_over_two_companies(self):
        activities = self.env["cae.activity"].create(
            [
                {"name": "Here"},
                {"name": "There", "company_id": self.company_other.id},
                {"name": "Here too"},
            ]
        )
        self.assertEqual(activities.mapped("code"), ["A0001", "A0001", "A0002"])
        self.assertEqual(
            activities.analytic_account_id.company_id, activities.company_id
        )
        self.assertEqual(
            activities[1].analytic_account_id.company_id, self.company_other
        )

    def test_records_of_another_company_are_hidden(self):
        records = [
            self.territory,
            self.pole,
            self.college,
            self.category,
            self._create_membership(),
            self._create_activity(partner=self.partner),
        ]
        records.append(records[-1].holder_ids)
        for record in records:
            with self.subTest(model=record._name):
                theirs = record.with_user(self.user_other)
                self.assertFalse(theirs.search([("id", "=", record.id)]))
                with self.assertRaises(AccessError):
                    theirs.read(["display_name"])

    def test_links_stay_in_the_company(self):
        territory = self.env_other["cae.territory"].create({"name": "Away"})
        pole = self.env_other["cae.pole"].create({"name": "Away"})
        activity = self._create_activity()
        for vals in (
            {"territory_id": territory.id},
            {"pole_ids": [Command.link(pole.id)]},
        ):
            with self.assertRaises(UserError):
                activity.write(vals)
        there = self.env_other["cae.activity"].create({"name": "There"})
        with self.assertRaises(UserError):
            self._create_invoice(there, 100, post=False)
        network = self.env_other["cae.membership"].create(
            {"partner_id": self.partner.id}
        )
        with self.assertRaises(UserError):
            self._create_membership(via_membership_id=network.id)
