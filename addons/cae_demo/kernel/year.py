# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A year of a cooperative, told by tables: its documents, its levy, its statements.

Months are those of `plan.py`: eleven of the twelve complete ones are levied, the last
one is left to the user.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .entries import Entries
from .plan import (
    LAST,
    MONTHS,
    PURCHASE,
    RECEIPT_DAYS,
    SALE,
    SALE_REFUND,
    TRANSFER_DAYS,
    Calendar,
    Document,
    Line,
    Partner,
    Profile,
    draw_purchases,
    draw_sales,
    unpaid,
)

LEVIED = range(LAST)
TRANSFER_DELAY = 20


@dataclass(frozen=True)
class Written:
    """A document told rather than drawn.

    It is paid when its customer or the cooperative pays, or on `paid` (month, day).
    """

    key: str
    kind: str
    activity: str
    partner: str
    month: int
    day: int
    lines: tuple[Line, ...]
    paid: tuple[int, int] | None = None
    paid_amount: float | None = None
    after_run: int | None = None


@dataclass(frozen=True)
class Late:
    """A document of a month that is posted after the levy of the month."""

    activity: str
    partner: str
    line: Line
    kind: str = SALE


@dataclass(frozen=True)
class Credit:
    """A credit note, of the month after, for a share of a month's first invoice."""

    activity: str
    month: int
    share: float = 1.0


@dataclass(frozen=True)
class Exemption:
    """Months without levy, and why."""

    activity: str
    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class Scheme:
    """A levy of 10 % of the turnover less `deducted` natures, decided on `decision`.

    `account` is the general account shown on its analytic lines, `fee` what a month
    without turnover costs.
    """

    name: str
    decision: str
    account: str
    deducted: tuple[str, ...]
    fee: float = 0.0
    rate: float = 10.0


@dataclass(frozen=True)
class Year:
    """How a cooperative lives for a year.

    `instead`: months of an activity whose sales are written instead of drawn.
    `bad_payers`: customers, and the month from which nobody pays their invoices.
    `closed`: activities that close after the run of a month.
    """

    scheme: Scheme
    customers: tuple[Partner, ...]
    vendors: tuple[Partner, ...]
    profiles: tuple[Profile, ...]
    entries: Entries
    written: tuple[Written, ...] = ()
    instead: tuple[tuple[str, int], ...] = ()
    late: tuple[Late, ...] = ()
    credits: tuple[Credit, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    bad_payers: dict[str, int] = field(default_factory=dict)
    published: range = range(LAST - 2, LAST)
    closed: dict[int, str] = field(default_factory=dict)

    def documents(self, today: date) -> list[Document]:
        """All the documents of the year, none of them after today."""
        calendar = Calendar(today)
        documents = [*self._draw(calendar), *self._write(calendar)]
        reversals = {
            found.reverses: found for found in self._reverse(calendar, documents)
        }
        documents = [
            _paid_after(document, reversals.get(document.key), calendar)
            for document in documents
        ]
        documents += reversals.values()
        return [document for document in documents if document.day <= today]

    def _draw(self, calendar: Calendar) -> Iterable[Document]:
        delays = {customer.key: customer.delay for customer in self.customers}
        for profile in self.profiles:
            for month in range(MONTHS + 1):
                if (profile.activity, month) not in self.instead:
                    for document in draw_sales(profile, month, calendar, delays):
                        since = self.bad_payers.get(document.partner, MONTHS + 1)
                        yield unpaid(document) if month >= since else document
                yield from draw_purchases(profile, month, calendar)

    def _write(self, calendar: Calendar) -> Iterable[Document]:
        delays = {customer.key: customer.delay for customer in self.customers}
        for row in (*self.written, *self._written_late(calendar)):
            is_sale = row.kind == SALE
            day = calendar.day(row.month, row.day)
            delay = delays[row.partner] if is_sale else TRANSFER_DELAY
            paid_on = calendar.bank_day(
                day + timedelta(days=delay), RECEIPT_DAYS if is_sale else TRANSFER_DAYS
            )
            yield Document(
                row.key,
                row.kind,
                row.activity,
                row.partner,
                day,
                row.lines,
                paid_on=calendar.day(*row.paid) if row.paid else paid_on,
                paid_amount=row.paid_amount,
                after_run=row.after_run,
            )

    def _written_late(self, calendar: Calendar) -> Iterable[Written]:
        for month, late in zip(late_months(calendar), self.late, strict=False):
            yield Written(
                f"{late.activity}_late",
                late.kind,
                late.activity,
                late.partner,
                month,
                26,
                (late.line,),
                after_run=month,
            )

    def _reverse(
        self, calendar: Calendar, documents: list[Document]
    ) -> Iterable[Document]:
        first: dict[tuple[str, date], Document] = {}
        for document in documents:
            if document.kind == SALE and document.after_run is None:
                month = document.day.replace(day=1)
                first.setdefault((document.activity, month), document)
        for credit in self.credits:
            origin = first[credit.activity, calendar.day(credit.month)]
            yield _reversal(calendar.day(credit.month + 1, 9), origin, credit.share)


def late_months(calendar: Calendar) -> list[int]:
    """Months with a document posted after their levy run, which the next one corrects.

    A levy is corrected within its financial year: the month and the next one must be
    of the same. The last of the posted runs that may shows one, and one about half a
    year before; so will the next run.

    >>> [late_months(Calendar(date(2026, month, 3))) for month in (1, 2, 3, 11)]
    [[9, 5, 10], [9, 5], [8, 5, 10], [9, 5, 10]]
    """
    shown = [month for month in LEVIED[:-1] if calendar.same_year(month, month + 1)]
    early = [month for month in shown if month < MONTHS // 2]
    coming = [LAST - 1] if calendar.same_year(LAST - 1, LAST) else []
    return [shown[-1], early[-1], *coming]


def sale(
    key: str,
    activity: str,
    partner: str,
    month: int,
    day: int,
    *lines: Line,
    paid: tuple[int, int] | None = None,
    paid_amount: float | None = None,
) -> Written:
    return Written(key, SALE, activity, partner, month, day, lines, paid, paid_amount)


def purchase(
    key: str, activity: str, partner: str, month: int, day: int, *lines: Line
) -> Written:
    return Written(key, PURCHASE, activity, partner, month, day, lines)


def purchases(
    day: int, *rows: tuple[str, str, int, str, str, float]
) -> tuple[Written, ...]:
    """Bills of one line: (activity, vendor, month, what, account, price)."""
    return tuple(
        purchase(
            f"{activity}_{month}_subcontracting",
            activity,
            vendor,
            month,
            day,
            Line(name, account, price),
        )
        for activity, vendor, month, name, account, price in rows
    )


def _paid_after(
    document: Document, reversal: Document | None, calendar: Calendar
) -> Document:
    """The invoice, whose customer waits for the credit note before paying."""
    if not (reversal and document.paid_on and document.paid_on < reversal.day):
        return document
    return replace(document, paid_on=calendar.bank_day(reversal.day, RECEIPT_DAYS))


def _reversal(day: date, origin: Document, share: float) -> Document:
    lines = tuple(
        replace(line, price=round(line.price * share, 2)) for line in origin.lines
    )
    if share < 1:
        lines = tuple(replace(line, name=f"Remise : {line.name}") for line in lines)
    return Document(
        f"{origin.key}_credit",
        SALE_REFUND,
        origin.activity,
        origin.partner,
        day,
        lines,
        reverses=origin.key,
    )
