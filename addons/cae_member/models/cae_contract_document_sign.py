# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models
from odoo.exceptions import UserError

from ..kernel.clause import seal

REPORT = "cae_member.action_report_contract_document"


class CaeContractDocument(models.Model):
    """Sending a document, signing it, and keeping it once it is signed."""

    _inherit = "cae.contract.document"

    # === Sending === #

    def action_send(self):
        """Seal the text and ask the signers for their signatures.

        Who has no access to the portal yet is invited to it.

        :raises UserError: no text, or a signer who can't be reached
        """
        self._check_state(("draft",), self.env._("Only a draft can be sent."))
        for document in self:
            if not document.signer_ids or not document.body:
                raise UserError(
                    self.env._("%s has no text yet: prepare it.", document.name)
                )
            partners = document._get_outside_signers()
            document._check_reachable(partners)
            document._write_managed(
                {
                    "state": "sent",
                    "sent_on": fields.Datetime.now(),
                    "content_hash": seal(document.body),
                }
            )
            document._invite(partners)
            document.message_subscribe(partners.ids)
            document._tell_signers(partners)

    def _get_outside_signers(self):
        """Who signs on the portal: all but the cooperative."""
        signers = self.signer_ids.filtered(lambda s: s.role != "cooperative")
        return signers.partner_id

    def _check_reachable(self, partners):
        without = partners.filtered(lambda partner: not partner.email)
        if without:
            raise UserError(
                self.env._(
                    "%(document)s: %(persons)s has no e-mail. Fill it in on the "
                    "contact, the link to sign is sent there.",
                    document=self.name,
                    persons=", ".join(without.mapped("name")),
                )
            )

    def _invite(self, partners):
        """Give the portal to those without a user; refuse an e-mail of two people."""
        users = partners.sudo().with_context(active_test=True).user_ids
        new = partners - users.partner_id
        if not new:
            return
        wizard = self.env["portal.wizard"].sudo().with_company(self.company_id)
        for line in wizard.create({"partner_ids": new.ids}).user_ids:
            if line.is_portal or line.is_internal:
                continue
            if line.email_state != "ok":
                raise UserError(
                    self.env._(
                        "%(document)s: %(person)s can't be invited to the portal. The "
                        "e-mail %(email)s is not valid, or another user has it.",
                        document=self.name,
                        person=line.partner_id.name,
                        email=line.partner_id.email,
                    )
                )
            line.action_grant_access()

    def _tell_signers(self, partners):
        """A mail to each, in their language, with the link to the document."""
        self.ensure_one()
        template = self.env.ref("cae_member.mail_template_contract_to_sign")
        for partner in partners:
            template.with_context(cae_signer_id=partner.id).send_mail(self.id)

    def action_remind(self):
        """Write again to those who have not signed."""
        self._check_state(("sent",), self.env._("Nothing waits for a signature."))
        for document in self:
            document._check_seal()
            waiting = document.signer_ids.filtered(
                lambda s: not s.signed_on and s.role != "cooperative"
            )
            document._tell_signers(waiting.partner_id)

    def _get_signer_partner(self):
        """Whom the mail being written is for; the template asks."""
        return self.env["res.partner"].browse(self.env.context.get("cae_signer_id"))

    def action_cancel(self):
        """Withdraw a document that is not signed by all."""
        self._check_state(
            ("draft", "sent"),
            self.env._(
                "A signed document holds: amend or terminate the contract instead."
            ),
        )
        for document in self:
            sent = document.state == "sent"
            document._write_managed({"state": "cancelled"})
            if sent:
                document.message_post(
                    body=self.env._(
                        "This document is withdrawn: it must not be signed any more."
                    ),
                    subtype_xmlid="mail.mt_comment",
                )

    # === Signing === #

    def action_sign_cooperative(self):
        """The dialog where somebody signs for the cooperative."""
        self.ensure_one()
        self._get_signer_to_sign("cooperative")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sign for the Cooperative"),
            "res_model": "cae.contract.sign",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_document_id": self.id},
        }

    def _get_signer_to_sign(self, *roles, partner=None):
        """The line of who signs now.

        :raises UserError: the document is not to sign, the text is another one, or
            this signature is not asked or already given
        """
        self._check_state(
            ("sent",), self.env._("Only a document that was sent can be signed.")
        )
        self._check_seal()
        signers = self.signer_ids.filtered(
            lambda s: s.role in roles and (not partner or s.partner_id == partner)
        )
        if not signers or signers[0].signed_on:
            raise UserError(
                self.env._(
                    "%s: this signature is not asked, or it is given already.",
                    self.name,
                )
            )
        return signers[0]

    def _sign(self, name, signature=False, partner=None, function=False):
        """Record the signature of a person, or that of the cooperative.

        The caller has checked who signs.

        :param partner: who signs on the portal; nobody: the cooperative
        :param signature: the image, in base 64; may miss for the cooperative only
        :raises UserError: not to sign, another text, no name or no image
        """
        self.ensure_one()
        document = self.sudo()
        document._lock_rows(
            self.env._("Somebody else is signing %s: try again.", self.name),
            ["state", "body", "content_hash"],
        )
        roles = ("person", "holder") if partner else ("cooperative",)
        signer = document._get_signer_to_sign(*roles, partner=partner)
        # A browser sends texts; who writes to the route may send anything.
        name = name.strip() if isinstance(name, str) else ""
        if not name:
            raise UserError(self.env._("Type your name."))
        if partner and not (signature and isinstance(signature, str)):
            raise UserError(self.env._("Draw your signature."))
        signer._sign(name, signature, function)
        signer.flush_recordset()
        document.message_post(
            body=self.env._("Signed by %s.", name),
            author_id=(partner or self.env.user.partner_id).id,
        )
        if not document.unsigned_count:
            document._complete()

    def _complete(self):
        """All have signed: keep the PDF, tell the signers and the person's record."""
        self.ensure_one()
        self._write_managed({"state": "signed", "signed_on": fields.Datetime.now()})
        attachment = self._keep_print()
        self.message_post(
            body=self.env._("Signed by all: the document holds."),
            subtype_xmlid="mail.mt_comment",
            attachment_ids=attachment.ids,
        )
        subject = self.version_id.employee_id or self.activity_id
        # Without the PDF: who reads the person's record does not always read pays.
        subject.message_post(
            body=self.env._("Signed by all: %s", self._get_html_link())
        )

    def _keep_print(self):
        """The PDF as it was signed, kept with the document.

        Data loaded where nothing prints is printed when somebody asks for it.
        """
        self.ensure_one()
        if self.env.context.get("cae_print_later"):
            return self.env["ir.attachment"]
        content, extension = self.env["ir.actions.report"]._render_qweb_pdf(
            REPORT, self.ids
        )
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"{self._get_report_base_filename()}.{extension}",
                "raw": content,
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        self._write_managed({"attachment_id": attachment.id})
        return attachment
