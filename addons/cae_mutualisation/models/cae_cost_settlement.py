# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostSettlement(models.Model):
    """The real net costs of a year, by key, less what was called: who owes what.

    It may be computed again after a late bill: only the difference is invoiced.
    """

    _name = "cae.cost.settlement"
    _description = "Settlement of Shared Costs"
    _inherit = ["cae.cost.document.mixin"]

    cost_ids = fields.One2many("cae.cost.settlement.pool", "settlement_id")
    line_ids = fields.One2many("cae.cost.settlement.line", "settlement_id")
    statement_ids = fields.One2many("cae.cost.statement", "settlement_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("computed", "Computed"),
            ("invoiced", "Invoiced"),
            ("closed", "Closed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    net = fields.Monetary(string="Net Cost", compute="_compute_totals")
    provisional = fields.Monetary(string="Provisions", compute="_compute_totals")
    settled = fields.Monetary(string="Settled Before", compute="_compute_totals")
    delta = fields.Monetary(string="To Invoice or Credit", compute="_compute_totals")
    member_count = fields.Integer(string="Members", compute="_compute_totals")

    @api.model
    def _get_link_name(self):
        return "cae_cost_settlement_id"

    @api.depends("line_ids.amount", "line_ids.delta")
    def _compute_totals(self):
        names = ("amount", "provisional", "settled", "delta")
        groups = self.env["cae.cost.settlement.line"]._read_group(
            [("settlement_id", "in", self.ids)],
            ["settlement_id"],
            [*(f"{name}:sum" for name in names), "membership_id:count_distinct"],
        )
        found = {settlement.id: values for settlement, *values in groups}
        for settlement in self:
            net, provisional, settled, delta, count = found.get(
                settlement._origin.id, [0] * 5
            )
            settlement.update(
                {
                    "net": net,
                    "provisional": provisional,
                    "settled": settled,
                    "delta": delta,
                    "member_count": count,
                }
            )
