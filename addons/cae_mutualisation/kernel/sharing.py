# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Weights of members over a year, and what each owes for the costs they share.

A weight is a number of value-days: what a member weighs (FTE, posts, square metres…)
on each day of its agreement, added up. Six posts for half a year weigh as much as
three for the whole: only proportions matter.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeVar

from .allocation import allocate

Key = TypeVar("Key", bound=Hashable)
ZERO = Decimal(0)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both counted; `end` None: no end.

    >>> Period(date(2026, 1, 1), date(2026, 1, 31)).days
    31
    """

    start: date
    end: date | None = None

    @property
    def days(self) -> int:
        """The number of days; the period has an end."""
        assert self.end is not None
        return max((self.end - self.start).days + 1, 0)

    def within(self, other: Period) -> Period:
        """The days of both; none when the end comes before the start."""
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends, default=None))


@dataclass(frozen=True)
class Value:
    """What a member weighs from a day on, until the next value of the same member."""

    start: date
    amount: Decimal


def value_days(
    values: Sequence[Value], terms: Iterable[Period], year: Period
) -> Decimal:
    """Σ of value × days, over the days of the year on which an agreement is in force.

    Each value holds until the day before the next; before the first one the member
    weighs nothing. Days of two terms that overlap count once. The order of the
    values and of the terms does not matter.

    :param values: dated values of one member
    :param terms: when its agreements are in force
    :param year: the period shared, which has an end

    A member of 4 FTE, 6 from July on, whose agreement starts in April 2026:
    91 days × 4 and 184 days × 6.

    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> before, after = Value(date(2025, 1, 1), 4), Value(date(2026, 7, 1), 6)
    >>> value_days([before, after], [Period(date(2026, 4, 1))], year)
    Decimal('1468')
    """
    spans = [term.within(year) for term in merge(terms)]
    total = ZERO
    for value, days in held_days(values):
        for span in spans:
            total += value.amount * days.within(span).days
    return total


def held_days(values: Iterable[Value]) -> list[tuple[Value, Period]]:
    """Each value with the days on which it holds: until the next one.

    >>> first, second = Value(date(2026, 1, 1), 4), Value(date(2026, 7, 1), 6)
    >>> [(value.amount, str(days.end)) for value, days in held_days([second, first])]
    [(4, '2026-06-30'), (6, 'None')]
    """
    ordered = sorted(values, key=lambda value: value.start)
    ends = [value.start - timedelta(days=1) for value in ordered[1:]]
    return [
        (value, Period(value.start, end))
        for value, end in zip(ordered, [*ends, None], strict=False)
    ]


def total_of(values: Iterable[Value], year: Period) -> Decimal:
    """Σ of the values dated in the year: hours worked for a member count as they are.

    >>> hours = [Value(date(2026, 3, 1), 12), Value(date(2027, 1, 1), 8)]
    >>> total_of(hours, Period(date(2026, 1, 1), date(2026, 12, 31)))
    Decimal('12')
    """
    return sum(
        (value.amount for value in values if year.start <= value.start <= year.end),
        ZERO,
    )


def merge(terms: Iterable[Period]) -> list[Period]:
    """The same days in periods that neither overlap nor touch, in order.

    >>> day = lambda n: date(2026, 1, n)
    >>> found = merge([Period(day(5), day(9)), Period(day(1), day(4)), Period(day(20))])
    >>> [(p.start.day, p.end and p.end.day) for p in found]
    [(1, 9), (20, None)]
    """
    result: list[Period] = []
    for term in sorted(terms, key=lambda period: period.start):
        if term.end is not None and term.end < term.start:
            continue
        last = result[-1] if result else None
        if last and (last.end is None or term.start <= last.end + timedelta(days=1)):
            end = None if None in (last.end, term.end) else max(last.end, term.end)
            result[-1] = Period(last.start, end)
        else:
            result.append(term)
    return result


def mix(
    parts: Iterable[tuple[Decimal, Mapping[Key, Decimal]]],
) -> dict[Key, Fraction]:
    """The weights of a mixed key: 60 % by FTE and 40 % in equal parts, for instance.

    :param parts: ``(coefficient, {member: weight})``; only proportions of the
        coefficients matter; a part in which nobody weighs anything is left out
    :return: {member: weight}, which add up to 1, or to 0 when nobody weighs anything

    >>> found = mix([(Decimal(60), {"a": 3, "b": 1}), (Decimal(40), {"a": 1, "b": 1})])
    >>> {key: str(share) for key, share in found.items()}
    {'a': '13/20', 'b': '7/20'}
    """
    weighed = [(Fraction(part), found) for part, found in parts if any(found.values())]
    coefficients = sum(part for part, _found in weighed)
    result: dict[Key, Fraction] = {}
    for part, found in weighed:
        exact = {key: Fraction(weight) for key, weight in found.items()}
        factor = part / coefficients / _sum(exact.values()) if coefficients else 0
        for key, weight in exact.items():
            share = weight * factor
            result[key] = result[key] + share if key in result else share
    return result


def _sum(numbers: Iterable[Fraction]) -> Fraction:
    """Their sum, over one denominator: quicker than one addition after another."""
    found = list(numbers)
    scale = lcm(*(number.denominator for number in found))
    total = sum(number.numerator * (scale // number.denominator) for number in found)
    return Fraction(total, scale)


@dataclass(frozen=True)
class Share:
    """What one member owes for one pool, in the currency of the cost.

    `amount` is its part of the cost, `called` what was asked before (provisions and
    earlier settlements), `balance` what is still owed; below zero it is given back.
    """

    weight: Fraction
    amount: Decimal
    called: Decimal

    @property
    def balance(self) -> Decimal:
        return self.amount - self.called


def settle(
    cost: Decimal,
    weights: Mapping[Key, Decimal | Fraction],
    called: Mapping[Key, Decimal] | None = None,
) -> dict[Key, Share]:
    """Share a net cost by weights, and take off what was already asked.

    The parts add up to the cost to the cent; a member without weight pays nothing,
    and gets back what it was asked. Keys are taken in sorted order, so that the
    result does not depend on the order in which things happened. Called again with a
    corrected cost and with what the first settlement asked added to `called`, the
    balances are the differences only.

    :param cost: net of grants; below zero, members are given their part
    :param weights: {member: weight}, none below zero
    :param called: {member: what was asked, less what was given back}
    :raises ValueError: there is something to share, and nobody weighs anything

    >>> found = settle(Decimal("100"), {"a": 1, "b": 2}, {"a": Decimal("40"), "c": 5})
    >>> [(key, str(found[key].amount), str(found[key].balance)) for key in found]
    [('a', '33.33', '-6.67'), ('b', '66.67', '66.67'), ('c', '0.00', '-5.00')]
    """
    called = called or {}
    keys = sorted({*weights, *called})
    full = {key: Fraction(weights.get(key, 0)) for key in keys}
    if not any(full.values()) and not cost:
        parts = dict.fromkeys(keys, Decimal("0.00"))
    else:
        parts = allocate(cost, full)
    total = _sum(full.values()) or 1
    return {
        key: Share(
            full[key] / total,
            parts[key],
            Decimal(called.get(key, 0)).quantize(CENT),
        )
        for key in keys
    }


def part(amount: Decimal, whole: Period, cut: Period) -> Decimal:
    """What falls to some days of a period for which an amount holds, to the cent.

    Time is counted in months, and within a month in days, so that a quarter is a
    quarter. The parts of periods that follow each other add up to the amount exactly,
    wherever it is cut.

    :param whole: the period of the amount, which has an end
    :param cut: the days wanted; those outside the whole do not count

    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> months = [Period(date(2026, m, 1), date(2026, m, 28)) for m in (1, 2)]
    >>> quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
    >>> [str(part(Decimal("1000"), quarter, cut)) for cut in months]
    ['301.08', '333.34']
    >>> str(part(Decimal("1200"), year, Period(date(2026, 4, 1), date(2026, 6, 30))))
    '300.00'
    """
    inside = whole.within(cut)
    if inside.end is None or inside.end < inside.start:
        return Decimal("0.00")
    assert whole.end is not None
    first, after = _months(whole.start), _months(whole.end + timedelta(days=1))

    def until(day: date) -> Decimal:
        return _cents(Fraction(amount) * (_months(day) - first) / (after - first))

    return until(inside.end + timedelta(days=1)) - until(inside.start)


def _cents(amount: Fraction) -> Decimal:
    """Rounded half-up, away from zero."""
    units = int(abs(amount) * 100 + Fraction(1, 2))
    return Decimal(-units if amount < 0 else units).scaleb(-2)


def _months(day: date) -> Fraction:
    """Months from the year 0 to the beginning of a day."""
    length = monthrange(day.year, day.month)[1]
    return day.year * 12 + day.month + Fraction(day.day - 1, length)


def split_staff(
    costs: Iterable[tuple[Period, Decimal]],
    splits: Mapping[Key, Iterable[tuple[Period, Decimal]]],
    year: Period,
) -> tuple[dict[Key, Decimal], Decimal]:
    """The cost of a post over the pools that it works for, by percentages and dates.

    :param costs: what it cost in periods; a cost of one day counts on that day
    :param splits: ``{pool: [(period, percent of the post)]}``
    :param year: only what falls in it is split
    :return: ``{pool: cost}``, and what no pool bears; all add up to the costs in the
        year to the cent
    :raises ValueError: on some day, the percentages are over 100

    A post of 1 000 a month, half in HR, from July on for 60 %:

    >>> day = lambda month, day: date(2026, month, day)
    >>> year = Period(day(1, 1), day(12, 31))
    >>> halves = [(Period(day(1, 1), day(6, 30)), Decimal(50)),
    ...           (Period(day(7, 1)), Decimal(60))]
    >>> pools, rest = split_staff([(year, Decimal(12000))], {"hr": halves}, year)
    >>> str(pools["hr"]), str(rest)
    ('6600.00', '5400.00')
    """
    held = {pool: list(parts) for pool, parts in splits.items()}
    cuts = _cuts([term for parts in held.values() for term, _percent in parts], year)
    result = dict.fromkeys(held, Decimal("0.00"))
    rest = Decimal("0.00")
    costs = list(costs)
    for cut in cuts:
        cost = sum((part(amount, whole, cut) for whole, amount in costs), ZERO)
        percents = {
            pool: sum((p for term, p in parts if term.within(cut).days > 0), ZERO)
            for pool, parts in held.items()
        }
        left = 100 - sum(percents.values())
        if left < 0:
            raise ValueError(f"{100 - left} % from {cut.start} on, over 100 %")
        shares = allocate(cost, {**percents, None: left})
        rest += shares.pop(None)
        for pool, share in shares.items():
            result[pool] += share
    return result, rest


def unsplit(
    splits: Mapping[Key, Iterable[tuple[Period, Decimal]]], year: Period
) -> list[tuple[Period, Decimal]]:
    """The days of a year on which a post works for no pool, or not wholly.

    :param splits: as those of `split_staff`
    :return: periods in order, with the percent of the post that no pool bears

    >>> day = lambda month, day: date(2026, month, day)
    >>> year = Period(day(1, 1), day(12, 31))
    >>> terms = {"hr": [(Period(day(1, 1), day(6, 30)), Decimal(100))],
    ...          "office": [(Period(day(7, 1)), Decimal(60))]}
    >>> [(str(p.start), str(p.end), str(left)) for p, left in unsplit(terms, year)]
    [('2026-07-01', '2026-12-31', '40')]
    """
    held = [part for parts in splits.values() for part in parts]
    result: list[tuple[Period, Decimal]] = []
    for cut in _cuts([term for term, _percent in held], year):
        left = 100 - sum((p for term, p in held if term.within(cut).days > 0), ZERO)
        if result and result[-1][1] == left:
            result[-1] = (Period(result[-1][0].start, cut.end), left)
        else:
            result.append((cut, left))
    return [(term, left) for term, left in result if left]


def _cuts(terms: Iterable[Period], year: Period) -> list[Period]:
    """The year in periods within which no term begins or ends."""
    assert year.end is not None
    starts = {year.start}
    for term in terms:
        starts.add(term.start)
        if term.end is not None:
            starts.add(term.end + timedelta(days=1))
    inside = sorted(day for day in starts if year.start <= day <= year.end)
    ends = [day - timedelta(days=1) for day in inside[1:]] + [year.end]
    return [Period(start, end) for start, end in zip(inside, ends, strict=True)]
