# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.cae_member.kernel.clause import seal

REPORT = "cae_mutualisation.action_report_cost_agreement"
TEMPLATE = "cae_mutualisation.mail_template_cost_agreement_to_sign"


# pylint: disable=consider-merging-classes-inherited
class CaeCostAgreement(models.Model):
    """Sending an agreement, signing it, and keeping it once it is signed."""

    _inherit = "cae.cost.agreement"

    # === Sending === #

    def action_send(self):
        """Seal the text, give the number, and ask the members for their signatures.

        Who has no access to the portal yet is invited to it.

        :raises UserError: nothing is shared, a value that a mandatory clause quotes
            lacks, or a member can't be reached: which
        """
        self._check_state(("draft",), self.env._("Only a draft can be sent."))
        for agreement in self:
            if not agreement.membership_id._get_contact().email:
                raise UserError(
                    self.env._(
                        "%(agreement)s: %(member)s has no e-mail. Fill it in on the "
                        "contact, the link to sign is sent there; or print the draft "
                        "and record a signature on paper.",
                        agreement=agreement.display_name,
                        member=agreement.partner_id.name,
                    )
                )
        self._freeze()
        self._invite()
        for agreement in self:
            agreement.message_subscribe(agreement._get_contact().ids)
        self._tell_members()

    def _freeze(self):
        """Keep what is said, under a number and a seal: from here on it stays."""
        self._check_ready()
        self._set_numbers()
        texts = self._render_texts()
        now = fields.Datetime.now()
        for agreement in self:
            body = texts[agreement]
            agreement._write_managed({"body": body})
            # Sealed as it is stored: the field may have cleaned it.
            agreement._write_managed(
                {
                    "content_hash": seal(agreement.body),
                    "state": "sent",
                    "sent_on": now,
                }
            )

    def _check_ready(self):
        for agreement in self:
            if not agreement.line_ids:
                raise UserError(
                    self.env._(
                        "%s shares no pool: add the pools, with their keys.",
                        agreement.display_name,
                    )
                )
            if agreement.previous_id:
                agreement._check_follows()

    def _set_numbers(self):
        """`CSA0001` for a first version, `CSA0001-2` for what amends it."""
        unnumbered = self.filtered(lambda one: one.name == "/")
        amendments = unnumbered.filtered("origin_id")
        for agreement in amendments:
            name = f"{agreement.origin_id.name}-{agreement.version}"
            agreement._write_managed({"name": name})
        for company, firsts in (unnumbered - amendments).grouped("company_id").items():
            codes = company._cae_next_free_codes(
                "cae_cost_agreement_sequence_id", self._name, "name", len(firsts)
            )
            for agreement, code in zip(firsts, codes, strict=True):
                agreement._write_managed({"name": code})

    def _get_contact(self):
        """Who is written to for the member."""
        return self.membership_id._get_contact()

    def _invite(self):
        """Give the portal to members without a user of their organisation."""
        partners = self.partner_id
        users = (
            self.env["res.users"]
            .sudo()
            .search([("partner_id.commercial_partner_id", "in", partners.ids)])
        )
        known = users.partner_id.commercial_partner_id
        new = self.membership_id.filtered(lambda one: one.partner_id not in known)
        failed = new.sudo()._grant_portal_access() if new else new
        if failed:
            raise UserError(
                self.env._(
                    "These members can't be invited to the portal: the e-mail is not "
                    "valid, or another user has it: %s",
                    ", ".join(failed.mapped("partner_id.name")),
                )
            )

    def _tell_members(self):
        """A mail to each, in its language, with the link to read and sign."""
        template = self.env.ref(TEMPLATE)
        for agreement in self:
            template.send_mail(agreement.id)

    def action_remind(self):
        """Write again to the members who have not signed."""
        self._check_state(("sent",), self.env._("Nothing waits for a signature."))
        self._check_seal()
        self._tell_members()

    def action_cancel(self):
        """Give up a draft, or withdraw what was sent and is not signed."""
        self._check_state(
            ("draft", "sent"),
            self.env._("A signed agreement holds: amend or end it instead."),
        )
        sent = self.filtered(lambda one: one.state == "sent")
        self._write_managed({"state": "cancelled"})
        for agreement in sent:
            agreement.message_post(
                body=self.env._(
                    "This agreement is withdrawn: it must not be signed any more."
                ),
                subtype_xmlid="mail.mt_comment",
            )

    def _check_seal(self):
        """Refuse a text that is not the one sent, however it was changed."""
        for agreement in self.filtered("content_hash"):
            if seal(agreement.body) != agreement.content_hash:
                raise UserError(
                    self.env._(
                        "The text of %s is not the one that was sent: its seal "
                        "differs. Withdraw it and prepare another one.",
                        agreement.display_name,
                    )
                )

    # === Signing === #

    def action_sign_paper(self):
        """The dialog that records a signature given on paper."""
        self._check_state(
            ("draft", "sent"), self.env._("Only what is not signed can be signed.")
        )
        return self._open_sign("member", self.env._("Signature on Paper"))

    def action_sign_cooperative(self):
        """The dialog where somebody signs for the grouping."""
        self._check_countersign()
        return self._open_sign("cooperative", self.env._("Sign for the Grouping"))

    def _open_sign(self, side, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "cae.cost.agreement.sign",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_agreement_id": self.id, "default_side": side},
        }

    def _sign(self, name, signature=False, user=None):
        """The member signs on the portal; the caller has checked who it is.

        :param signature: the image, in base 64
        :raises UserError: not to sign, another text, no name or no image
        """
        self.ensure_one()
        # A browser sends texts; who writes to the route may send anything.
        name = name.strip() if isinstance(name, str) else ""
        if not name:
            raise UserError(self.env._("Type your name."))
        if not (signature and isinstance(signature, str)):
            raise UserError(self.env._("Draw your signature."))
        self._record_signature(
            {"signed_by": name, "signature": signature, "signed_user_id": user.id},
            author=user.partner_id,
        )

    def _sign_paper(self, name, day, document=None, filename=None):
        """Record what the member signed on paper, with its scan.

        :param day: when it was signed; the text of a draft is sealed first
        :param document: the scan, in base 64; none for data of before the suite
        """
        self.ensure_one()
        if self.state == "draft":
            self._freeze()
        attachment = self.env["ir.attachment"]
        if document:
            attachment = attachment.sudo().create(
                {
                    "name": filename or f"{self._get_report_base_filename()}.pdf",
                    "datas": document,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        self._record_signature(
            {
                "signed_by": name,
                "on_paper": True,
                "attachment_id": attachment.id,
                "signed_on": fields.Datetime.to_datetime(day),
            }
        )

    def _record_signature(self, vals, author=None):
        """The member's signature: the agreement is in force from its first day on."""
        busy = self.env._("Somebody else is signing %s: try again.", self.display_name)
        # Two agreements of a member that overlap are not signed at once either.
        self.membership_id.sudo()._lock_rows(busy, ["state"])
        self._lock_rows(busy, ["state", "body", "content_hash"])
        self._check_state(
            ("sent",), self.env._("Only an agreement that was sent can be signed.")
        )
        self._check_seal()
        self._write_managed({"signed_on": fields.Datetime.now(), **vals})
        self._take_over_previous()
        self._write_managed({"state": "signed"})
        self.flush_recordset()
        if not self.attachment_id:
            self._keep_print()
        self.message_post(
            body=self.env._(
                "Signed by %(name)s: in force from %(date)s.",
                name=self.signed_by,
                date=format_date(self.env, self.date_start),
            ),
            author_id=(author or self.env.user.partner_id).id,
            subtype_xmlid="mail.mt_comment",
            attachment_ids=self.attachment_id.ids,
        )

    def _check_countersign(self):
        self._check_state(
            ("sent", "signed"),
            self.env._("The grouping signs what it has sent, and that holds."),
        )
        if self.cooperative_signed_on:
            raise UserError(
                self.env._(
                    "%(agreement)s was signed for the grouping by %(name)s already.",
                    agreement=self.display_name,
                    name=self.cooperative_signed_by,
                )
            )

    def _countersign(self, name, function=False, signature=False):
        """Sign for the grouping; what the member has signed is printed again."""
        self.ensure_one()
        self._check_countersign()
        self._check_seal()
        self._write_managed(
            {
                "cooperative_signed_on": fields.Datetime.now(),
                "cooperative_signed_by": name,
                "cooperative_function": function,
                "cooperative_signature": signature,
            }
        )
        printed = self.env["ir.attachment"]
        if self.state == "signed" and not self.on_paper:
            # What was kept with one signature stays in the chatter.
            self._write_managed({"attachment_id": False})
            printed = self._keep_print(self.env._("countersigned"))
        self.message_post(
            body=self.env._("Signed for the grouping by %s.", name),
            attachment_ids=printed.ids,
        )

    def _keep_print(self, suffix=""):
        """The PDF as it was signed, kept with the agreement.

        Data loaded where nothing prints is printed when somebody asks for it.
        """
        self.ensure_one()
        attachments = self.env["ir.attachment"].sudo()
        if self.env.context.get("cae_print_later"):
            return attachments
        content, extension = (
            self.env["ir.actions.report"].sudo()._render_qweb_pdf(REPORT, self.ids)
        )
        name = " ".join(filter(None, (self._get_report_base_filename(), suffix)))
        attachment = attachments.create(
            {
                "name": f"{name}.{extension}",
                "raw": content,
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        self._write_managed({"attachment_id": attachment.id})
        return attachment

    def _get_kept_name(self):
        """The name of the PDF that is printed instead of a new one, if there is one."""
        self.ensure_one()
        kept = self.sudo().attachment_id
        return kept.name if kept.mimetype == "application/pdf" else False
