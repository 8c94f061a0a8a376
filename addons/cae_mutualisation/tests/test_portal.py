# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import re
from unittest.mock import patch
from urllib.parse import urlsplit

from dateutil.relativedelta import relativedelta
from lxml import html
from PyPDF2 import PdfReader

from odoo import fields
from odoo.tests import HttpCase, JsonRpcException, tagged

from odoo.addons.base.models.ir_actions_report import IrActionsReport

from .common import CaeMutualisationCase


class PortalCase(HttpCase, CaeMutualisationCase):
    """Last month: 5 000 invoiced, 2 000 subcontracted, 300 levied; nothing paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company.partner_id.lang = "en_US"
        users = cls.env["res.users"].search([("login", "=like", "cae_test_%")])
        users.lang = "en_US"
        cls.month = fields.Date.today() + relativedelta(months=-1, day=1)
        cls._create_scheme(date_from=cls.month.replace(month=1))
        cls.own = cls._create_activity(
            "Green Roofs",
            cls.user_portal.partner_id,
            date_start=cls.month,
            coach_id=cls.user_coach.id,
        )
        cls.foreign = cls._create_activity(
            "Other Work", cls.user_portal_other.partner_id, date_start=cls.month
        )
        for activity in cls.own | cls.foreign:
            cls._create_invoice(activity, 5000, cls.month)
            cls._create_bill(activity, 2000, cls.month)
        cls.levy_run = cls._create_run(cls.month, post=True)
        cls.levy_run.action_prepare_statements()
        statements = cls.env["cae.activity.statement"]
        cls.statement = statements.search([("activity_id", "=", cls.own.id)])
        cls.draft = statements.create(
            {
                "activity_id": cls.own.id,
                "date_from": cls.month - relativedelta(months=1),
                "date_to": cls.month - relativedelta(days=1),
            }
        )
        cls.statement.action_publish()

    def _login(self, user):
        if user:
            self.authenticate(user.login, user.login)
        else:
            self.authenticate(None, None)

    def _page(self, url):
        response = self.url_open(url)
        self.assertPath(response, url.split("?")[0])
        page = html.fromstring(response.text)
        for place in page.find_class("o_cae_details"):  # as the browser does
            details = self.url_open(place.get("data-url"))
            self.assertEqual(details.status_code, 200)
            place.extend(html.fragments_fromstring(details.text, no_leading_text=True))
        return page, self._plain(page)

    def _plain(self, text):
        """Text without the spaces and marks that keep an amount on one line."""
        text = text if isinstance(text, str) else text.text_content()
        return " ".join(text.replace("\N{ZERO WIDTH NO-BREAK SPACE}", "").split())

    def assertPath(self, response, path):
        """Where the visitor is in the end, apart from the language (/fr/my)."""
        self.assertEqual(response.status_code, 200)
        found = urlsplit(response.url).path
        self.assertEqual(re.sub(r"^/\w+(?=/(my|web)(/|$))", "", found), path)

    def assertSent(self, response, path):
        """The page is refused: the visitor is sent elsewhere, told nothing."""
        self.assertTrue(response.history)
        self.assertPath(response, path)
        self.assertNotIn("Green Roofs", response.text)


@tagged("post_install", "-at_install")
class TestActivityPage(PortalCase):
    def test_home_counts_own_activities(self):
        self._login(self.user_portal)
        page, _text = self._page("/my")
        self.assertTrue(page.xpath("//a[@href='/my/activities']"))
        counters = {"counters": ["activity_count"]}
        result = self.make_jsonrpc_request("/my/counters", counters)
        self.assertEqual(result["activity_count"], 1)
        self._login(self.user_internal)
        result = self.make_jsonrpc_request("/my/counters", counters)
        self.assertEqual(result["activity_count"], 0)

    def test_a_single_activity_opens_at_once(self):
        self._login(self.user_portal)
        response = self.url_open("/my/activities")
        self.assertPath(response, f"/my/activity/{self.own.id}")

    def test_list_of_several_activities(self):
        second = self._create_activity("Gardens", self.user_portal.partner_id)
        self._login(self.user_portal)
        page, text = self._page("/my/activities")
        for activity in self.own | second:
            self.assertTrue(page.xpath(f"//a[@href='/my/activity/{activity.id}']"))
        self.assertNotIn("Other Work", text)
        self.assertIn("-300.00", text)

    def test_list_without_activity(self):
        self.own.holder_ids.unlink()
        self._login(self.user_portal)
        _page, text = self._page("/my/activities")
        self.assertIn("You hold no activity yet", text)

    def test_figures_levies_and_statements(self):
        self._login(self.user_portal)
        page, text = self._page(f"/my/activity/{self.own.id}")
        # 2 700 of result − 5 000 to collect + 2 000 to pay
        cash = self._plain(page.find_class("o_cae_cash")[0])
        for amount in ("2,700.00", "-5,000.00", "2,000.00", "-300.00"):
            self.assertIn(amount, cash)
        self.assertIn(
            "10 % × (5,000.00 − 2,000.00 subcontracting) = 300.00",
            page.find_class("o_cae_explanation")[0].text_content(),
        )
        links = page.find_class("o_cae_statement_link")
        self.assertEqual(len(links), 1, "A draft is not listed.")
        self.assertNotIn("Other Work", text)

    def test_chart_has_its_values_in_a_table(self):
        self._login(self.user_portal)
        page, _text = self._page(f"/my/activity/{self.own.id}")
        charts = page.xpath("//svg[@role='img']")
        self.assertEqual(len(charts), 2)
        for chart in charts:
            names = chart.get("aria-labelledby").split()
            self.assertEqual(
                [bool(chart.get_element_by_id(n).text) for n in names], [1] * 2
            )
        rows = page.xpath("//div[contains(@class, 'visually-hidden')]//tr[td]")
        self.assertEqual(len(rows), 12)
        self.assertIn("5,000.00", rows[-2].text_content())
        self.assertIn("300.00", rows[-2].text_content())

    def test_new_activity_says_what_will_come(self):
        new = self._create_activity("New", self.user_portal.partner_id)
        self._login(self.user_portal)
        page, _text = self._page(f"/my/activity/{new.id}")
        self.assertEqual(len(page.find_class("o_cae_empty")), 3)
        self.assertFalse(page.xpath("//svg[@role='img']"))

    def test_foreign_activity_is_refused(self):
        self._login(self.user_portal)
        self.assertSent(self.url_open(f"/my/activity/{self.foreign.id}"), "/my")
        self.assertSent(self.url_open("/my/activity/999999999"), "/my")
        self._login(self.user_portal_other)
        self.assertSent(self.url_open(f"/my/activity/{self.own.id}"), "/my")

    def test_token_opens_no_activity(self):
        token = self.own._portal_ensure_token()
        self._login(self.user_portal_other)
        url = f"/my/activity/{self.own.id}?access_token={token}"
        self.assertSent(self.url_open(url), "/my")

    def test_public_is_sent_to_the_login(self):
        self._login(None)
        for url in ("/my/activities", f"/my/activity/{self.own.id}"):
            self.assertSent(self.url_open(url), "/web/login")

    def test_figures_are_not_for_every_employee(self):
        url = f"/my/activity/{self.own.id}"
        for user in (self.user_coach, self.user_accountant, self.user_auditor):
            self._login(user)
            _page, text = self._page(url)
            self.assertIn("Green Roofs", text)
        for user in (self.user_secretary, self.user_internal):
            self._login(user)
            self.assertSent(self.url_open(url), "/my")


@tagged("post_install", "-at_install")
class TestStatementPage(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.url = cls.statement.access_url
        cls.pdf = f"{cls.url}?report_type=pdf&download=true"

    def assertRefused(self, url, user):
        self.assertSent(self.url_open(url), "/my" if user else "/web/login")

    def _text_of_pdf(self, url):
        """Follow a link to a PDF and read what is printed on it."""
        render = IrActionsReport._render_qweb_pdf

        def force(report, *args, **kwargs):
            report = report.with_context(force_report_rendering=True)
            return render(report, *args, **kwargs)

        with patch.object(IrActionsReport, "_render_qweb_pdf", force):
            response = self.url_open(url, timeout=60)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        reader = PdfReader(io.BytesIO(response.content))
        self.assertLessEqual(len(reader.pages), 2)
        text = " ".join(page.extract_text() for page in reader.pages)
        return self._plain(text)

    def test_page_leads_from_opening_to_closing(self):
        self._login(self.user_portal)
        page, text = self._page(self.url)
        amounts = [
            self._plain(cell).removesuffix("€").replace(" ", "")
            for cell in page.xpath("//table[@class='o_cae_cascade']//td[2]")
        ]
        self.assertEqual(
            amounts,
            [
                "0.00",
                "5,000.00",
                "-2,000.00",
                "-300.00",
                "2,700.00",
                "-5,000.00",
                "+2,000.00",
                "-300.00",
                "+5,000.00",
                "-2,000.00",
                "2,700.00",
            ],
        )
        self.assertIn("10 % × (5,000.00 − 2,000.00 subcontracting) = 300.00", text)
        self.assertIn("L7332-3", text)
        chatter = page.get_element_by_id("discussion")
        self.assertEqual(chatter.get("data-res_id"), str(self.statement.id))

    def test_law_of_another_country(self):
        self.company.account_fiscal_country_id = self.env.ref("base.be")
        self._login(self.user_portal)
        _page, text = self._page(self.url)
        self.assertNotIn("L7332-3", text)

    def test_pdf(self):
        self._login(self.user_portal)
        text = self._text_of_pdf(self.pdf)
        for part in (
            "Coop Tests",
            "Green Roofs",
            "Test Portal",
            "5,000.00",
            "2,000.00",
            "300.00",
            "10 % × (5,000.00 − 2,000.00 subcontracting) = 300.00",
            "L7332-3",
        ):
            self.assertIn(part, text)

    def test_html_and_text(self):
        self._login(self.user_portal)
        for kind in ("html", "text"):
            response = self.url_open(f"{self.url}?report_type={kind}")
            self.assertEqual(response.status_code, 200)
            self.assertIn("5,000.00", response.text)

    def test_others_are_refused(self):
        for user in (self.user_portal_other, self.user_secretary, None):
            self._login(user)
            for url in (self.url, self.pdf, f"{self.url}?access_token=wrong"):
                self.assertRefused(url, user)
        self._login(self.user_portal_other)
        self.assertSent(self.url_open("/my/statement/999999999"), "/my")

    def test_draft_is_invisible(self):
        token = self.draft._portal_ensure_token()
        urls = (
            self.draft.access_url,
            f"{self.draft.access_url}?access_token={token}",
            f"{self.draft.access_url}?access_token={token}&report_type=pdf",
        )
        for user in (
            self.user_portal,
            self.user_portal_other,
            self.user_secretary,
            None,
        ):
            self._login(user)
            for url in urls:
                self.assertRefused(url, user)
        self._login(self.user_accountant)
        _page, text = self._page(self.draft.access_url)
        self.assertIn("Draft", text)

    def test_token_opens_a_published_statement_only(self):
        token = self.statement._portal_ensure_token()
        url = f"{self.url}?access_token={token}"
        for user in (self.user_portal_other, None):
            self._login(user)
            page, _text = self._page(url)
            download = page.find_class("o_cae_download")[0].get("href")
            self.assertIn(token, download)
            self.assertIn("300.00", self._text_of_pdf(download))
            self.assertFalse(page.xpath(f"//a[@href='/my/activity/{self.own.id}']"))
        self.statement.action_withdraw()
        self.assertRefused(url, None)

    def test_links_to_the_statements_before_and_after(self):
        self.draft.action_publish()
        self._login(self.user_portal)
        for here, there in (
            (self.statement, self.draft),
            (self.draft, self.statement),
        ):
            page, _text = self._page(here.access_url)
            self.assertTrue(page.xpath(f"//a[@href='{there.access_url}']"))

    def test_language_of_the_statement(self):
        """Rows, print and mail are in the holder's language, whoever published."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.user_portal.lang = "fr_FR"
        self.draft.with_context(lang="en_US").write(
            {"date_from": self.month, "date_to": self.month + relativedelta(days=9)}
        )
        self.draft.action_publish()
        self._login(self.user_portal)
        text = self._text_of_pdf(
            f"{self.draft.access_url}?report_type=pdf&download=true"
        )
        self.assertIn("5 000,00", text)

    def test_several_statements_in_one_print(self):
        self.draft.action_publish()
        statements = self.statement | self.draft
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, kind = reports._render_qweb_pdf(
            "cae_mutualisation.action_report_activity_statement", statements.ids
        )
        self.assertEqual(kind, "pdf")
        self.assertGreaterEqual(len(PdfReader(io.BytesIO(content)).pages), 2)


