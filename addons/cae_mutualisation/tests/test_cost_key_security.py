# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestCostKeySecurity(CaeCostCase):
    """Support keeps the values, managers and accountants the keys; others look."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.value = cls._create_value(cls.fte, cls.agiie, 12, validate=False)

    def test_who_reads_values(self):
        for user in (
            self.user_support,
            self.user_manager,
            self.user_accountant,
            self.user_auditor,
        ):
            with self.subTest(user.login):
                self.assertEqual(self.value.with_user(user).amount, 12)
                self.assertEqual(self.fte.with_user(user).draft_count, 1)
                self.assertEqual(self.agiie.with_user(user).cost_value_count, 1)
        for user in (self.user_coach, self.user_internal, self.user_portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.value.with_user(user).read(["amount"])

    def test_a_coach_reads_a_key_without_its_values(self):
        key = self.fte.with_user(self.user_coach)
        names = [name for name in key.fields_get() if name != "value_ids"]
        self.assertNotIn("draft_count", names)
        self.assertNotIn("percent_warning", names)
        self.assertEqual(key.read(names)[0]["unit"], "FTE")
        member = self.agiie.with_user(self.user_coach)
        self.assertNotIn("cost_value_count", member.fields_get())

    def test_who_validates(self):
        for user in (self.user_coach, self.user_auditor, self.user_portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.value.with_user(user).action_validate()
        self.value.with_user(self.user_support).action_validate()

    def test_who_takes_figures_over(self):
        self._create_agreement(self.agiie, self.pool)
        wizard = self.env["cae.cost.key.fill"]
        for user in (self.user_support, self.user_manager, self.user_accountant):
            made = wizard.with_user(user).create({"year": 2025})
            self.assertEqual(made.line_ids.create_uid, user)
            made.action_fill()
            with self.assertRaises(AccessError):
                made.with_user(
                    self.user_manager
                    if user != self.user_manager
                    else self.user_support
                ).read(["year"])
        for user in (self.user_coach, self.user_auditor, self.user_portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                wizard.with_user(user).create({"year": 2025})

    def test_who_changes_keys(self):
        for user in (self.user_support, self.user_coach, self.user_auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.fte.with_user(user).name = "Mine"
        for user in (self.user_manager, self.user_accountant):
            self.fte.with_user(user).name = f"Of {user.name}"

    def test_support_does_not_delete_values(self):
        with self.assertRaises(AccessError):
            self.value.with_user(self.user_support).unlink()
        self.value.with_user(self.user_manager).unlink()

    def test_another_company(self):
        company = self._create_company(name="Elsewhere")
        foreign = self._create_role_user("foreign", "cae_member.group_manager", company)
        for record in (self.fte, self.value):
            with self.assertRaises(AccessError):
                record.with_user(foreign).read(["display_name"])
        wizard = (
            self.env["cae.cost.key.fill"]
            .with_user(foreign)
            .create({"company_id": company.id, "year": 2025, "everyone": True})
        )
        self.assertFalse(wizard.key_ids)
        self.assertFalse(wizard.line_ids)
