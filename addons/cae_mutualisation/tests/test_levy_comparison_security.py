# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common_comparison import ComparisonCase


@tagged("post_install", "-at_install")
@freeze_time("2026-02-15")
class TestLevyComparisonSecurity(ComparisonCase):
    def test_managers_and_accountants_compare(self):
        self._create_invoice(self.activity, 1000, "2026-01-10")
        for user in (self.user_manager, self.user_accountant):
            comparison = (
                self.env["cae.levy.comparison"]
                .with_user(user)
                .create({"scheme_id": self.margin.id, "period": "year"})
            )
            comparison.action_compute()
            self.assertEqual(comparison.effect, 65)
            with self.assertRaises(AccessError):
                comparison.line_ids.write({"amount_then": 0})
            comparison.unlink()

    def test_others_read_or_nothing(self):
        self._create_invoice(self.activity, 1000, "2026-01-10")
        comparison = self._compute()
        for user in (self.user_support, self.user_auditor):
            mine = comparison.with_user(user)
            mine.invalidate_recordset()
            self.assertEqual((mine.effect, mine.line_ids.difference), (65, 65))
            self.assertTrue(mine.spreadsheet)
            self.assertIn("svg", mine.band_chart)
            with self.assertRaises(AccessError):
                mine.action_compute()
            with self.assertRaises(AccessError):
                mine.create({"scheme_id": self.margin.id})
        for user in (self.user_coach, self.user_secretary, self.user_portal):
            for record in (comparison, comparison.line_ids):
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["company_id"])

    def test_another_company_sees_nothing(self):
        comparison = self._compute()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self._create_role_user(
            "stranger", "cae_member.group_manager", company=other
        )
        for record in (comparison, comparison.line_ids):
            with self.assertRaises(AccessError):
                record.with_user(stranger).read(["company_id"])


@tagged("post_install", "-at_install")
class TestLevyComparisonDownload(HttpCase, ComparisonCase):
    def test_spreadsheet_is_for_those_who_read(self):
        self._create_invoice(self.activity, 1000, "2026-01-10")
        comparison = self._compute(date="2026-01-10")
        url = comparison.action_export()["url"]
        for user, code in (
            (self.user_support, 200),
            (self.user_auditor, 200),
            (self.user_coach, 404),
            (self.user_portal, 404),
        ):
            self.authenticate(user.login, user.login)
            answer = self.url_open(url)
            self.assertEqual(answer.status_code, code, user.login)
            if code == 200:
                self.assertTrue(answer.content.startswith(b"PK"))
