# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..kernel.clause import seal
from .cae_contract_clause import JOINT

# Written by the actions only.
MANAGED = {
    "state",
    "content_hash",
    "sent_on",
    "signed_on",
    "attachment_id",
    "replaces_id",
    "shares",
}
# What the signers read: it stays as it was sent.
FROZEN = MANAGED | {
    "activity_id",
    "body",
    "company_id",
    "contract_type_id",
    "date",
    "kind",
    "lang",
    "name",
    "partner_id",
    "signer_ids",
    "version_id",
}


class CaeContractDocument(models.Model):
    """The text of a contract, an amendment, a termination or a joint agreement.

    Prepared from the clauses, sent to who signs it, and kept as it was sent.
    """

    _name = "cae.contract.document"
    _description = "Contract Document"
    _inherit = ["cae.state.mixin", "portal.mixin", "mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Title", required=True, tracking=True)
    kind = fields.Selection(
        [
            ("contract", "Contract"),
            ("renewal", "Renewal"),
            ("amendment", "Amendment"),
            ("termination", "Termination"),
            (JOINT, "Joint Agreement"),
        ],
        required=True,
        index=True,
    )
    version_id = fields.Many2one(
        "hr.version",
        string="Contract",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        groups="hr.group_hr_manager",
        help="The contract, amendment or termination that the document states.",
    )
    employee_id = fields.Many2one(
        related="version_id.employee_id",
        string="Employee",
        store=True,
        index="btree_not_null",
        groups="hr.group_hr_manager",
    )
    activity_id = fields.Many2one(
        "cae.activity",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The joint activity, or the one that the contract is about.",
    )
    contract_type_id = fields.Many2one("hr.contract.type", ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty for a joint agreement, which several holders sign.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(
        string="Effective on",
        required=True,
        default=fields.Date.context_today,
        help="First day of the contract or of the amendment; last day of a contract "
        "that ends.",
    )
    lang = fields.Selection(
        selection="_selection_lang",
        string="Language",
        default=lambda self: self.env.lang,
        help="Choose it, then prepare the text again.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sent", "To Sign"),
            ("signed", "Signed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    body = fields.Html(
        string="Text",
        copy=False,
        help="Prepared from the clauses. It may be changed until it is sent, never "
        "after.",
    )
    content_hash = fields.Char(
        string="Seal",
        readonly=True,
        copy=False,
        help="SHA-256 of the text when it was sent: another text has another seal.",
    )
    sent_on = fields.Datetime(readonly=True, copy=False)
    signed_on = fields.Datetime(readonly=True, copy=False)
    signer_ids = fields.One2many(
        "cae.contract.signer", "document_id", string="Signers", readonly=True
    )
    unsigned_count = fields.Integer(
        string="Signatures Missing", compute="_compute_unsigned_count"
    )
    replaces_id = fields.Many2one(
        "cae.contract.document",
        string="In Place of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The document of the same contract or activity that it renews.",
    )
    attachment_id = fields.Many2one(
        "ir.attachment", string="Signed PDF", readonly=True, copy=False
    )
    shares = fields.Json(
        readonly=True,
        copy=False,
        help="Of a joint agreement: the share of each holder, by partner.",
    )

    @api.model
    def _selection_lang(self):
        return self.env["res.lang"].get_installed()

    @api.depends("signer_ids.signed_on")
    def _compute_unsigned_count(self):
        for document in self:
            unsigned = document.signer_ids.filtered(lambda s: not s.signed_on)
            document.unsigned_count = len(unsigned)

    def _compute_access_url(self):
        for document in self:
            document.access_url = f"/my/contracts/{document.id}"

    @api.constrains("kind", "version_id", "activity_id")
    def _check_subject(self):
        for document in self.sudo():
            subject = (
                document.activity_id if document.kind == JOINT else document.version_id
            )
            if not subject:
                raise UserError(
                    self.env._(
                        "%s is about nothing. Prepare it from a person's page "
                        "“Cooperative”, or from a joint activity.",
                        document.name,
                    )
                )

    # === What was sent never changes === #

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if {name for name in MANAGED if vals.get(name)} - {"state"} or (
                vals.get("state", "draft") != "draft"
            ):
                raise UserError(
                    self.env._(
                        "A document begins as a draft: send it, then it is signed."
                    )
                )
        return super().create(vals_list)

    def write(self, vals):
        if MANAGED & set(vals):
            raise UserError(
                self.env._(
                    "%(document)s: “%(fields)s” change by its buttons only.",
                    document=self[:1].name,
                    fields=", ".join(sorted(MANAGED & set(vals))),
                )
            )
        if FROZEN & set(vals):
            self._check_draft()
        return super().write(vals)

    def _write_managed(self, vals):
        """What the actions write, and nobody else."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _check_draft(self):
        self._check_state(
            ("draft",),
            self.env._(
                "What was sent never changes: cancel it and prepare another one."
            ),
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        for document in self:
            if document.sent_on or document.state in ("sent", "signed"):
                raise UserError(
                    self.env._(
                        "%s was sent: it is kept. Cancel it if it must not be signed.",
                        document.name,
                    )
                )

    def _check_seal(self):
        """Refuse a text that is not the one sent, however it was changed."""
        for document in self.filtered("content_hash"):
            if seal(document.body) != document.content_hash:
                raise UserError(
                    self.env._(
                        "The text of %s is not the one that was sent: its seal "
                        "differs. Cancel it and prepare another one.",
                        document.name,
                    )
                )

    # === Preparing === #

    @api.model
    def _prepare_for(self, subject):
        """The draft of a version or of a joint activity, made or written again.

        :param subject: an hr.version under contract, or a cae.activity
        :return: the draft
        :raises UserError: one is waiting for its signatures or is signed; a value
            that a mandatory clause quotes is missing
        """
        subject.ensure_one()
        joint = subject._name == "cae.activity"
        field = "activity_id" if joint else "version_id"
        documents = self.search(
            [(field, "=", subject.id), ("kind", "=" if joint else "!=", JOINT)]
        ).sorted("id", reverse=True)
        document = documents.filtered(lambda d: d.state == "draft")[:1]
        before = (documents - document).sorted(lambda d: d.state == "cancelled")[:1]
        before._check_replaceable()
        vals = {
            "name": "/",
            "kind": JOINT if joint else subject.cae_change or "contract",
            field: subject.id,
            "company_id": subject.company_id.id,
        }
        document = document or self.create(vals)
        document._write_managed({"replaces_id": before.id})
        document.action_prepare()
        return document

    def _check_replaceable(self):
        """What waits or holds is not renewed, but for shares that changed."""
        for document in self:
            if document.state == "sent":
                raise UserError(
                    self.env._(
                        "%(document)s was sent on %(date)s and waits for signatures. "
                        "Cancel it before you prepare another one.",
                        document=document.name,
                        date=format_date(self.env, document.sent_on),
                    )
                )
            if document.state == "signed" and not document._is_outdated():
                raise UserError(
                    self.env._(
                        "%(document)s was signed on %(date)s and still holds. Change "
                        "the terms by an amendment, or the shares of the holders.",
                        document=document.name,
                        date=format_date(self.env, document.signed_on),
                    )
                )

    def _is_outdated(self):
        """Whether the holders or their shares differ from those agreed."""
        self.ensure_one()
        return self.kind == JOINT and (
            self.shares != self.activity_id.sudo()._get_agreed_shares()
        )

    def action_open(self):
        """The form of the document."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
        }

    def _get_kind_label(self):
        self.ensure_one()
        kinds = self._fields["kind"]._description_selection(self.env)
        return dict(kinds)[self.kind]

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.name
