# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Documents before they are records, and the calendar of a year of life.

Months are counted from the first of twelve complete ones: 0 to 11, then 12 for the
running month. Everything is dated from today and drawn from fixed tables: the same
day gives the same documents.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

MONTHS = 12
LAST = MONTHS - 1
SALE, PURCHASE = "out_invoice", "in_invoice"
SALE_REFUND = "out_refund"
# Not an activity: what the cooperative spends for all of them.
STRUCTURE = "structure"
RECEIPT_DAYS, TRANSFER_DAYS = (25,), (20,)


@dataclass(frozen=True)
class Line:
    """A line of a document: untaxed `price` of a unit, on a general account.

    `tax`: its name in the chart of accounts, when not the company's usual one.
    """

    name: str
    account: str
    price: float
    quantity: float = 1.0
    tax: str = ""


@dataclass(frozen=True)
class Document:
    """An invoice, a bill or a credit note of an activity.

    `key` and the names of the activity and the partner are ends of xml ids. A
    document is paid on `paid_on`, for `paid_amount` when not for the whole. It is
    posted after the levy run of month `after_run`, or before all of them.
    """

    key: str
    kind: str
    activity: str
    partner: str
    day: date
    lines: tuple[Line, ...]
    paid_on: date | None = None
    paid_amount: float | None = None
    reverses: str = ""
    after_run: int | None = None

    @property
    def is_sale(self) -> bool:
        return self.kind.startswith("out_")


@dataclass(frozen=True)
class Partner:
    """A customer (`delay`: days it takes to pay) or a vendor."""

    key: str
    name: str
    street: str
    zip: str
    city: str
    delay: int = 20


@dataclass(frozen=True)
class Service:
    """What an activity sells: a unit price and the quantities it is sold in."""

    name: str
    price: float
    quantities: tuple[float, ...] = (1.0,)
    account: str = "706000"
    tax: str = ""


@dataclass(frozen=True)
class Cost:
    """What an activity buys every `every` months, from month `start` on."""

    name: str
    account: str
    vendor: str
    prices: tuple[float, ...]
    every: int = 1
    start: int = 0
    tax: str = ""


@dataclass(frozen=True)
class Profile:
    """How an activity lives: its offer, its customers, its pace, its costs."""

    activity: str
    services: tuple[Service, ...]
    customers: tuple[str, ...]
    pace: tuple[int, ...] = (1,)
    costs: tuple[Cost, ...] = ()
    first: int = 0
    last: int = MONTHS
    idle: tuple[int, ...] = ()


class Calendar:
    """Days of the year of life, seen from today.

    >>> calendar = Calendar(date(2026, 3, 4))
    >>> str(calendar.day(0)), str(calendar.day(11, 28)), str(calendar.day(12))
    ('2025-03-01', '2026-02-28', '2026-03-01')
    >>> calendar.same_year(10, 11), calendar.same_year(9, 10)
    (True, False)
    """

    def __init__(self, today: date) -> None:
        self.today = today

    def day(self, month: int, day: int = 1) -> date:
        """A day (1 to 28) of a month."""
        count = self.today.year * MONTHS + self.today.month - 1 + month - MONTHS
        return date(count // MONTHS, count % MONTHS + 1, day)

    def same_year(self, month: int, other: int) -> bool:
        """Whether two months are of one financial year, which is a calendar year."""
        return self.day(month).year == self.day(other).year

    def bank_day(self, start: date, days: tuple[int, ...]) -> date | None:
        """The first of the month's `days` on or after `start`; none after today.

        >>> calendar = Calendar(date(2026, 3, 14))
        >>> str(calendar.bank_day(date(2026, 2, 26), (10, 25)))
        '2026-03-10'
        >>> calendar.bank_day(date(2026, 3, 11), (10, 25))
        """
        found = start
        while found.day not in days:
            found += timedelta(days=1)
        return found if found <= self.today else None


def draw_sales(
    profile: Profile, month: int, calendar: Calendar, delays: dict[str, int]
) -> list[Document]:
    """The invoices of an activity in a month, the same ones each time."""
    if month in profile.idle or not profile.first <= month <= profile.last:
        return []
    random = Random(f"{profile.activity}/sales/{month}")
    documents = []
    for number in range(random.choice(profile.pace)):
        customer = random.choice(profile.customers)
        count = random.choice((1, 1, 2)) if len(profile.services) > 1 else 1
        lines = tuple(
            Line(
                service.name,
                service.account,
                service.price,
                random.choice(service.quantities),
                service.tax,
            )
            for service in random.sample(profile.services, count)
        )
        day = calendar.day(month, random.randint(3, 27))
        documents.append(
            Document(
                key=f"{profile.activity}_{month}_sale_{number}",
                kind=SALE,
                activity=profile.activity,
                partner=customer,
                day=day,
                lines=lines,
                paid_on=calendar.bank_day(
                    day + timedelta(days=delays[customer]), RECEIPT_DAYS
                ),
            )
        )
    return documents


def draw_purchases(profile: Profile, month: int, calendar: Calendar) -> list[Document]:
    """The bills of an activity in a month: one per vendor."""
    if not profile.first <= month <= profile.last:
        return []
    random = Random(f"{profile.activity}/purchases/{month}")
    by_vendor: dict[str, list[Line]] = {}
    for cost in profile.costs:
        price = random.choice(cost.prices)
        if month >= cost.start and (month - cost.start) % cost.every == 0:
            by_vendor.setdefault(cost.vendor, []).append(
                Line(cost.name, cost.account, price, tax=cost.tax)
            )
    documents = []
    for vendor, lines in by_vendor.items():
        day = calendar.day(month, random.randint(2, 26))
        documents.append(
            Document(
                key=f"{profile.activity}_{month}_purchase_{vendor}",
                kind=PURCHASE,
                activity=profile.activity,
                partner=vendor,
                day=day,
                lines=tuple(lines),
                paid_on=calendar.bank_day(day + timedelta(days=20), TRANSFER_DAYS),
            )
        )
    return documents


def unpaid(document: Document) -> Document:
    """The same document, which nobody pays."""
    return replace(document, paid_on=None, paid_amount=None)
