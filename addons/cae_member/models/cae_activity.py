# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError

SHARE_TOLERANCE = 0.01


class CaeActivity(models.Model):
    """An economic activity hosted by the cooperative, with its own analytic account."""

    _name = "cae.activity"
    _description = "Activity"
    _inherit = [
        "cae.state.mixin",
        "portal.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "code, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    @api.model
    def _default_coach_id(self):
        """The coach who creates an activity follows it; the support team chooses."""
        user = self.env.user
        if user.has_group("cae_member.group_support"):
            return self.env["res.users"]
        return user if user.has_group("cae_member.group_coach") else user.browse()

    # === Activity === #
    name = fields.Char(required=True, index="trigram", tracking=True)
    code = fields.Char(
        copy=False,
        tracking=True,
        help="Unique in the company; leave empty to take the next one.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    color = fields.Integer()
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        required=True,
        readonly=True,
        copy=False,
        check_company=True,
        ondelete="restrict",
        help="Created with the activity: what is invoiced, bought and levied is there.",
    )

    # === People and place === #
    holder_ids = fields.One2many(
        "cae.activity.holder", "activity_id", string="Holders", copy=True
    )
    holder_partner_ids = fields.Many2many(
        "res.partner",
        string="Holding Partners",
        compute="_compute_holder_partner_ids",
        search="_search_holder_partner_ids",
    )
    coach_id = fields.Many2one(
        "res.users",
        default=lambda self: self._default_coach_id(),
        check_company=True,
        domain=[("share", "=", False)],
        index="btree_not_null",
        tracking=True,
        help="Who accompanies the holders and keeps this record.",
    )
    territory_id = fields.Many2one(
        "cae.territory",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    pole_ids = fields.Many2many(
        "cae.pole",
        "cae_activity_pole_rel",
        "activity_id",
        "pole_id",
        string="Pôles",
        check_company=True,
    )

    # === Life === #
    state = fields.Selection(
        [
            ("project", "Project"),
            ("open", "Open"),
            ("closing", "Closing"),
            ("closed", "Closed"),
        ],
        required=True,
        default="project",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    date_start = fields.Date(string="Opened on", copy=False, tracking=True)
    date_end = fields.Date(string="Closed on", copy=False, tracking=True)

    # === Documents === #
    brand_name = fields.Char(help="Name shown on documents instead of the activity's.")
    brand_logo = fields.Image(max_width=1024, max_height=1024)
    brand_address = fields.Html(help="Address and contacts shown on documents.")
    brand_notes = fields.Html(help="Text at the foot of documents.")
    move_ids = fields.One2many("account.move", "activity_id", string="Documents")
    invoice_count = fields.Integer(compute="_compute_document_counts")
    bill_count = fields.Integer(compute="_compute_document_counts")
    membership_count = fields.Integer(compute="_compute_membership_count")

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "Another activity of this company has this code."
    )
    _analytic_account_uniq = models.UniqueIndex(
        "(analytic_account_id)", "An analytic account belongs to one activity only."
    )
    _end_after_start = models.Constraint(
        "CHECK (date_end >= date_start)",
        "An activity cannot be closed before it was opened.",
    )

    @api.depends("name", "code")
    def _compute_display_name(self):
        for activity in self:
            name = activity.name or ""
            code = activity.code
            activity.display_name = f"[{code}] {name}" if code else name

    def _compute_access_url(self):
        for activity in self:
            activity.access_url = f"/my/activity/{activity.id}"

    @api.depends("holder_ids.partner_id")
    def _compute_holder_partner_ids(self):
        for activity in self:
            activity.holder_partner_ids = activity.holder_ids.partner_id

    def _search_holder_partner_ids(self, operator, value):
        return [("holder_ids.partner_id", operator, value)]

    def _compute_document_counts(self):
        counts = defaultdict(int)
        moves = self.env["account.move"]
        if moves.has_access("read"):
            for activity, move_type, count in moves._read_group(
                [("activity_id", "in", self.ids)],
                ["activity_id", "move_type"],
                ["__count"],
            ):
                counts[activity.id, move_type] = count
        sales = moves.get_sale_types(include_receipts=True)
        purchases = moves.get_purchase_types(include_receipts=True)
        for activity in self:
            key = activity._origin.id
            activity.invoice_count = sum(counts[key, kind] for kind in sales)
            activity.bill_count = sum(counts[key, kind] for kind in purchases)

    @api.depends("holder_ids.partner_id", "company_id")
    def _compute_membership_count(self):
        groups = self.env["cae.membership"]._read_group(
            [("partner_id", "in", self.holder_partner_ids.ids)],
            ["partner_id", "company_id"],
        )
        members = {(partner.id, company.id) for partner, company in groups}
        for activity in self:
            activity.membership_count = sum(
                (partner.id, activity.company_id.id) in members
                for partner in activity.holder_partner_ids._origin
            )

    @api.constrains("holder_ids")
    def _check_holder_shares(self):
        for activity in self:
            holders = activity.holder_ids
            total = sum(holders.mapped("share_percent"))
            if holders and round(abs(total - 100), 6) > SHARE_TOLERANCE:
                raise ValidationError(
                    self.env._(
                        "The shares of the holders of %(activity)s add up to "
                        "%(total).2f %%. They must add up to 100 %%.",
                        activity=activity.display_name,
                        total=total,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        deferred = self.with_context(cae_defer_holder_check=True)
        return super(CaeActivity, deferred).create(vals_list).with_env(self.env)

    def write(self, vals):
        # The shares are checked once all the holders of the form are written.
        deferred = self.with_context(cae_defer_holder_check=True)
        return super(CaeActivity, deferred).write(vals)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        if "name" in (default or {}):
            return vals_list
        return [
            {**vals, "name": self.env._("%(name)s (copy)", name=activity.name)}
            for activity, vals in zip(self, vals_list, strict=True)
        ]

    def action_open(self, date=None):
        """Open projects on `date` (default: the date typed, or today)."""
        self._check_state(("project",), self.env._("Only a project can be opened."))
        self._write_dated({"state": "open"}, "date_start", date)

    def action_start_closing(self):
        """The activity ends: it settles its last documents."""
        self._check_state(("open",), self.env._("Only an open activity can be closed."))
        self.write({"state": "closing"})

    def action_close(self, date=None):
        """Close activities on `date` (default: the date typed, or today)."""
        self._check_state(
            ("open", "closing"), self.env._("Only an open activity can be closed.")
        )
        self._write_dated({"state": "closed"}, "date_end", date)

    def action_reopen(self):
        """Let an activity that was closing or closed work again."""
        self._check_state(
            ("closing", "closed"),
            self.env._("Only a closing or closed activity can be reopened."),
        )
        self.write({"state": "open", "date_end": False})

    def action_view_invoices(self):
        """Customer invoices, credit notes and receipts of the activity."""
        types = self.env["account.move"].get_sale_types(include_receipts=True)
        return self._get_documents_action(
            "account.action_move_out_invoice_type", types, "out_invoice"
        )

    def action_view_bills(self):
        """Vendor bills, refunds and receipts of the activity."""
        types = self.env["account.move"].get_purchase_types(include_receipts=True)
        return self._get_documents_action(
            "account.action_move_in_invoice_type", types, "in_invoice"
        )

    def action_view_memberships(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_membership_action"
        )
        domain = [
            ("partner_id", "in", self.holder_partner_ids.ids),
            ("company_id", "=", self.company_id.id),
        ]
        return {**action, "domain": domain, "context": {}}

    def _get_documents_action(self, xmlid, move_types, default_type):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        domain = [("activity_id", "=", self.id), ("move_type", "in", move_types)]
        context = {
            "default_activity_id": self.id,
            "default_move_type": default_type,
            "create": self.state in ("open", "closing"),
        }
        return {**action, "domain": domain, "context": context}
