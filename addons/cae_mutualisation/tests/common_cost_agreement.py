# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io

from PIL import Image

from odoo import fields
from odoo.tools import mute_logger

from .common_cost import CaeCostCase


class CaeCostAgreementCase(CaeCostCase):
    """A French grouping ready to send agreements; AGIIE signs on the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.to_date("2026-03-10")
        cls.company.write({"cae_signatory": "Claire Martin, chair"})
        cls.agiie.partner_id.write({"email": "agiie@example.com", "lang": "en_US"})
        cls.user_portal.partner_id.parent_id = cls.agiie.partner_id
        cls.user_portal_other.partner_id.parent_id = cls.proxim.partner_id
        cls.secretariat = cls._create_pool("Secretariat", cls.equal)
        cls.reason = cls.env.ref("cae_mutualisation.vat_reason_fr_261b")
        cls.image = cls._draw()

    @classmethod
    def _draw(cls):
        """A signature as the browser sends it."""
        stream = io.BytesIO()
        Image.new("RGB", (60, 20), (0, 0, 90)).save(stream, "PNG")
        return base64.b64encode(stream.getvalue()).decode()

    @classmethod
    def _draft(cls, *pools, member=None, **vals):
        return cls._create_agreement(
            member or cls.agiie, *(pools or (cls.pool,)), signed=False, **vals
        )

    @classmethod
    @mute_logger("odoo.addons.mail.models.mail_mail")
    def _send(cls, *pools, **vals):
        agreement = cls._draft(*pools, **vals)
        agreement.action_send()
        return agreement

    @classmethod
    def _sign_all(cls, agreements):
        for agreement in agreements:
            if agreement.state == "draft":
                agreement.action_send()
            agreement._sign("Ada Lovelace", cls.image, cls.user_portal)
        return agreements
