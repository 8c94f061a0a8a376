# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date, split_every

from ..kernel import sharing
from ..kernel.sharing import Period, Value

# More names than this are not read.
SHOWN = 10
# Rows of one insertion: its text stays in a worker's memory.
BATCH = 10000


@dataclass
class Part:
    """A key that weighs in some days of the period."""

    key: models.Model
    coefficient: Fraction
    weights: dict


@dataclass
class PoolWeights:
    """What each member weighs in a pool.

    `weights` is `{membership id: part of the whole}`, exact; `lines` the last line of
    each member's agreements, which says how it is taxed; `key` the last key.
    """

    pool: models.Model
    key: models.Model
    parts: list
    weights: dict
    lines: dict

    def rows(self):
        """`{membership id: values of a row}`: the weight and the arithmetic."""
        totals = [sum(part.weights.values()) for part in self.parts]
        used = [
            (part, total)
            for part, total in zip(self.parts, totals, strict=True)
            if total
        ]
        whole = sum(part.coefficient for part, _total in used)
        heads = [
            (part, part.key.id, str(part.coefficient / whole), str(total))
            for part, total in used
        ]
        result = {}
        for member_id, share in self.weights.items():
            detail = [
                [key_id, coefficient, str(part.weights.get(member_id, 0)), total]
                for part, key_id, coefficient, total in heads
            ]
            if len(used) == 1:
                weight, total = used[0][0].weights.get(member_id, 0), used[0][1]
            else:
                weight, total = round(float(share), 6), 1
            result[member_id] = {
                "key_id": self.key.id,
                "agreement_line_id": self.lines[member_id],
                "weight": weight,
                "weight_total": total,
                "detail": json.dumps(detail),
            }
        return result


