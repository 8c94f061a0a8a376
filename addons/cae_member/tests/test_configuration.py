# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeMemberCase


@tagged("post_install", "-at_install")
class TestConfiguration(CaeMemberCase):
    """Colleges, categories, territories and pôles."""

    def test_weights_of_the_colleges(self):
        colleges = self.env["cae.college"]
        self.assertEqual(colleges.default_get(["weight"])["weight"], 0)
        self.college.weight = 60
        self.assertEqual(colleges.default_get(["weight"])["weight"], 40)
        second = colleges.create({"name": "Users", "weight": 40})
        with self.assertRaisesRegex(ValidationError, "110.00 %"):
            second.weight = 50
        second.action_archive()
        self.college.weight = 100
        with self.assertRaises(ValidationError):
            second.action_unarchive()

    def test_weights_of_two_companies(self):
        other = self._create_company(name="Other")
        self.env["cae.college"].create({"name": "All", "company_id": other.id})

    @mute_logger("odoo.sql_db")
    def test_ranges(self):
        self.college.weight = 0
        for model, vals in (
            ("cae.college", {"weight": -1}),
            ("cae.college", {"weight": 101}),
            ("cae.member.category", {"min_shares": 2, "max_shares": 1}),
            ("cae.member.category", {"min_shares": -1}),
        ):
            with (
                self.subTest(model=model, vals=vals),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.env[model].create({"name": "Wrong", **vals}).flush_recordset()
        self.env["cae.member.category"].create({"name": "Free", "min_shares": 2})

    def test_activity_counts(self):
        activity = self._create_activity(
            territory_id=self.territory.id, pole_ids=self.pole.ids
        )
        for record in (self.territory, self.pole):
            self.assertEqual(record.activity_count, 1)
            domain = record.action_view_activities()["domain"]
            self.assertEqual(self.env["cae.activity"].search(domain), activity)

    def test_settings(self):
        self._create_membership(state="member")
        self._create_activity()
        settings = self.env["res.config.settings"].create({})
        self.assertEqual(settings.cae_membership_sequence_id.number_next, 2)
        self.assertEqual(settings.cae_activity_sequence_id.number_next, 2)
