# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class AccountAnalyticLine(models.Model):
    """From a cost of a pool to the bill or the entry that it comes from."""

    _inherit = "account.analytic.line"

    def action_open_cae_document(self):
        """The journal entry of the line."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_line_id.move_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
