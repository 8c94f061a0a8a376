# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


# pylint: disable=consider-merging-classes-inherited
class CaeCostBudget(models.Model):
    """Where a simulation begins: from the budgets that are to be voted."""

    _inherit = "cae.cost.budget"

    def action_simulate(self):
        """Try other keys, members or grants on the period of these budgets."""
        if not self:
            return self.env["cae.cost.pool"].action_simulate()
        voted = all(budget.state == "voted" for budget in self)
        return self.env["cae.cost.simulation"]._get_start_action(
            self.company_id[:1],
            date_from=min(self.mapped("date_from")),
            date_to=max(self.mapped("date_to")),
            base="voted" if voted else "draft",
        )
