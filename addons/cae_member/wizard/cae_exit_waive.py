# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeExitWaive(models.TransientModel):
    """Why a step of an exit is not needed."""

    _name = "cae.exit.waive"
    _description = "Waive a Step of an Exit"

    task_id = fields.Many2one("cae.exit.task", string="Step", readonly=True)
    reason = fields.Char(required=True)

    def action_waive(self):
        self.ensure_one()
        self.task_id.action_waive(self.reason)
        return {"type": "ir.actions.act_window_close"}
