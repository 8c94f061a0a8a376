# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from lxml import html

from odoo.tests import HttpCase, tagged

from odoo.addons.base.models.ir_actions_report import IrActionsReport

from .common_capital import CaeCapitalCase


@tagged("post_install", "-at_install")
class TestPortalShare(HttpCase, CaeCapitalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        member = cls._create_membership(cls.user_portal.partner_id, state="candidate")
        member.action_admit("2026-01-01")
        cls.member = member
        cls.rows = member.subscribe(cls.share_class, 5, "2026-01-10")
        cls.bob.subscribe(cls.share_class, 7, "2026-01-10")
        cls.certificate = f"/my/membership/{member.id}/certificate"

    def _page(self, user):
        self.authenticate(user.login, user.login)
        return html.fromstring(self.url_open("/my/membership").text)

    def _certificate(self, user, url=None):
        login = user.login if user else None
        self.authenticate(login, login)
        render = IrActionsReport._render_qweb_pdf

        def force(report, *args, **kwargs):
            report = report.with_context(force_report_rendering=True)
            return render(report, *args, **kwargs)

        with patch.object(IrActionsReport, "_render_qweb_pdf", force):
            return self.url_open(url or self.certificate)

    def test_a_member_sees_shares_and_the_call_to_pay(self):
        page = self._page(self.user_portal)
        (call,) = page.find_class("o_cae_capital_call")
        self.assertIn(self.rows.move_id.name, call.text_content())
        (shares,) = page.find_class("o_cae_shares")
        self.assertIn("100.00", shares.text_content())
        self.assertNotIn("140.00", page.text_content())
        self._pay(self.rows.move_id)
        page = self._page(self.user_portal)
        self.assertFalse(page.find_class("o_cae_capital_call"))
        self.assertTrue(page.find_class("o_cae_certificate"))

    def test_nothing_to_show_without_shares(self):
        page = self._page(self.user_portal_other)
        self.assertFalse(page.find_class("o_cae_shares"))

    def test_certificate_is_the_members_own(self):
        response = self._certificate(self.user_portal)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertTrue(response.content.startswith(b"%PDF"))
        foreign = f"/my/membership/{self.bob.id}/certificate"
        for user, url in (
            (self.user_portal_other, self.certificate),
            (self.user_portal, foreign),
            (self.user_portal, "/my/membership/999999999/certificate"),
            (None, self.certificate),
        ):
            with self.subTest(user=user and user.login, url=url):
                response = self._certificate(user, url)
                self.assertTrue(response.history)
                self.assertIn("text/html", response.headers["Content-Type"])
                self.assertNotIn("certificate", response.url.split("?")[0])
