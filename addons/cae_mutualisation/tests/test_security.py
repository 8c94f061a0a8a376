# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CaeMutualisationCase


@tagged("post_install", "-at_install")
class TestSecurity(CaeMutualisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_scheme()
        cls.own = cls._create_activity(
            "Own", cls.user_portal.partner_id, date_start="2026-01-01"
        )
        cls._create_invoice(cls.own, 1000, "2026-01-10")
        cls.levy_run = cls._create_run("2026-01-01")

    def test_the_accountant_runs_a_month(self):
        run = self.levy_run.with_user(self.user_accountant)
        run.action_compute()
        run.action_post()
        self.assertEqual(self.own.with_user(self.user_accountant).result, 900)
        action = run.action_prepare_statements()
        statements = self.env["cae.activity.statement"].search(action["domain"])
        statements.with_user(self.user_accountant).action_publish()
        self.assertEqual(set(statements.mapped("state")), {"published"})
        run.action_cancel()

    def test_others_do_not_post(self):
        for user in (
            self.user_coach,
            self.user_support,
            self.user_manager,
            self.user_secretary,
            self.user_auditor,
            self.user_portal,
        ):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.levy_run.with_user(user).action_post()

    def test_a_holder_reads_own_posted_levies_only(self):
        lines = self.env["cae.levy.run.line"]
        self.assertFalse(lines.with_user(self.user_portal).search([]))
        self.levy_run.action_post()
        self.assertEqual(
            lines.with_user(self.user_portal).search([]).activity_id, self.own
        )
        self.assertFalse(lines.with_user(self.user_portal_other).search([]))

    def test_a_holder_reads_own_published_statements_only(self):
        self.levy_run.action_post()
        action = self.levy_run.action_prepare_statements()
        statements = self.env["cae.activity.statement"].search(action["domain"])
        mine = statements.filtered(lambda s: s.activity_id == self.own)
        with self.assertRaises(AccessError):
            mine.with_user(self.user_portal).read(["income"])
        statements.action_publish()
        self.assertEqual(
            mine.with_user(self.user_portal).read(["income"])[0]["income"], 1000
        )
        self.assertEqual(
            self.env["cae.activity.statement"].with_user(self.user_portal).search([]),
            mine,
        )
        with self.assertRaises(AccessError):
            mine.with_user(self.user_portal_other).read(["income"])

    def test_figures_are_for_those_who_follow(self):
        for user in (self.user_coach, self.user_auditor, self.user_accountant):
            self.assertEqual(self.own.with_user(user).result, 1000)
        for user in (self.user_secretary, self.user_portal):
            with self.assertRaises(AccessError):
                self.own.with_user(user).read(["available_cash"])
