# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from unittest.mock import patch

from PyPDF2 import PdfReader

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.base.models.ir_actions_report import IrActionsReport

from .common import CaeMutualisationCase
from .test_portal import PortalCase

YEAR = {"date_from": "2026-01-01", "date_to": "2026-12-31"}


def spend(case, account, amount, date, kind="rent"):
    """A line on an account of the structure; income when positive."""
    column = case.env["account.analytic.line"]._cae_activity_column()
    return case.env["account.analytic.line"].create(
        {
            "name": kind,
            "date": date,
            "amount": amount,
            "general_account_id": case.accounts[kind].id,
            "company_id": case.company.id,
            column: account.id,
        }
    )


@tagged("post_install", "-at_install")
class TestPooledStatement(CaeMutualisationCase):
    """2026: levies of 10 % on 5 000 and 1 000, a fee of 2.50 on each activity; rent of
    200 and 50, a service sold for 80. 2025: rent of 150."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_scheme(
            {"name": "Contribution"},
            {
                "code": "fee",
                "name": "Insurance",
                "rate": [],
                "base": (),
                "deducted": (),
                "fixed_amount": 2.5,
                "sequence": 20,
            },
        )
        cls.other = cls._create_activity(
            "Iron", cls._create_partner(name="Bo"), date_start="2026-01-01"
        )
        cls._create_invoice(cls.activity, 5000, "2026-01-10")
        cls._create_invoice(cls.other, 1000, "2026-01-10")
        cls._create_run("2026-01-01", post=True)
        spend(cls, cls.structure, -200, "2026-02-01")
        spend(cls, cls.structure, -50, "2026-03-01")
        spend(cls, cls.structure, 80, "2026-03-01", "income")
        spend(cls, cls.structure, -150, "2025-03-01")
        cls.statement = cls.env["cae.pooled.statement"].create(YEAR)

    def _rows(self, statement=None):
        return [
            (line.section, line.nature, line.name, line.amount, line.previous_amount)
            for line in (statement or self.statement).line_ids
        ]

    def test_what_levies_paid_for(self):
        self.assertEqual(self.statement.display_name, "Pooled services – Year 2026")
        self.assertEqual(self.statement.account_ids, self.structure)
        self.assertEqual(
            self._rows(),
            [
                ("levy", "", "Contribution", 600, 0),
                ("levy", "", "Insurance", 5, 0),
                ("income", "Turnover", "706000", 80, 0),
                ("cost", "Expenses", "Rent", -250, -150),
            ],
        )
        totals = ("levy_total", "income_total", "cost_total", "result")
        # 600 + 5 + 80 − 250
        self.assertEqual([self.statement[t] for t in totals], [605, 80, -250, 435])

    def test_default_year_is_the_last_one_that_is_over(self):
        statement = self.env["cae.pooled.statement"].create({})
        year = fields.Date.today().year - 1
        self.assertEqual(str(statement.date_from), f"{year}-01-01")
        self.assertEqual(str(statement.date_to), f"{year}-12-31")

    def test_accounts_of_the_settings_and_of_other_plans(self):
        plan = self.env["account.analytic.plan"].create({"name": "Places"})
        house = self.env["account.analytic.account"].create(
            {"name": "House", "plan_id": plan.id, "company_id": self.company.id}
        )
        self.company.cae_pooled_account_ids = house
        statement = self.env["cae.pooled.statement"].create(
            {"date_from": "2027-01-01", "date_to": "2027-12-31"}
        )
        self.assertEqual(statement.account_ids, self.structure | house)
        column = house.plan_id._column_name()
        line = spend(self, self.structure, -30, "2027-05-05")
        # A line on both accounts counts once
        line[column] = house
        spend(self, self.structure, -4, "2027-05-05").write(
            {column: house.id, line._cae_activity_column(): False}
        )
        statement.action_refresh()
        self.assertEqual(
            self._rows(statement)[-1], ("cost", "Expenses", "Rent", -34, -250)
        )

    def test_an_activity_is_not_a_service(self):
        with self.assertRaisesRegex(ValidationError, "Wood"):
            self.statement.account_ids += self.activity.analytic_account_id

    def test_without_account_it_is_not_published(self):
        self.statement.account_ids = False
        with self.assertRaisesRegex(UserError, "adds up no account"):
            self.statement.action_publish()

    def test_published_is_frozen(self):
        self.statement.action_publish()
        spend(self, self.structure, -1000, "2026-04-01")
        for action in (
            self.statement.action_refresh,
            self.statement.unlink,
            self.statement.line_ids[0].unlink,
            self.statement.line_ids[0].copy,
            lambda: self.statement.write({"cost_total": 0}),
            lambda: self.statement.write({"recipient_ids": [Command.clear()]}),
            lambda: self.statement.line_ids[0].write({"amount": 0}),
        ):
            with self.assertRaisesRegex(UserError, "withdraw"):
                action()
        self.assertEqual(self.statement.cost_total, -250)
        self.statement.action_withdraw()
        self.statement.action_refresh()
        self.assertEqual(self.statement.cost_total, -1250)
        self.assertFalse(self.statement.recipient_ids)

    def test_made_available_to_the_holders_of_the_period(self):
        def activity(name, start, end=None, opened=True):
            partner = self._create_partner(name=name)
            found = self._create_activity(name, partner, opened, date_start=start)
            if end:
                found.action_close(end)
            return partner

        inside = activity("Ended in it", "2020-01-01", "2026-01-01")
        inside |= activity("Started in it", "2026-12-31")
        activity("Ended before", "2020-01-01", "2025-12-31")
        activity("Started after", "2027-01-01")
        activity("Project", "2026-01-01", opened=False)
        self.statement.action_publish()
        holders = (self.activity | self.other).holder_ids.partner_id
        self.assertEqual(self.statement.recipient_ids, holders | inside)
        self.assertEqual(self.statement.recipient_count, 4)

    def test_mail_in_the_language_of_each(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.activity.holder_ids.partner_id.lang = "en_US"
        self.other.holder_ids.partner_id.lang = "fr_FR"
        self.statement.action_publish()
        mails = self.env["mail.mail"].search(
            [("model", "=", self.statement._name), ("res_id", "=", self.statement.id)]
        )
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})
        by_partner = {mail.recipient_ids: mail for mail in mails}
        english = by_partner[self.activity.holder_ids.partner_id]
        self.assertEqual(english.subject, "What your levies paid for: Year 2026")
        self.assertIn("605.00", english.body_html)
        self.assertIn(f"/my/pooled/{self.statement.id}", english.body_html)
        self.assertIn(self.other.holder_ids.partner_id, by_partner)

    def test_query_count_does_not_grow(self):
        counts = []
        for size in (2, 40):
            accounts = self.env["account.account"].create(
                [
                    {
                        "name": f"Cost {size} {index}",
                        "code": f"615{size:02}{index:02}",
                        "account_type": "expense",
                        "company_ids": [Command.set(self.company.ids)],
                    }
                    for index in range(size)
                ]
            )
            for account in accounts:
                spend(self, self.structure, -1, "2026-06-01").write(
                    {"general_account_id": account.id}
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.statement.action_refresh()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1] - counts[0], 3)


@tagged("post_install", "-at_install")
class TestPooledPortal(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third = cls._create_role_user("third", "base.group_portal")
        cls.year = cls.company.compute_fiscalyear_dates(cls.month)
        spend(cls, cls.structure, -120, cls.month)
        cls.pooled = cls.env["cae.pooled.statement"].create(cls.year)
        cls.url = cls.pooled.access_url

    def test_every_entrepreneur_of_the_period_reads_it(self):
        self.pooled.action_publish()
        for user in (self.user_portal, self.user_portal_other):
            self._login(user)
            page, text = self._page(self.url)
            [table] = page.find_class("o_cae_pooled")
            rows = [self._plain(row) for row in table.xpath(".//tr[td[2]]")]
            # Two levies of 300; 120 of rent; 480 are left
            self.assertRegex(rows[0], "Contribution 600.00")
            self.assertRegex(rows[-1], "Left over 480.00")
            self.assertIn("R7331-9", text)
            # The cooperative's account, not that of one activity
            self.assertNotIn("Green Roofs", text)
        self._login(self.user_portal)
        page, _text = self._page(f"/my/activity/{self.own.id}")
        self.assertTrue(page.xpath(f"//a[contains(@href, '{self.url}')]"))

    def test_nobody_else(self):
        for user in (self.user_portal, self.third, None):
            self._login(user)
            self.assertSent(self.url_open(self.url), "/my" if user else "/web/login")
        self.pooled.action_publish()
        token = self.pooled._portal_ensure_token()
        for url in (
            self.url,
            f"{self.url}?report_type=pdf",
            f"{self.url}?access_token={token}",
            "/my/pooled/999999999",
        ):
            self._login(self.third)
            self.assertSent(self.url_open(url), "/my")

    def test_who_else_got_it_is_not_told(self):
        self.pooled.action_publish()
        mine = self.pooled.with_user(self.user_portal)
        self.assertEqual(mine.read(["levy_total"])[0]["levy_total"], 600)
        self.assertTrue(mine.line_ids.read(["name"]))
        for name in ("recipient_ids", "recipient_count", "account_ids"):
            with self.assertRaises(AccessError):
                mine.read([name])
        with self.assertRaises(AccessError):
            self.pooled.with_user(self.third).read(["levy_total"])

    def test_only_the_accountant_publishes(self):
        for user in (self.user_coach, self.user_manager, self.user_auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.pooled.with_user(user).action_publish()
        self.pooled.with_user(self.user_accountant).action_publish()
        self.assertEqual(self.pooled.state, "published")
        self.assertTrue(self.pooled.with_user(self.user_coach).recipient_count)

    def test_pdf(self):
        self.pooled.action_publish()
        render = IrActionsReport._render_qweb_pdf

        def force(report, *args, **kwargs):
            report = report.with_context(force_report_rendering=True)
            return render(report, *args, **kwargs)

        self._login(self.user_portal)
        with patch.object(IrActionsReport, "_render_qweb_pdf", force):
            response = self.url_open(
                f"{self.url}?report_type=pdf&download=true", timeout=60
            )
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        reader = PdfReader(io.BytesIO(response.content))
        text = self._plain(" ".join(page.extract_text() for page in reader.pages))
        for part in ("Account of the pooled services", "600.00", "120.00", "R7331-9"):
            self.assertIn(part, text)
