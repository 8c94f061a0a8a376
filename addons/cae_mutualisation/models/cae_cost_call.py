# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostCall(models.Model):
    """The provisions of a period: its part of the voted budgets, by key, invoiced."""

    _name = "cae.cost.call"
    _description = "Call for Provisions"
    _inherit = ["cae.cost.document.mixin"]

    line_ids = fields.One2many("cae.cost.call.line", "call_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("computed", "Computed"),
            ("called", "Called"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    amount = fields.Monetary(string="Provisions", compute="_compute_totals")
    member_count = fields.Integer(string="Members", compute="_compute_totals")

    @api.model
    def _get_link_name(self):
        return "cae_cost_call_id"

    @api.depends("line_ids.amount")
    def _compute_totals(self):
        groups = self.env["cae.cost.call.line"]._read_group(
            [("call_id", "in", self.ids)],
            ["call_id"],
            ["amount:sum", "membership_id:count_distinct"],
        )
        found = {call.id: values for call, *values in groups}
        for call in self:
            call.amount, call.member_count = found.get(call._origin.id, (0, 0))
