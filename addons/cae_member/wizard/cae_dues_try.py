# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..kernel.dues import Discount, Period
from ..models.cae_dues_campaign_compute import FIGURES
from ..models.cae_dues_rule import decimal


class CaeDuesTry(models.TransientModel):
    """What a rule makes of figures typed: shown, never kept."""

    _name = "cae.dues.try"
    _description = "Try a Dues Rule"

    rule_id = fields.Many2one("cae.dues.rule", required=True)
    currency_id = fields.Many2one(related="rule_id.currency_id")
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.start_of(
            fields.Date.context_today(self), "year"
        ),
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: fields.Date.end_of(
            fields.Date.context_today(self), "year"
        ),
    )
    fte = fields.Float(string="FTE", digits=(10, 2))
    posts = fields.Integer()
    turnover = fields.Monetary()
    payroll = fields.Monetary()
    admission_date = fields.Date(help="Empty: a member since long ago.")
    exit_date = fields.Date(help="Empty: still a member.")
    discount = fields.Float(string="Agreed Reduction (%)", digits=(5, 2))
    amount = fields.Monetary(compute="_compute_amount")
    explanation = fields.Text(compute="_compute_amount")

    @api.depends(
        "rule_id",
        "date_from",
        "date_to",
        "admission_date",
        "exit_date",
        "discount",
        *FIGURES,
    )
    def _compute_amount(self):
        for trial in self:
            trial.update(trial._prepare_answer())

    def _prepare_answer(self):
        self.ensure_one()
        rule = self.rule_id
        nonsense = self._get_nonsense()
        if not rule or nonsense:
            return {"amount": 0.0, "explanation": nonsense}
        result = rule._compute_dues(
            rule._prepare_kernel_rule(),
            {name: decimal(self[name]) for name in FIGURES},
            Period(self.date_from, self.date_to),
            self.admission_date or None,
            self.exit_date or None,
            Discount(decimal(self.discount)),
        )
        return {"amount": float(result.amount), "explanation": rule._explain(result)}

    def _get_nonsense(self):
        if not self.date_from or not self.date_to or self.date_to < self.date_from:
            return self.env._("Give a period that ends after it starts.")
        if not 0 <= self.discount <= 100:
            return self.env._("A reduction is from 0 to 100 %.")
        return False
