# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
from unittest.mock import patch

from lxml import html
from PyPDF2 import PdfReader

from odoo.tests import HttpCase, tagged

from odoo.addons.base.models.ir_actions_report import IrActionsReport

from .common_document import CaeDocumentCase


@tagged("post_install", "-at_install")
class TestContractPortal(HttpCase, CaeDocumentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = cls._send()
        cls.url = f"/my/contracts/{cls.document.id}"

    def _page(self, user, url):
        self.authenticate(user.login, user.login)
        response = self.url_open(url)
        return response, html.fromstring(response.text)

    def _sign(self, user, **params):
        self.authenticate(user.login, user.login)
        params = {"name": "Ada Lovelace", "signature": self.image, **params}
        return self.make_jsonrpc_request(f"{self.url}/sign", params)

    def test_the_person_reads_signs_and_keeps(self):
        _response, page = self._page(self.user_portal, "/my/contracts")
        (waiting,) = page.find_class("o_cae_to_sign")
        self.assertIn("Ada Lovelace", waiting.text_content())
        (dates,) = page.find_class("o_cae_own_dates")
        # 36 months from 1 January 2026.
        self.assertIn("1 January 2029", dates.text_content())
        _response, page = self._page(self.user_portal, self.url)
        self.assertIn("24 000 of turnover", page.text_content())
        self.assertTrue(page.find_class("o_cae_sign"))
        answer = self._sign(self.user_portal)
        self.assertEqual(answer["redirect_url"], f"{self.url}?signed=1")
        signer = self.document.signer_ids[0]
        self.assertEqual(signer.signed_by, "Ada Lovelace")
        self.assertTrue(signer.signed_on and signer.signature)
        _response, page = self._page(self.user_portal, answer["redirect_url"])
        self.assertIn("your signature is recorded", page.text_content())
        self.assertFalse(page.find_class("o_cae_sign"))
        _response, page = self._page(self.user_portal, "/my/contracts")
        self.assertFalse(page.find_class("o_cae_to_sign"))

    def test_nobody_else_reads_signs_or_prints(self):
        for user in (self.user_portal_other, self.user_coach, self.user_hr):
            with self.subTest(user=user.login):
                for url in (self.url, f"{self.url}?report_type=pdf"):
                    response, page = self._page(user, url)
                    self.assertNotIn("24 000 of turnover", page.text_content())
                    self.assertNotIn(self.url, response.url)
                answer = self._sign(user)
                self.assertIn("not yours to sign", answer["error"])
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(self.url).url)
        self.assertFalse(any(self.document.signer_ids.mapped("signed_on")))

    def test_an_unknown_document_leads_home(self):
        response, _page = self._page(self.user_portal, "/my/contracts/999999999")
        self.assertTrue(response.url.endswith("/my"))

    def test_what_must_not_be_signed_is_refused(self):
        for vals, message in (
            ({"name": " "}, "Type your name"),
            ({"signature": None}, "Draw your signature"),
            ({"signature": "bm90IGFuIGltYWdl"}, "could not be decoded"),
        ):
            with self.subTest(message=message):
                self.assertIn(message, self._sign(self.user_portal, **vals)["error"])
        self._sign(self.user_portal)
        self.assertIn("given already", self._sign(self.user_portal)["error"])
        self.document.action_cancel()
        self.assertIn("not yours", self._sign(self.user_portal)["error"])

    def test_another_text_is_told_and_not_signed(self):
        self.cr.execute(
            "UPDATE cae_contract_document SET body = '<p>Forged</p>' WHERE id = %s",
            [self.document.id],
        )
        self.document.invalidate_recordset()
        _response, page = self._page(self.user_portal, self.url)
        self.assertIn("not the one that was sent", page.text_content())
        self.assertFalse(page.find_class("o_cae_sign"))
        self.assertFalse(page.find_class("o_cae_download"))
        self.assertIn("seal differs", self._sign(self.user_portal)["error"])

    def test_the_pdf_has_pages_and_seal(self):
        render = IrActionsReport._render_qweb_pdf

        def force(report, *args, **kwargs):
            report = report.with_context(force_report_rendering=True)
            return render(report, *args, **kwargs)

        self.authenticate(self.user_portal.login, self.user_portal.login)
        with patch.object(IrActionsReport, "_render_qweb_pdf", force):
            response = self.url_open(f"{self.url}?report_type=pdf", timeout=60)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        pages = self._read_pdf(response.content)
        for number, text in enumerate(pages, start=1):
            self.assertIn(f"{number} / {len(pages)}", text)
            self.assertIn(self.document.content_hash, text)
        self.assertGreater(len(pages), 1)

    def _read_pdf(self, content):
        """The text of each page."""
        reader = PdfReader(io.BytesIO(content))
        return [page.extract_text() for page in reader.pages]

    def test_documents_of_others_are_not_counted(self):
        _response, page = self._page(self.user_portal_other, "/my/contracts")
        self.assertIn("Nothing has been sent to you yet", page.text_content())
        self.assertFalse(page.find_class("o_cae_own_dates"))
