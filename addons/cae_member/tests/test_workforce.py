# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_workforce import NAMES, CaeWorkforceCase


@freeze_time("2026-11-10")
@tagged("post_install", "-at_install")
class TestWorkforce(CaeWorkforceCase):
    """A member's figures of a year: what is refused, and who may change them."""

    def test_defaults(self):
        workforce = self.Workforce.create({"membership_id": self.ann.id})
        self.assertEqual(workforce.year, 2026)
        self.assertEqual(workforce.date_reference, date(2026, 12, 31))
        self.assertEqual(workforce.territory_id, self.territory)
        self.assertEqual(workforce.company_id, self.company)
        self.assertEqual(workforce.partner_id, self.ann.partner_id)
        self.assertEqual(workforce.display_name, "Ann 2026")
        self.assertEqual((workforce.state, workforce.source), ("draft", "team"))
        with freeze_time("2027-06-30"):
            self.assertEqual(self.Workforce._get_default_year(), 2026)

    def test_one_per_member_and_year(self):
        self._create_figures(self.ann, 2026, (1,), "draft")
        self._create_figures(self.ann, 2025, (1,), "draft")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._create_figures(self.ann, 2026, (2,), "draft")

    def test_year_of_four_digits(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._create_figures(self.ann, 26, (1,), "draft")

    def _check_refused(self, figures, *words):
        with self.assertRaises(ValidationError) as caught:
            self._create_figures(self.ann, 2026, figures, "draft")
        for word in ("Ann", "2026", *words):
            self.assertIn(word, str(caught.exception))

    def test_inconsistent_figures_are_refused(self):
        self._check_refused((-1,), "Posts is -1")
        self._check_refused((10, 10.01), "FTE (10.01)", "posts (10)")
        self._check_refused((10, 5, 11), "Subsidised Posts (11)")
        self._check_refused((10, 5, 0, 11), "Permanent Posts (11)")
        # 7 full-time posts and 4 at part time are 11 persons
        self._check_refused((10, 5, 0, 0, 7, 4), "Part Time Above Half (11)")
        kept = self._create_figures(self.ann, 2026, (10, 10, 10, 10, 6, 4), "draft")
        self.assertEqual(kept.posts, 10)
        with self.assertRaises(ValidationError):
            kept.turnover = -1
        with self.assertRaises(ValidationError):
            kept.posts = 9

    def test_path(self):
        workforce = self._create_figures(self.ann, 2026, (10, 8), "draft")
        with self.assertRaises(UserError):
            workforce.action_validate()
        with self.assertRaises(UserError):
            workforce.action_reopen()
        workforce.action_submit()
        self.assertEqual(workforce.submitted_on, date(2026, 11, 10))
        workforce.with_user(self.user_support).action_validate()
        self.assertEqual(workforce.validated_by, self.user_support)
        self.assertEqual(workforce.validated_on, date(2026, 11, 10))
        with self.assertRaises(UserError) as caught:
            workforce.posts = 11
        self.assertIn("Ann", str(caught.exception))
        with self.assertRaises(UserError):
            workforce.unlink()
        workforce.note = "A remark is no figure"
        workforce.action_reopen()
        self.assertFalse(workforce.validated_by or workforce.validated_on)
        workforce.posts = 11
        workforce.unlink()

    def test_figures_in_one_query(self):
        self._create_figures(self.ann, 2026, (10, 8, 2, 7, 5, 3), turnover=1000)
        self._create_figures(self.bob, 2026, (4, 3), "submitted")
        self._create_figures(self.cyd, 2026, (9, 9), "draft")
        self._create_figures(self.cyd, 2025, (9, 9))
        self.env.flush_all()
        self.env.invalidate_all()
        self.Workforce.figures(self.company.id, 2000)  # rights are read once
        before = self.cr.sql_log_count
        figures = self.Workforce.figures(self.company.id, 2026)
        self.assertEqual(self.cr.sql_log_count - before, 1)
        self.assertEqual(
            figures,
            {
                self.ann.id: {
                    **dict(zip(NAMES, (10, 8.0, 2, 7, 5, 3), strict=True)),
                    "turnover": 1000.0,
                    "payroll": 0.0,
                }
            },
        )
        both = self.Workforce.figures(self.company, 2026, validated_only=False)
        self.assertEqual(set(both), {self.ann.id, self.bob.id})
        other = self._create_company(name="Other")
        self.assertFalse(self.Workforce.figures(other, 2026))

    def test_import(self):
        header = ["membership_id", "year", "posts", "fte", "territory_id"]
        rows = [
            ["Bob", "2026", "4", "3.5", "Tours"],
            ["Cyd", "2026", "2", "1", "Blois"],
        ]
        result = (
            self.Workforce.with_user(self.user_support)
            .with_context(import_file=True)
            .load(header, rows)
        )
        self.assertFalse(result["messages"])
        found = self.Workforce.browse(result["ids"])
        self.assertEqual(found.membership_id, self.bob | self.cyd)
        self.assertEqual(found.mapped("source"), ["import", "import"])
        self.assertEqual(found.territory_id, self.territory | self.place)
        exported = found[:1].export_data(["membership_id/partner_id/name", "fte"])
        self.assertEqual(exported["datas"], [["Bob", 3.5]])

    def test_roles(self):
        workforce = self._create_figures(self.ann, 2026, (1, 1), "draft")
        for user in (self.user_coach, self.user_accountant, self.user_auditor):
            own = workforce.with_user(user)
            self.assertEqual(own.posts, 1)
            with self.assertRaises(AccessError):
                own.posts = 2
            with self.assertRaises(AccessError):
                own.action_submit()
        workforce.with_user(self.user_support).posts = 2
        with self.assertRaises(AccessError):
            workforce.with_user(self.user_support).unlink()
        with self.assertRaises(AccessError):
            workforce.with_user(self.user_portal_other).read(["posts"])
        self.user_portal.partner_id.parent_id = self.ann.partner_id
        mine = workforce.with_user(self.user_portal)
        self.assertEqual(mine.read(["posts"])[0]["posts"], 2)
        for forbidden in (mine.action_submit, mine.unlink):
            with self.assertRaises(AccessError):
                forbidden()
        with self.assertRaises(AccessError):
            mine.write({"posts": 3})

    def test_form(self):
        user = self.user_support
        with Form(self.Workforce.with_user(user)) as form:
            form.membership_id = self.cyd
            form.year = 2024
            form.posts = 4
            form.fte = 3.5
        self.assertEqual(form.record.date_reference, date(2024, 12, 31))
        self.assertEqual(form.record.territory_id, self.place)
