# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Agreements: how much is foreseen, when they end, and what an amendment changes.

A term lasts from its first to its last day, both included. Twelve months from
1 January 2026 end on 31 December 2026.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
# Months of the periods for which fees are due and visits are counted.
PERIOD_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
# What is foreseen under an agreement without an end is reckoned for a year.
OPEN_MONTHS = 12
# Tacit renewals that a job may have to catch up with, at most.
MAX_RENEWALS = 1200


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month.

    >>> add_months(date(2024, 2, 29), 12), add_months(date(2025, 1, 31), 1)
    (datetime.date(2025, 2, 28), datetime.date(2025, 2, 28))
    """
    # As in cae_member: a kernel imports no other addon, to run without Odoo.
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def term_end(start: date, months: int) -> date:
    """The last day of a term of some months.

    >>> term_end(date(2026, 1, 1), 12), term_end(date(2024, 2, 29), 12)
    (datetime.date(2026, 12, 31), datetime.date(2025, 2, 27))
    """
    return add_months(start, months) - ONE_DAY


def periods(start: date, end: date | None, period: str) -> Fraction:
    """Periods in a term, the last one by its days; of a year if there is no end.

    >>> periods(date(2026, 1, 1), date(2026, 12, 31), "quarter")
    Fraction(4, 1)
    >>> periods(date(2026, 1, 1), date(2026, 2, 14), "month")  # 14 of 28 days
    Fraction(3, 2)
    >>> periods(date(2026, 1, 1), date(2026, 1, 14), "week")
    Fraction(2, 1)

    :raises ValueError: the end is before the start, or the period is unknown
    """
    stop = end + ONE_DAY if end else add_months(start, OPEN_MONTHS)
    if stop <= start:
        raise ValueError(f"The term ends on {end}, before {start}.")
    if period == "week":
        return Fraction((stop - start).days, WEEK.days)
    if period not in PERIOD_MONTHS:
        raise ValueError(f"Unknown period: {period}.")
    step = PERIOD_MONTHS[period]
    months = (stop.year - start.year) * 12 + stop.month - start.month
    whole = months // step
    if add_months(start, whole * step) > stop:
        whole -= 1
    first = add_months(start, whole * step)
    following = add_months(start, (whole + 1) * step)
    return whole + Fraction((stop - first).days, (following - first).days)


def _rounded(value: Fraction, precision: str) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(precision), ROUND_HALF_UP)


def visits(start: date, end: date | None, count: int, period: str) -> int:
    """Visits foreseen over the term, to the nearest whole one.

    >>> visits(date(2026, 1, 1), date(2026, 12, 31), 2, "month")
    24
    >>> visits(date(2026, 1, 1), date(2026, 12, 31), 1, "week")  # 365 ÷ 7 = 52.14
    52
    """
    return int(_rounded(count * periods(start, end, period), "1"))


def hours(start: date, end: date | None, count: int, period: str, each) -> Decimal:
    """Hours foreseen: the visits of the term × the hours of each.

    >>> hours(date(2026, 1, 1), date(2026, 12, 31), 2, "month", 3.5)
    Decimal('84.00')
    """
    total = visits(start, end, count, period) * Decimal(str(each))
    return total.quantize(Decimal("0.01"), ROUND_HALF_UP)


def notice_day(end: date, months: int) -> date:
    """The last day on which notice leaves as many whole months before the end.

    >>> notice_day(date(2026, 12, 31), 2), notice_day(date(2027, 2, 28), 2)
    (datetime.date(2026, 10, 31), datetime.date(2026, 12, 31))
    """
    return add_months(end + ONE_DAY, -months) - ONE_DAY


def renewed_end(end: date, months: int, anchor: date | None = None) -> date:
    """The last day of the next term.

    With `anchor`, the first day of the agreement, a term that a short month cut is
    not cut again: begun on the 31st, it begins again on the 31st where there is one.

    >>> renewed_end(date(2026, 12, 31), 12)
    datetime.date(2027, 12, 31)
    >>> renewed_end(date(2026, 2, 27), 1, anchor=date(2026, 1, 31))
    datetime.date(2026, 3, 30)

    :raises ValueError: the months are not positive
    """
    if months <= 0:
        raise ValueError("A renewal lasts a month at least.")
    stop = end + ONE_DAY
    following = add_months(stop, months)
    if anchor:
        shift = (stop.year - anchor.year) * 12 + stop.month - anchor.month
        if add_months(anchor, shift) == stop:
            following = add_months(anchor, shift + months)
    return following - ONE_DAY


def prolonged(
    end: date, months: int, notice: int, today: date, anchor: date | None = None
) -> date:
    """The end once the terms are renewed whose day of notice has passed.

    >>> prolonged(date(2026, 12, 31), 12, 2, date(2026, 10, 31))
    datetime.date(2026, 12, 31)
    >>> prolonged(date(2026, 12, 31), 12, 2, date(2026, 11, 1))
    datetime.date(2027, 12, 31)
    >>> prolonged(date(2024, 12, 31), 12, 2, date(2026, 11, 1))
    datetime.date(2027, 12, 31)
    """
    for _renewal in range(MAX_RENEWALS):
        if notice_day(end, notice) >= today:
            break
        end = renewed_end(end, months, anchor)
    return end


def last_day(
    end: date | None,
    notice: int,
    given: date,
    renewal_months: int = 0,
    anchor: date | None = None,
) -> date:
    """The last day of the agreement once notice is given.

    In time, the end of the term. Too late, the end of the next one when the term is
    renewed tacitly (`renewal_months`). Without an end, the months of notice from then.

    >>> last_day(date(2026, 12, 31), 2, date(2026, 10, 31), 12)
    datetime.date(2026, 12, 31)
    >>> last_day(date(2026, 12, 31), 2, date(2026, 11, 1), 12)
    datetime.date(2027, 12, 31)
    >>> last_day(None, 2, date(2026, 11, 15))
    datetime.date(2027, 1, 15)
    """
    if end is None:
        return add_months(given, notice)
    if renewal_months:
        return prolonged(end, renewal_months, notice, given, anchor)
    return end


@dataclass(frozen=True, slots=True)
class Change:
    """What an amendment changes: `kind` is `added`, `removed` or `changed`.

    `key` says of what, `name` which of its terms ("" for the whole), `before` and
    `after` are the values as they were given.
    """

    kind: str
    key: object
    name: str = ""
    before: object = None
    after: object = None


def changes(
    before: Mapping[object, Mapping[str, object]],
    after: Mapping[object, Mapping[str, object]],
    names: Iterable[str] | None = None,
) -> list[Change]:
    """What changed between two versions: {what: {term: value}}, in their order.

    >>> changes({1: {"price": 40}, 2: {"price": 80}}, {1: {"price": 42}, 3: {}})
    ... # doctest: +NORMALIZE_WHITESPACE
    [Change(kind='changed', key=1, name='price', before=40, after=42),
     Change(kind='removed', key=2, name='', before={'price': 80}, after=None),
     Change(kind='added', key=3, name='', before=None, after={})]
    """
    found = []
    for key, old in before.items():
        if key not in after:
            found.append(Change("removed", key, before=old))
            continue
        new = after[key]
        for name in names or dict.fromkeys([*old, *new]):
            if old.get(name) != new.get(name):
                found.append(Change("changed", key, name, old.get(name), new.get(name)))
    found += [
        Change("added", key, after=new)
        for key, new in after.items()
        if key not in before
    ]
    return found
