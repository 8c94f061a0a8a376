# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

ADMITTED_STATES = ("member", "leaving")


class CaeMembership(models.Model):
    """The link between a partner and a cooperative, from application to exit."""

    _name = "cae.membership"
    _description = "Membership"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "number, id"
    _check_company_auto = True
    _rec_names_search = ["partner_id", "number"]

    # === Member === #
    partner_id = fields.Many2one(
        "res.partner",
        string="Member",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
    number = fields.Char(
        string="Member Number",
        copy=False,
        tracking=True,
        index="btree_not_null",
        help="Given at the first admission, without gaps, and kept for life.",
    )
    category_id = fields.Many2one(
        "cae.member.category",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    college_id = fields.Many2one(related="category_id.college_id", store=True)
    voting = fields.Boolean(
        compute="_compute_voting",
        store=True,
        help="A member, neither leaving nor former, of a category that votes.",
    )

    # === Path === #
    state = fields.Selection(
        [
            ("applicant", "Applicant"),
            ("candidate", "Candidate"),
            ("member", "Member"),
            ("leaving", "Leaving"),
            ("former", "Former Member"),
            ("refused", "Refused"),
        ],
        required=True,
        default="applicant",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    application_date = fields.Date(
        default=fields.Date.context_today, copy=False, tracking=True
    )
    admission_date = fields.Date(copy=False, tracking=True)
    decision_note = fields.Char(
        string="Admission Decision",
        copy=False,
        groups="cae_member.group_user",
        help="Who admitted the member, and when: meeting, resolution…",
    )
    exit_date = fields.Date(
        copy=False,
        tracking=True,
        help="The membership ends on this day. In the future: the member is leaving.",
    )
    exit_reason = fields.Selection(
        [
            ("resignation", "Resignation"),
            ("exclusion", "Exclusion"),
            ("contract_end", "End of Contract"),
            ("transfer", "Transfer of All Shares"),
            ("dissolution", "Dissolution"),
            ("death", "Death"),
            ("other", "Other"),
        ],
        copy=False,
        tracking=True,
    )
    exit_note = fields.Char(
        string="Reason",
        copy=False,
        groups="cae_member.group_user",
        help="Why the member left or the application was refused, in words.",
    )

    # === Network === #
    via_membership_id = fields.Many2one(
        "cae.membership",
        string="Member Through",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="The network whose membership makes this one an auxiliary member.",
    )
    via_child_ids = fields.One2many(
        "cae.membership", "via_membership_id", string="Auxiliary Members"
    )

    _partner_uniq = models.UniqueIndex(
        "(partner_id, company_id)", "This partner already has a membership here."
    )
    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "This member number is already taken."
    )
    _exit_after_admission = models.Constraint(
        "CHECK (exit_date >= admission_date)",
        "The exit cannot come before the admission.",
    )
    _leaving_has_date = models.Constraint(
        "CHECK (state != 'leaving' OR exit_date IS NOT NULL)",
        "A member who is leaving has an exit date.",
    )

    def _is_member_on(self, date):
        """Whether somebody is a member on a day; nobody is without a membership."""
        return any(
            membership.admission_date
            and membership.admission_date <= date
            and not (membership.exit_date and membership.exit_date < date)
            for membership in self
        )

    @api.depends("partner_id.name", "number")
    def _compute_display_name(self):
        for membership in self:
            name = membership.partner_id.name or ""
            number = membership.number
            membership.display_name = f"[{number}] {name}" if number else name

    @api.depends("state", "category_id.voting")
    def _compute_voting(self):
        for membership in self:
            membership.voting = (
                membership.state == "member" and membership.category_id.voting
            )

    @api.constrains("via_membership_id")
    def _check_via_membership(self):
        if self._has_cycle("via_membership_id"):
            raise ValidationError(
                self.env._("A membership cannot come through itself, even indirectly.")
            )

    @api.constrains("state", "admission_date", "category_id")
    def _check_admission(self):
        for membership in self.filtered(lambda m: m.state in ADMITTED_STATES):
            if not membership.admission_date or not membership.category_id:
                raise ValidationError(
                    self.env._(
                        "%(member)s is a member: give the admission date and the "
                        "category.",
                        member=membership.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        memberships = super().create(vals_list)
        memberships._assign_numbers()
        return memberships

    def write(self, vals):
        if "number" in vals:
            self._check_number_kept(vals["number"])
        result = super().write(vals)
        if "state" in vals:
            self._assign_numbers()
        return result

    def _check_number_kept(self, number):
        for membership in self:
            if membership.number and membership.number != number:
                raise UserError(
                    self.env._(
                        "%(member)s keeps the member number %(number)s for life.",
                        member=membership.partner_id.name,
                        number=membership.number,
                    )
                )

    def _assign_numbers(self):
        """Give the next numbers to those admitted for the first time."""
        admitted = self.filtered(lambda m: m.state in ADMITTED_STATES and not m.number)
        for company, memberships in admitted.grouped("company_id").items():
            numbers = company._cae_next_free_codes(
                "cae_membership_sequence_id", self._name, "number", len(memberships)
            )
            for membership, number in zip(memberships, numbers, strict=True):
                membership.number = number

    @api.ondelete(at_uninstall=False)
    def _unlink_except_admitted(self):
        for membership in self:
            if membership.number:
                raise UserError(
                    self.env._(
                        "%(member)s has been admitted and stays in the register of "
                        "members. Record the exit, or archive the membership.",
                        member=membership.display_name,
                    )
                )

    # === Transitions === #

    def action_examine(self):
        """Take the application into consideration."""
        self._check_state(
            ("applicant",), self.env._("Only an application can be examined.")
        )
        self.write({"state": "candidate"})

    def action_admit(self, date=None, decision=None):
        """Admit candidates on `date` (default: the date typed, or today)."""
        self._check_state(
            ("candidate",), self.env._("Examine the application before admitting.")
        )
        self._check_category()
        vals = {"state": "member", "exit_date": False, "exit_reason": False}
        if decision:
            vals["decision_note"] = decision
        self._write_dated(vals, "admission_date", date)

    def action_refuse(self, reason=None):
        """Refuse applications, with the reason in words."""
        self._check_state(
            ("applicant", "candidate"),
            self.env._("Only an application can be refused; record an exit instead."),
        )
        vals = {"state": "refused"}
        if reason:
            vals["exit_note"] = reason
        self.write(vals)

    def action_leave(self, date=None, reason=None):
        """Record the exit on `date` (default: the date typed, or today).

        A date in the future makes the member leave on that day (daily job). The
        reason is one of the keys of `exit_reason`, or words.
        """
        self._check_state(
            ADMITTED_STATES, self.env._("Only a member can leave the cooperative.")
        )
        by_date = defaultdict(self.browse)
        today = fields.Date.context_today(self)
        for membership in self:
            exit_date = fields.Date.to_date(date) or membership.exit_date or today
            membership._check_exit_date(exit_date)
            by_date[exit_date] |= membership
        for exit_date, memberships in by_date.items():
            state = "leaving" if exit_date > today else "former"
            memberships.write(
                {
                    "state": state,
                    "exit_date": exit_date,
                    **self._prepare_exit_reason_vals(reason),
                }
            )

    def action_cancel_leaving(self):
        """Undo an exit that has not happened yet."""
        self._check_state(
            ("leaving",),
            self.env._("Only an exit that is still to come can be undone."),
        )
        self.write(
            {
                "state": "member",
                "exit_date": False,
                "exit_reason": False,
                "exit_note": False,
            }
        )

    def action_reapply(self):
        """Open a new application; the member number stays."""
        self._check_state(
            ("refused", "former"),
            self.env._("Only a refused applicant or a former member can apply again."),
        )
        self.write(
            {
                "state": "applicant",
                "active": True,
                "application_date": fields.Date.context_today(self),
                "admission_date": False,
                "decision_note": False,
                "exit_date": False,
                "exit_reason": False,
                "exit_note": False,
            }
        )

    def _check_category(self):
        for membership in self:
            if not membership.category_id:
                raise UserError(
                    self.env._(
                        "%(member)s has no member category. Choose it before "
                        "admitting: it says whether the member votes.",
                        member=membership.display_name,
                    )
                )

    def _check_exit_date(self, exit_date):
        self.ensure_one()
        if self.admission_date and exit_date < self.admission_date:
            raise UserError(
                self.env._(
                    "%(member)s was admitted on %(admission)s and cannot leave on "
                    "%(exit)s. Choose a later date.",
                    member=self.display_name,
                    admission=self.admission_date,
                    exit=exit_date,
                )
            )

    @api.model
    def _prepare_exit_reason_vals(self, reason):
        if not reason:
            return {}
        if reason in self._fields["exit_reason"].get_values(self.env):
            return {"exit_reason": reason}
        return {"exit_reason": "other", "exit_note": reason}

    @api.model
    def _cron_end_memberships(self):
        """Turn the members whose exit date has come into former members."""
        today = fields.Date.context_today(self)
        self.search([("state", "=", "leaving"), ("exit_date", "<=", today)]).write(
            {"state": "former"}
        )
