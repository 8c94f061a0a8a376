# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From the public form to the paid certificate, in a real browser, on the demo."""

import io
from unittest.mock import patch

from lxml import html
from PyPDF2 import PdfReader

from odoo.tests import HttpCase, tagged

from odoo.addons.base.models.ir_actions_report import IrActionsReport

APPLICANT = "Ninon Leclerc"
EMAIL = "ninon.leclerc@courrier.example"


@tagged("post_install", "-at_install")
class TestApplicantBecomesMember(HttpCase):
    """A visitor of Artefacts applies, is admitted, subscribes, pays and looks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("cae_demo.company_art")
        cls.company.cae_application_min_seconds = 0

    def _find(self, model, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env[model].search([("company_id", "=", self.company.id), *domain])

    def test_from_the_public_form_to_the_paid_certificate(self):
        self.start_tour(
            f"/cooperative/apply/{self.company.id}", "cae_application_tour", timeout=120
        )
        application = self._find("cae.membership.application", name=APPLICANT)
        self.assertEqual(application.state, "new")

        self.start_tour("/odoo", "cae_examine_tour", login="art.support", timeout=180)
        membership = application.membership_id
        self.assertEqual(membership.state, "candidate")
        self.assertFalse(membership.number)

        path = f"/odoo/action-cae_member.cae_membership_action/{membership.id}"
        self.start_tour(path, "cae_admit_tour", login="art.manager", timeout=180)
        self.assertEqual(membership.state, "member")
        self.assertTrue(membership.number)
        self.assertEqual((membership.share_quantity, membership.share_amount), (5, 100))
        self.assertEqual(membership.share_paid_amount, 0)

        call = membership.share_movement_ids.move_id
        path = f"/odoo/action-account.action_move_out_invoice_type/{call.id}"
        self.start_tour(
            path, "cae_pay_capital_tour", login="art.accountant", timeout=180
        )
        self.env.invalidate_all()
        self.assertEqual(membership.share_paid_quantity, 5)
        self.assertFalse(self.env["cae.share.movement"].verify_register(self.company))
        self._look_at_portal(membership)
        self._check_certificate(membership)

    def _look_at_portal(self, membership):
        """The invitation asked for a password: the member has chosen one."""
        user = membership.partner_id.user_ids
        self.assertTrue(user._is_portal())
        user.password = EMAIL
        self.start_tour("/my", "cae_portal_member_tour", login=user.login, timeout=120)

    def _check_certificate(self, membership):
        """The member prints the certificate from the portal; it says what is held."""
        user = membership.partner_id.user_ids
        self.authenticate(user.login, EMAIL)
        portal = html.fromstring(self.url_open("/my/membership", timeout=60).text)
        self.assertFalse(portal.find_class("o_cae_capital_call"))
        link = portal.find_class("o_cae_certificate")[0].get("href")
        render = IrActionsReport._render_qweb_pdf

        def force(report, *args, **kwargs):
            report = report.with_context(force_report_rendering=True)
            return render(report, *args, **kwargs)

        with patch.object(IrActionsReport, "_render_qweb_pdf", force):
            response = self.url_open(link, timeout=60)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertEqual(len(PdfReader(io.BytesIO(response.content)).pages), 1)
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "cae_member.report_share_certificate", membership.ids
        )
        text = " ".join(html.fromstring(page).text_content().split())
        for part in (APPLICANT, membership.number, "Artefacts", "100.00"):
            self.assertIn(part, text)
