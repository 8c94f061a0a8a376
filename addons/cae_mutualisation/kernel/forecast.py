# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Forecast arithmetic: what an activity should bring in the months of a year.

Amounts are Decimal in currency, months are first days of months. Two ways:

>>> year = [date(2026, month, 1) for month in (1, 2, 3)]
>>> last_year = {date(2025, 1, 1): Decimal(100), date(2025, 3, 1): Decimal(50)}
>>> grown = grow(last_year, year, Decimal(5))
>>> [(month.month, str(amount)) for month, amount in grown.items()]
[(1, '105.00'), (3, '52.50')]

January and February are known; March is their average:

>>> known = {date(2026, 1, 1): Decimal(100), date(2026, 2, 1): Decimal(51)}
>>> full = extrapolate(known, year, last=date(2026, 2, 1), window=2)
>>> [(month.month, str(amount)) for month, amount in full.items()]
[(1, '100.00'), (2, '51.00'), (3, '75.50')]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
CENT = Decimal("0.01")


def shift(month: date, months: int) -> date:
    """The first day of the month `months` later (earlier when negative).

    >>> shift(date(2026, 1, 31), -2)
    datetime.date(2025, 11, 1)
    """
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def grow(
    last_year: Mapping[date, Decimal],
    months: Sequence[date],
    percent: Decimal,
    end: date | None = None,
    precision: Decimal = CENT,
) -> dict[date, Decimal]:
    """The amounts of the same months a year before, plus `percent` %.

    :param end: the day the activity closed; nothing is expected in later months
    :return: ``{month: amount}``, without the months that have none
    """
    factor = 1 + percent / HUNDRED
    expected = {
        month: _round(last_year.get(shift(month, -12), 0) * factor, precision)
        for month in months
        if not _is_after(month, end)
    }
    return {month: amount for month, amount in expected.items() if amount}


def extrapolate(
    actual: Mapping[date, Decimal],
    months: Sequence[date],
    last: date,
    window: int,
    start: date | None = None,
    end: date | None = None,
    precision: Decimal = CENT,
) -> dict[date, Decimal]:
    """The actual amounts up to `last`, then the average of the last months.

    :param actual: ``{month: amount}``; a month without amount is a month of zero
    :param last: the last month that is known
    :param window: how many months, up to `last`, make the average; at least 1
    :param start: the day the activity opened: months before are not averaged
    :param end: the day it closed; nothing is expected in later months
    :return: ``{month: amount}``, without the months that have none
    :raises ValueError: the window is below 1

    An activity opened in February has a window of two months in March, not three:

    >>> extrapolate(
    ...     {date(2026, 2, 1): Decimal(90), date(2026, 3, 1): Decimal(30)},
    ...     [date(2026, 4, 1)], date(2026, 3, 1), 3, start=date(2026, 2, 10))
    {datetime.date(2026, 4, 1): Decimal('60.00')}
    """
    if window < 1:
        raise ValueError(window)
    averaged = [shift(last, -index) for index in range(window)]
    averaged = [month for month in averaged if not start or shift(month, 1) > start]
    # money without a month of presence (a start typed too late): the whole window
    averaged = averaged or [shift(last, -index) for index in range(window)]
    average = sum(actual.get(month, Decimal(0)) for month in averaged) / len(averaged)
    expected = {}
    for month in months:
        amount = actual.get(month, Decimal(0)) if month <= last else average
        if month <= last or not _is_after(month, end):
            expected[month] = _round(amount, precision)
    return {month: amount for month, amount in expected.items() if amount}


def _is_after(month: date, end: date | None) -> bool:
    return bool(end) and month > end


def _round(amount: Decimal, precision: Decimal) -> Decimal:
    return Decimal(amount).quantize(precision, ROUND_HALF_UP)
