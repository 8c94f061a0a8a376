# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CaeMemberCase

# Posts, FTE, subsidised, permanent, full time, part time above half.
NAMES = (
    "posts",
    "fte",
    "subsidised_posts",
    "permanent_posts",
    "full_time_posts",
    "part_time_above_half",
)


class CaeWorkforceCase(CaeMemberCase):
    """Three member organisations in two territories."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Workforce = cls.env["cae.workforce"]
        cls.place = cls.env["cae.territory"].create({"name": "Blois", "code": "B"})
        cls.ann, cls.bob, cls.cyd = (
            cls._create_organisation(name, territory)
            for name, territory in (
                ("Ann", cls.territory),
                ("Bob", cls.territory),
                ("Cyd", cls.place),
            )
        )

    @classmethod
    def _create_organisation(cls, name, territory=None):
        partner = cls._create_partner(
            name=name, is_company=True, email=f"{name.lower()}@example.com"
        )
        return cls._create_membership(
            partner,
            "member",
            territory_id=territory.id if territory else False,
        )

    def _search(self, *domain):
        own = ("company_id", "=", self.company.id)
        return self.Workforce.search([own, *domain])

    @classmethod
    def _create_figures(cls, membership, year, figures, state="validated", **vals):
        workforce = cls.Workforce.create(
            {
                "membership_id": membership.id,
                "year": year,
                **dict(zip(NAMES, figures, strict=False)),
                **vals,
            }
        )
        if state != "draft":
            workforce.action_submit()
        if state == "validated":
            workforce.action_validate()
        return workforce


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
        result = self.Workforce.with_context(import_file=True).load(header, rows)
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


@freeze_time("2026-11-10")
@tagged("post_install", "-at_install")
class TestWorkforceComparison(CaeWorkforceCase):
    """Shares, changes since the year before, and the sums of many members."""

    def test_shares_and_changes(self):
        self._create_figures(self.ann, 2025, (20, 16))
        workforce = self._create_figures(self.ann, 2026, (25, 17, 10, 20, 0, 5))
        self.assertEqual(workforce.permanent_share, 20 / 25)
        self.assertEqual(workforce.subsidised_share, 10 / 25)
        self.assertEqual(workforce.part_time_share, 5 / 25)
        self.assertEqual((workforce.posts_change, workforce.fte_change), (5, 1))
        self.assertEqual(workforce.posts_change_rate, 0.25)  # 5 of 20
        self.assertEqual(workforce.fte_change_rate, 0.063)  # 1 of 16, 6.25 % up
        first = workforce.previous_id
        self.assertEqual((first.year, first.posts_change), (2025, 0))
        self.assertFalse(first.previous_id or first.change_alert)

    def test_large_change(self):
        for membership, posts in ((self.ann, 24), (self.bob, 25), (self.cyd, 15)):
            self._create_figures(membership, 2025, (20, 10))
            self._create_figures(membership, 2026, (posts, 10))
        found = self._search(("year", "=", 2026)).sorted("id")
        # 20 % up is not over 20 %; 25 % up and 25 % down are
        self.assertEqual(found.mapped("change_alert"), [False, True, True])
        large = ("change_alert", "=", True)
        self.assertEqual(self._search(large), found.filtered("change_alert"))
        small = self._search(("change_alert", "=", False), ("year", "=", 2026))
        self.assertEqual(small, found[:1])
        self.company.cae_workforce_change_alert = 0
        found.invalidate_recordset()
        self.assertFalse(any(found.mapped("change_alert")))
        self.assertFalse(self._search(large))

    def test_empty_draft_is_no_fall(self):
        self._create_figures(self.ann, 2025, (20, 10))
        empty = self._create_figures(self.ann, 2026, (), "draft")
        self.assertEqual((empty.previous_posts, empty.posts_change), (20, 0))
        self.assertFalse(empty.change_alert)
        self.assertFalse(self._search(("change_alert", "=", True)))

    def _read_report(self, groupby, *aggregates):
        self.env.flush_all()
        return self.env["cae.workforce.report"]._read_group(
            [("company_id", "=", self.company.id), ("year", "=", "2026")],
            groupby,
            aggregates,
        )

    def test_report_takes_ratios_of_sums(self):
        self._create_figures(self.ann, 2025, (80, 60))
        self._create_figures(self.ann, 2026, (90, 63, 9, 81))
        self._create_figures(self.bob, 2026, (10, 7, 9, 1), "submitted")
        self._create_figures(self.cyd, 2026, (5, 5, 5, 5), "draft")
        ((posts, fte, change, permanent, subsidised, ratio),) = self._read_report(
            [],
            "posts:sum",
            "fte:sum",
            "posts_change:sum",
            "permanent_share:avg",
            "subsidised_share:avg",
            "fte_per_post:avg",
        )
        self.assertEqual((posts, fte, change), (100, 70, 10))
        # (81 + 1) / 100, where the mean of 90 % and 10 % would be 50 %
        self.assertAlmostEqual(permanent, 0.82)
        self.assertAlmostEqual(subsidised, 0.18)
        self.assertAlmostEqual(ratio, 0.70)
        rows = self._read_report(["territory_id", "category_id"], "permanent_share:avg")
        self.assertEqual(rows, [(self.territory, self.category, 0.82)])
        row = self.env["cae.workforce.report"].search(
            [("company_id", "=", self.company.id), ("year", "=", "2025")]
        )
        self.assertEqual(row.action_open_workforce()["res_id"], row.workforce_id.id)

    def _print(self, **vals):
        wizard = self.env["cae.workforce.print"].create({"year": 2026, **vals})
        return wizard, wizard._get_table()

    def test_print(self):
        self._create_figures(self.ann, 2025, (80, 60))
        self._create_figures(self.ann, 2026, (90, 63, 9, 81, 50, 30), turnover=1000)
        self._create_figures(self.bob, 2026, (10, 7, 9, 1))
        self._create_figures(self.cyd, 2025, (5, 5))
        wizard, (columns, rows) = self._print()
        self.assertEqual(
            [(kind, label) for kind, label, _cells in rows],
            [
                ("territory", "Blois"),
                ("member", "Cyd"),
                ("subtotal", "Total Blois"),
                ("territory", "Tours"),
                ("member", "Ann"),
                ("member", "Bob"),
                ("subtotal", "Total Tours"),
                ("total", "Total"),
            ],
        )
        by_label = {label: cells for _kind, label, cells in rows}
        self.assertTrue(all(len(c) in (0, len(columns)) for c in by_label.values()))
        # posts, before, change (Ann alone answered twice: 90 - 80), rate 10 / 80
        self.assertEqual(
            [float(cell) for cell in by_label["Total"][:4]], [100, 85, 10, 0.125]
        )
        # FTE 63 + 7, 60 + 5 before, 63 - 60, 3 / 60
        self.assertEqual(
            [float(cell) for cell in by_label["Total"][4:8]], [70, 65, 3, 0.05]
        )
        # subsidised 18 of 100, permanent 82, full time 50, part time 30
        self.assertEqual(
            [float(cell) for cell in by_label["Total"][8:16]],
            [18, 0.18, 82, 0.82, 50, 0.5, 30, 0.3],
        )
        self.assertEqual(float(by_label["Total"][16]), 1000)
        self.assertEqual(by_label["Cyd"][:4], [None, 5, None, None])
        action = wizard.action_export()
        self.assertIn("download=true", action["url"])
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", wizard._name), ("res_id", "=", wizard.id)]
        )
        book = load_workbook(io.BytesIO(base64.b64decode(attachment.datas)))
        cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
        self.assertEqual(cells[4 + len(rows) - 1][:3], ["Total", 100, 85])
        # Cyd, who answered the year before only, is asked for again
        self.assertIn("Cyd", cells[-1][0])
        self.assertNotIn("Ann", cells[-1][0])

    def test_print_with_submitted_figures(self):
        self._create_figures(self.ann, 2026, (10, 8), "submitted")
        self.assertFalse(self._print()[1][1])
        rows = self._print(validated_only=False)[1][1]
        self.assertEqual(rows[-1][2][0], 10)


@freeze_time("2026-11-10")
@tagged("post_install", "-at_install")
class TestWorkforceRequest(CaeWorkforceCase):
    """Asking members for their figures, and reminding them."""

    def _ask(self, **vals):
        wizard = self.env["cae.workforce.ask"].create({"year": 2026, **vals})
        return wizard, wizard.action_ask()

    def _mails(self, workforce):
        return self.env["mail.mail"].search(
            [("model", "=", workforce._name), ("res_id", "in", workforce.ids)]
        )

    def test_ask(self):
        done = self._create_figures(self.ann, 2026, (3, 2), "submitted")
        begun = self._create_figures(self.bob, 2026, (4, 2), "draft")
        person = self._create_membership(
            self._create_partner(name="Person"), state="member"
        )
        wizard, _action = self._ask()
        self.assertEqual(wizard.membership_ids, self.bob | self.cyd)
        self.assertEqual(wizard.deadline_date, date(2026, 12, 10))  # in 30 days
        found = self._search(("year", "=", 2026))
        created = found - done - begun
        self.assertEqual(created.membership_id, self.cyd)
        self.assertEqual(begun.posts, 4)
        asked = begun | created
        self.assertEqual(asked.mapped("deadline_date"), [date(2026, 12, 10)] * 2)
        self.assertFalse(done.asked_on)
        mails = self._mails(found)
        self.assertEqual(len(mails), 2)
        for workforce in asked:
            mail = mails.filtered(lambda m, w=workforce: m.res_id == w.id)
            self.assertIn(f"/my/workforce/{workforce.id}", mail.body_html)
            self.assertEqual(mail.recipient_ids, workforce.partner_id)
        # who has answered is not asked again, even when chosen by hand
        self._ask(membership_ids=(self.ann | person).ids, send_mail=False)
        self.assertEqual(done.state, "submitted")
        self.assertEqual(len(self._mails(found)), 2)

    def test_mail_goes_to_who_opens_the_portal(self):
        self.user_portal.partner_id.write(
            {"parent_id": self.ann.partner_id.id, "email": "boss@example.com"}
        )
        self._ask(membership_ids=self.ann.ids)
        mail = self._mails(self.ann.workforce_ids)
        self.assertEqual(mail.recipient_ids, self.user_portal.partner_id)

    def test_without_address(self):
        self.ann.partner_id.email = False
        wizard, action = self._ask(membership_ids=(self.ann | self.bob).ids)
        self.assertIn("Ann", wizard.without_email)
        self.assertEqual(action["tag"], "display_notification")
        self.assertIn("Ann", action["params"]["message"])
        self.assertEqual(len(self._mails(self.bob.workforce_ids)), 1)
        self.assertEqual(self.ann.workforce_ids.state, "draft")

    def test_reminders(self):
        """Asked on 10 November for 10 December; first reminder 7 days before, then
        every 14 days, 3 at most."""
        self._ask(membership_ids=(self.ann | self.bob).ids)
        workforce, other = self.ann.workforce_ids, self.bob.workforce_ids
        other.write({"posts": 1, "fte": 1})
        other.action_submit()
        sent = []
        for day in (
            "2026-11-10",
            "2026-12-02",
            "2026-12-03",
            "2026-12-04",
            "2026-12-16",
            "2026-12-17",
            "2026-12-31",
            "2027-01-14",
        ):
            with freeze_time(day):
                self.Workforce._cron_remind()
            sent.append(workforce.reminder_count)
        self.assertEqual(sent, [0, 0, 1, 1, 1, 2, 3, 3])
        self.assertEqual(len(self._mails(workforce)), 4)  # the request and 3 reminders
        self.assertEqual(len(self._mails(other)), 1)
        self.assertEqual(other.reminder_count, 0)

    def test_no_reminder_by_setting(self):
        self._ask(membership_ids=self.ann.ids)
        self.company.cae_workforce_reminder_max = 0
        with freeze_time("2026-12-20"):
            self.Workforce._cron_remind()
            self.assertFalse(self.ann.workforce_ids.reminder_count)
            self.assertTrue(self.ann.workforce_ids.is_overdue)
            self.ann.workforce_ids.action_remind()
        self.assertEqual(self.ann.workforce_ids.reminder_count, 1)
        with self.assertRaises(UserError):
            self._create_figures(self.bob, 2026, (1,), "submitted").action_remind()

    def test_missing(self):
        memberships = self.ann | self.bob | self.cyd
        domain = [("workforce_missing", "=", True), ("id", "in", memberships.ids)]
        self._create_figures(self.ann, 2026, (1,), "submitted")
        self._create_figures(self.bob, 2026, (1,), "draft")
        missing = self.env["cae.membership"].search(domain)
        self.assertEqual(missing, self.bob | self.cyd)
        self.assertEqual(memberships.mapped("workforce_missing"), [False, True, True])
        self.assertEqual(self.ann.workforce_count, 1)
        action = self.ann.action_view_workforce()
        self.assertEqual(action["context"], {"default_membership_id": self.ann.id})
        context = missing.action_open_workforce_ask()["context"]
        wizard = self.env["cae.workforce.ask"].with_context(**context).create({})
        self.assertEqual(wizard.membership_ids, missing)

    def _count(self, operation, *args):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        operation(*args)
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _create_organisations(self, count, prefix):
        partners = self.env["res.partner"].create(
            [
                {"name": f"{prefix} {number}", "is_company": True}
                for number in range(count)
            ]
        )
        return self.env["cae.membership"].create(
            [
                {
                    "partner_id": partner.id,
                    "category_id": self.category.id,
                    "state": "member",
                    "admission_date": "2026-01-01",
                }
                for partner in partners
            ]
        )

    def test_queries_do_not_grow(self):
        few = self._create_organisations(5, "Few")
        many = self._create_organisations(60, "Many")
        request = self.Workforce._request_figures
        request(self.ann, 2026, "2026-12-31")
        counts = [
            self._count(request, memberships, 2026, "2026-12-31")
            for memberships in (few, many)
        ]
        self.assertLessEqual(counts[1], counts[0] + 5)
        for memberships in (few, many):
            memberships.workforce_ids.write({"posts": 10, "fte": 5})
            memberships.workforce_ids.action_submit()
        for operation in (
            lambda found: found.action_validate(),
            lambda found: found.read(
                ["display_name", "previous_fte", "change_alert", "permanent_share"]
            ),
            lambda found: found.action_reopen(),
        ):
            counts = [
                self._count(
                    operation, self.Workforce.browse(memberships.workforce_ids.ids)
                )
                for memberships in (few, many)
            ]
            self.assertLessEqual(counts[1], counts[0] + 5)
        counts = []
        for memberships in (few, many):
            memberships.workforce_ids.action_submit()
            wizard = self.env["cae.workforce.print"].create(
                {"year": 2026, "validated_only": False}
            )
            counts.append(self._count(wizard._get_table))
        self.assertLessEqual(counts[1], counts[0] + 3)
