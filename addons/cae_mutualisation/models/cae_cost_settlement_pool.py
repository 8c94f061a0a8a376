# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostSettlementPool(models.Model):
    """The real net cost of a pool in a settlement, and what it is made of."""

    _name = "cae.cost.settlement.pool"
    _description = "Net Cost of a Pool"
    _inherit = ["cae.cost.frozen.mixin"]
    _order = "settlement_id, pool_id"

    settlement_id = fields.Many2one(
        "cae.cost.settlement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="settlement_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(related="settlement_id.date_from", store=True)
    pool_id = fields.Many2one(
        "cae.cost.pool", required=True, index=True, ondelete="restrict"
    )
    key_id = fields.Many2one("cae.cost.key", index=True, ondelete="restrict")
    budget = fields.Monetary(help="Net budget voted for the period.")
    posted = fields.Monetary(string="Posted Costs")
    staff = fields.Monetary(string="Shared Posts")
    income = fields.Monetary(help="On the pool's accounts, grants apart.")
    grant = fields.Monetary(string="Grants")
    net = fields.Monetary(string="Net Cost", help="Shared among the members.")
    net_before = fields.Monetary(
        string="Net Cost Settled Before",
        help="What was shared when it was invoiced last.",
    )
    called = fields.Monetary(
        string="Already Called", help="Provisions, and what was settled before."
    )

    change = fields.Monetary(
        compute="_compute_differences",
        help="Since it was invoiced last: what a late bill or grant changes.",
    )
    due = fields.Monetary(
        string="Still to Call or Give Back", compute="_compute_differences"
    )

    # Two settlements that are made at once: the second one stops here.
    _pool_date_uniq = models.UniqueIndex(
        "(pool_id, date_from)", "Another settlement shares this pool from that day on."
    )

    @api.depends("net", "net_before", "called", "settlement_id.invoiced_on")
    def _compute_differences(self):
        for cost in self:
            before = cost.net_before if cost.settlement_id.invoiced_on else cost.net
            cost.change = cost.net - before
            cost.due = cost.net - cost.called
