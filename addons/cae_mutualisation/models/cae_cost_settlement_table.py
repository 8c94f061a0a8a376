# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from dataclasses import dataclass, field

from odoo import models
from odoo.tools import format_date, split_every

from .cae_cost_pool_cost import cents

# More pools side by side are not read on a sheet of paper.
WIDTH = 7


@dataclass
class Table:
    """Members × pools: shares and weights, and what each was called and owes.

    `shares` and `percents` are `{(membership id, pool id): value}`; amounts are exact.
    """

    pools: list
    members: list
    shares: dict = field(default_factory=dict)
    percents: dict = field(default_factory=dict)
    by_pool: dict = field(default_factory=dict)
    totals: dict = field(default_factory=dict)

    def sheets(self):
        """The pools by as many as a sheet has room for."""
        return list(split_every(WIDTH, self.pools, list))


# pylint: disable=consider-merging-classes-inherited
class CaeCostSettlement(models.Model):
    """The whole table for the meeting of the members: everyone can check it."""

    _inherit = "cae.cost.settlement"

    def _format_period(self):
        """“Year 2026”, or both dates."""
        self.ensure_one()
        start, end = self.date_from, self.date_to
        if (start.day, start.month, end) == (1, 1, start.replace(month=12, day=31)):
            return self.env._("Year %(year)s", year=end.year)
        return f"{format_date(self.env, start)} – {format_date(self.env, end)}"

    def _get_table(self):
        """The table of the settlement, read at once."""
        self.ensure_one()
        lines = self.env["cae.cost.settlement.line"].search_fetch(
            [("settlement_id", "=", self.id)],
            ["membership_id", "pool_id", "amount", "weight", "weight_total"],
        )
        table = Table(
            pools=list(self.cost_ids.sorted(lambda cost: cost.pool_id._get_order())),
            members=list(self.statement_ids.sorted(self._get_member_order)),
        )
        by_pool = defaultdict(lambda: cents(0))
        for line in lines:
            place = line.membership_id.id, line.pool_id.id
            table.shares[place] = cents(line.amount)
            table.percents[place] = line.percent
            by_pool[line.pool_id.id] += cents(line.amount)
        table.by_pool = by_pool
        table.totals = {
            name: sum((cents(one[name]) for one in table.members), cents(0))
            for name in ("amount", "provisional", "balance", "settled", "delta")
        }
        return table

    def _get_member_order(self, statement):
        return (statement.partner_id.name or "").casefold(), statement.id

    def _get_lang(self):
        self.ensure_one()
        return self.company_id.partner_id.lang or self.env.lang

    def _get_report_style(self):
        return self.env["cae.cost.statement"]._get_report_style()
