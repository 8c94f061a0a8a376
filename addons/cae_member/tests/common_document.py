# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io

from PIL import Image

from odoo.fields import Command
from odoo.tools import mute_logger

from .common_contract import CaeContractCase

WORDS = {
    "cesa": {
        "L7331-2, a": "24 000 of turnover in the first year",
        "L7331-2, b": "two individual interviews each year",
        "L7331-2, c": "Ten per cent of the turnover",
        "L7331-2, d": "Turnover less expenses less contribution",
        "L7331-2, e": "adopted on 12 June 2025",
        "L7331-2, f": "keeps them when the contract ends",
        "R7331-10": "applies in writing",
        "R7331-12": "within one month of the general meeting",
    }
}


class CaeDocumentCase(CaeContractCase):
    """A cooperative ready to write contracts, and a person of the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "cae_signatory": "Claire Martin, manager",
                "cae_statutes_version": "those adopted on 12 June 2025",
                "cae_levy_text": "Ten per cent of the turnover",
            }
        )
        cls.partner_ada = cls.user_portal.partner_id
        cls.partner_ada.write(
            {"name": "Ada Lovelace", "email": "ada@example.com", "lang": "en_US"}
        )
        cls.ada = cls._create_person(
            "Ada Lovelace",
            cls.partner_ada,
            private_street="1 rue des Lices",
            private_city="Tours",
            private_zip="37000",
        )
        cls.version = cls.ada.open_term(cls.cesa, "2026-01-01", **cls._terms())
        cls.image = cls._draw()

    @classmethod
    def _terms(cls, **vals):
        return {
            "wage": 600,
            "cae_objectives": "24 000 of turnover in the first year",
            **vals,
        }

    @classmethod
    def _draw(cls):
        """A signature as the browser sends it."""
        stream = io.BytesIO()
        Image.new("RGB", (60, 20), (0, 0, 90)).save(stream, "PNG")
        return base64.b64encode(stream.getvalue()).decode()

    @classmethod
    def _prepare(cls, subject=None, user=None):
        subject = subject or cls.version
        if user:
            subject = subject.with_user(user)
        if subject._name == "cae.activity":
            action = subject.action_prepare_agreement()
        else:
            action = subject.action_prepare_document()
        return subject.env["cae.contract.document"].browse(action["res_id"])

    @classmethod
    @mute_logger("odoo.addons.mail.models.mail_mail")
    def _send(cls, subject=None, user=None):
        document = cls._prepare(subject, user)
        document.action_send()
        return document

    @classmethod
    def _create_joint(cls, first=60, second=40):
        other = cls.user_portal_other.partner_id
        other.email = other.email or "other@example.com"
        activity = cls.env["cae.activity"].create(
            {
                "name": "Two Voices",
                "holder_ids": [
                    Command.create(
                        {"partner_id": cls.partner_ada.id, "share_percent": first}
                    ),
                    Command.create({"partner_id": other.id, "share_percent": second}),
                ],
            }
        )
        return activity, cls.partner_ada, other
