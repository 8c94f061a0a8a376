# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""GESSA: what vendors bill for the pools in a year, and what the pools earn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Bill:
    """What a vendor bills in some months of the year; `once`: last year only."""

    key: str
    pool: str
    vendor: str
    label: str
    account: str
    months: tuple[int, ...]
    amount: float
    taxed: bool = True
    once: bool = False


@dataclass(frozen=True)
class Income:
    key: str
    pool: str
    label: str
    account: str
    month: int
    amount: float


VENDORS = {
    "landlord": "SCI des Remparts",
    "study": "Atelier Sambre Conseil",
    "travel": "Avesnois Mobilités",
    "insurer": "Mutuelle d'assurance des associations",
    "payroll": "Paie Plus Logiciels",
    "lawyer": "Cabinet Delmotte",
    "software": "Compta Solidaire",
    "auditor": "Cabinet Camberlin Audit",
    "copier": "Nord Bureautique",
    "phone": "Télécom du Hainaut",
    "stationer": "Papeterie du Manège",
}
HALVES = (6, 12)
BILLS = (
    Bill(
        "rent",
        "management",
        "landlord",
        "Loyer et charges du siège",
        "613200",
        (1, 4, 7, 10),
        3_600.0,
        taxed=False,
    ),
    Bill(
        "study",
        "management",
        "study",
        "Étude : garde d'enfants à horaires décalés",
        "617000",
        (5, 11),
        9_600.0,
        once=True,
    ),
    Bill(
        "travel",
        "management",
        "travel",
        "Déplacements de la direction",
        "625100",
        HALVES,
        1_900.0,
        taxed=False,
    ),
    Bill(
        "insurance",
        "management",
        "insurer",
        "Assurance responsabilité civile",
        "616100",
        (2,),
        2_160.0,
        taxed=False,
    ),
    Bill("payroll", "hr", "payroll", "Logiciel de paie", "615600", (1,), 3_840.0),
    Bill("lawyer", "hr", "lawyer", "Conseil en droit social", "622600", (6,), 2_700.0),
    Bill(
        "software",
        "accounting",
        "software",
        "Logiciel de comptabilité",
        "615600",
        (1,),
        2_880.0,
    ),
    Bill(
        "audit",
        "accounting",
        "auditor",
        "Commissariat aux comptes",
        "622600",
        (5,),
        5_200.0,
    ),
    Bill(
        "copier",
        "secretariat",
        "copier",
        "Location du photocopieur",
        "613500",
        HALVES,
        960.0,
    ),
    Bill(
        "phone",
        "secretariat",
        "phone",
        "Téléphone et internet",
        "626000",
        HALVES,
        780.0,
    ),
    Bill(
        "stationery",
        "secretariat",
        "stationer",
        "Fournitures et affranchissement",
        "606400",
        HALVES,
        620.0,
    ),
)
# The late bill: 1 768.00 ÷ 221 posts = 8.00 a post.
LATE = Bill(
    "late_bill",
    "hr",
    "lawyer",
    "Honoraires : dossier prud'homal clos en décembre",
    "622600",
    (12,),
    1_768.0,
)
INCOMES = (
    Income("training", "hr", "Remboursement de formations", "758000", 9, 2_400.0),
    Income("room", "secretariat", "Location de la salle", "708300", 10, 720.0),
)


def bills(year: int, today: date, *, last: bool) -> list[tuple[Bill, date]]:
    """The bills of a year up to a day, the oldest first.

    >>> day = date(2026, 11, 22)
    >>> len(bills(2025, day, last=True)), len(bills(2026, day, last=False))
    (19, 13)
    """
    found = [
        (bill, date(year, month, 8))
        for bill in BILLS
        if last or not bill.once
        for month in bill.months
    ]
    return sorted(
        (row for row in found if row[1] <= today), key=lambda row: (row[1], row[0].key)
    )
