# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Leaving: the months of the follow-up, and the day of the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dateutil.relativedelta import relativedelta


def parse_months(text: str | None) -> tuple[int, ...]:
    """The months after the exit when a person is asked for news, in order.

    >>> parse_months("12, 6, 6"), parse_months(" "), parse_months(None)
    ((6, 12), (), ())
    >>> parse_months("six")
    Traceback (most recent call last):
    ValueError: six
    >>> parse_months("0")
    Traceback (most recent call last):
    ValueError: 0
    """
    months = set()
    for part in (text or "").split(","):
        word = part.strip()
        if not word:
            continue
        if not word.isdecimal() or int(word) <= 0:
            raise ValueError(word)
        months.add(int(word))
    return tuple(sorted(months))


def next_follow_up(
    exit_date: date, months: Sequence[int], done: Iterable[date]
) -> date | None:
    """The day of the next follow-up; none when all of them are done.

    A follow-up stands for the first one that was still to do, and for those whose
    day had passed: nobody is asked twice because the first question was late.

    >>> left = date(2025, 8, 31)
    >>> next_follow_up(left, (6, 12), ())
    datetime.date(2026, 2, 28)
    >>> next_follow_up(left, (6, 12), [date(2026, 2, 10)])
    datetime.date(2026, 8, 31)
    >>> next_follow_up(left, (6, 12), [date(2026, 9, 15)]) is None
    True
    >>> next_follow_up(left, (), ()) is None
    True
    """
    days = [exit_date + relativedelta(months=month) for month in sorted(months)]
    for met in sorted(done):
        passed = [day for day in days if day <= met]
        days = days[max(len(passed), 1) :]
    return days[0] if days else None