class CaeCostEngine(models.AbstractModel):
    """What members weigh in the pools of a period: by their agreements and values.

    Two queries, whatever the number of members; the arithmetic is the kernel's.
    """

    _name = "cae.cost.engine"
    _description = "Cost Sharing"

    @api.model
    def _get_weights(self, pools, period):
        """The weights of the members of some pools.

        :param pools: `cae.cost.pool` of one company
        :param period: `Period` with an end
        :return: a list of `PoolWeights`, one for each pool with an agreement in force
        :raises UserError: a member has no validated value on its first day, or the
            agreements of a pool say different keys for the same days
        """
        terms = self._read_terms(pools, period)
        values = self._read_values(terms, period)
        self._check_values(terms, values, period)
        return self._weigh(pools, terms, values, period)

    @api.model
    def _weigh(self, pools, terms, values, period):
        """The weights by terms and values that were read, or that are only tried.

        :param terms: as of `_read_terms`
        :param values: as of `_read_values`, for all the keys of the terms
        """
        known = {}
        return [
            self._weigh_pool(pool, terms[pool], values, period, known)
            for pool in pools
            if pool in terms
        ]

    # === What is read === #

    @api.model
    def _read_terms(self, pools, period, states=("signed", "ended")):
        """`{pool: {key: {membership id: [(Period, agreement line id)]}}}`.

        :param states: of the agreements; those that are not signed are looked at only
            to foresee a share
        """
        rows = self._select(
            "cae.cost.agreement.line",
            [
                ("pool_id", "in", pools.ids),
                ("state", "in", states),
                ("date_start", "<=", period.end),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", period.start),
            ],
            ("pool_id", "key_id", "membership_id", "date_start", "date_end", "id"),
            order="date_start, id",
        )
        keys = self.env["cae.cost.key"].sudo()
        found, spans = {}, {}
        for pool_id, key_id, member_id, start, end, line_id in rows:
            # Most members share most pools for the same days.
            term = spans.get((start, end)) or Period(start, end)
            spans[start, end] = term
            members = found.setdefault(pool_id, {}).setdefault(
                key_id, defaultdict(list)
            )
            members[member_id].append((term, line_id))
        return {
            pools.browse(pool_id): {
                keys.browse(key_id): members for key_id, members in by_key.items()
            }
            for pool_id, by_key in found.items()
        }

    @api.model
    def _select(self, model, domain, names, order):
        """Columns of the records of a domain, as rows: there may be many."""
        records = self.env[model].sudo().with_context(active_test=False)
        query = records._search(domain, order=order)
        return self.env.execute_query(
            query.select(*(records._field_to_sql(query.table, name) for name in names))
        )

    @api.model
    def _read_values(self, terms, period):
        """`{key id: {membership id: [Value]}}` of the validated values."""
        keys = {key for found in terms.values() for key in found}
        keys |= {part.part_id for key in keys for part in key.component_ids}
        rows = self._select(
            "cae.cost.key.value",
            [
                ("key_id", "in", [key.id for key in keys]),
                ("state", "=", "validated"),
                ("date_from", "<=", period.end),
            ],
            ("key_id", "membership_id", "date_from", "amount"),
            order="date_from",
        )
        values = defaultdict(lambda: defaultdict(list))
        for key_id, membership_id, start, amount in rows:
            values[key_id][membership_id].append(Value(start, Decimal(f"{amount:.4f}")))
        return values

    @api.model
    def _check_values(self, terms, values, period):
        """A member without a value would pay nothing, and nobody would notice."""
        missing = self._find_missing(terms, values, period)
        if missing:
            raise UserError(self._get_missing_message(missing))

    @api.model
    def _find_missing(self, terms, values, period):
        """`{(key, membership id): first day}` of those without a value on that day."""
        missing = {}
        for found in terms.values():
            for key, members in found.items():
                for part in key._get_dated_parts():
                    for member_id, spans in members.items():
                        first = min(span.start for span, _line in spans)
                        first = max(first, period.start)
                        dated = values[part.id][member_id]
                        if not dated or dated[0].start > first:
                            missing[part, member_id] = first
        return missing

    @api.model
    def _get_missing_message(self, missing):
        members = self.env["cae.membership"].sudo()
        found = [
            self.env._(
                "- %(key)s: %(member)s, on %(date)s",
                key=key.name,
                member=members.browse(member_id).partner_id.name,
                date=format_date(self.env, day),
            )
            for (key, member_id), day in list(missing.items())[:SHOWN]
        ]
        if len(missing) > SHOWN:
            found.append(self.env._("- and %s more", len(missing) - SHOWN))
        return self.env._(
            "These members share a pool and have no validated value of its key on "
            "their first day. Give them one (0 if they pay nothing), and validate "
            "it:\n%(members)s",
            members="\n".join(found),
        )

    # === Weights === #

    @api.model
    def _weigh_pool(self, pool, keys, values, period, known):
        """The weights of a pool; `known` keeps those that other pools ask for, too."""
        spans = self._get_spans(pool, keys, period)
        parts = []
        for key, members in keys.items():
            for part, coefficient in key._get_parts():
                weights = {}
                for member_id, found in members.items():
                    spans_of = tuple(span for span, _line in found)
                    place = part.id, member_id, spans_of
                    if place not in known:
                        known[place] = part._weigh(
                            values[part.id][member_id], spans_of, period
                        )
                    weights[member_id] = known[place]
                parts.append(Part(part, coefficient * spans[key], weights))
        mixed = sharing.mix((part.coefficient, part.weights) for part in parts)
        # The last agreement of a member says how it is taxed.
        lines = {
            member_id: found[-1][1]
            for members in keys.values()
            for member_id, found in members.items()
        }
        last = list(keys)[-1]
        return PoolWeights(pool, last.with_env(self.env), parts, mixed, lines)

    @api.model
    def _get_spans(self, pool, keys, period):
        """How many days each key of a pool holds; one key at a time."""
        days, taken = {}, []
        for key, members in keys.items():
            spans = sharing.merge(
                span.within(period)
                for found in members.values()
                for span, _line in found
            )
            days[key] = sum(span.days for span in spans)
            for other, held in taken:
                if any(a.within(b).days for a in spans for b in held):
                    raise UserError(
                        self.env._(
                            "%(pool)s: some agreements share it by “%(key)s” and "
                            "others by “%(other)s” on the same days. Members share a "
                            "pool by one key: amend the agreements.",
                            pool=pool.name,
                            key=key.name,
                            other=other.name,
                        )
                    )
            taken.append((key, spans))
        return days

    # === Rows === #

    @api.model
    def _insert(self, model, vals_list):
        """Write rows that only the engine makes, by SQL, whatever their number.

        :param vals_list: dicts of column values, all with the same keys
        """
        if not vals_list:
            return
        names = list(vals_list[0])
        columns = SQL(", ").join(map(SQL.identifier, names))
        for batch in split_every(BATCH, vals_list):
            arrays = SQL(", ").join(
                SQL(
                    f"%s::{model._fields[name].column_type[1]}[]",
                    [vals[name] for vals in batch],
                )
                for name in names
            )
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO %(table)s (
                        %(columns)s, create_uid, write_uid, create_date, write_date)
                    SELECT %(columns)s, %(uid)s, %(uid)s, %(now)s, %(now)s
                      FROM unnest(%(arrays)s) line(%(columns)s)
                    """,
                    table=SQL.identifier(model._table),
                    columns=columns,
                    arrays=arrays,
                    uid=self.env.uid,
                    now=fields.Datetime.now(),
                )
            )
        model.invalidate_model()
