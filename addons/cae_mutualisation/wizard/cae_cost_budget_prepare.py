# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..kernel.sharing import CENT, Period, part
from ..models.cae_cost_budget import shift_year
from ..models.cae_cost_pool_cost import ZERO, cents


class CaeCostBudgetPrepare(models.TransientModel):
    """Draft budgets of a year for all pools, from a year that is known."""

    _name = "cae.cost.budget.prepare"
    _description = "Prepare the Budgets of a Year"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._default_year().start
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: self._default_year().end
    )
    source = fields.Selection(
        [("real", "Real Costs"), ("budget", "Voted Budget")],
        required=True,
        default="real",
        help="Of the period below.",
    )
    source_from = fields.Date(
        compute="_compute_source",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    source_to = fields.Date(
        compute="_compute_source",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    is_unfinished = fields.Boolean(
        string="Period Not Over", compute="_compute_is_unfinished"
    )
    percent = fields.Float(
        string="Change of the Costs (%)", help="2 adds 2 %; −5 takes 5 % off."
    )
    percent_grant = fields.Float(
        string="Change of Grants and Income (%)",
        help="−100: nothing is expected any more.",
    )
    pool_ids = fields.Many2many(
        "cae.cost.pool", string="Only Pools", help="Empty: all the pools."
    )

    _percents = models.Constraint(
        "CHECK (percent >= -100 AND percent_grant >= -100)",
        "Not more than 100 % can be taken off.",
    )

    def _default_year(self):
        """The financial year after that of today."""
        today = fields.Date.context_today(self)
        company = self.env.company
        end = company.compute_fiscalyear_dates(today)["date_to"]
        dates = company.compute_fiscalyear_dates(fields.Date.add(end, days=1))
        return Period(dates["date_from"], dates["date_to"])

    @api.depends("date_from", "date_to")
    def _compute_source(self):
        for record in self.filtered(lambda found: found.date_from and found.date_to):
            before = shift_year(Period(record.date_from, record.date_to))
            record.source_from, record.source_to = before.start, before.end

    @api.depends("source", "source_to")
    def _compute_is_unfinished(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_unfinished = (
                record.source == "real"
                and bool(record.source_to)
                and record.source_to >= today
            )

    def action_prepare(self):
        """Create the drafts of the pools that have no budget for these days.

        :raises UserError: all of them have one, or the dates are upside down
        """
        self.ensure_one()
        self._check_dates()
        pools = self.pool_ids or self.env["cae.cost.pool"].search(
            [("company_id", "=", self.company_id.id)]
        )
        pools -= self._search_budgets(pools).pool_id
        if not pools:
            raise UserError(
                self.env._(
                    "Every pool has a budget from %(start)s to %(end)s already: change "
                    "the draft, or revise what was voted.",
                    start=format_date(self.env, self.date_from),
                    end=format_date(self.env, self.date_to),
                )
            )
        amounts = self._get_amounts(pools)
        budgets = self.env["cae.cost.budget"].create(
            [self._prepare_budget_vals(pool, *amounts[pool]) for pool in pools]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_budget_action"
        )
        return {
            **action,
            "domain": [("id", "in", budgets.ids)],
            "context": {},
            "target": "main",
        }

    def _check_dates(self):
        if self.date_to < self.date_from or self.source_to < self.source_from:
            raise UserError(self.env._("A period does not end before it starts."))

    def _search_budgets(self, pools):
        return self.env["cae.cost.budget"].search(
            [
                ("pool_id", "in", pools.ids),
                ("state", "!=", "cancelled"),
                ("date_from", "<=", self.date_to),
                ("date_to", ">=", self.date_from),
            ]
        )

    def _get_amounts(self, pools):
        """`{pool: (costs, grants and income)}` of the source period."""
        source = Period(self.source_from, self.source_to)
        if self.source == "real":
            return {
                pool: (cost["posted"] + cost["staff"], cost["income"] + cost["grant"])
                for pool, cost in pools._get_costs(source).items()
            }
        result = defaultdict(lambda: (ZERO, ZERO))
        voted = self.env["cae.cost.budget"].search(
            [
                ("pool_id", "in", pools.ids),
                ("state", "=", "voted"),
                ("date_from", "<=", source.end),
                ("date_to", ">=", source.start),
            ]
        )
        for budget in voted:
            whole = Period(budget.date_from, budget.date_to)
            cost, grant = result[budget.pool_id]
            result[budget.pool_id] = (
                cost + part(cents(budget.cost), whole, source),
                grant + part(cents(budget.grant), whole, source),
            )
        return result

    def _prepare_budget_vals(self, pool, cost, grant):
        return {
            "pool_id": pool.id,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "cost": self._change(cost, self.percent),
            "grant": self._change(grant, self.percent_grant),
            "note": self._get_note(),
        }

    def _change(self, amount, percent):
        changed = amount * (100 + Decimal(f"{percent:.2f}")) / 100
        return float(changed.quantize(CENT, ROUND_HALF_UP))

    def _get_note(self):
        values = {
            "start": format_date(self.env, self.source_from),
            "end": format_date(self.env, self.source_to),
            "percent": f"{self.percent:+g}",
            "percent_grant": f"{self.percent_grant:+g}",
        }
        if self.source == "real":
            return self.env._(
                "From the real costs from %(start)s to %(end)s: costs %(percent)s %%, "
                "grants and income %(percent_grant)s %%.",
                **values,
            )
        return self.env._(
            "From the budget voted from %(start)s to %(end)s: costs %(percent)s %%, "
            "grants and income %(percent_grant)s %%.",
            **values,
        )
