# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Billing periods of agreements: which are over, and how many of them are owed.

Periods are those of the calendar: months, quarters, halves and years of the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

# Months of a billing period, by its key on the agreement.
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DAY = timedelta(days=1)
Key = TypeVar("Key")


def period_of(day: date, months: int) -> tuple[date, date]:
    """First and last day of the calendar period of a day.

    :param months: length of the period, a divisor of 12
    :raises ValueError: when it is not

    >>> [str(bound) for bound in period_of(date(2028, 2, 10), 1)]
    ['2028-02-01', '2028-02-29']
    >>> [str(bound) for bound in period_of(date(2026, 12, 31), 3)]
    ['2026-10-01', '2026-12-31']
    >>> period_of(date(2026, 1, 1), 5)
    Traceback (most recent call last):
    ...
    ValueError: A year is not made of periods of 5 months
    """
    if months < 1 or 12 % months:
        raise ValueError(f"A year is not made of periods of {months} months")
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    after = first.year * 12 + first.month - 1 + months
    return first, date(after // 12, after % 12 + 1, 1) - DAY


def due_until(until: date, months: int, end: date | None = None) -> date:
    """The last day that may be billed when bills go up to `until`.

    Periods are billed once they are over; when the agreement is over, all of it.

    :param end: last day of the agreement, None without an end

    >>> str(due_until(date(2026, 4, 30), 3)), str(due_until(date(2026, 3, 31), 3))
    ('2026-03-31', '2026-03-31')
    >>> str(due_until(date(2026, 4, 30), 3, end=date(2026, 4, 15)))
    '2026-04-30'
    """
    if end and end <= until:
        return until
    first, last = period_of(until, months)
    return last if last == until else first - DAY


def periods(
    start: date, end: date | None, until: date, months: int, whole: bool = False
) -> Decimal:
    """How many billing periods are over, from the start of an agreement.

    The first and the last period may be partial: they count by their days, each
    rounded half-up to the hundredth, or as whole ones.

    :param end: last day of the agreement, None without an end
    :param until: last day looked at; a period that ends after it does not count yet,
        save the last one of an agreement that is over
    :param months: length of a period
    :param whole: a period that was begun counts as a whole one

    >>> str(periods(date(2026, 1, 1), None, date(2026, 3, 31), 1))
    '3.00'
    >>> str(periods(date(2026, 1, 15), None, date(2026, 2, 28), 1))  # 17/31 + 1
    '1.55'
    >>> str(periods(date(2026, 1, 15), None, date(2026, 2, 28), 1, whole=True))
    '2.00'
    >>> str(periods(date(2026, 1, 1), None, date(2026, 1, 30), 1))
    '0.00'
    >>> str(periods(date(2028, 2, 15), date(2028, 2, 29), date(2028, 3, 9), 1))  # 15/29
    '0.52'
    """
    stop = min(until, end) if end else until
    total = Decimal("0.00")
    for first, last in _stretches(start, stop, months):
        if last > until and not (end and end <= until):
            break
        kept = (min(last, stop) - max(first, start)).days + 1
        part = Decimal(1) if whole else Decimal(kept) / ((last - first).days + 1)
        total += part.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return total


def _stretches(start: date, stop: date, months: int) -> Iterator[tuple[date, date]]:
    """The calendar periods that have a day between two days."""
    day = start
    while day <= stop:
        first, last = period_of(day, months)
        yield first, last
        day = last + DAY


def cut(
    first: date | None, last: date, parts: list[tuple[date, date, Key]]
) -> list[tuple[date | None, date, Key | None]]:
    """Cut the days from `first` to `last` where something else begins to hold.

    :param first: None: without a beginning
    :param parts: ``(first day, last day, what holds)``, in order, none on another
    :return: the same, with None for the days where nothing holds

    >>> year = date(2026, 1, 1), date(2026, 12, 31), "2026"
    >>> for piece in cut(None, date(2027, 1, 31), [year]):
    ...     print(*piece)
    None 2025-12-31 None
    2026-01-01 2026-12-31 2026
    2027-01-01 2027-01-31 None
    """
    pieces: list[tuple[date | None, date, Key | None]] = []
    for start, end, key in parts:
        if start > last or first and end < first:
            continue
        if first is None or first < start:
            pieces.append((first, start - DAY, None))
            first = start
        pieces.append((first, min(end, last), key))
        first = end + DAY
    if first is None or first <= last:
        pieces.append((first, last, None))
    return pieces
