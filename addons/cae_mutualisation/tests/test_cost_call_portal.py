# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestCostCallPortal(HttpCase, CaeCostCase):
    """Who represents a member reads its provisions and finds the invoice to pay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_portal.partner_id.parent_id = cls.agiie.partner_id
        cls.user_portal_other.partner_id.parent_id = cls.vital.partner_id
        cls._share(cls.pool, {cls.agiie: 12, cls.proxim: 6, cls.vital: 2})
        cls._create_budget(cls.pool, 12000)
        cls.call = cls._create_call("2026-01-01", "2026-03-31")
        cls.call.action_call()
        cls.computed = cls._create_call("2026-04-01", "2026-06-30")

    def _get(self, user, url="/my/provisions"):
        self.authenticate(user.login, user.login)
        self.opener.cookies["frontend_lang"] = "en_US"
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        return html.fromstring(response.text)

    def _text(self, page):
        return " ".join(page.text_content().replace("\xa0", " ").split())

    def test_one_sees_ones_own_that_were_called(self):
        page = self._get(self.user_portal)
        (card,) = page.find_class("o_cae_provision")
        text = self._text(card)
        # 3 000 by 12 of 20 FTE
        self.assertIn("3,000.00 € × 1,080 / 1,800 (FTE) = 1,800.00 €", text)
        self.assertIn("Provisions 2026-01-01", text)
        self.assertNotIn("900.00", text)
        invoice = self.call._get_move_lines().move_id.filtered(
            lambda move: move.commercial_partner_id == self.agiie.partner_id
        )
        links = [link.get("href") for link in card.xpath(".//a")]
        self.assertTrue(links[0].startswith(f"/my/invoices/{invoice.id}?access_token"))
        self.assertEqual(self.url_open(links[0]).status_code, 200)
        (other,) = self._get(self.user_portal_other).find_class("o_cae_provision")
        self.assertIn("= 300.00 €", self._text(other))

    def test_another_year(self):
        self._create_budget(self.pool, 4000, year=2027)
        later = self._create_call("2027-01-01", "2027-12-31")
        later.action_call()
        # The latest year first: 4 000 × 60 %
        text = self._text(self._get(self.user_portal))
        self.assertIn("Called for 2027, before tax: 2,400.00 €", text)
        text = self._text(self._get(self.user_portal, "/my/provisions?year=2026"))
        self.assertIn("Called for 2026, before tax: 1,800.00 €", text)
        for year in ("1999", "abc", "²²²²", ""):
            text = self._text(
                self._get(self.user_portal, f"/my/provisions?year={year}")
            )
            self.assertIn("Called for 2027", text)

    def test_nothing_yet(self):
        user = self._create_role_user("stranger", "base.group_portal")
        self.assertIn("No provision has been called", self._text(self._get(user)))

    def test_rights_without_the_page(self):
        lines = self.env["cae.cost.call.line"].with_user(self.user_portal)
        self.assertEqual(lines.search([]).partner_id.ids, self.agiie.partner_id.ids)
        foreign = self.call.line_ids.filtered(
            lambda line: line.membership_id == self.vital
        )
        with self.assertRaises(AccessError):
            foreign.with_user(self.user_portal).read(["amount"])
        with self.assertRaises(AccessError):
            self.computed.line_ids[:1].with_user(self.user_portal).read(["amount"])
        with self.assertRaises(AccessError):
            self.call.with_user(self.user_portal).read(["name"])

    def test_counter(self):
        self.authenticate(self.user_portal.login, self.user_portal.login)
        found = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["provision_count"]}
        )
        self.assertEqual(found["provision_count"], 1)
