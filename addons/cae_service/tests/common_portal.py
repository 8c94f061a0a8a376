# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import html

from odoo.http import Request

from .common import CaeServiceCase


class CaeServicePortalCase(CaeServiceCase):
    """The portal user represents `member`, the other one `auxiliary`.

    For a class that also derives from HttpCase.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_portal.partner_id.parent_id = cls.member
        cls.user_portal_other.partner_id.parent_id = cls.auxiliary
        cls.company.cae_service_user_id = cls.user_support
        services = cls.service_law | cls.service_books | cls.service_payroll
        cls.services = services.product_tmpl_id
        cls.services[:2].cae_published = True

    def _log_in(self, user=None):
        login = user.login if user else None
        self.authenticate(login, login)
        self.opener.cookies["frontend_lang"] = "en_US"

    def _get(self, url, code=200):
        response = self.url_open(url)
        self.assertEqual(response.status_code, code)
        return html.fromstring(response.text)

    def _visit(self, url):
        """Where a GET leads: the path, the language taken off."""
        return self.url_open(url).request.path_url.removeprefix("/en")

    def _post(self, url, **data):
        data.setdefault("csrf_token", Request.csrf_token(self))
        response = self.url_open(url, data=data)
        self.env.invalidate_all()
        return html.fromstring(response.text)

    def _text(self, page):
        return " ".join(page.text_content().split())

    def _links(self, page, css_class):
        return page.xpath(f"//a[contains(@class, '{css_class}')]/@href")

    def _names(self, page):
        """Names of the services whose cards are shown."""
        cards = page.xpath("//*[contains(@class, 'o_cae_service_card')]//h2")
        return {self._text(card) for card in cards}
