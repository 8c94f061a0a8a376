# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_amount, format_date, formatLang


# pylint: disable=consider-merging-classes-inherited
class CaeCostSimulation(models.Model):
    """What a simulation changes and what comes out, in words."""

    _inherit = "cae.cost.simulation"

    changes = fields.Text(string="What Changes", compute="_compute_changes")
    result = fields.Text(compute="_compute_result")

    @api.depends("pool_ids", "member_ids", "lost_grant_ids", "state")
    @api.depends_context("lang")
    def _compute_changes(self):
        for simulation in self:
            simulation.changes = "\n".join(simulation._get_changes())

    @api.depends("state", "more_count", "less_count", "same_count", "difference")
    @api.depends_context("lang")
    def _compute_result(self):
        for simulation in self:
            computed = simulation.state == "computed"
            simulation.result = simulation._get_result() if computed else False

    def _get_result(self):
        return self.env._(
            "Of %(count)s members, %(more)s would pay more, %(less)s less and %(same)s "
            "the same. All together they would pay %(after)s in place of %(before)s.",
            count=self.member_count,
            more=self.more_count,
            less=self.less_count,
            same=self.same_count,
            after=self._format(self.net_after),
            before=self._format(self.net_before),
        )

    def _get_changes(self):
        """A sentence for each change; one that says so when there is none."""
        self.ensure_one()
        changes = [text for row in self.pool_ids for text in self._describe_pool(row)]
        changes += [self._describe_member(change) for change in self.member_ids]
        changes += [
            self.env._(
                "Grant lost: %(grant)s (%(funder)s)",
                grant=grant.name,
                funder=grant.funder_id.name,
            )
            for grant in self.sudo().lost_grant_ids
        ]
        return changes or [self.env._("Nothing is changed.")]

    def _describe_pool(self, row):
        pool = row.pool_id.name
        if row.dropped:
            return [self.env._("%(pool)s: no longer shared", pool=pool)]
        found = []
        if row.new_key_id:
            found.append(
                self.env._(
                    "%(pool)s: by %(before)s → %(after)s",
                    pool=pool,
                    before=(row.key_before_id or row.pool_id.key_id).name,
                    after=row.new_key_id.name,
                )
            )
        if row.share_all:
            found.append(self.env._("%(pool)s: shared by all members", pool=pool))
        if row.new_cost:
            found.append(
                self.env._(
                    "%(pool)s: cost %(after)s",
                    pool=pool,
                    after=self._format(row.new_cost),
                )
            )
        if row.cost_percent:
            found.append(
                self.env._(
                    "%(pool)s: cost %(percent)s %%",
                    pool=pool,
                    percent=self._format_percent(row.cost_percent),
                )
            )
        return found + self._describe_lost(row)

    def _describe_lost(self, row):
        pool = row.pool_id.name
        if row.grant_lost:
            return [
                self.env._(
                    "%(pool)s: %(amount)s of grants lost",
                    pool=pool,
                    amount=self._format(row.grant_lost),
                )
            ]
        if row.grant_lost_percent:
            return [
                self.env._(
                    "%(pool)s: %(percent)s %% of the grants lost",
                    pool=pool,
                    percent=formatLang(self.env, row.grant_lost_percent),
                )
            ]
        return []

    def _describe_member(self, change):
        values = {
            "member": change._get_name(),
            "date": format_date(self.env, change.date),
        }
        if change.kind == "join":
            text = self.env._("%(member)s joins on %(date)s", **values)
        elif change.kind == "leave":
            text = self.env._("%(member)s leaves: last day %(date)s", **values)
        else:
            text = self.env._("%(member)s, from %(date)s on", **values)
        if change.pool_ids:
            text += f" ({', '.join(change.pool_ids.mapped('name'))})"
        figures = [
            f"{value.key_id.name} {formatLang(self.env, value.amount, digits=2)}"
            for value in change.value_ids
        ]
        return f"{text}: {', '.join(figures)}" if figures else text

    def _format(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    def _format_percent(self, percent):
        """With its sign: +10.00, −2.50."""
        return f"{'+' if percent > 0 else ''}{formatLang(self.env, percent)}"
