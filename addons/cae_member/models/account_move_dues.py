# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    dues_line_id = fields.Many2one(
        "cae.dues.line",
        string="Dues",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="This document calls or corrects the dues of a member.",
    )

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """A credit note made by Odoo's own button counts for the same dues."""
        if self.dues_line_id:
            defaults = default_values_list or [{} for _move in self]
            default_values_list = [
                {**vals, "dues_line_id": move.dues_line_id.id}
                for move, vals in zip(self, defaults, strict=True)
            ]
        return super()._reverse_moves(default_values_list, cancel=cancel)

    def _reconcile_dues_credit(self):
        """Credit notes of dues pay what is still open of the same dues."""
        for credit in self:
            lines = (credit | credit.dues_line_id.move_ids).line_ids.filtered(
                lambda line: (
                    line.account_id.account_type == "asset_receivable"
                    and line.parent_state == "posted"
                    and not line.reconciled
                )
            )
            if len(lines) > 1 and len(lines.account_id) == 1:
                lines.reconcile()

    def action_view_dues_line(self):
        """The dues that this document is for."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "cae.dues.line",
            "res_id": self.dues_line_id.id,
            "view_mode": "form",
        }
