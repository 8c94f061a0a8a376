# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeMemberCase

CONFIGURATION = ("cae.territory", "cae.college", "cae.member.category")
ALL_MODELS = (
    *CONFIGURATION,
    "cae.pole",
    "cae.membership",
    "cae.activity",
    "cae.activity.holder",
)


@tagged("post_install", "-at_install")
class TestSecurity(CaeMemberCase):
    """What each role may do, proven on records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activity = cls._create_activity(
            "Coached",
            cls.user_portal.partner_id,
            coach_id=cls.user_coach.id,
            territory_id=cls.territory.id,
            pole_ids=[Command.set(cls.pole.ids)],
        )
        cls.activity_other = cls._create_activity(
            "Other", cls.user_portal_other.partner_id
        )
        cls.membership = cls._create_membership(cls.user_portal.partner_id)
        cls._create_membership(cls.user_portal_other.partner_id)

    def _assert_rights(self, user, model, read, write, create, unlink):
        records = self.env[model].with_user(user)
        operations = zip(
            ("read", "write", "create", "unlink"),
            (read, write, create, unlink),
            strict=True,
        )
        for operation, allowed in operations:
            with self.subTest(user=user.login, model=model, operation=operation):
                self.assertEqual(records.has_access(operation), allowed)

    def test_readers(self):
        for user in (self.user_accountant, self.user_secretary, self.user_auditor):
            for model in ALL_MODELS:
                self._assert_rights(user, model, True, False, False, False)
                self.assertTrue(self.env[model].with_user(user).search([]))

    def test_internal_user_without_role(self):
        for model in ALL_MODELS:
            self._assert_rights(self.user_internal, model, *[False] * 4)

    def test_configuration_is_for_managers(self):
        for model in CONFIGURATION:
            self._assert_rights(self.user_coach, model, True, False, False, False)
            self._assert_rights(self.user_support, model, True, False, False, False)
            self._assert_rights(self.user_manager, model, *[True] * 4)

    def test_only_managers_delete(self):
        for model in ("cae.membership", "cae.activity"):
            self._assert_rights(self.user_support, model, True, True, True, False)
            self._assert_rights(self.user_manager, model, *[True] * 4)
        self.membership.with_user(self.user_manager).unlink()
        self._create_activity(opened=False).with_user(self.user_manager).unlink()

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_coach(self):
        mine = self.activity.with_user(self.user_coach)
        other = self.activity_other.with_user(self.user_coach)
        mine.name = "Renamed"
        self.assertEqual(self.activity.analytic_account_id.name, "Renamed")
        mine.holder_ids = [
            Command.update(mine.holder_ids.id, {"share_percent": 60}),
            Command.create({"partner_id": self.partner.id, "share_percent": 40}),
        ]
        mine.action_start_closing()
        self.assertEqual(other.name, "Other")
        with self.assertRaises(AccessError):
            other.name = "Mine"
        with self.assertRaises(AccessError):
            other.holder_ids.unlink()
        with self.assertRaises(AccessError):
            other.create({"name": "For another", "coach_id": self.user_manager.id})
        with self.assertRaises(AccessError):
            self.membership.with_user(self.user_coach).action_examine()

    def test_support(self):
        activity = self.activity_other.with_user(self.user_support)
        activity.coach_id = self.user_coach
        activity.holder_ids = [Command.clear()]
        activity.create({"name": "New", "coach_id": self.user_coach.id})
        membership = self.membership.with_user(self.user_support)
        membership.action_examine()
        membership.action_admit()
        self.assertTrue(membership.number)
        self.pole.with_user(self.user_support).name = "Renamed"

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_portal(self):
        own = {
            "cae.activity": self.activity,
            "cae.activity.holder": self.activity.holder_ids,
            "cae.membership": self.membership,
            "cae.territory": self.territory,
            "cae.pole": self.pole,
        }
        for model, record in own.items():
            self._assert_rights(self.user_portal, model, True, False, False, False)
            found = self.env[model].with_user(self.user_portal).search([])
            self.assertEqual(found.sudo(), record.sudo(), model)
        for model in ("cae.college", "cae.member.category"):
            self._assert_rights(self.user_portal, model, *[False] * 4)
        with self.assertRaises(AccessError):
            self.activity_other.with_user(self.user_portal).read(["name"])

    def test_portal_does_not_read_internal_notes(self):
        membership = self.membership.with_user(self.user_portal)
        with self.assertRaises(AccessError):
            membership.read(["decision_note"])
        readable = membership.fields_get()
        self.assertNotIn("exit_note", readable)
        self.assertIn("number", readable)

    def test_portal_of_the_organisation(self):
        organisation = self._create_partner(name="Network", is_company=True)
        membership = self._create_membership(organisation)
        self.user_portal_other.partner_id.parent_id = organisation
        self.env.flush_all()
        found = self.env["cae.membership"].with_user(self.user_portal_other).search([])
        self.assertIn(membership, found.sudo())
        self.assertNotIn(self.membership, found.sudo())

    def test_employee_is_for_human_resources(self):
        holder = self.activity.holder_ids
        with self.assertRaises(AccessError):
            holder.with_user(self.user_support).read(["employee_id"])
        self.assertNotIn("employee_id", holder.with_user(self.user_coach).read()[0])

    def test_accountant_has_the_accounting_groups(self):
        for group in (
            "account.group_account_user",
            "account.group_account_invoice",
            "analytic.group_analytic_accounting",
        ):
            self.assertTrue(self.user_accountant.has_group(group))
        self.assertFalse(self.user_auditor.has_group("account.group_account_invoice"))