@tagged("post_install", "-at_install")
class TestStatementQuestions(PortalCase):
    def _post(self, statement, body="Why?", **access):
        return self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "cae.activity.statement",
                "thread_id": statement.id,
                "post_data": {
                    "body": body,
                    "message_type": "comment",
                    "subtype_xmlid": "mail.mt_comment",
                },
                **access,
            },
        )

    def _questions(self, statement):
        return statement.message_ids.filtered(lambda m: m.message_type == "comment")

    def test_holder_asks_the_team(self):
        self._login(self.user_portal)
        self._post(self.statement)
        question = self._questions(self.statement)
        self.assertEqual(question.author_id, self.user_portal.partner_id)
        self.assertIn(self.user_coach.partner_id, question.notified_partner_ids)

    def test_others_do_not_ask(self):
        self.statement._portal_ensure_token()
        token = self.draft._portal_ensure_token()
        self._login(self.user_portal_other)
        for statement, access in (
            (self.statement, {}),
            (self.statement, {"token": "wrong"}),
            (self.draft, {"token": token}),
        ):
            with self.assertRaisesRegex(JsonRpcException, "NotFound"):
                self._post(statement, **access)
            self.assertFalse(self._questions(statement))

    def test_mail_to_the_holders(self):
        mail = self.env["mail.mail"].search(
            [("model", "=", self.statement._name), ("res_id", "=", self.statement.id)]
        )
        self.assertEqual(mail.recipient_ids, self.user_portal.partner_id)
        self.assertIn("Green Roofs", mail.subject)
        self.assertIn("-300.00", self._plain(mail.body_html))
        link = f"{self.statement.get_base_url()}{self.statement.access_url}"
        self.assertIn(f'href="{link}"', mail.body_html)
