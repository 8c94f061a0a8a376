# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Flows of people: who is there, enters, comes back, moves and leaves in a period.

The days of a person under contract are cut into stretches that never overlap: a new
one begins with each contract or amendment. A day counts once it is over: who leaves on
31 March has left in March and is not active at the end of March. So, for any lines
that people are sorted into::

    start + entered + returned + moved - left = end

where `moved` is how many came from other lines, less how many went to them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, median

ONE_DAY = timedelta(days=1)
# A month of 365.25 / 12 days: averages in months don't depend on the calendar.
DAYS_IN_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """A person's days under one contract, from `start` to `end`, both included.

    `opens` when no contract covers the day before, `back` when it opens a later path
    of a person who had left, `closes` when nothing follows. No end: it goes on.
    """

    start: date
    end: date | None = None
    opens: bool = True
    back: bool = False
    closes: bool = True

    def active_on(self, day: date) -> bool:
        """Whether the person is still there once the day is over.

        >>> path = Stretch(date(2025, 1, 10), date(2025, 3, 31))
        >>> path.active_on(date(2025, 3, 30)), path.active_on(date(2025, 3, 31))
        (True, False)
        """
        if self.start > day:
            return False
        if self.end is None or self.end > day:
            return True
        return self.end == day and not self.closes


@dataclass(slots=True)
class Flow:
    """Persons of a line in a period: at its start, at its end, and between them."""

    start: int = 0
    entered: int = 0
    returned: int = 0
    moved: int = 0
    left: int = 0
    end: int = 0

    def add(self, stretch: Stretch, date_from: date, date_to: date) -> None:
        """Count a stretch in the period, both days included.

        >>> flow = Flow()
        >>> cape = Stretch(date(2024, 6, 1), date(2025, 2, 28), closes=False)
        >>> cesa = Stretch(date(2025, 3, 1), date(2025, 9, 30), opens=False)
        >>> for stretch in (cape, cesa):
        ...     flow.add(stretch, date(2025, 1, 1), date(2025, 12, 31))
        >>> flow
        Flow(start=1, entered=0, returned=0, moved=0, left=1, end=0)
        """
        self.start += stretch.active_on(date_from - ONE_DAY)
        self.end += stretch.active_on(date_to)
        if date_from <= stretch.start <= date_to:
            if not stretch.opens:
                self.moved += 1
            elif stretch.back:
                self.returned += 1
            else:
                self.entered += 1
        if stretch.end is None:
            return
        if stretch.closes:
            self.left += date_from <= stretch.end <= date_to
        else:
            # The next stretch, here or in another line, begins the day after.
            self.moved -= date_from <= stretch.end + ONE_DAY <= date_to

    def __bool__(self) -> bool:
        return any((self.start, self.entered, self.returned, self.moved, self.end))


def flows(
    stretches: Iterable[tuple[Hashable, Stretch]], date_from: date, date_to: date
) -> dict[Hashable, Flow]:
    """The flow of each line in the period, without the lines where nobody is.

    >>> stretches = [
    ...     ("CAPE", Stretch(date(2024, 6, 1), date(2025, 2, 28), closes=False)),
    ...     ("CESA", Stretch(date(2025, 3, 1), opens=False)),
    ... ]
    >>> found = flows(stretches, date(2025, 1, 1), date(2025, 12, 31))
    >>> found["CAPE"]
    Flow(start=1, entered=0, returned=0, moved=-1, left=0, end=0)
    >>> found["CESA"]
    Flow(start=0, entered=0, returned=0, moved=1, left=0, end=1)
    """
    found: dict[Hashable, Flow] = {}
    for line, stretch in stretches:
        found.setdefault(line, Flow()).add(stretch, date_from, date_to)
    return {line: flow for line, flow in found.items() if flow}


def months_between(first: date, last: date) -> float:
    """Months from a day to another that is not included, of 365.25 / 12 days.

    >>> round(months_between(date(2024, 1, 1), date(2025, 1, 1)), 2)
    12.02
    """
    return (last - first).days / DAYS_IN_MONTH


def summarise(durations: Iterable[float]) -> tuple[int, float | None, float | None]:
    """How many, their average and their median; None without any.

    >>> summarise([10.0, 12.0, 20.0]), summarise([])
    ((3, 14.0, 12.0), (0, None, None))
    """
    known = list(durations)
    if not known:
        return 0, None, None
    return len(known), mean(known), median(known)


def parse_limits(text: str | None) -> list[int]:
    """Ages where brackets begin, of a text like "26, 45, 55".

    :raises ValueError: not whole numbers of years, each greater than the one before

    >>> parse_limits("26, 45,55"), parse_limits("")
    ([26, 45, 55], [])
    >>> parse_limits("45, 26")
    Traceback (most recent call last):
    ValueError: 45, 26
    """
    if not (text or "").strip():
        return []
    limits = [int(part) for part in text.split(",")]
    if limits != sorted({age for age in limits if 0 < age <= 120}):
        raise ValueError(text)
    return limits
