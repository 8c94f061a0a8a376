# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostReportLine(models.TransientModel):
    """A pool in a year: what it cost, and what was voted."""

    _name = "cae.cost.report.line"
    _description = "Pool in a Year"
    _order = "date_from desc, pool_id"

    report_id = fields.Many2one(
        "cae.cost.report", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="report_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    pool_id = fields.Many2one("cae.cost.pool", required=True, ondelete="cascade")
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    year = fields.Char(help="Named after the calendar year in which it ends.")
    posted = fields.Monetary(string="Posted Costs")
    staff = fields.Monetary(string="Shared Posts")
    income = fields.Monetary(help="On the pool's accounts, grants apart.")
    grant = fields.Monetary(string="Grants")
    net = fields.Monetary(string="Net Cost")
    budget = fields.Monetary(
        string="Voted to Date", help="The part of the voted budget for these days."
    )
    voted = fields.Monetary(string="Voted for the Year")
    left = fields.Monetary(
        compute="_compute_left",
        store=True,
        help="Voted to date less net cost; below zero, more was spent than was voted.",
    )
    percent = fields.Float(
        string="Spent (%)",
        compute="_compute_left",
        store=True,
        aggregator=None,
        help="Of what was voted to date.",
    )

    @api.depends("net", "budget")
    def _compute_left(self):
        for line in self:
            line.left = line.budget - line.net
            line.percent = 100 * line.net / line.budget if line.budget else 0
