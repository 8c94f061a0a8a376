# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io
from datetime import timedelta

from PIL import Image

from odoo.tests import HttpCase, tagged

from .common_agreement import CaeAgreementCase


@tagged("post_install", "-at_install")
class TestServiceAgreementPortal(HttpCase, CaeAgreementCase):
    """A member reads its agreement on the portal and signs it there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_portal.partner_id.parent_id = cls.member
        request = cls._create_assessed_request((cls.service_books, cls.pro_books))
        request.line_ids.action_draft_specification()
        cls.request = request
        cls.agreement = cls._make_agreement(request)
        image = io.BytesIO()
        Image.new("RGB", (4, 4)).save(image, "PNG")
        cls.signature = base64.b64encode(image.getvalue()).decode()

    def _get_page(self, login="cae_test_portal"):
        self.authenticate(login, login)
        return self.url_open(f"/my/orders/{self.agreement.id}")

    def _sign(self):
        return self.make_jsonrpc_request(
            f"/my/orders/{self.agreement.id}/accept",
            {"name": "Jo of the Network", "signature": self.signature},
        )

    def test_member_reads_and_signs(self):
        self.agreement.action_quotation_sent()
        sent = self.agreement.cae_clauses
        page = self._get_page().text
        for expected in (
            "Agreement",
            "2 visits a month of 3.5 hours",
            "settled at the real cost of the year",
            "Confidentiality",
            "Accept & Sign",
            # Or Odoo's script of the page stops, and nobody signs.
            'id="sales_order_table"',
        ):
            self.assertIn(expected, page)
        result = self._sign()
        self.assertTrue(result.get("force_refresh"), result)
        self.assertEqual(self.agreement.state, "sale")
        self.assertEqual(self.agreement.cae_agreement_state, "active")
        self.assertEqual(self.agreement.signed_by, "Jo of the Network")
        self.assertEqual(self.agreement.cae_clauses, sent)
        self.assertEqual(self.request.line_ids.state, "agreed")
        self.assertTrue(self.agreement.order_line.task_id)
        self.assertIn("Jo of the Network", self._get_page().text)

    def test_draft_is_not_signed(self):
        page = self._get_page().text
        self.assertNotIn("Accept & Sign", page)
        self.assertIn("error", self._sign())
        self.assertEqual(self.agreement.state, "draft")

    def test_member_signs_an_amendment(self):
        self.agreement.action_confirm()
        found = self.agreement.action_amend()
        amendment = self.env["sale.order"].browse(found["res_id"])
        amendment.order_line.cae_visit_count = 4
        amendment.action_quotation_sent()
        self.agreement = amendment
        page = self._get_page().text
        self.assertIn("What changes", page)
        self.assertIn("4 visits a month of 3.5 hours", page)
        self.assertTrue(self._sign().get("force_refresh"))
        self.assertEqual(amendment.state, "sale")
        last_day = amendment.cae_start_date - timedelta(days=1)
        self.assertEqual(amendment.cae_previous_id.cae_end_date, last_day)

    def test_other_member_sees_nothing(self):
        self.user_portal_other.partner_id.parent_id = self.deep
        self.agreement.action_quotation_sent()
        response = self._get_page("cae_test_other")
        self.assertNotIn(self.agreement.name, response.text)
        self.assertIn("error", self._sign())
        self.assertEqual(self.agreement.state, "sent")

    def test_print(self):
        self.agreement.action_quotation_sent()
        self.authenticate("cae_test_portal", "cae_test_portal")
        url = f"/my/orders/{self.agreement.id}?report_type=html"
        page = self.url_open(url).content.decode()
        for expected in ("called “the centre”", "Foreseen", "For the member"):
            self.assertIn(expected, page)
        self.assertNotIn("Quotation #", page)
        plain = self.env["sale.order"].create({"partner_id": self.member.id})
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "sale.report_saleorder", plain.ids
        )
        self.assertIn("Quotation #", html.decode())
