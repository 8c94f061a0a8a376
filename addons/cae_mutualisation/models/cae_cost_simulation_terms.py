# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from odoo import models

from ..kernel import sharing
from ..kernel.sharing import Period, Value

# Who is not a member yet comes after all members, as its membership would.
NEW = 1 << 40
DAY = timedelta(days=1)


# pylint: disable=consider-merging-classes-inherited
class CaeCostSimulation(models.Model):
    """What the engine would read if the changes of a simulation were agreed.

    Terms and values are those of `cae.cost.engine`, `{pool: {key: {member id:
    [(Period, line id)]}}}` and `{key id: {member id: [Value]}}`; who is not a member
    yet has an id of its own (`_get_new_ids`).
    """

    _inherit = "cae.cost.simulation"

    def _get_new_ids(self):
        """`{name: id}` of those who are not members yet."""
        result = {}
        for change in self.member_ids.filtered("name"):
            result.setdefault(change._get_name(), NEW + change.id)
        return result

    def _get_member_id(self, change, new):
        return change.membership_id.id or new[change._get_name()]

    # === Terms === #

    def _change_terms(self, terms, period):
        """The terms afterwards; those of now stay as they are."""
        after = self._change_keys(terms)
        held = {
            pool: {
                key: sharing.merge(
                    span for spans in members.values() for span, _line in spans
                )
                for key, members in keys.items()
            }
            for pool, keys in after.items()
        }
        new = self._get_new_ids()
        everything = self.pool_ids.pool_id
        for kind, apply in (("leave", self._end_terms), ("join", self._add_terms)):
            for change in self.member_ids.filtered(
                lambda one, kind=kind: one.kind == kind
            ):
                member_id = self._get_member_id(change, new)
                for pool in change.pool_ids or everything:
                    if pool in after:
                        apply(after[pool], held[pool], member_id, change.date)
        return after

    def _end_terms(self, keys, _held, member_id, last):
        """A member shares a pool until a last day."""
        until = Period(date.min, last)
        for members in keys.values():
            spans = [
                (span.within(until), line) for span, line in members.pop(member_id, [])
            ]
            spans = [one for one in spans if _has_days(one[0])]
            if spans:
                members[member_id] = spans

    def _add_terms(self, keys, held, member_id, first):
        """A member shares a pool from a first day, on the days on which others do."""
        for key, members in keys.items():
            spans = [(span.within(Period(first)), None) for span in held[key]]
            spans = [one for one in spans if _has_days(one[0])]
            if spans:
                members[member_id] = members.get(member_id, []) + spans

    def _change_keys(self, terms):
        """Pools that are dropped, shared by another key, or by all members."""
        everyone = {}
        for keys in terms.values():
            for members in keys.values():
                for member_id, spans in members.items():
                    everyone.setdefault(member_id, []).extend(spans)
        after = {}
        for row in self.pool_ids.filtered(lambda row: not row.dropped):
            keys = terms.get(row.pool_id, {})
            if row.share_all:
                last = list(keys)[-1] if keys else row.pool_id.key_id
                after[row.pool_id] = {row.new_key_id or last: _copy(everyone)}
            elif row.new_key_id and keys:
                members = {}
                for found in keys.values():
                    for member_id, spans in found.items():
                        members.setdefault(member_id, []).extend(spans)
                after[row.pool_id] = {row.new_key_id: members}
            elif keys:
                after[row.pool_id] = {key: _copy(found) for key, found in keys.items()}
        return after

    # === Values === #

    def _change_values(self, values, period):
        """The values afterwards; those of now stay as they are."""
        after = values.copy()
        keys = self.env["cae.cost.key"].browse(list(values))
        hours = keys.filtered(lambda key: key.method == "hours")
        new = self._get_new_ids()
        for change in self.member_ids:
            member_id = self._get_member_id(change, new)
            if change.kind == "leave" and not change.pool_ids:
                for key in hours:
                    _cut(after, key, member_id, change.date)
            for figure in change.value_ids:
                key, start = figure.key_id, max(change.date, period.start)
                # Hours add up: those typed stand for the whole period.
                kept = period.start if key.method == "hours" else start
                _cut(after, key, member_id, kept - DAY)
                amount = Decimal(f"{figure.amount:.4f}")
                after[key.id][member_id].append(Value(start, amount))
        return after


def _has_days(span):
    return span.end is None or span.end >= span.start


def _copy(members):
    return {member_id: list(spans) for member_id, spans in members.items()}


def _cut(values, key, member_id, last):
    """Forget what a member weighs after a day, in dicts and lists of its own."""
    members = defaultdict(list, values[key.id])
    members[member_id] = [value for value in members[member_id] if value.start <= last]
    values[key.id] = members
