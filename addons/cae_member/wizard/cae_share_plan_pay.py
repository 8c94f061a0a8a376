# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeSharePlanPay(models.TransientModel):
    """Records a pay on a plan."""

    _name = "cae.share.plan.pay"
    _description = "Record a Pay"

    plan_id = fields.Many2one("cae.share.plan", required=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today)
    pay = fields.Monetary(required=True)

    def action_record(self):
        self.ensure_one()
        self.plan_id.record_pay(self.pay, self.date)
        return {"type": "ir.actions.act_window_close"}
