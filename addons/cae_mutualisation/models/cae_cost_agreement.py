# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..kernel import notice

# Written by the actions only.
MANAGED = {
    "name",
    "state",
    "version",
    "previous_id",
    "origin_id",
    "body",
    "content_hash",
    "sent_on",
    "signed_on",
    "signed_by",
    "signed_user_id",
    "signature",
    "on_paper",
    "cooperative_signed_on",
    "cooperative_signed_by",
    "cooperative_function",
    "cooperative_signature",
    "attachment_id",
    "notice_given_on",
    "end_reason",
}
# What the member reads and signs: it stays as it was sent.
FROZEN = MANAGED | {
    "membership_id",
    "date_start",
    "date_end",
    "notice_months",
    "line_ids",
    "terms",
}


class CaeCostAgreement(models.Model):
    """The signed agreement of a member: which pools it shares, and by which keys."""

    _name = "cae.cost.agreement"
    _description = "Cost-Sharing Agreement"
    _inherit = ["cae.state.mixin", "portal.mixin", "cae.deadline.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Number", required=True, readonly=True, copy=False, default="/"
    )
    membership_id = fields.Many2one(
        "cae.membership",
        string="Member",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    partner_id = fields.Many2one(
        related="membership_id.partner_id", string="Partner", store=True, index=True
    )
    company_id = fields.Many2one(
        related="membership_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_start = fields.Date(string="Start", required=True, tracking=True)
    date_end = fields.Date(
        string="End", tracking=True, help="Last day. Empty: without an end."
    )
    notice_months = fields.Integer(string="Notice (Months)", default=6, tracking=True)
    line_ids = fields.One2many(
        "cae.cost.agreement.line", "agreement_id", string="Pools", copy=True
    )
    terms = fields.Html(help="What else was agreed; printed with the pools and keys.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sent", "To Sign"),
            ("signed", "In Force"),
            ("ended", "Ended"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "cae.cost.agreement",
        string="Amends",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    origin_id = fields.Many2one(
        "cae.cost.agreement",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    next_ids = fields.One2many(
        "cae.cost.agreement", "previous_id", string="Amended By", readonly=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        index="btree_not_null",
        check_company=True,
        domain=[("share", "=", False)],
        tracking=True,
        help="Who is told of the notices and ends to come.",
    )
    # === What was sent === #
    body = fields.Html(
        string="Text",
        readonly=True,
        copy=False,
        help="The parties, pools, keys and clauses as they were sent to the member.",
    )
    content_hash = fields.Char(
        string="Seal",
        readonly=True,
        copy=False,
        help="SHA-256 of the text when it was sent: another text has another seal.",
    )
    sent_on = fields.Datetime(readonly=True, copy=False)
    # === Signatures === #
    signed_on = fields.Datetime(readonly=True, copy=False)
    signed_by = fields.Char(readonly=True, copy=False)
    signed_user_id = fields.Many2one(
        "res.users",
        string="Signed with the Account of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_user",
    )
    on_paper = fields.Boolean(string="Signed on Paper", readonly=True, copy=False)
    cooperative_signed_on = fields.Datetime(
        string="Grouping Signed on", readonly=True, copy=False
    )
    cooperative_signed_by = fields.Char(
        string="Signed for the Grouping by", readonly=True, copy=False
    )
    cooperative_function = fields.Char(string="Function", readonly=True, copy=False)
    cooperative_signature = fields.Image(
        string="Signature of the Grouping",
        readonly=True,
        copy=False,
        attachment=True,
        max_width=1024,
        max_height=1024,
    )
    attachment_id = fields.Many2one(
        "ir.attachment", string="Signed Document", readonly=True, copy=False
    )
    # === The end === #
    notice_date = fields.Date(
        string="Give Notice By",
        compute="_compute_notice_date",
        store=True,
        help="Last day on which notice leaves its months before the agreed end.",
    )
    earliest_end_date = fields.Date(
        string="Earliest End",
        compute="_compute_earliest_end_date",
        help="If notice were given today.",
    )
    notice_given_on = fields.Date(readonly=True, copy=False, tracking=True)
    end_reason = fields.Char(string="Why It Ends", readonly=True, copy=False)
    signature = fields.Image(
        readonly=True, copy=False, attachment=True, max_width=1024, max_height=1024
    )

    _name_uniq = models.UniqueIndex(
        "(company_id, name) WHERE name <> '/'",
        "Another cost-sharing agreement has this number.",
    )
    _dates = models.Constraint(
        "CHECK (date_end >= date_start)", "An agreement does not end before it starts."
    )
    _notice_positive = models.Constraint(
        "CHECK (notice_months >= 0)", "The notice is not negative."
    )

    @api.depends("name", "membership_id.partner_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for agreement in self:
            name = agreement.name
            if not name or name == "/":
                name = self.env._("Draft")
            member = agreement.membership_id.partner_id.name or ""
            agreement.display_name = f"{name} – {member}"

    @api.depends("date_end", "notice_months")
    def _compute_notice_date(self):
        for agreement in self:
            end = agreement.date_end
            agreement.notice_date = (
                notice.last_notice(end, max(agreement.notice_months, 0))
                if end
                else False
            )

    @api.depends("notice_months")
    def _compute_earliest_end_date(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            agreement.earliest_end_date = agreement._get_earliest_end(today)

    def _get_earliest_end(self, given):
        """The first day on which it may end, when notice is given on a day."""
        return notice.earliest_end(given, max(self.notice_months, 0))

    def _compute_access_url(self):
        for agreement in self:
            agreement.access_url = f"/my/cost-agreements/{agreement.id}"

    # === What was sent never changes === #

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            managed = {name for name in MANAGED if vals.get(name)}
            if managed - {"state", "name", "version"} or (
                vals.get("state", "draft") != "draft"
                or vals.get("name", "/") != "/"
                or vals.get("version", 1) != 1
            ):
                raise UserError(
                    self.env._(
                        "A cost-sharing agreement begins as a draft: send it, then it "
                        "is signed."
                    )
                )
        return super().create(vals_list)

    def write(self, vals):
        if managed := MANAGED & set(vals):
            raise UserError(
                self.env._(
                    "%(agreement)s: “%(fields)s” change by its buttons only.",
                    agreement=self[:1].display_name,
                    fields=", ".join(sorted(managed)),
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
                "What was sent to the member does not change: withdraw it while it is "
                "not signed, amend or end it once it is."
            ),
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        for agreement in self:
            if agreement.sent_on or agreement.state not in ("draft", "cancelled"):
                raise UserError(
                    self.env._(
                        "%s was sent to the member: it is kept. Withdraw it if it must "
                        "not be signed.",
                        agreement.display_name,
                    )
                )

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.display_name.replace("/", "-")

    def action_open(self):
        """The form of the agreement."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
        }
