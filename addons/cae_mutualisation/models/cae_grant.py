# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_amount, format_date

from ..kernel.sharing import Period, part

READERS = (
    "cae_member.group_support",
    "cae_member.group_accountant",
    "cae_member.group_auditor",
)
GRANTED = ("granted", "closed")


class CaeGrant(models.Model):
    """A grant for a pool or a territory: deducted from the costs before sharing."""

    _name = "cae.grant"
    _description = "Grant"
    _inherit = ["cae.state.mixin", "cae.deadline.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    funder_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    reference = fields.Char(help="Of the funder: number of the agreement.")
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(string="To", required=True, tracking=True)
    pool_id = fields.Many2one(
        "cae.cost.pool",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Whose costs it pays. Empty: those of all the pools, by their costs.",
    )
    territory_id = fields.Many2one(
        "cae.territory", check_company=True, index="btree_not_null", ondelete="restrict"
    )
    amount_asked = fields.Monetary(tracking=True)
    amount_granted = fields.Monetary(tracking=True)
    receipt_ids = fields.One2many("cae.grant.receipt", "grant_id", string="Receipts")
    amount_received = fields.Monetary(compute="_compute_amount_received", store=True)
    deducted = fields.Selection(
        [("granted", "What Was Granted"), ("received", "What Was Received")],
        required=True,
        default="granted",
        tracking=True,
        help="What is taken off the costs of its period, month by month.",
    )
    account_id = fields.Many2one(
        "account.account",
        string="Booked on",
        check_company=True,
        ondelete="restrict",
        domain="[('internal_group', '=', 'income')]",
        help="An account that holds grants only: what is booked on it, whenever, does "
        "not count as income of a pool or a post, since the grant is deducted already.",
    )
    state = fields.Selection(
        [
            ("asked", "Asked"),
            ("granted", "Granted"),
            ("closed", "Closed"),
            ("refused", "Refused"),
        ],
        required=True,
        default="asked",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    conditions = fields.Text(help="What the funder asks for, and what it pays for.")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        tracking=True,
        check_company=True,
        domain=[("share", "=", False)],
        help="Is told before the deadlines.",
    )
    answered_on = fields.Date(
        copy=False, tracking=True, help="When the funder granted or refused it."
    )
    report_ids = fields.One2many(
        "cae.grant.report", "grant_id", string="Reports to the Funder"
    )
    report_count = fields.Integer(
        string="Reports to Send", compute="_compute_next_due", store=True
    )
    next_due_date = fields.Date(
        string="Next Due",
        compute="_compute_next_due",
        store=True,
        index="btree_not_null",
        help="The first of the deadline and of the reports that are not sent.",
    )
    amount_left = fields.Monetary(
        string="Left to Receive",
        compute="_compute_amount_left",
        store=True,
        help="Granted less received; below zero, more came than was granted.",
    )
    deduction_text = fields.Text(
        string="Taken off the Costs",
        compute="_compute_deduction_text",
        help="By calendar years, as the months of its period fall.",
    )

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A grant does not end before it starts."
    )
    _amounts_positive = models.Constraint(
        "CHECK (amount_asked >= 0 AND amount_granted >= 0)",
        "The amounts of a grant are not negative.",
    )

    @api.depends("receipt_ids.amount")
    def _compute_amount_received(self):
        for grant in self:
            grant.amount_received = sum(grant.receipt_ids.mapped("amount"))

    @api.depends("amount_granted", "amount_received", "state")
    def _compute_amount_left(self):
        for grant in self:
            granted = grant.amount_granted if grant.state in GRANTED else 0
            grant.amount_left = granted - grant.amount_received

    @api.depends(
        "deadline_date", "state", "report_ids.deadline_date", "report_ids.sent_on"
    )
    def _compute_next_due(self):
        for grant in self:
            waiting = grant.report_ids.filtered(lambda report: not report.sent_on)
            dates = waiting.mapped("deadline_date")
            if not grant._is_deadline_met():
                dates.append(grant.deadline_date)
            due = [date for date in dates if date] if grant.state != "refused" else []
            grant.report_count = len(waiting)
            grant.next_due_date = min(due, default=False)

    @api.depends(
        "date_from", "date_to", "deducted", "amount_granted", "amount_received", "state"
    )
    @api.depends_context("lang")
    def _compute_deduction_text(self):
        for grant in self:
            years = range(0)
            if grant.state in GRANTED and grant.date_from and grant.date_to:
                years = range(grant.date_from.year, grant.date_to.year + 1)
            amounts = {
                year: grant._get_amount(
                    Period(date(year, 1, 1), date(year, 12, 31)),
                )
                for year in years
            }
            grant.deduction_text = "\n".join(
                f"{year}: {format_amount(grant.env, float(amount), grant.currency_id)}"
                for year, amount in amounts.items()
            )

    @api.constrains("account_id")
    def _check_account(self):
        for grant in self.filtered("account_id"):
            if grant.account_id.internal_group == "expense":
                raise ValidationError(
                    self.env._(
                        "%(grant)s: %(account)s is an account of costs, which would "
                        "not be shared any more. Choose an account of income.",
                        grant=grant.name,
                        account=grant.account_id.display_name,
                    )
                )

    @api.constrains("user_id")
    def _check_user(self):
        """Who is told of a deadline has to be able to open the grant."""
        for user in self.user_id:
            if not any(user.has_group(group) for group in READERS):
                raise ValidationError(
                    self.env._(
                        "%(user)s may not read grants, and could not be told of their "
                        "deadlines. Choose somebody of the support team or of the "
                        "accounting.",
                        user=user.name,
                    )
                )

    # === What the deadline asks === #

    @api.depends("state")
    def _compute_deadline_state(self):
        return super()._compute_deadline_state()

    def _is_deadline_met(self):
        return self.state in ("closed", "refused")

    # === Answers === #

    def action_open_answer(self):
        """Write down what the funder granted, and when."""
        self.ensure_one()
        self._check_state(("asked",), self.env._("The funder has answered already."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Granted"),
            "res_model": "cae.grant.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_grant_id": self.id},
        }

    def action_grant(self):
        """The funder grants it: from now on it is deducted from the costs."""
        self._check_state(("asked",), self.env._("The funder has answered already."))
        for grant in self.filtered(lambda grant: not grant.amount_granted):
            raise UserError(
                self.env._(
                    "%(grant)s: write how much is granted. If it is nothing, the grant "
                    "is refused.",
                    grant=grant.name,
                )
            )
        self._write_dated({"state": "granted"}, "answered_on")

    def action_refuse(self):
        """The funder refuses it, or takes it back before anything was paid."""
        self._check_state(
            ("asked", "granted"), self.env._("Reopen it before you change the answer.")
        )
        for grant in self.filtered("receipt_ids"):
            raise UserError(
                self.env._(
                    "%(grant)s: %(amount)s was received. Delete the receipts if they "
                    "are wrong; else lower the amount granted.",
                    grant=grant.name,
                    amount=format_amount(
                        self.env, grant.amount_received, grant.currency_id
                    ),
                )
            )
        self.write({"state": "refused", "answered_on": fields.Date.context_today(self)})

    def action_close(self):
        """Nothing more is expected from the funder, nor owed to it.

        :raises UserError: a report is not sent
        """
        self._check_state(("granted",), self.env._("Only a granted one is closed."))
        for report in self.report_ids.filtered(lambda report: not report.sent_on):
            raise UserError(
                self.env._(
                    "%(grant)s: the report “%(report)s” of %(date)s is not sent. Send "
                    "it, or delete it if the funder does not ask for it.",
                    grant=report.grant_id.name,
                    report=report.name,
                    date=format_date(self.env, report.deadline_date),
                )
            )
        self.state = "closed"

    def action_reopen(self):
        """A closed grant is followed again; a refused one is asked for again."""
        self._check_state(
            ("closed", "refused"), self.env._("It is open: change it as it is.")
        )
        refused = self.filtered(lambda grant: grant.state == "refused")
        refused.write({"state": "asked", "answered_on": False})
        (self - refused).write({"state": "granted"})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_granted(self):
        self._check_state(
            ("asked", "refused"),
            self.env._("Costs were shared after it was deducted: it is kept."),
        )

    def _get_amount(self, period):
        """What is deducted in a period, to the cent: its part by months."""
        self.ensure_one()
        total = self[f"amount_{self.deducted}"]
        return part(
            Decimal(f"{total or 0:.2f}"), Period(self.date_from, self.date_to), period
        )
