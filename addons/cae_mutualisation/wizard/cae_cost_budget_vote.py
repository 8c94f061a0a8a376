# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostBudgetVote(models.TransientModel):
    """What a meeting voted: one decision for the budgets of several pools."""

    _name = "cae.cost.budget.vote"
    _description = "Vote of Budgets"

    budget_ids = fields.Many2many("cae.cost.budget", string="Budgets", required=True)
    decision = fields.Char(
        required=True, help="Which meeting voted them; kept with the budgets."
    )
    voted_on = fields.Date(required=True, default=fields.Date.context_today)

    def action_confirm(self):
        """Vote all the budgets, or none of them."""
        self.ensure_one()
        self.budget_ids.write({"decision": self.decision, "voted_on": self.voted_on})
        self.budget_ids.action_vote()
        return {"type": "ir.actions.act_window_close"}
