# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostSettlementPool(models.Model):
    """The real net cost of a pool in a settlement, and what it is made of."""

    _name = "cae.cost.settlement.pool"
    _description = "Net Cost of a Pool"
    _order = "settlement_id, pool_id"

    settlement_id = fields.Many2one(
        "cae.cost.settlement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="settlement_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    pool_id = fields.Many2one(
        "cae.cost.pool", required=True, index=True, ondelete="restrict"
    )
    budget = fields.Monetary(help="Voted for the period.")
    cost_posted = fields.Monetary(string="Posted Costs")
    cost_staff = fields.Monetary(string="Shared Posts")
    income = fields.Monetary(string="Income", help="On the pool's accounts.")
    grant = fields.Monetary(string="Grants")
    net = fields.Monetary(string="Net Cost", help="Shared among the members.")
    called = fields.Monetary(help="Provisions and earlier settlements.")
    explanation = fields.Text(help="Every amount, with where it comes from.")
