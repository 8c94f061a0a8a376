# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# What the team may change by hand, before the call.
EDITABLE = {"excluded", "exclude_reason"}


class CaeDuesLine(models.Model):
    """What one member owes in a campaign, why, and whether it is paid."""

    _name = "cae.dues.line"
    _description = "Dues of a Member"
    _inherit = ["cae.state.mixin"]
    _order = "campaign_id desc, partner_name, id"
    _check_company_auto = True
    _rec_names_search = ["membership_id", "campaign_id"]

    # === Whose, and for what === #
    campaign_id = fields.Many2one(
        "cae.dues.campaign",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="campaign_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    membership_id = fields.Many2one(
        "cae.membership",
        string="Member",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        related="membership_id.partner_id",
        string="Contact",
        store=True,
        precompute=True,
        index=True,
    )
    partner_name = fields.Char(
        related="partner_id.name", string="Name", store=True, precompute=True
    )
    category_id = fields.Many2one("cae.member.category", readonly=True)
    territory_id = fields.Many2one("cae.territory", readonly=True)
    rule_id = fields.Many2one(
        "cae.dues.rule",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    rule_code = fields.Char(required=True, readonly=True)
    year = fields.Integer(required=True, readonly=True, aggregator=None)

    # === Figures === #
    has_figures = fields.Boolean(readonly=True)
    fte = fields.Float(string="FTE", digits=(10, 2), readonly=True)
    posts = fields.Integer(readonly=True)
    turnover = fields.Monetary(readonly=True)
    payroll = fields.Monetary(readonly=True)

    # === Amount === #
    gross = fields.Monetary(
        string="Whole Year", readonly=True, help="Before reduction and pro rata."
    )
    discount = fields.Monetary(string="Reduction", readonly=True)
    part = fields.Float(
        string="Part of the Period",
        digits=(8, 4),
        readonly=True,
        aggregator="avg",
        help="Pro rata of the presence: 100 % for the whole period.",
    )
    amount = fields.Monetary(readonly=True, help="Taxes excluded.")
    explanation = fields.Text(
        readonly=True, help="How the amount comes about, in the member's language."
    )
    problem = fields.Selection(
        [("no_rule", "No Valid Rule"), ("no_figures", "No Figures")], readonly=True
    )
    warning = fields.Char(readonly=True)

    # === Path === #
    state = fields.Selection(
        [("computed", "Computed"), ("called", "Called"), ("cancelled", "Cancelled")],
        required=True,
        readonly=True,
        default="computed",
        index=True,
    )
    excluded = fields.Boolean(string="Left Out", help="Not called by this campaign.")
    exclude_reason = fields.Char(
        string="Why Left Out", help="Why this member is not called."
    )

    # === Invoices === #
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    move_ids = fields.One2many(
        "account.move", "dues_line_id", string="Invoices and Credit Notes"
    )
    move_count = fields.Integer(
        string="Documents", compute="_compute_payment", store=True
    )
    called_amount = fields.Monetary(
        string="Invoiced",
        compute="_compute_payment",
        store=True,
        help="Posted invoices less credit notes, taxes excluded.",
    )
    residual = fields.Monetary(string="To Pay", compute="_compute_payment", store=True)
    payment_state = fields.Selection(
        [
            ("nothing", "Nothing to Pay"),
            ("not_paid", "Unpaid"),
            ("partial", "Partly Paid"),
            ("paid", "Paid"),
            ("reversed", "Credited"),
        ],
        string="Payment",
        compute="_compute_payment",
        store=True,
        index=True,
    )
    date_due = fields.Date(
        related="move_id.invoice_date_due", string="Due Date", store=True
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )

    _campaign_member_uniq = models.UniqueIndex(
        "(campaign_id, membership_id)", "This member is already in this campaign."
    )
    _called_once = models.UniqueIndex(
        "(membership_id, year, rule_code) WHERE state = 'called'",
        "This member was already called for these dues of this year.",
    )
    _excluded_why = models.Constraint(
        "CHECK (NOT excluded OR COALESCE(TRIM(exclude_reason), '') != '')",
        "Write why the member is left out of the campaign.",
    )

    @api.depends("partner_name", "campaign_id.name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.partner_name} – {line.campaign_id.name}"

    @api.depends(
        "state",
        "move_ids.state",
        "move_ids.amount_untaxed_signed",
        "move_ids.amount_total_signed",
        "move_ids.amount_residual_signed",
    )
    def _compute_payment(self):
        for line in self:
            moves = line.sudo().move_ids
            posted = moves.filtered(lambda move: move.state == "posted")
            total = sum(posted.mapped("amount_total_signed"))
            residual = sum(posted.mapped("amount_residual_signed"))
            line.move_count = len(moves)
            line.called_amount = sum(posted.mapped("amount_untaxed_signed"))
            line.residual = line.currency_id.round(residual)
            line.payment_state = line._get_payment_state(posted, total, residual)

    def _get_payment_state(self, posted, total, residual):
        self.ensure_one()
        if self.state != "called":
            return False
        if not posted:
            return False if self.amount else "nothing"
        compare = self.currency_id.compare_amounts
        if compare(residual, 0) > 0:
            return "partial" if compare(residual, total) < 0 else "not_paid"
        return "paid" if compare(total, 0) > 0 else "reversed"

    @api.depends("residual", "date_due")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for line in self:
            line.is_late = bool(
                line.state == "called"
                and line.residual > 0
                and line.date_due
                and line.date_due < today
            )

    @api.model
    def _get_late_domain(self):
        return [
            ("state", "=", "called"),
            ("residual", ">", 0),
            ("date_due", "<", fields.Date.context_today(self)),
        ]

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain(self._get_late_domain())
        return late if True in value else ~late

    # === By hand, only what is left out === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise UserError(
                self.env._("The lines of a campaign are made by “Compute”.")
            )
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_editable(vals)
        return super().write(vals)

    def _check_editable(self, vals):
        if not EDITABLE.issuperset(vals):
            raise UserError(
                self.env._(
                    "Dues are changed by computing them again or by “Correct”; only "
                    "leaving a member out is done by hand."
                )
            )
        self._check_state(
            ("computed",),
            self.env._("Who was called is not left out any more: use “Correct”."),
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        self._check_state(
            ("computed", "cancelled"),
            self.env._("Dues that were called are kept: use “Correct”."),
        )

    # === Views === #

    def action_view_moves(self):
        """The invoice, and what corrects it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        action |= {"domain": [("dues_line_id", "=", self.id)], "context": {}}
        if len(self.move_ids) == 1:
            form = [view for view in action["views"] if view[1] == "form"]
            action |= {"views": form, "res_id": self.move_ids.id}
        return action

    def action_open_form(self):
        """The whole line, from a list that is edited in place."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }
