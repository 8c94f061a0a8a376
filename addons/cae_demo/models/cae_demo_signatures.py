# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io

from PIL import Image, ImageDraw

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.cae_member.kernel.clause import seal

from ..kernel import art_signatures


class CaeDemoLoader(models.AbstractModel):
    """The documents of the contracts of Artefacts: some signed, one to sign."""

    _inherit = "cae.demo.loader"

    def _load_signatures(self):
        """From the contracts that are there; what can't be written is left out."""
        company = self.env.company
        if not company.cae_signatory:
            company.cae_signatory = ", ".join(self._get_signatory())
        if not company.cae_statutes_version:
            company.cae_statutes_version = art_signatures.STATUTES
        waiting = self._ref("user_entrepreneur1").partner_id
        documents = self._prepare_documents()
        mine = documents.filtered(lambda document: document.partner_id == waiting)
        for document in (documents - mine)[: art_signatures.SIGNED]:
            self._sign_document(document)
        if mine:
            self._send_document(mine[-1:])
        self._load_joint_agreement()

    def _prepare_documents(self):
        """The new drafts of the hired and supported entrepreneurs, oldest first."""
        versions = self.env["hr.version"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("contract_date_start", "!=", False),
                ("contract_type_id.cae_kind", "in", ("cesa", "cape")),
            ],
            order="date_version, id",
        )
        names = {
            f"document_{self._key(version.employee_id, 'employee_')}"
            f"_{version.date_version:%Y%m%d}": version
            for version in versions
        }
        for name in self._existing(names):
            del names[name]
        created = {name: self._try_document(names[name]) for name in names}
        created = {name: document for name, document in created.items() if document}
        self._name_records(created)
        return self.env["cae.contract.document"].union(*created.values())

    def _try_document(self, subject):
        """The draft of a contract or a joint activity; nothing if a value misses."""
        documents = self.env["cae.contract.document"]
        try:
            with self.env.cr.savepoint():
                return documents._prepare_for(subject)
        except UserError:
            return documents

    def _send_document(self, document):
        """As sent, without a mail or an invitation to the portal."""
        document._write_managed(
            {
                "state": "sent",
                "sent_on": fields.Datetime.now(),
                "content_hash": seal(document.body),
            }
        )

    def _sign_document(self, document):
        """Signed by the persons, then by the cooperative; printed when it is read."""
        self._send_document(document)
        signatory = self._get_signatory()
        document = document.with_context(cae_print_later=True)
        for signer in document.signer_ids:
            person = signer.role != "cooperative"
            name, function = (signer.name, False) if person else signatory
            document._sign(
                name,
                self._draw_signature(name),
                partner=signer.partner_id if person else None,
                function=function,
            )
        self._forget_mails(document)

    def _get_signatory(self):
        """Name and function of who signs for the cooperative."""
        manager = self._ref("user_manager").partner_id
        return manager.name, manager.function or "Gérance"

    def _draw_signature(self, name):
        """A stroke of the pen, in base 64, as a browser sends it."""
        size = (art_signatures.WIDTH, art_signatures.HEIGHT)
        image = Image.new("RGBA", size, (255, 255, 255, 0))
        drawing = ImageDraw.Draw(image)
        drawing.line(art_signatures.stroke(name), (24, 42, 110, 255), 3, "curve")
        stream = io.BytesIO()
        image.save(stream, "PNG")
        return base64.b64encode(stream.getvalue()).decode()

    def _load_joint_agreement(self):
        """The agreement of the first activity that several people hold."""
        holders = self.env["cae.activity.holder"]
        groups = holders._read_group(
            [("company_id", "=", self.env.company.id)],
            ["activity_id"],
            having=[("__count", ">", 1)],
            order="activity_id",
        )
        if not groups or self._has("document_joint"):
            return
        document = self._try_document(groups[0][0])
        if document:
            self._name_records({"document_joint": document})
            self._send_document(document)
