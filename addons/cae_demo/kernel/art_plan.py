# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The documents of Artefacts: those of the profiles, and those that tell something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from .art_partners import CUSTOMERS
from .art_profiles import PROFILES
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
    draw_purchases,
    draw_sales,
    unpaid,
)

SERVICES, SUBCONTRACTING, GOODS = "706000", "611000", "607000"
DELAYS = {customer.key: customer.delay for customer in CUSTOMERS}
# Months of an activity whose invoices are written below instead of drawn.
WRITTEN = {("roussel", LAST)}
# Nobody pays these customers' invoices from this month on: what reminders are for.
LATE = {"librairie": 5, "festival": 9}
LEVIED = range(LAST)


def plan(today: date) -> list[Document]:
    """All the documents of the year, none of them after today."""
    calendar = Calendar(today)
    documents = [*_drawn(calendar), *_written(calendar)]
    reversals = {found.reverses: found for found in _reversals(calendar, documents)}
    documents = [
        _paid_after(document, reversals.get(document.key), calendar)
        for document in documents
    ]
    documents += reversals.values()
    return [document for document in documents if document.day <= today]


def late_months(calendar: Calendar) -> list[int]:
    """Months with a document posted after their levy run, which the next one corrects.

    A levy is corrected within its financial year: the month and the next one must be
    of the same. The last of the posted runs shows one, and so will the next run.

    >>> [late_months(Calendar(date(2026, month, 3))) for month in (1, 2, 3, 11)]
    [[9, 10], [9], [8, 10], [9, 10]]
    """
    shown = max(month for month in LEVIED[:-1] if calendar.same_year(month, month + 1))
    coming = [LAST - 1] if calendar.same_year(LAST - 1, LAST) else []
    return [shown, *coming]


def _paid_after(
    document: Document, reversal: Document | None, calendar: Calendar
) -> Document:
    """The invoice, whose customer waits for the credit note before paying."""
    if not (reversal and document.paid_on and document.paid_on < reversal.day):
        return document
    return replace(document, paid_on=calendar.bank_day(reversal.day, RECEIPT_DAYS))


def _drawn(calendar: Calendar) -> Iterable[Document]:
    for profile in PROFILES:
        for month in range(MONTHS + 1):
            if (profile.activity, month) not in WRITTEN:
                for document in draw_sales(profile, month, calendar, DELAYS):
                    is_late = month >= LATE.get(document.partner, MONTHS + 1)
                    yield unpaid(document) if is_late else document
            yield from draw_purchases(profile, month, calendar)


def _written(calendar: Calendar) -> Iterable[Document]:
    def document(key, kind, activity, partner, month, day, *lines, **more):
        when = calendar.day(month, day)
        wait = DELAYS.get(partner, 20) if kind == SALE else 20
        days = RECEIPT_DAYS if kind == SALE else TRANSFER_DAYS
        paid_on = calendar.bank_day(when + timedelta(days=wait), days)
        values = {"paid_on": paid_on, **more}
        return Document(key, kind, activity, partner, when, lines, **values)

    return [
        *_worked_example(document),
        *_subcontracted(document),
        *_big_purchase(document),
        *_half_paid(document, calendar),
        *_late(document, calendar),
    ]


def _worked_example(document) -> list[Document]:
    """The month before this one: 10 % × (5 000.00 − 2 000.00) = 300.00."""
    return [
        document(
            "roussel_example_site",
            SALE,
            "roussel",
            "habitat",
            LAST,
            8,
            Line("Refonte du site des locataires", SERVICES, 3200.0),
        ),
        document(
            "roussel_example_shop",
            SALE,
            "roussel",
            "imprimerie",
            LAST,
            19,
            Line("Boutique en ligne, développement", SERVICES, 450.0, 4.0),
        ),
        document(
            "roussel_example_subcontracting",
            PURCHASE,
            "roussel",
            "ferrand",
            LAST,
            22,
            Line("Intégration, jour", SUBCONTRACTING, 400.0, 5.0),
        ),
    ]


def _subcontracted(document) -> list[Document]:
    """Work passed on to others, which bears no levy."""
    rows = [
        ("roussel", "ferrand", 3, "Développement du module de billetterie", 1200.0),
        ("roussel", "ferrand", 7, "Intégration de maquettes", 800.0),
        ("leguennec", "lumen", 5, "Prises de vue pour photogrammétrie", 640.0),
        ("benhamou", "confluence", 6, "Enquête auprès des agents", 1500.0),
        ("vasseur", "lumen", 9, "Captation de la résidence", 520.0),
        ("marchetti", "imprimeur", 10, "Impression des panneaux", 730.0),
    ]
    return [
        document(
            f"{activity}_{month}_subcontracting",
            PURCHASE,
            activity,
            vendor,
            month,
            14,
            Line(name, SUBCONTRACTING if vendor != "imprimeur" else "604000", price),
        )
        for activity, vendor, month, name, price in rows
    ]


def _big_purchase(document) -> list[Document]:
    """Bought for a customer and sold again: above 3 000.00, it bears no levy."""
    return [
        document(
            "lemoine_big_purchase",
            PURCHASE,
            "lemoine",
            "scierie",
            7,
            6,
            Line("Chêne massif pour la médiathèque", GOODS, 4850.0),
        ),
        document(
            "lemoine_big_sale",
            SALE,
            "lemoine",
            "mediatheque",
            7,
            24,
            Line("Rayonnages en chêne, fourniture", "707000", 4850.0),
            Line("Rayonnages en chêne, pose", SERVICES, 2600.0),
        ),
    ]


def _half_paid(document, calendar: Calendar) -> list[Document]:
    return [
        document(
            "montagne_half_paid",
            SALE,
            "montagne",
            "saint_aubin",
            8,
            16,
            Line("Évaluation de la politique jeunesse", SERVICES, 4000.0),
            paid_on=calendar.day(9, 25),
            paid_amount=2400.0,
        ),
    ]


def _late(document, calendar: Calendar) -> list[Document]:
    names = [
        ("vasseur", "theatre", "Ateliers oubliés à la clôture", 240.0),
        ("delattre", "clinique", "Journée de formation oubliée", 720.0),
    ]
    return [
        document(
            f"{activity}_late",
            SALE,
            activity,
            customer,
            month,
            26,
            Line(name, SERVICES, price),
            after_run=month,
        )
        for month, (activity, customer, name, price) in zip(
            late_months(calendar), names, strict=False
        )
    ]


def _reversals(calendar: Calendar, documents: list[Document]) -> list[Document]:
    """Credit notes of the month after: the whole of an invoice, or a part of it."""
    first: dict[tuple[str, date], Document] = {}
    for document in documents:
        if document.kind == SALE and document.after_run is None:
            month = document.day.replace(day=1)
            first.setdefault((document.activity, month), document)
    wanted = [("benhamou", 2, 1.0), ("garnier", 5, 1.0), ("fontaine", 4, 0.2)]
    wanted += [("delattre", 6, 0.25), ("ouali", 9, 0.1)]
    return [
        _reversal(
            calendar.day(month + 1, 9), first[activity, calendar.day(month)], share
        )
        for activity, month, share in wanted
    ]


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
