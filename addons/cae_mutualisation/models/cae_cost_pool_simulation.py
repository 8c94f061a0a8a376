# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..kernel.allocation import allocate
from .cae_cost_pool_cost import ZERO


# pylint: disable=consider-merging-classes-inherited
class CaeCostPool(models.Model):
    """Where a simulation begins: from the pools, by what was foreseen or spent."""

    _inherit = "cae.cost.pool"

    def action_simulate(self):
        """Try other keys, members or grants on the pools of this company."""
        company = self.company_id[:1] or self.env.company
        return self.env["cae.cost.simulation"]._get_start_action(company)

    def _get_simulated_costs(self, period, base):
        """`{pool: (cost, grants)}` of a period, to the cent; the rest is shared.

        :param base: `voted` or `draft` budgets, or the `real` costs
        """
        if base == "real":
            return {
                pool: (cost["posted"] + cost["staff"] - cost["income"], cost["grant"])
                for pool, cost in self._get_costs(period).items()
            }
        budgets = self._search_budgets(period, ("voted",))
        if base == "draft":
            budgets = self._replace_budgets(budgets, period)
        nets, grants = (
            self._sum_budgets(budgets, period, name) for name in ("amount", "grant")
        )
        # The net is rounded as a call rounds it; the cost follows.
        return {pool: (nets[pool] + grants[pool], grants[pool]) for pool in self}

    def _replace_budgets(self, voted, period):
        """The drafts, and the voted budgets of other days."""
        drafts = self._search_budgets(period, ("draft",))
        result = drafts
        for pool, found in drafts.grouped("pool_id").items():
            ordered = found.sorted("date_from")
            for before, after in zip(ordered, ordered[1:], strict=False):
                if after.date_from <= before.date_to:
                    raise UserError(
                        self.env._(
                            "%(pool)s has two draft budgets from %(date)s on. Cancel "
                            "one of them, or choose other costs for the simulation.",
                            pool=pool.name,
                            date=format_date(self.env, after.date_from),
                        )
                    )
        by_pool = drafts.grouped("pool_id")
        for budget in voted:
            others = by_pool.get(budget.pool_id, drafts.browse())
            if not any(
                other.date_from <= budget.date_to and budget.date_from <= other.date_to
                for other in others
            ):
                result |= budget
        return result

    def _get_lost_grants(self, period, base, lost, costs):
        """`{pool: amount}` that some grants pay for these pools, to the cent.

        :param costs: as of `_get_simulated_costs`. Budgets say which pools their
            grants are for: a grant for several is lost where it is foreseen, and no
            more of it than that
        """
        if base == "real":
            without = self._get_costs(period, lost)
            return {pool: costs[pool][1] - without[pool]["grant"] for pool in self}
        result = dict.fromkeys(self, ZERO)
        for grant in lost & self._search_grants(self.company_id, period):
            foreseen = {
                pool: max(costs[pool][1], ZERO)
                for pool in self
                if grant.pool_id in (pool, grant.pool_id.browse())
                and grant.territory_id.id in (False, pool.territory_id.id)
            }
            amount = min(grant._get_amount(period), sum(foreseen.values()))
            if amount:
                for pool, share in allocate(amount, foreseen).items():
                    result[pool] += share
        return result
