# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeActivityTransferReason(models.TransientModel):
    """Why a transfer is refused or cancelled: both sides read it."""

    _name = "cae.activity.transfer.reason"
    _description = "Reason of a Refusal or Cancellation"

    transfer_id = fields.Many2one(
        "cae.activity.transfer", required=True, ondelete="cascade", readonly=True
    )
    decision = fields.Selection(
        [("refuse", "Refuse"), ("cancel", "Cancel")],
        required=True,
        default="refuse",
        readonly=True,
    )
    reason = fields.Text(required=True)

    def action_confirm(self):
        """Do what was decided, with its reason."""
        self.ensure_one()
        if self.decision == "refuse":
            return self.transfer_id.action_refuse(self.reason)
        return self.transfer_id.action_cancel(self.reason)
