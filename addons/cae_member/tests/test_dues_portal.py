# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import html

from odoo.tests import HttpCase, tagged

from .common_dues import CaeDuesCase


@tagged("post_install", "-at_install")
class TestPortalDues(HttpCase, CaeDuesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_membership(
            cls.user_portal.partner_id, state="candidate"
        )
        cls.member.action_admit("2020-01-01")
        cls._create_figures(cls.member, fte=2)
        cls.campaign = cls._create_campaign()
        cls.campaign.action_compute()

    def _page(self, user, url="/my/dues"):
        login = user.login if user else None
        self.authenticate(login, login)
        response = self.url_open(url)
        return response, html.fromstring(response.text)

    def test_nothing_before_the_call(self):
        _response, page = self._page(self.user_portal)
        self.assertFalse(page.find_class("o_cae_dues"))

    def test_amount_explanation_and_payment(self):
        self.campaign.action_call()
        line = self._line(self.campaign, self.member)
        _response, page = self._page(self.user_portal)
        (card,) = page.find_class("o_cae_dues")
        text = " ".join(card.text_content().split())
        # 100 + 2 × 20
        for part in ("Dues 2026", "140.00", "2 FTE", line.move_id.name):
            self.assertIn(part, text)
        self.assertNotIn("350.00", page.text_content())
        (link,) = card.xpath(".//a[contains(@href, '/my/invoices/')]/@href")
        invoice = self.url_open(link)
        self.assertEqual(invoice.status_code, 200)
        self.assertIn(line.move_id.name, invoice.text)
        self._pay(line.move_id)
        _response, page = self._page(self.user_portal)
        (card,) = page.find_class("o_cae_dues")
        self.assertTrue(card.find_class("text-bg-success"))
        self.assertFalse(card.find_class("btn-primary"))

    def test_the_home_page_counts_them(self):
        self.campaign.action_call()
        self.authenticate(self.user_portal.login, self.user_portal.login)
        answer = self.make_jsonrpc_request("/my/counters", {"counters": ["dues_count"]})
        self.assertEqual(answer["dues_count"], 1)

    def test_others_see_nothing(self):
        self.campaign.action_call()
        _response, page = self._page(self.user_portal_other)
        self.assertFalse(page.find_class("o_cae_dues"))
        response, _page = self._page(None)
        self.assertIn("/web/login", response.url)
        lines = self.env["cae.dues.line"].with_user(self.user_portal).search([])
        self.assertEqual(lines, self._line(self.campaign, self.member))

    def test_the_people_of_an_organisation_see_its_dues(self):
        organisation = self._create_partner(name="Org", is_company=True)
        member = self._create_membership(organisation, state="candidate")
        member.action_admit("2020-01-01")
        self._create_figures(member, fte=1)
        self.user_portal_other.partner_id.parent_id = organisation
        self.campaign.action_compute()
        self.campaign.action_call()
        _response, page = self._page(self.user_portal_other)
        (card,) = page.find_class("o_cae_dues")
        self.assertIn("120.00", card.text_content())
