# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


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
    signed_on = fields.Datetime(readonly=True, copy=False)
    signed_by = fields.Char(readonly=True, copy=False)
    signature = fields.Image(
        readonly=True, copy=False, attachment=True, max_width=1024, max_height=1024
    )

    _dates = models.Constraint(
        "CHECK (date_end >= date_start)", "An agreement does not end before it starts."
    )
    _notice_positive = models.Constraint(
        "CHECK (notice_months >= 0)", "The notice is not negative."
    )

    @api.depends("name", "membership_id.partner_id.name")
    def _compute_display_name(self):
        for agreement in self:
            member = agreement.membership_id.partner_id.name or ""
            agreement.display_name = f"{agreement.name} – {member}"

    def _compute_access_url(self):
        for agreement in self:
            agreement.access_url = f"/my/cost-agreements/{agreement.id}"
