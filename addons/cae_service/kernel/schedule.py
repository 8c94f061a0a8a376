# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Days of visits for a frequency: “a half-day every week”, “twice a month”.

Each calendar week (from Monday), month, quarter or year has its days of visits, the
same whatever the agreement: the *grid*. An agreement has those of its term. So the
days don't change when the end is put off, and a period that begins or ends within
the term has a share of its visits: those whose day of the grid is in the term, the
proportion of the period rounded to a whole visit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WORKING_DAYS = frozenset(range(5))
# Months of a period; a week has none. As many visits as it surely has working days.
MONTHS = {"month": 1, "quarter": 3, "year": 12}
MOST_VISITS = {"week": 5, "month": 20, "quarter": 60, "year": 250}


@dataclass(frozen=True, slots=True)
class Visit:
    """The day that the grid gave, and the one that is free."""

    planned: date
    day: date


def period_start(day: date, period: str) -> date:
    """The first day of the week, month, quarter or year of a day.

    >>> [str(period_start(date(2026, 5, 14), kind)) for kind in ("week", "quarter")]
    ['2026-05-11', '2026-04-01']
    """
    if period == "week":
        return day - timedelta(days=day.weekday())
    months = MONTHS[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def next_period(first: date, period: str) -> date:
    """The first day of the next period.

    >>> str(next_period(date(2026, 10, 1), "quarter"))
    '2027-01-01'
    """
    if period == "week":
        return first + timedelta(days=7)
    years, month = divmod(first.month - 1 + MONTHS[period], 12)
    return date(first.year + years, month + 1, 1)


def spread(days: list[date], count: int) -> list[date]:
    """As many days as told, evenly: the middle of each equal part.

    >>> spread(list("abcdef"), 2)
    ['b', 'e']
    """
    return [days[(2 * i + 1) * len(days) // (2 * count)] for i in range(count)]


def grid(first: date, count: int, period: str, weekday: int | None = None):
    """The days of visits of a whole period, in order.

    The second and the fourth Wednesday, for two a month on a Wednesday; without a
    preferred day, working days evenly spread. More visits than preferred days: all of
    these, and other working days between them. In a week, they follow the first one
    at equal distances, round the week.

    >>> [str(day) for day in grid(date(2026, 10, 1), 2, "month", 2)]
    ['2026-10-14', '2026-10-28']
    >>> [str(day) for day in grid(date(2026, 10, 5), 2, "week", 4)]
    ['2026-10-06', '2026-10-09']
    """
    stop = next_period(first, period)
    days = [first + timedelta(days=i) for i in range((stop - first).days)]
    working = [day for day in days if day.weekday() in WORKING_DAYS]
    if weekday is None:
        return spread(working, count)
    if period == "week":
        return sorted(working[(weekday + i * 5 // count) % 5] for i in range(count))
    preferred = [day for day in working if day.weekday() == weekday]
    if count <= len(preferred):
        return spread(preferred, count)
    others = [day for day in working if day.weekday() != weekday]
    return sorted(preferred + spread(others, count - len(preferred)))


def nearest(
    day: date, start: date, end: date, is_open: Callable[[date], bool]
) -> date | None:
    """The first open day from a day on, else the last one before it, within a term.

    >>> week = date(2026, 10, 5), date(2026, 10, 9)
    >>> str(nearest(date(2026, 10, 8), *week, lambda found: found.weekday() < 3))
    '2026-10-07'
    """
    for ahead in range((end - day).days + 1):
        if is_open(day + timedelta(days=ahead)):
            return day + timedelta(days=ahead)
    for back in range(1, (day - start).days + 1):
        if is_open(day - timedelta(days=back)):
            return day - timedelta(days=back)
    return None


def plan(
    start: date,
    end: date | None,
    count: int,
    period: str,
    weekday: int | None = None,
    closed_days: Collection[date] = (),
    free: Callable[[date], bool] | None = None,
    until: date | None = None,
    known: Collection[date] = (),
    taken: Collection[date] = (),
) -> list[Visit]:
    """The visits of a term, each on its day or on the next free one.

    A day that is closed, not free, or has a visit already gives way to the next free
    working day of the term, else to the nearest before it; days that other visits of
    the grid keep are not free. A visit for which the term
    has no free day is left out. Without an end, the next free day of a year is taken.

    :param count: visits in each period, at most one a working day
    :param period: `week`, `month`, `quarter` or `year`
    :param weekday: preferred day, 0 for Monday to 4; None: none is preferred
    :param until: the last day of the grid that is planned, e.g. three months ahead
    :param known: days of the grid that were planned before, and are not again
    :param taken: days that have a visit already
    :raises ValueError: for a number of visits that a period cannot hold

    Ascension Day, Thursday 14 May 2026, is closed:

    >>> term = date(2026, 5, 1), date(2026, 5, 31)
    >>> [str(visit.day) for visit in plan(*term, 1, "week", 3, {date(2026, 5, 14)})]
    ['2026-05-07', '2026-05-15', '2026-05-21', '2026-05-28']
    """
    if not 0 <= count <= MOST_VISITS[period]:
        raise ValueError(f"{count} visits in a {period}")
    if count == 0:
        return []
    last = min(day for day in (end, until, date.max) if day)
    if last == date.max:
        raise ValueError("a term without an end is planned until a day")
    wanted = [
        day
        for day in _grid_days(start, last, count, period, weekday)
        if day not in known
    ]

    def is_open(day: date) -> bool:
        return (
            day.weekday() in WORKING_DAYS
            and day not in closed_days
            and (free is None or free(day))
        )

    return _place(wanted, start, end, is_open, set(taken))


def _grid_days(
    start: date, last: date, count: int, period: str, weekday: int | None
) -> Iterator[date]:
    """The days of the grid from a day to another, both included."""
    first = period_start(start, period)
    while first <= last:
        for day in grid(first, count, period, weekday):
            if start <= day <= last:
                yield day
        first = next_period(first, period)


def _place(
    wanted: list[date],
    start: date,
    end: date | None,
    is_open: Callable[[date], bool],
    used: set[date],
) -> list[Visit]:
    """Those that can keep their day do; the others take what is left, in order."""
    found = {}
    for day in wanted:
        if day not in used and is_open(day):
            found[day] = day
    used |= set(found)
    for day in wanted:
        if day not in found:
            latest = end or day + timedelta(days=365)
            chosen = nearest(
                day, start, latest, lambda found: found not in used and is_open(found)
            )
            if chosen:
                used.add(chosen)
                found[day] = chosen
    return [Visit(day, found[day]) for day in wanted if day in found]


def at_hour(day: date, hour: float, zone: str) -> datetime:
    """The moment of a local hour, in UTC without a time zone, as Odoo keeps it.

    Nine o'clock stays nine o'clock when the clocks change, on 29 March 2026:

    >>> [str(at_hour(date(2026, 3, d), 9.5, "Europe/Paris")) for d in (27, 30)]
    ['2026-03-27 08:30:00', '2026-03-30 07:30:00']
    """
    minutes = min(round(hour * 60), 24 * 60 - 1)
    moment = time(*divmod(minutes, 60), tzinfo=ZoneInfo(zone))
    return datetime.combine(day, moment).astimezone(UTC).replace(tzinfo=None)


def local_day(moment: datetime, zone: str) -> date:
    """The day on which a moment in UTC falls somewhere.

    >>> str(local_day(datetime(2026, 7, 1, 2, 0), "America/Montreal"))
    '2026-06-30'
    """
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def local_hour(moment: datetime, zone: str) -> float:
    """The hour of a moment in UTC somewhere.

    >>> local_hour(datetime(2026, 7, 1, 7, 30), "Europe/Paris")
    9.5
    """
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    return local.hour + local.minute / 60


def billed_hours(hours: float, minimum: int = 0, step: int = 0) -> float:
    """What is counted of a call or a letter: whole steps, and not less than a minimum.

    :param minimum: in minutes; 0: none
    :param step: in minutes, rounded up; 0: not rounded

    >>> billed_hours(7 / 60, step=5), billed_hours(0.05, minimum=15), billed_hours(0.1)
    (0.16666666666666666, 0.25, 0.1)
    """
    minutes = round(hours * 60)
    if step:
        minutes = -(-minutes // step) * step
    counted = max(minutes, minimum)
    return hours if counted == round(hours * 60) else counted / 60
