# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""When somebody is free: the days of work, the absences, and what is planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from .schedule import WORKING_DAYS, at_hour, local_hour

# Visits that wait for another one of the same day begin early enough to end by then.
DAY_ENDS = 18.0


class Diary:
    """Stretches of time that are not free, in UTC, by day.

    >>> diary = Diary("Europe/Paris")
    >>> diary.add(datetime(2026, 3, 4, 8), datetime(2026, 3, 4, 11))
    >>> diary.is_free(datetime(2026, 3, 4, 10), datetime(2026, 3, 4, 12))
    False

    A visit at nine waits for the one that ends at noon, in Paris, or another day:

    >>> str(diary.moment(date(2026, 3, 4), hour=9, hours=3))
    '2026-03-04 11:00:00'
    >>> diary.moment(date(2026, 3, 4), hour=9, hours=7) is None
    True
    """

    def __init__(self, zone: str, weekdays: Collection[int] = WORKING_DAYS):
        self.zone = zone
        self.weekdays = frozenset(weekdays)
        self._busy: dict[date, list[tuple[datetime, datetime]]] = defaultdict(list)

    def add(self, start: datetime, stop: datetime) -> None:
        """Keep a stretch of time, the end not included."""
        day = start.date()
        while day <= stop.date():
            self._busy[day].append((start, stop))
            day += timedelta(days=1)

    def _between(self, start: datetime, stop: datetime) -> set:
        return {
            stretch
            for day in {start.date(), stop.date()}
            for stretch in self._busy.get(day, ())
        }

    def is_free(self, start: datetime, stop: datetime) -> bool:
        """Nothing is kept between two moments."""
        return all(
            end <= start or begin >= stop for begin, end in self._between(start, stop)
        )

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays

    def moment(self, day: date, hour: float, hours: float) -> datetime | None:
        """When a visit can begin on a day: at its hour, or after what is kept.

        :param hour: the local hour that is preferred
        :param hours: how long the visit lasts; at most two days
        :return: in UTC; None: the day is not free
        """
        if not self.works_on(day):
            return None
        length = timedelta(minutes=round(hours * 60))
        wanted = at_hour(day, hour, self.zone)
        latest = max(at_hour(day, DAY_ENDS, self.zone) - length, wanted)
        ends = {end for _begin, end in self._between(wanted, latest + length)}
        for start in [wanted, *sorted(end for end in ends if wanted < end <= latest)]:
            if self.is_free(start, start + length):
                return start
        return None

    def hour(self, moment: datetime) -> float:
        """The local hour of a moment."""
        return local_hour(moment, self.zone)
