# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..kernel.sharing import Period
from .cae_cost_pool import POST_READERS, READERS

FIGURES = ("posted", "staff", "income", "grant", "net")


# pylint: disable=consider-merging-classes-inherited
class CaeCostPool(models.Model):
    """What a pool has cost since the beginning of the year, and what leads to it."""

    _inherit = "cae.cost.pool"

    year_posted = fields.Monetary(string="Posted", compute="_compute_year_figures")
    year_staff = fields.Monetary(
        string="Cost of the Posts",
        compute="_compute_year_figures",
        help="Of the shared posts that work for it, all together.",
    )
    year_income = fields.Monetary(string="Income", compute="_compute_year_figures")
    year_grant = fields.Monetary(
        string="Grants Deducted", compute="_compute_year_figures"
    )
    year_net = fields.Monetary(
        string="Net Cost to Date",
        compute="_compute_year_figures",
        help="Since the beginning of the financial year: posted costs and posts, less "
        "income and the part of the grants that falls to these days.",
    )
    year_budget = fields.Monetary(
        string="Voted for the Year", compute="_compute_year_figures"
    )
    year_budget_to_date = fields.Monetary(
        string="Voted, to Date",
        compute="_compute_year_figures",
        help="The part of the voted budget that falls to the days that are over.",
    )
    year_percent = fields.Float(
        string="Spent (%)",
        compute="_compute_year_figures",
        digits=(16, 0),
        help="Of the net budget voted for the whole year.",
    )
    line_count = fields.Integer(
        string="Agreements in Force", compute="_compute_counts", groups=READERS
    )
    budget_count = fields.Integer(
        string="Number of Budgets", compute="_compute_counts", groups=READERS
    )
    grant_count = fields.Integer(
        string="Number of Grants", compute="_compute_counts", groups=READERS
    )
    staff_count = fields.Integer(
        string="Number of Posts", compute="_compute_counts", groups=POST_READERS
    )

    @api.depends("company_id", "analytic_account_ids")
    def _compute_year_figures(self):
        """Set-based: as many queries for one pool as for a hundred."""
        today = fields.Date.context_today(self)
        for company, pools in self.grouped("company_id").items():
            stored = pools._origin.sudo()
            costs, budgets, to_date = {}, {}, {}
            if stored:
                year = company.compute_fiscalyear_dates(today)
                so_far = Period(year["date_from"], today)
                costs = stored._get_costs(so_far)
                budgets = stored._read_budgets(Period(so_far.start, year["date_to"]))
                to_date = stored._read_budgets(so_far)
            for pool in pools:
                origin = pool._origin.sudo()
                cost = costs.get(origin, {})
                for name in FIGURES:
                    pool[f"year_{name}"] = cost.get(name, 0)
                pool.year_budget = budgets.get(origin, 0)
                pool.year_budget_to_date = to_date.get(origin, 0)
                pool.year_percent = (
                    100 * pool.year_net / pool.year_budget if pool.year_budget else 0
                )

    def _compute_counts(self):
        counts = {
            name: dict(
                self.env[model].sudo()._read_group(domain, ["pool_id"], [aggregate])
            )
            for name, model, domain, aggregate in (
                (
                    "line_count",
                    "cae.cost.agreement.line",
                    self._get_lines_in_force_domain(),
                    "agreement_id:count_distinct",
                ),
                (
                    "budget_count",
                    "cae.cost.budget",
                    [("pool_id", "in", self.ids), ("state", "!=", "cancelled")],
                    "__count",
                ),
                ("grant_count", "cae.grant", [("pool_id", "in", self.ids)], "__count"),
                (
                    "staff_count",
                    "cae.cost.staff.split",
                    [("pool_id", "in", self.ids)],
                    "staff_id:count_distinct",
                ),
            )
        }
        for pool in self:
            for name, found in counts.items():
                pool[name] = found.get(pool._origin.sudo(), 0)

    # === What leads to the figures === #

    def action_view_lines(self):
        """The posted lines of the pool's accounts this year, with their documents."""
        self.ensure_one()
        accounts = self.analytic_account_ids
        columns = {plan._column_name() for plan in accounts.sudo().root_plan_id}
        domain = [("id", "=", 0)]
        for column in columns:
            domain = [(column, "in", accounts.ids)]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_pool_line_action"
        )
        return {
            **action,
            "domain": [
                *domain,
                ("company_id", "=", self.company_id.id),
                ("general_account_id", "!=", False),
                "|",
                ("move_line_id", "=", False),
                ("move_line_id.cae_cost_pool_id", "=", False),
            ],
        }

    def _action_view(self, name, **values):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"cae_mutualisation.{name}"
        )
        return {**action, **values}

    def action_view_budgets(self):
        """The budgets of the pool, of all years."""
        self.ensure_one()
        return self._action_view(
            "cae_cost_budget_action",
            domain=[("pool_id", "=", self.id)],
            context={"default_pool_id": self.id},
        )

    def action_view_grants(self):
        """The grants for the pool itself."""
        self.ensure_one()
        return self._action_view(
            "cae_grant_action",
            domain=[("pool_id", "=", self.id)],
            context={"default_pool_id": self.id},
        )

    def action_view_staff(self):
        """The shared posts that work, worked or will work for the pool."""
        self.ensure_one()
        return self._action_view(
            "cae_cost_staff_action",
            domain=[("split_ids.pool_id", "=", self.id)],
            context={"active_test": False},
        )

    def action_view_agreements(self):
        """The signed agreements by which members share the pool today."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Agreements in Force"),
            "res_model": "cae.cost.agreement",
            "view_mode": "list,form",
            "domain": [("id", "in", self._search_lines_in_force().agreement_id.ids)],
        }
