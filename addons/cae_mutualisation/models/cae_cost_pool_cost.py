# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from decimal import Decimal

from odoo import models

from ..kernel.allocation import allocate
from ..kernel.sharing import Period, part, split_staff

ZERO = Decimal("0.00")


def cents(amount):
    """An amount of a record as an exact decimal."""
    return Decimal(f"{amount or 0:.2f}")


# pylint: disable=consider-merging-classes-inherited
class CaeCostPool(models.Model):
    """What pools really cost: posted costs and posts, less income and grants."""

    _inherit = "cae.cost.pool"

    def _get_costs(self, period, lost=None):
        """The net cost of each pool in a period, and what it is made of.

        :param period: `Period` with an end
        :param lost: `cae.grant` that are not deducted, to try what that would cost
        :return: `{pool: {"posted", "staff", "income", "grant", "budget", "net"}}` in
            the company's currency; `net` = posted + staff − income − grant
        """
        costs = {}
        for pools in self.grouped("company_id").values():
            costs.update(pools._get_company_costs(period, lost))
        return {pool: costs[pool] for pool in self}

    def _get_company_costs(self, period, lost):
        """The same, for pools of one company: a grant stays in its own."""
        everyone = self.with_context(active_test=False).search(
            [("company_id", "=", self.company_id.id)]
        )
        costs = {
            pool: dict.fromkeys(("posted", "staff", "income", "grant", "budget"), ZERO)
            for pool in everyone | self
        }
        for pool, (posted, income) in everyone._read_posted(period).items():
            costs[pool].update(posted=posted, income=income)
        for name, found in (
            ("staff", everyone._read_staff(period)),
            ("budget", self._read_budgets(period)),
        ):
            for pool, amount in found.items():
                costs[pool][name] = amount
        grants = self._search_grants(self.company_id, period)
        self._deduct_grants(costs, period, grants - lost if lost else grants)
        for pool, cost in costs.items():
            net = cost["posted"] + cost["staff"] - cost["income"] - cost["grant"]
            cost["net"] = max(net, ZERO) if pool.keep_surplus else net
        return costs

    # === What is posted === #

    def _read_posted(self, period):
        """`{pool: (costs, income)}` on its accounts, what is shared itself left out."""
        by_account = {
            account: pool
            for pool in self.sudo()
            for account in pool.analytic_account_ids
        }
        result = defaultdict(lambda: (ZERO, ZERO))
        for account, general, amount in self._read_analytic(
            [account.id for account in by_account], period, companies=self.company_id
        ):
            pool = by_account[account].sudo(False)
            posted, income = result[pool]
            if general.internal_group == "income":
                result[pool] = posted, income + cents(amount)
            else:
                result[pool] = posted - cents(amount), income
        return result

    def _read_analytic(self, account_ids, period, *more, companies):
        """Σ of the analytic lines by account and general account.

        Lines without a general account are time, which costs nothing more than the
        posts; those of provisions and settlements are what is being computed; what is
        on an account of grants is deducted as a grant, maybe of another year.
        """
        grants = self._search_grants(companies).account_id
        accounts = self.env["account.analytic.account"].sudo().browse(account_ids)
        rows = []
        for plan, found in accounts.grouped("root_plan_id").items():
            column = plan._column_name()
            rows += (
                self.env["account.analytic.line"]
                .sudo()
                ._read_group(
                    [
                        (column, "in", found.ids),
                        ("company_id", "in", companies.ids),
                        ("date", ">=", period.start),
                        ("date", "<=", period.end),
                        ("general_account_id", "not in", [False, *grants.ids]),
                        # An analytic line typed by hand has no journal item.
                        "|",
                        ("move_line_id", "=", False),
                        ("move_line_id.cae_cost_pool_id", "=", False),
                    ],
                    [column, *more, "general_account_id"],
                    ["amount:sum"],
                )
            )
        return rows

    # === Posts === #

    def _read_staff(self, period):
        """`{pool: cost}` of the posts that work for it, by percentages and dates."""
        staff = (
            self.env["cae.cost.staff"]
            .sudo()
            .with_context(active_test=False)
            .search([("split_ids.pool_id", "in", self.ids)])
        )
        costs = self._read_staff_costs(staff, period, self.company_id)
        result = defaultdict(lambda: ZERO)
        for post in staff:
            pools, _rest = split_staff(costs[post], post._get_splits(), period)
            for pool_id, amount in pools.items():
                if pool_id in self._ids:
                    result[self.browse(pool_id)] += amount
        return result

    def _read_staff_costs(self, staff, period, companies):
        """`{post: [(Period, amount)]}`: costs typed, and those posted day by day."""
        costs = defaultdict(list)
        for line in staff.cost_ids:
            costs[line.staff_id].append(
                (Period(line.date_from, line.date_to), cents(line.amount))
            )
        posts = {post.analytic_account_id: post for post in staff}
        accounts = staff.analytic_account_id
        for account, day, _general, amount in self._read_analytic(
            accounts.ids, period, "date:day", companies=companies
        ):
            post = posts[account]
            if not post.posted_from or day >= post.posted_from:
                costs[post].append((Period(day, day), -cents(amount)))
        return costs

    # === Budgets and grants === #

    def _read_budgets(self, period):
        """`{pool: net amount}` of the voted budgets, for their part in the period."""
        budgets = self._search_budgets(period, ("voted",))
        return self._sum_budgets(budgets, period, "amount")

    def _search_budgets(self, period, states):
        return (
            self.env["cae.cost.budget"]
            .sudo()
            .search(
                [
                    ("pool_id", "in", self.ids),
                    ("state", "in", states),
                    ("date_from", "<=", period.end),
                    ("date_to", ">=", period.start),
                ]
            )
        )

    def _sum_budgets(self, budgets, period, name):
        """`{pool: Σ of a field of the budgets}`, for their part in the period."""
        result = defaultdict(lambda: ZERO)
        for budget in budgets:
            whole = Period(budget.date_from, budget.date_to)
            pool = budget.pool_id.with_env(self.env)
            result[pool] += part(cents(budget[name]), whole, period)
        return result

    def _search_grants(self, companies, period=None):
        """What was granted to companies, for some days or ever."""
        domain = [
            ("company_id", "in", companies.ids),
            ("state", "in", ("granted", "closed")),
        ]
        if period:
            domain += [
                ("date_from", "<=", period.end),
                ("date_to", ">=", period.start),
            ]
        return self.env["cae.grant"].sudo().search(domain)

    def _deduct_grants(self, costs, period, grants):
        """Take each grant off the pool it is for, or off several by their costs."""
        for grant in grants:
            amount = grant._get_amount(period)
            if grant.pool_id:
                pool = grant.pool_id.with_env(self.env)
                if pool in costs:
                    costs[pool]["grant"] += amount
                continue
            gross = {
                pool: max(cost["posted"] + cost["staff"] - cost["income"], ZERO)
                for pool, cost in costs.items()
                if grant.territory_id.id in (False, pool.territory_id.id)
            }
            if any(gross.values()):
                for pool, share in allocate(amount, gross).items():
                    costs[pool]["grant"] += share
