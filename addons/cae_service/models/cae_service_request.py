# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

CLOSED_STATES = ("done", "refused", "cancelled")


class CaeServiceRequest(models.Model):
    """What a member asks the centre for, in its own words, split into lines."""

    _name = "cae.service.request"
    _description = "Request for Services"
    _inherit = [
        "cae.state.mixin",
        "portal.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "request_date desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Number", required=True, readonly=True, copy=False, default="/"
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="The member that asks, or that would become one.",
    )
    contact_id = fields.Many2one(
        "res.partner",
        check_company=True,
        ondelete="restrict",
        help="Whom to speak to there.",
    )
    need = fields.Text(
        required=True, help="In the member's words: what is wrong, what is wanted."
    )
    expertise_ids = fields.Many2many(
        "cae.expertise",
        string="Fields Named by the Member",
        check_company=True,
        help="What the member thinks it needs; the centre splits the request itself.",
    )
    wanted_date = fields.Date(string="Wanted from", tracking=True)
    priority = fields.Selection([("0", "Normal"), ("1", "Urgent")], default="0")
    territory_id = fields.Many2one(
        "cae.territory",
        compute="_compute_territory_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        help="Where the work is. Empty, it takes the territory of the member.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        tracking=True,
        help="Who of the centre splits the request and follows it.",
    )
    origin = fields.Selection(
        [("office", "Back Office"), ("portal", "Portal"), ("public", "Catalogue")],
        default="office",
        required=True,
        readonly=True,
    )
    line_ids = fields.One2many("cae.service.request.line", "request_id", copy=True)
    order_ids = fields.One2many("sale.order", "cae_request_id", string="Agreements")
    state = fields.Selection(
        [
            ("new", "New"),
            ("invited", "Invited to Apply"),
            ("qualified", "Under Way"),
            ("agreed", "Agreed"),
            ("done", "Done"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="new",
        copy=False,
        index=True,
        readonly=True,
        tracking=True,
        group_expand=True,
    )
    close_reason = fields.Char(copy=False, help="Why it was refused or given up.")

    # === Who may be served === #
    access_state = fields.Selection(
        selection="_selection_access_state",
        string="Right to Services",
        compute="_compute_access_state",
        compute_sudo=True,
    )
    access_note = fields.Char(
        string="Right in Words", compute="_compute_access_state", compute_sudo=True
    )
    membership_id = fields.Many2one(
        "cae.membership",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="By which the request was accepted, as it was on that day.",
    )
    network_id = fields.Many2one(
        "cae.membership",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The network on top of the line by which the member was served.",
    )
    network_depth = fields.Integer(
        readonly=True, copy=False, aggregator=None, help="0: a direct member."
    )

    # === Delays === #
    request_date = fields.Datetime(
        default=fields.Datetime.now, required=True, copy=False, index=True
    )
    response_date = fields.Datetime(string="First Answer", readonly=True, copy=False)
    routed_date = fields.Datetime(string="All Accepted", readonly=True, copy=False)
    agreed_date = fields.Datetime(readonly=True, copy=False)
    done_date = fields.Datetime(readonly=True, copy=False)

    @api.model
    def _selection_access_state(self):
        return self.env["res.partner"]._get_cae_service_access_states()

    @api.depends("partner_id", "company_id")
    def _compute_access_state(self):
        for company, requests in self.grouped("company_id").items():
            found = requests.partner_id._get_cae_service_access(company)
            for request in requests:
                access = found[request.partner_id.id]
                request.access_state = access.state
                request.access_note = access.note

    @api.depends("partner_id", "company_id")
    def _compute_territory_id(self):
        memberships = (
            self.env["cae.membership"]
            .sudo()
            .search_fetch(
                [
                    ("partner_id", "in", self.partner_id.commercial_partner_id.ids),
                    ("company_id", "in", self.company_id.ids),
                ],
                ["partner_id", "company_id", "territory_id"],
            )
        )
        known = {(m.partner_id, m.company_id): m.territory_id.id for m in memberships}
        for request in self:
            organisation = request.partner_id.commercial_partner_id
            request.territory_id = request.territory_id or known.get(
                (organisation, request.company_id)
            )

    @api.constrains("contact_id", "partner_id")
    def _check_contact(self):
        for request in self.filtered("contact_id"):
            if (
                request.contact_id.commercial_partner_id
                != request.partner_id.commercial_partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(contact)s does not belong to %(partner)s. Choose a contact "
                        "of this organisation.",
                        contact=request.contact_id.name,
                        partner=request.partner_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                company_id = vals.get("company_id") or self.env.company.id
                vals["name"] = (
                    self.env["ir.sequence"]
                    .sudo()
                    .with_company(company_id)
                    .next_by_code(self._name)
                )
        return super().create(vals_list)

    @api.depends("name", "partner_id.name")
    def _compute_display_name(self):
        for request in self:
            partner = request.partner_id.name
            request.display_name = (
                f"{request.name} ({partner})" if partner else request.name
            )

    def _compute_access_url(self):
        for request in self:
            request.access_url = f"/my/requests/{request.id}"

    # === Transitions === #

    def _check_may_be_served(self):
        """Only a member, or an auxiliary member near enough, is served.

        :raises UserError: with the reason and the remedy
        """
        for request in self:
            if request.access_state not in ("member", "auxiliary"):
                raise UserError(
                    self.env._(
                        "%(request)s: %(partner)s cannot be served. %(reason)s Invite "
                        "the organisation to apply.",
                        request=request.name,
                        partner=request.partner_id.name,
                        reason=request.access_note,
                    )
                )

    def _note_right_to_services(self):
        """Keep by which membership, network and depth the request was accepted."""
        for company, requests in self.grouped("company_id").items():
            found = requests.partner_id._get_cae_service_access(company)
            for partner, asked in requests.grouped("partner_id").items():
                access = found[partner.id]
                asked.write(
                    {
                        "membership_id": access.membership_id,
                        "network_id": access.network_id,
                        "network_depth": access.depth,
                    }
                )
