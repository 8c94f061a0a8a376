# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..kernel import capital
from .cae_share_movement import to_decimal


class CaeSharePlan(models.Model):
    """A member puts a part of each pay into the capital, until a cap is reached."""

    _name = "cae.share.plan"
    _description = "Capital from Pay"
    _order = "membership_id, id"
    _check_company_auto = True
    _rec_name = "membership_id"

    membership_id = fields.Many2one(
        "cae.membership",
        string="Member",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="membership_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    share_class_id = fields.Many2one(
        "cae.share.class", required=True, check_company=True, ondelete="restrict"
    )
    active = fields.Boolean(default=True)
    percent = fields.Float(string="% of Pay", required=True, digits=(5, 2))
    cap = fields.Monetary(
        required=True, help="Nothing more is put aside once this is reached."
    )
    line_ids = fields.One2many("cae.share.plan.line", "plan_id", string="Pays")
    amount = fields.Monetary(string="Put Aside", compute="_compute_amount", store=True)
    subscribed_amount = fields.Monetary(
        string="Subscribed", compute="_compute_amount", store=True
    )

    _ranges = models.Constraint(
        "CHECK (percent > 0 AND percent <= 100 AND cap > 0)",
        "The percentage is between 0 and 100, and the cap is positive.",
    )

    @api.depends("line_ids.amount", "line_ids.movement_id.amount")
    def _compute_amount(self):
        for plan in self:
            plan.amount = sum(plan.line_ids.mapped("amount"))
            plan.subscribed_amount = sum(plan.line_ids.movement_id.mapped("amount"))

    def record_pay(self, pay, date=None):
        """Put the part of a pay aside; whole shares are subscribed with it.

        The call of the subscription is paid by what the payroll entry holds back.
        """
        self.ensure_one()
        self.check_access("write")
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        if any(line.date == date for line in self.line_ids):
            raise UserError(
                self.env._(
                    "The pay of %(date)s is recorded already.",
                    date=format_date(self.env, date),
                )
            )
        dues = capital.pay_instalments(
            [(date, to_decimal(pay))],
            to_decimal(self.percent),
            to_decimal(self.cap),
            to_decimal(self.amount),
        )
        amount = float(sum(due for _day, due in dues))
        line = self.env["cae.share.plan.line"].create(
            {"plan_id": self.id, "date": date, "pay": pay, "amount": amount}
        )
        line.movement_id = self._subscribe_whole_shares(date)
        return line

    def _subscribe_whole_shares(self, date):
        nominal = to_decimal(self.share_class_id.nominal_value)
        ready = to_decimal(self.amount) - to_decimal(self.subscribed_amount)
        quantity = int(ready // nominal)
        if not quantity:
            return self.env["cae.share.movement"]
        return self.membership_id.subscribe(self.share_class_id, quantity, date)


class CaeSharePlanLine(models.Model):
    """One pay, and what was put aside of it."""

    _name = "cae.share.plan.line"
    _description = "Pay Put into the Capital"
    _order = "date, id"

    plan_id = fields.Many2one(
        "cae.share.plan", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True)
    pay = fields.Monetary(required=True)
    amount = fields.Monetary(string="Put Aside", required=True)
    movement_id = fields.Many2one(
        "cae.share.movement", string="Subscription", ondelete="restrict"
    )
