# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import operator as operators
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..kernel.sharing import Period, split_staff, unsplit
from .cae_cost_pool import POST_READERS

OPERATORS = {
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}


class CaeCostStaff(models.Model):
    """A post whose cost is split over pools: half HR and half secretariat, say."""

    _name = "cae.cost.staff"
    _description = "Shared Post"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(string="Position", required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    employee_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="hr.group_hr_user",
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Its posted costs are those of the post. Empty: the costs are typed.",
    )
    posted_from = fields.Date(
        string="Posted Costs From",
        help="From this day on, the costs posted on the analytic account count, and "
        "none is typed; before it, only those typed. Empty: all that is posted.",
    )
    cost_ids = fields.One2many(
        "cae.cost.staff.cost", "staff_id", string="Costs Typed", groups=POST_READERS
    )
    split_ids = fields.One2many("cae.cost.staff.split", "staff_id")
    split_text = fields.Char(string="Works For", compute="_compute_split_text")
    rest_percent = fields.Float(
        string="Not Split (%)",
        compute="_compute_rest_percent",
        search="_search_rest_percent",
        digits=(5, 2),
        help="Of the post today: the grouping bears it, no pool does.",
    )
    rest_text = fields.Text(
        string="Days Not Split",
        compute="_compute_rest_text",
        help="In this financial year.",
    )
    year_cost = fields.Monetary(
        string="Cost This Year", compute="_compute_year_cost", groups=POST_READERS
    )
    year_rest = fields.Monetary(
        string="Not Split This Year",
        compute="_compute_year_cost",
        groups=POST_READERS,
        help="What the grouping bears, as no pool does.",
    )

    @api.depends(
        "split_ids.pool_id.name",
        "split_ids.percent",
        "split_ids.date_from",
        "split_ids.date_to",
    )
    def _compute_split_text(self):
        for post in self:
            post.split_text = ", ".join(
                f"{split.pool_id.name} {split.percent:g} %"
                for split in post._get_splits_today()
            )

    @api.depends("split_ids.percent", "split_ids.date_from", "split_ids.date_to")
    def _compute_rest_percent(self):
        for post in self:
            post.rest_percent = 100 - sum(post._get_splits_today().mapped("percent"))

    def _search_rest_percent(self, operator, value):
        if operator not in OPERATORS:
            return NotImplemented
        posts = self.with_context(active_test=False).search(
            [("company_id", "in", self.env.companies.ids)]
        )
        found = posts.filtered(
            lambda post: OPERATORS[operator](post.rest_percent, value)
        )
        return [("id", "in", found.ids)]

    def _get_splits_today(self):
        today = fields.Date.context_today(self)
        return self.split_ids.filtered(
            lambda split: (
                split.date_from
                and split.date_from <= today
                and (not split.date_to or split.date_to >= today)
            )
        )

    @api.depends("split_ids.percent", "split_ids.date_from", "split_ids.date_to")
    @api.depends_context("lang")
    def _compute_rest_text(self):
        for post in self:
            rests = unsplit(post._get_splits(), post._get_year())
            post.rest_text = "\n".join(
                self.env._(
                    "%(percent)s %% from %(start)s to %(end)s",
                    percent=f"{float(percent):g}",
                    start=format_date(self.env, term.start),
                    end=format_date(self.env, term.end),
                )
                for term, percent in rests
            )

    def _get_year(self):
        """The financial year of today."""
        company = self.company_id or self.env.company
        dates = company.compute_fiscalyear_dates(fields.Date.context_today(self))
        return Period(dates["date_from"], dates["date_to"])

    @api.depends(
        "cost_ids.amount", "split_ids.percent", "analytic_account_id", "posted_from"
    )
    def _compute_year_cost(self):
        """Set-based: the posted costs of all the posts of a company at once."""
        for company, posts in self.grouped("company_id").items():
            pools = self.env["cae.cost.pool"].sudo()
            year = posts[0]._get_year()
            stored = posts._origin.sudo()
            costs = pools._read_staff_costs(stored, year, company)
            for post in posts:
                origin = post._origin.sudo()
                by_pool, rest = split_staff(costs[origin], origin._get_splits(), year)
                post.year_cost = sum(by_pool.values()) + rest
                post.year_rest = rest

    @api.constrains("analytic_account_id", "company_id")
    def _check_analytic_account(self):
        self.company_id._check_cae_cost_accounts()

    @api.constrains("analytic_account_id", "posted_from", "cost_ids")
    def _check_cost_source(self):
        """What is typed for days whose costs are posted would count twice."""
        for post in self.sudo().filtered("analytic_account_id"):
            twice = post.cost_ids.filtered(
                lambda cost, post=post: (
                    not post.posted_from or cost.date_to >= post.posted_from
                )
            )
            if twice:
                raise ValidationError(
                    self.env._(
                        "%(post)s: a cost is typed for %(start)s to %(end)s, and the "
                        "costs posted on %(account)s count too: it would count twice. "
                        "Say from which day on the posted costs count, delete the cost "
                        "typed, or take the analytic account off.",
                        post=post.name,
                        start=format_date(self.env, twice[0].date_from),
                        end=format_date(self.env, twice[0].date_to),
                        account=post.analytic_account_id.display_name,
                    )
                )

    def _get_splits(self):
        """`{pool id: [(Period, percent)]}`, in the order of the pools."""
        splits = {}
        # A line that is being typed has no pool or no date yet.
        typed = self.split_ids.filtered(lambda split: split.pool_id and split.date_from)
        for split in typed.sorted("pool_id"):
            splits.setdefault(split.pool_id.id, []).append(
                (
                    Period(split.date_from, split.date_to or None),
                    Decimal(f"{split.percent:.2f}"),
                )
            )
        return splits
