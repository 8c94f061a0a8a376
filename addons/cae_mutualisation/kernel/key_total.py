# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What all members weigh together on each day: percentages that make 100, or don't."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from .sharing import Period, Value, held_days, merge


def totals_by_day(
    members: Iterable[tuple[Sequence[Value], Iterable[Period]]],
) -> list[tuple[date, Decimal]]:
    """The total from each day on which it changes.

    :param members: the dated values of each member, one a day, and when its
        agreements are in force; without terms it weighs nothing
    :return: ``[(day, total)]`` in order; each total holds until the next day

    60 % and 40 %; the second member leaves at the end of June 2026:

    >>> day = lambda month, day: date(2026, month, day)
    >>> found = totals_by_day(
    ...     [
    ...         ([Value(day(1, 1), Decimal(60))], [Period(day(1, 1))]),
    ...         ([Value(day(1, 1), Decimal(40))], [Period(day(1, 1), day(6, 30))]),
    ...     ]
    ... )
    >>> [(str(start), str(total)) for start, total in found]
    [('2026-01-01', '100'), ('2026-07-01', '60')]
    """
    changes: dict[date, Decimal] = {}

    def add(day: date, amount: Decimal) -> None:
        changes[day] = changes.get(day, Decimal(0)) + amount

    for values, terms in members:
        spans = merge(terms)
        for value, days in held_days(values):
            for span in spans:
                inside = days.within(span)
                if inside.end is not None and inside.end < inside.start:
                    continue
                add(inside.start, value.amount)
                if inside.end is not None:
                    add(inside.end + timedelta(days=1), -value.amount)
    result, total = [], Decimal(0)
    for day in sorted(changes):
        if changes[day]:
            total += changes[day]
            result.append((day, total))
    return result
