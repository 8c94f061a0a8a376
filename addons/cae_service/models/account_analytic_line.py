# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class AccountAnalyticLine(models.Model):
    """Time knows the line of the invoice on which it was billed."""

    _inherit = "account.analytic.line"

    cae_billing_line_id = fields.Many2one(
        "cae.service.billing.line",
        string="Line of the Billing Run",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    cae_move_line_id = fields.Many2one(
        "account.move.line",
        string="Line of the Invoice",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def write(self, vals):
        # Odoo frees the time of a credit note or of a deleted line in this way.
        if "timesheet_invoice_id" in vals and not vals["timesheet_invoice_id"]:
            vals = {**vals, "cae_move_line_id": False}
        return super().write(vals)

    @api.model
    def _get_cae_time_action(self):
        """Time as a list, with who, what and for whom."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Time and Visits"),
            "res_model": self._name,
            "views": [
                (
                    self.env.ref("cae_service.account_analytic_line_view_list_time").id,
                    "list",
                ),
                (False, "form"),
                (False, "pivot"),
            ],
            "search_view_id": [
                self.env.ref("hr_timesheet.hr_timesheet_line_search").id
            ],
            "context": {"create": False, "is_timesheet": 1},
        }
