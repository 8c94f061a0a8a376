# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a person's contract to the PDF that both sides signed, in a real browser."""

import io
from unittest.mock import patch

from lxml import html
from PyPDF2 import PdfReader

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.base.models.ir_actions_report import IrActionsReport

PERSON = "Lise Aubry"
RENDER = IrActionsReport._render_qweb_pdf


def force_pdf(report, *args, **kwargs):
    """Print for good: in tests Odoo gives HTML."""
    report = report.with_context(force_report_rendering=True)
    return RENDER(report, *args, **kwargs)


@tagged("post_install", "-at_install")
class TestContractSigned(HttpCase):
    """An entrepreneur hired by Artefacts; who keeps the contracts; a stranger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("cae_demo.company_art")
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.company.write(
            {
                "cae_signatory": "Claire Moreau, gérante",
                "cae_statutes_version": "ceux du 14 juin 2023",
            }
        )
        cls.hr = cls._create_user("journey.hr", "hr.group_hr_manager")
        cls.hr.group_ids += cls.env.ref("cae_member.group_user")
        cls.lise = cls._create_user("journey.lise", "base.group_portal", name=PERSON)
        cls.stranger = cls._create_user("journey.stranger", "base.group_portal")
        cls.employee = cls.env["hr.employee"].create(
            {
                "name": PERSON,
                "work_contact_id": cls.lise.partner_id.id,
                "company_id": cls.company.id,
            }
        )
        cls.employee.open_term(
            cls.env.ref("cae_member.contract_type_cesa"),
            "2026-01-01",
            wage=650,
            cae_objectives="Trois clients réguliers",
        )

    @classmethod
    def _create_user(cls, login, groups, **vals):
        return new_test_user(
            cls.env,
            login=login,
            password=login,
            groups=groups,
            email=f"{login}@courrier.example",
            lang="en_US",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            **vals,
        )

    def test_prepared_sent_signed_by_both_and_kept(self):
        path = f"/odoo/action-hr.open_view_employee_list_my/{self.employee.id}"
        self.start_tour(path, "cae_contract_send_tour", login="journey.hr", timeout=180)
        document = self.employee.cae_contract_document_ids
        self.assertEqual((document.state, document.kind), ("sent", "contract"))
        self.assertEqual(document.unsigned_count, 2)

        self.start_tour(
            "/my/contracts", "cae_contract_sign_tour", login="journey.lise", timeout=120
        )
        self.env.invalidate_all()
        signer = document.signer_ids[0]
        self.assertEqual(signer.signed_by, PERSON)
        self.assertTrue(signer.signature)

        path = f"/odoo/action-cae_member.cae_contract_document_action/{document.id}"
        with patch.object(IrActionsReport, "_render_qweb_pdf", force_pdf):
            self.start_tour(
                path, "cae_contract_countersign_tour", login="journey.hr", timeout=180
            )
        self.env.invalidate_all()
        self.assertEqual(document.state, "signed")
        self._check_pdf(document)
        self._check_refusals(document)

    def _check_pdf(self, document):
        """What the person downloads is what was kept, with all that the law asks."""
        url = f"{document.access_url}?report_type=pdf"
        self.authenticate("journey.lise", "journey.lise")
        with patch.object(IrActionsReport, "_render_qweb_pdf", force_pdf):
            content = self.url_open(url, timeout=60).content
        self.assertEqual(content, document.attachment_id.raw)
        for page in PdfReader(io.BytesIO(content)).pages:
            self.assertIn(document.content_hash, page.extract_text())
        # The letters of wkhtmltopdf can't be read back: the page it printed can.
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "cae_member.action_report_contract_document", document.ids
        )
        text = " ".join(html.fromstring(page).text_content().split())
        clauses = self.env["cae.contract.clause"]._find(
            "contract", self.company, document.contract_type_id
        )
        mandatory = clauses.filtered("mandatory")
        self.assertGreaterEqual(len(mandatory), 10)
        for clause in mandatory.with_context(lang=document.lang):
            with self.subTest(clause=clause.name):
                self.assertIn(clause.name, text)
                self.assertIn(clause.legal_reference, text)
        for words in (PERSON, "Trois clients", "650", document.content_hash):
            self.assertIn(words, text)

    def _check_refusals(self, document):
        """Another entrepreneur neither reads nor signs it."""
        self.authenticate("journey.stranger", "journey.stranger")
        for url in (document.access_url, f"{document.access_url}?report_type=pdf"):
            response = self.url_open(url)
            self.assertNotIn("Trois clients", response.text)
            self.assertNotIn("contracts", response.url)
        answer = self.make_jsonrpc_request(
            f"{document.access_url}/sign", {"name": "Eve", "signature": "aaaa"}
        )
        self.assertIn("not yours to sign", answer["error"])
