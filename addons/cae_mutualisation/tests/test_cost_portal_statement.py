# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from lxml import html

from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.base.models.ir_actions_report import IrActionsReport

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestPortalCostStatement(HttpCase, CaeCostCase):
    """AGIIE's representative reads AGIIE's statements, and those only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._share(cls.pool, {cls.agiie: 12, cls.proxim: 6, cls.vital: 2})
        cls._create_budget(cls.pool, 10000)
        cls._create_call("2026-01-01", "2026-12-31").action_call()
        cls._spend(cls.pool, 11000)
        cls.settlement = cls._create_settlement()
        cls.user_agiie, cls.user_proxim = (
            cls._create_representative(member) for member in (cls.agiie, cls.proxim)
        )
        cls.own = cls.settlement.statement_ids.filtered(
            lambda statement: statement.membership_id == cls.agiie
        )

    @classmethod
    def _create_representative(cls, member):
        name = member.partner_id.name.lower()
        user = new_test_user(
            cls.env,
            f"cost_{name}",
            groups="base.group_portal",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        user.partner_id.parent_id = member.partner_id
        return user

    def _page(self, user, url):
        login = user.login if user else None
        self.authenticate(login, login)
        response = self.url_open(url)
        return response, html.fromstring(response.text)

    def _text(self, page):
        return " ".join(page.text_content().replace("\ufeff", "").split())

    def test_nothing_before_it_is_invoiced(self):
        _response, page = self._page(self.user_agiie, "/my/shared-costs")
        self.assertFalse(page.find_class("o_cae_cost_statement"))
        response, _page = self._page(self.user_agiie, self.own.access_url)
        self.assertTrue(response.url.endswith("/my"))

    def test_statement_with_the_arithmetic_and_the_invoice(self):
        self.settlement.action_invoice()
        _response, page = self._page(self.user_agiie, "/my/shared-costs")
        (card,) = page.find_class("o_cae_cost_statement")
        # 6 600 of 11 000; 6 000 of 10 000 were called
        for part in ("Year 2026", "6,600.00", "To pay", "600.00", "see and pay"):
            self.assertIn(part, self._text(card))
        _response, page = self._page(self.user_agiie, self.own.access_url)
        text = self._text(page)
        for part in (
            "11,000.00 € × 4,380 / 7,300 (FTE) = 6,600.00 €",
            "12.00 on average over 365 days, of 20.00 for all the members",
            "Please pay the invoice",
        ):
            self.assertIn(part, text)
        self.assertFalse(page.find_class("o_cae_cost_table_link"))
        (link,) = page.find_class("o_cae_cost_document")
        invoice = self.url_open(link.get("href"))
        self.assertEqual(invoice.status_code, 200)
        move = self.own._get_documents()[self.own]
        self.assertIn(move.name, invoice.text)

    def test_only_own(self):
        self.settlement.action_invoice()
        for url in (self.own.access_url, f"{self.own.access_url}/table"):
            response, _page = self._page(self.user_proxim, url)
            self.assertTrue(response.url.endswith("/my"), url)
            response, _page = self._page(None, url)
            self.assertIn("/web/login", response.url)
        statements = self.env["cae.cost.statement"].with_user(self.user_proxim)
        self.assertEqual(statements.search([]).partner_id, self.proxim.partner_id)
        lines = self.env["cae.cost.settlement.line"].with_user(self.user_proxim)
        self.assertEqual(lines.search([]).partner_id, self.proxim.partner_id)
        # A token, were it guessed, opens nothing either.
        token = self.own.sudo()._portal_ensure_token()
        response, _page = self._page(
            self.user_proxim, f"{self.own.access_url}?access_token={token}"
        )
        self.assertTrue(response.url.endswith("/my"))

    def test_the_whole_table_only_where_members_agreed(self):
        self.settlement.action_invoice()
        url = f"{self.own.access_url}/table"
        response, _page = self._page(self.user_agiie, url)
        self.assertTrue(response.url.endswith("/my"))
        self.company.cae_cost_table_open = True
        response, page = self._page(self.user_agiie, url)
        text = self._text(page)
        for part in ("AGIIE", "Proxim", "Vital", "3,300.00", "1,100.00", "✓"):
            self.assertIn(part, text)
        (own,) = page.find_class("o_cae_cost_own")
        self.assertIn("AGIIE", own.text_content())
        _response, page = self._page(self.user_agiie, self.own.access_url)
        self.assertTrue(page.find_class("o_cae_cost_table_link"))

    def test_pdf(self):
        self.settlement.action_invoice()
        self.company.cae_cost_table_open = True
        self.authenticate(self.user_agiie.login, self.user_agiie.login)
        render = IrActionsReport._render_qweb_pdf

        def force(report, *args, **kwargs):
            report = report.with_context(force_report_rendering=True)
            return render(report, *args, **kwargs)

        with patch.object(IrActionsReport, "_render_qweb_pdf", force):
            for url in (self.own.access_url, f"{self.own.access_url}/table"):
                response = self.url_open(f"{url}?report_type=pdf&download=true")
                self.assertEqual(response.headers["Content-Type"], "application/pdf")
                self.assertEqual(response.content[:4], b"%PDF")

    def test_the_home_page_counts_them(self):
        self.settlement.action_invoice()
        for user, count in ((self.user_agiie, 1), (self.user_portal, 0)):
            self.authenticate(user.login, user.login)
            answer = self.make_jsonrpc_request(
                "/my/counters", {"counters": ["cost_statement_count"]}
            )
            self.assertEqual(answer["cost_statement_count"], count)
