# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import html

from odoo.tests import HttpCase, tagged

from .common_cost_agreement import CaeCostAgreementCase


@tagged("post_install", "-at_install")
class TestCostAgreementPortal(HttpCase, CaeCostAgreementCase):
    """The member reads and signs; nobody else does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._send(terms="<p>Two meeting rooms are lent.</p>")
        cls.url = f"/my/cost-agreements/{cls.agreement.id}"

    def _page(self, user, url):
        self.authenticate(user.login, user.login)
        response = self.url_open(url)
        return response, html.fromstring(response.text)

    def _sign(self, user, **params):
        self.authenticate(user.login, user.login)
        params = {"name": "Ada Lovelace", "signature": self.image, **params}
        return self.make_jsonrpc_request(f"{self.url}/sign", params)

    def _counts(self, user):
        self.authenticate(user.login, user.login)
        names = ["cost_agreement_count", "cost_agreement_to_sign_count"]
        found = self.make_jsonrpc_request("/my/counters", {"counters": names})
        return [found.get(name) for name in names]

    def test_the_member_reads_signs_and_keeps(self):
        self.assertEqual(self._counts(self.user_portal), [1, 1])
        _response, page = self._page(self.user_portal, "/my/cost-agreements")
        (waiting,) = page.find_class("o_cae_to_sign")
        self.assertIn("CSA0001", waiting.text_content())
        _response, page = self._page(self.user_portal, self.url)
        self.assertIn("Two meeting rooms", page.text_content())
        self.assertTrue(page.find_class("o_cae_sign"))
        answer = self._sign(self.user_portal)
        self.assertEqual(answer["redirect_url"], f"{self.url}?signed=1")
        self.assertEqual(self.agreement.state, "signed")
        self.assertEqual(self.agreement.signed_user_id, self.user_portal)
        _response, page = self._page(self.user_portal, answer["redirect_url"])
        self.assertIn("your signature is recorded", page.text_content())
        self.assertFalse(page.find_class("o_cae_sign"))
        self.assertEqual(self._counts(self.user_portal), [1, 0])
        response = self.url_open(f"{self.url}?report_type=pdf&download=true")
        self.assertEqual(response.content, self.agreement.attachment_id.raw)

    def test_nobody_else_reads_signs_or_prints(self):
        self.assertEqual(self._counts(self.user_portal_other), [0, 0])
        for user in (self.user_portal_other, self.user_support, self.user_manager):
            with self.subTest(user=user.login):
                for url in (self.url, f"{self.url}?report_type=pdf"):
                    response, page = self._page(user, url)
                    self.assertNotIn("Two meeting rooms", page.text_content())
                    self.assertNotIn(self.url, response.url)
                self.assertIn("not yours to sign", self._sign(user)["error"])
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(self.url).url)
        self.assertEqual(self.agreement.state, "sent")

    def test_drafts_and_withdrawn_ones_are_not_shown(self):
        draft = self._draft(self.secretariat)
        for agreement in (draft, self.agreement):
            if agreement == self.agreement:
                agreement.action_cancel()
            url = f"/my/cost-agreements/{agreement.id}"
            response, _page = self._page(self.user_portal, url)
            self.assertTrue(response.url.endswith("/my"))
        _response, page = self._page(self.user_portal, "/my/cost-agreements")
        self.assertIn("No agreement yet", page.text_content())
        self.assertIn("not yours", self._sign(self.user_portal)["error"])
        response, _page = self._page(self.user_portal, "/my/cost-agreements/999999999")
        self.assertTrue(response.url.endswith("/my"))

    def test_what_must_not_be_signed_is_refused(self):
        for vals, message in (
            ({"name": " "}, "Type your name"),
            ({"name": {"a": 1}}, "Type your name"),
            ({"signature": None}, "Draw your signature"),
            ({"signature": "bm90IGFuIGltYWdl"}, "could not be decoded"),
        ):
            with self.subTest(message=message):
                self.assertIn(message, self._sign(self.user_portal, **vals)["error"])
                self.assertEqual(self.agreement.state, "sent")
        self._sign(self.user_portal)
        self.assertIn("In Force", self._sign(self.user_portal)["error"])

    def test_another_text_is_told_and_not_signed(self):
        self.cr.execute(
            "UPDATE cae_cost_agreement SET body = '<p>Forged</p>' WHERE id = %s",
            [self.agreement.id],
        )
        self.agreement.invalidate_recordset()
        _response, page = self._page(self.user_portal, self.url)
        self.assertIn("not the one that was sent", page.text_content())
        self.assertFalse(page.find_class("o_cae_sign"))
        self.assertFalse(page.find_class("o_cae_download"))
        self.assertIn("seal differs", self._sign(self.user_portal)["error"])

    def test_an_overlap_is_told_and_nothing_is_signed(self):
        other = self._draft()
        other._sign_paper("Ada", "2026-01-02")
        answer = self._sign(self.user_portal)
        self.assertIn("AGIIE shares “HR” by CSA0002", answer["error"])
        self.assertEqual(self.agreement.state, "sent")
        self.assertFalse(self.agreement.signed_on)
