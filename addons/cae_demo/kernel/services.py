# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Shared services before they are records: who does what for whom, and when.

Keys are ends of xml ids. Days are counted from today, months from the running one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from .life import Days

WEEK = 7
# Who keeps to a plan now and then cannot come: one visit out of so many.
CANCELLED_EVERY = 17


@dataclass(frozen=True)
class Expertise:
    """A field; `suggests`: adjacent fields, and why."""

    key: str
    name: str
    description: str
    keywords: str
    suggests: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Frequency:
    """So many visits a period (`week` or `month`), of so many hours, on a weekday."""

    count: int
    period: str
    hours: float
    weekday: int
    start: float = 9.0

    @property
    def monthly_hours(self) -> float:
        """
        >>> Frequency(1, "week", 3, 0).monthly_hours
        13.0
        """
        return self.count * self.hours * (52 / 12 if self.period == "week" else 1)


@dataclass(frozen=True)
class Question:
    """A question of a needs-assessment form; `choices`: (key, label)."""

    key: str
    label: str
    kind: str = "char"
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Service:
    """A service of the catalogue; `price` and `market` are those of an hour.

    `flat`: the fee of a month, for who pays one.
    """

    key: str
    expertise: str
    name: str
    pricing: str
    price: float
    market: float
    included: tuple[str, ...]
    flat: float = 0.0
    frequency: Frequency | None = None
    form: tuple[Question, ...] = ()
    published: bool = True


@dataclass(frozen=True)
class Professional:
    """`cost`: of an hour, charges included; `outside`: not employed by the centre."""

    key: str
    name: str
    job: str
    expertises: tuple[str, ...]
    territories: tuple[str, ...]
    cost: float
    capacity: float = 35.0
    direct: bool = True
    outside: bool = False
    note: str = ""


@dataclass(frozen=True)
class Need:
    """A line of a request; `asked`: days from the request to its proposal."""

    expertise: str
    name: str
    hours: float
    state: str = "to_route"
    professional: str = ""
    service: str = ""
    suggested: bool = False
    answers: tuple[tuple[str, object], ...] = ()
    situation: str = ""


@dataclass(frozen=True)
class Request:
    """What a member asked, `days` ago; `named`: the fields that it named itself."""

    key: str
    member: str
    days: int
    need: str
    state: str = "new"
    needs: tuple[Need, ...] = ()
    named: tuple[str, ...] = ()
    origin: str = "portal"
    urgent: bool = False
    territory: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Term:
    """A line of an agreement. Hours a month are spread when there is no frequency."""

    service: str
    professional: str
    hours: float = 0.0
    frequency: Frequency | None = None
    need: int | None = None
    backups: tuple[str, ...] = ()
    logs: tuple[Log, ...] = ()

    @property
    def monthly_hours(self) -> float:
        return self.frequency.monthly_hours if self.frequency else self.hours


@dataclass(frozen=True)
class Log:
    """A call or a letter, some days ago, that took some minutes."""

    kind: str
    days: int
    hour: float
    minutes: int
    subject: str
    contact: str = ""
    note: str = ""


@dataclass(frozen=True)
class Agreement:
    """`start` and `end`: so many months ago; `signed`: otherwise waits for it."""

    key: str
    member: str
    start: int
    terms: tuple[Term, ...]
    end: int | None = None
    request: str = ""
    signed: bool = True
    period: str = "month"
    template: str = ""

    def dates(self, today: date) -> tuple[date, date]:
        """First and last day; without an end, twelve months after the start.

        >>> term = Agreement("a", "m", 3, (), end=1)
        >>> [f"{day}" for day in term.dates(date(2026, 11, 21))]
        ['2026-08-01', '2026-10-31']
        >>> [f"{day}" for day in Agreement("a", "m", 3, ()).dates(date(2026, 11, 21))]
        ['2026-08-01', '2027-07-31']
        """
        days = Days(today)
        last = self.start - 11 if self.end is None else self.end
        return days.ago(self.start, 1), days.ago(last - 1, 1) - timedelta(days=1)


@dataclass(frozen=True)
class Centre:
    """All that a centre of shared services shows."""

    expertises: tuple[Expertise, ...]
    services: tuple[Service, ...]
    professionals: tuple[Professional, ...]
    requests: tuple[Request, ...]
    agreements: tuple[Agreement, ...]
    terms_title: str
    terms: str
    # months of visits kept as records; the time before them is recorded without
    visit_months: int = 4
    # the last complete months are not invoiced yet
    waiting_months: int = 1


@dataclass(frozen=True)
class Work:
    """Some hours of a day for a term; `start`: when a visit begins."""

    day: date
    hours: float
    start: float | None = field(default=None)


def visit_days(frequency: Frequency, first: date, last: date) -> list[date]:
    """The days of visits; of a month, those of its middle weeks.

    >>> weekly = Frequency(2, "week", 3.5, 1)
    >>> days = visit_days(weekly, date(2026, 11, 1), date(2026, 11, 14))
    >>> [f"{day:%d}" for day in days]
    ['03', '05', '10', '12']
    >>> monthly = Frequency(2, "month", 3.5, 1)
    >>> days = visit_days(monthly, date(2026, 10, 1), date(2026, 11, 30))
    >>> [f"{day:%m-%d}" for day in days]
    ['10-06', '10-20', '11-03', '11-17']
    """
    spans = {1: (2,), 2: (1, 3), 3: (1, 2, 3), 4: (1, 2, 3, 4)}
    days = (first + timedelta(days=rank) for rank in range((last - first).days + 1))
    if frequency.period == "week":
        weekdays = {
            (frequency.weekday + 2 * rank) % 5 for rank in range(frequency.count)
        }
        return [day for day in days if day.weekday() in weekdays]
    weeks = spans[frequency.count]
    return [
        day
        for day in days
        if day.weekday() == frequency.weekday and (day.day - 1) // WEEK + 1 in weeks
    ]


def works(term: Term, first: date, last: date) -> Iterator[Work]:
    """What is done for a term between two days.

    Without a frequency, the hours of a month are worked on two days of it, a little
    more in one month and a little less in the next: quarters of an hour.

    >>> [f"{w.day} {w.hours}" for w in works(Term("s", "p", 4), date(2026, 8, 1),
    ...                                      date(2026, 9, 30))]
    ['2026-08-10 2.5', '2026-08-24 2.0', '2026-09-09 1.5', '2026-09-23 2.5']
    """
    if term.frequency:
        for day in visit_days(term.frequency, first, last):
            yield Work(day, term.frequency.hours, term.frequency.start)
        return
    if not term.hours:
        return
    month = first.replace(day=1)
    while month <= last:
        for rank, nth in enumerate((8, 22)):
            day = work_day(month + timedelta(days=nth - 1 + month.month % 4))
            factor = 1.25 if (month.month + rank) % 2 == 0 else 1.0
            factor -= 0.25 if month.month % 3 == 0 and not rank else 0.0
            if first <= day <= last:
                yield Work(day, round(term.hours / 2 * factor * 4) / 4)
        month = (month + timedelta(days=32)).replace(day=1)


def work_day(day: date) -> date:
    """The day, or the Monday after it.

    >>> work_day(date(2026, 11, 21))
    datetime.date(2026, 11, 23)
    """
    return day + timedelta(
        days=max(0, WEEK - day.weekday()) if day.weekday() > 4 else 0
    )
