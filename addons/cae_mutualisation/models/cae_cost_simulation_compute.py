# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..kernel.sharing import settle
from .cae_cost_engine import SHOWN
from .cae_cost_pool_cost import ZERO


@dataclass
class Side:
    """A pool before, or after: what is shared, what each weighs and pays."""

    net: Decimal
    rows: dict
    shares: dict
    key_id: int | None

    def get(self, member_id, name):
        """Values of a member's row: its key, weights and amount, or nothing."""
        row = self.rows.get(member_id)
        share = self.shares.get(member_id)
        return {
            f"key_{name}_id": row["key_id"] if row else None,
            f"shared_{name}": self.net,
            f"weight_{name}": row["weight"] if row else ZERO,
            f"weight_total_{name}": row["weight_total"] if row else ZERO,
            f"amount_{name}": share.amount if share else ZERO,
        }


# pylint: disable=consider-merging-classes-inherited
class CaeCostSimulation(models.Model):
    """Both sides of a simulation, by the engine of the calls and settlements."""

    _inherit = "cae.cost.simulation"

    def action_compute(self):
        """Who would pay what, before and after; nothing else is changed.

        :raises UserError: more is lost than there are grants, nobody is left to share
            a cost, or somebody else computes it
        """
        for simulation in self:
            simulation._compute_lines()
        return True

    def _compute_lines(self):
        self.ensure_one()
        self._lock_rows(
            self.env._("Somebody else is computing this simulation. Wait a moment."),
            ["state", "line_ids"],
        )
        simulation = self.sudo()
        period, pools = simulation._get_period(), simulation.pool_ids.pool_id
        costs = pools._get_simulated_costs(period, simulation.base)
        before, after, missing = simulation._weigh_sides(pools, period)
        lost = (
            pools._get_lost_grants(
                period, simulation.base, simulation.lost_grant_ids, costs
            )
            if simulation.lost_grant_ids
            else {}
        )
        lines, unshared = [], pools.browse()
        for row in simulation.pool_ids:
            pool = row.pool_id
            sides = simulation._share_pool(
                row, costs[pool], lost.get(pool, ZERO), before, after
            )
            if not _weighs(before.get(pool)):
                unshared |= pool
            lines += simulation._prepare_lines(pool, *sides)
        simulation._write_lines(lines)
        warnings = simulation._get_warnings(missing, unshared)
        simulation.write(
            {
                **simulation._prepare_totals(lines),
                "state": "computed",
                "computed_on": fields.Datetime.now(),
                "warning": "\n".join(warnings) or False,
            }
        )

    # === Weights === #

    def _weigh_sides(self, pools, period):
        """`{pool: PoolWeights}` now and afterwards, and who has no value of a key."""
        engine = self.env["cae.cost.engine"]
        terms = engine._read_terms(pools, period)
        changed = self._change_terms(terms, period)
        keys = defaultdict(dict)
        for side in (terms, changed):
            for pool, found in side.items():
                keys[pool].update(found)
        values = engine._read_values(keys, period)
        tried = self._change_values(values, period)
        missing = {
            **engine._find_missing(terms, values, period),
            **engine._find_missing(changed, tried, period),
        }
        before, after = (
            {one.pool: one for one in engine._weigh(pools, *side, period)}
            for side in ((terms, values), (changed, tried))
        )
        return before, after, missing

    # === Costs === #

    def _share_pool(self, row, cost, lost, before, after):
        """The two sides of a pool; what it costs is written on its row."""
        (cost_now, grant_now), pool = cost, row.pool_id
        cost_then = row._change_cost(cost_now)
        grant_then = row._change_grant(grant_now, lost)
        nets = [
            row._get_net(cost_now, grant_now),
            ZERO if row.dropped else row._get_net(cost_then, grant_then),
        ]
        now, then = before.get(pool), after.get(pool)
        if not _weighs(now):
            nets[0] = ZERO
        sides = [
            self._share_side(pool, net, found)
            for net, found in zip(nets, (now, then), strict=True)
        ]
        row.write(
            {
                "cost_before": float(cost_now),
                "cost_after": float(ZERO if row.dropped else cost_then),
                "grant_before": float(grant_now),
                "grant_after": float(ZERO if row.dropped else grant_then),
                "net_before": float(sides[0].net),
                "net_after": float(sides[1].net),
                "key_before_id": sides[0].key_id,
                "key_after_id": sides[1].key_id,
            }
        )
        return sides

    def _share_side(self, pool, net, found):
        weights = found.weights if found else {}
        try:
            shares = settle(net, weights)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "%(pool)s: there are %(net)s to share, and nobody who weighs "
                    "anything. Type the figures of its members, tick “All Members "
                    "Share It” or “No Longer Shared”, or take the pool out.",
                    pool=pool.name,
                    net=net,
                )
            ) from error
        rows = found.rows() if _weighs(found) else {}
        return Side(net, rows, shares, found.key.id if found else None)

    # === Lines === #

    def _prepare_lines(self, pool, before, after):
        return [
            {
                "member_id": member_id,
                "pool_id": pool.id,
                **before.get(member_id, "before"),
                **after.get(member_id, "after"),
            }
            for member_id in {**before.shares, **after.shares}
        ]

    def _write_lines(self, lines):
        """By SQL, whatever their number."""
        new = {member_id: name for name, member_id in self._get_new_ids().items()}
        found = {line["member_id"] for line in lines} - new.keys()
        members = self.env["cae.membership"].browse(found)
        members.fetch(["partner_id"])
        names = {member.id: member.partner_id.name or "" for member in members}
        labels = {**names, **new}
        self._delete_lines()
        self.env["cae.cost.engine"]._insert(
            self.line_ids,
            [
                {
                    "simulation_id": self.id,
                    "company_id": self.company_id.id,
                    "membership_id": line["member_id"]
                    if line["member_id"] in names
                    else None,
                    "name": labels[line["member_id"]],
                    **_compare(line["amount_before"], line["amount_after"]),
                    **{name: line[name] for name in line if name != "member_id"},
                }
                for line in lines
            ],
        )
        self.invalidate_recordset(["line_ids"])

    def _prepare_totals(self, lines):
        members = defaultdict(lambda: [ZERO, ZERO])
        for line in lines:
            total = members[line["member_id"]]
            total[0] += line["amount_before"]
            total[1] += line["amount_after"]
        differences = [after - before for before, after in members.values()]
        before, after = (
            sum((total[side] for total in members.values()), ZERO) for side in (0, 1)
        )
        return {
            "net_before": float(before),
            "net_after": float(after),
            "difference": float(after - before),
            "member_count": len(members),
            "more_count": sum(one > 0 for one in differences),
            "less_count": sum(one < 0 for one in differences),
            "same_count": sum(not one for one in differences),
        }

    # === What was missing === #

    def _get_warnings(self, missing, unshared):
        """What a call or a settlement would stop at, and how it was counted here."""
        new = {member_id: name for name, member_id in self._get_new_ids().items()}
        members = self.env["cae.membership"]
        warnings = []
        for (key, member_id), day in list(missing.items())[:SHOWN]:
            member = members.browse(member_id)
            warnings.append(
                self.env._(
                    "%(member)s has no validated value of %(key)s on %(date)s: it "
                    "weighs nothing until it has one.",
                    member=new.get(member_id) or member.partner_id.name,
                    key=key.name,
                    date=format_date(self.env, day),
                )
            )
        if len(missing) > SHOWN:
            warnings.append(self.env._("%s more have no value.", len(missing) - SHOWN))
        if unshared:
            warnings.append(
                self.env._(
                    "Nobody shares these pools now, so that nothing is paid for them "
                    "before: %(pools)s.",
                    pools=", ".join(unshared.mapped("name")),
                )
            )
        return warnings


def _weighs(found):
    return bool(found) and any(found.weights.values())


def _compare(before, after):
    """A difference, also in percent of what was paid before."""
    difference = after - before
    return {
        "difference": difference,
        "percent": round(100 * difference / before, 2) if before else ZERO,
        "direction": "more" if difference > 0 else "less" if difference else "same",
    }
