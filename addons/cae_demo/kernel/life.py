# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Members and capital before they are records: what happens, on which day.

`member`, `members` and `to` are ends of xml ids: those of the partner and of the
membership. Events run in the order of their days; those to come are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_IN_YEAR = 12
MONTH_NAMES = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


@dataclass(frozen=True)
class Days:
    """Days told from today: those of meetings, held each year on the same one."""

    today: date
    meeting: tuple[int, int] = (6, 12)

    def year(self, years_ago: int, month: int, day: int) -> date:
        """A day of an earlier year.

        >>> Days(date(2026, 3, 9)).year(2, 12, 31)
        datetime.date(2024, 12, 31)
        """
        return date(self.today.year - years_ago, month, day)

    def agm(self, years_ago: int) -> date:
        """The general meeting of an earlier year."""
        return self.year(years_ago, *self.meeting)

    def decision(self, years_ago: int) -> str:
        """What a general meeting's decisions are called.

        >>> Days(date(2026, 3, 9)).decision(1)
        'Assemblée générale du 12 juin 2025'
        """
        day = self.agm(years_ago)
        month = MONTH_NAMES[day.month - 1]
        return f"Assemblée générale du {day.day} {month} {day.year}"

    def ago(self, months: int, day: int) -> date:
        """A day (1 to 28) of an earlier month, or of a later one.

        >>> Days(date(2026, 3, 9)).ago(4, 15), Days(date(2026, 11, 9)).ago(-2, 1)
        (datetime.date(2025, 11, 15), datetime.date(2027, 1, 1))
        """
        count = self.today.year * MONTHS_IN_YEAR + self.today.month - 1 - months
        return date(count // MONTHS_IN_YEAR, count % MONTHS_IN_YEAR + 1, day)


@dataclass(frozen=True)
class ShareClass:
    """A class of shares; `categories` are those that may hold it, all if empty."""

    key: str
    name: str
    code: str
    value: float
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Member:
    """Who is admitted, and the shares subscribed on that day.

    `delay`: days until they are paid; none for who does not pay. `instalments`: they
    are called in ten months, and paid as they fall due.
    """

    key: str
    category: str
    shares: int = 0
    share_class: str = "a"
    delay: int | None = 10
    instalments: bool = False
    via: str = ""


@dataclass(frozen=True)
class Event:
    day: date


@dataclass(frozen=True)
class Admit(Event):
    """A meeting admits `members`, who applied some days before."""

    decision: str
    members: tuple[Member, ...]
    applied: int = 58


@dataclass(frozen=True)
class Subscribe(Event):
    """A member takes more shares."""

    member: str
    quantity: int
    share_class: str = "a"
    delay: int | None = 10
    instalments: bool = False


@dataclass(frozen=True)
class Transfer(Event):
    member: str
    to: str
    quantity: int
    share_class: str = "a"


@dataclass(frozen=True)
class Convert(Event):
    member: str
    quantity: int
    share_class: str = "a"
    to_class: str = "b"


@dataclass(frozen=True)
class Absorb(Event):
    """The capital absorbs a loss: shares of `members` are cancelled."""

    members: tuple[str, ...]
    quantity: int
    share_class: str = "a"


@dataclass(frozen=True)
class Value(Event):
    """The accounts of a year are known: what leavers bear of its loss."""

    closing: date
    loss: float
    reserves: float


@dataclass(frozen=True)
class Leave(Event):
    """A member leaves on `date`, or on the day of the event."""

    member: str
    reason: str = "resignation"
    note: str = ""
    date: date | None = None


@dataclass(frozen=True)
class Repay(Event):
    """Leavers are repaid what they are owed."""

    members: tuple[str, ...]


@dataclass(frozen=True)
class Return(Event):
    """A former member applies again and is admitted again."""

    member: str
    applied: date
    decision: str


@dataclass(frozen=True)
class Notice(Event):
    """A late payer gets notice on that day."""

    member: str


@dataclass(frozen=True)
class Applicant:
    """An application that nobody has accepted yet, or that was refused."""

    key: str
    category: str
    applied: date
    state: str = "applicant"
    note: str = ""
    via: str = ""


@dataclass(frozen=True)
class Life:
    """All that the loader makes of an organisation's members and capital."""

    classes: tuple[ShareClass, ...]
    events: tuple[Event, ...]
    applicants: tuple[Applicant, ...] = ()

    def until(self, today: date) -> list[Event]:
        """What has happened, in order."""
        return sorted(past(self.events, today), key=lambda event: event.day)


def meetings(days: Days, admitted: dict[int, tuple[Member, ...]]) -> list[Event]:
    """The admissions of general meetings, given in years before this one."""
    return [
        Admit(days.agm(years), days.decision(years), members)
        for years, members in admitted.items()
    ]


def past(events: Iterable[Event], today: date) -> Iterable[Event]:
    return (event for event in events if event.day <= today)


def after(day: date, days: int, today: date) -> date:
    """Some days later, and not in the future."""
    return min(day + timedelta(days=days), today)
