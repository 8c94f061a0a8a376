# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""GESSA: what its four associations share, by which keys, and what it costs.

Months and amounts are those of a year; money in euros, before tax. Last year's are
chosen so that the parts are round where the key allows it:

>>> net_cost("management"), net_cost("hr"), net_cost("accounting")
(19200.0, 66300.0, 98080.0)
>>> net_cost("secretariat")
47200.0

19 200 ÷ 4 members = 4 800; 66 300 ÷ 221 posts = 300; 98 080 ÷ 160 FTE = 613.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .gessa_cost_bills import BILLS, INCOMES

MONTHS_IN_YEAR = 12
QUARTERS = ((1, 3), (4, 6), (7, 9), (10, 12))
GRANT = 119_000.0
GRANT_ASKED = 100_000.0


@dataclass(frozen=True)
class Pool:
    """A pool; budgets are `(cost, grants and income)` of last year and of this one."""

    key: str
    name: str
    code: str
    cost_key: str
    description: str
    last_budget: tuple[float, float]
    budget: tuple[float, float]


@dataclass(frozen=True)
class Split:
    """So many percent of a post for a pool, in some months of last year and later."""

    pool: str
    percent: int
    first: int = 1
    last: int | None = None


@dataclass(frozen=True)
class Post:
    """A post: who holds it, what it costs a month, charges included.

    `posted`: its pay is booked on an analytic account; else costs are typed.
    """

    key: str
    person: str
    title: str
    monthly: float
    splits: tuple[Split, ...]
    posted: bool = False


POOLS = (
    Pool(
        "management",
        "Direction générale",
        "DIR",
        "equal",
        "Stratégie du groupement, relations avec les financeurs et les collectivités, "
        "appui aux conseils d'administration.",
        (141_400.0, GRANT),
        (142_000.0, GRANT_ASKED),
    ),
    Pool(
        "hr",
        "Ressources humaines",
        "RH",
        "posts",
        "Recrutement, contrats, paie, formation et suivi des contrats aidés.",
        (66_490.0, 2_400.0),
        (70_840.0, 2_400.0),
    ),
    Pool(
        "accounting",
        "Comptabilité",
        "CPT",
        "fte",
        "Tenue des comptes, budgets, comptes annuels et dossiers de subvention.",
        (96_000.0, 0.0),
        (100_340.0, 0.0),
    ),
    Pool(
        "secretariat",
        "Secrétariat",
        "SEC",
        "mixed",
        "Accueil, standard, courrier, comptes rendus et salle de réunion.",
        (46_720.0, 720.0),
        (48_220.0, 720.0),
    ),
)
# 60 % by FTE and 40 % in equal parts.
MIXED = (("fte", 60.0), ("equal", 40.0))
# Square metres held at the seat, by the plan annexed to the lease.
SURFACES = {"agiie": 210.0, "proxim": 140.0, "vital": 95.0, "vital_mobilite": 35.0}
# It joined the secretariat later: first month, last year.
LATE_JOINER, JOINED = "vital_mobilite", 4
# Exempt itself (help to persons at home), so its part may be.
EXEMPT = "proxim"

POSTS = (
    Post(
        "director",
        "Philippe Delcourt",
        "Délégué général",
        6_800.0,
        (Split("management", 90), Split("hr", 10)),
    ),
    Post(
        "hr",
        "Maud Fourmeau",
        "Directrice des ressources humaines",
        5_000.0,
        (
            Split("hr", 100, last=6),
            Split("hr", 80, first=7),
            Split("management", 20, first=7),
        ),
    ),
    Post(
        "accountant",
        "Jean-Luc Poulain",
        "Comptable",
        4_000.0,
        (Split("accounting", 100),),
        posted=True,
    ),
    Post(
        "bookkeeper",
        "Sylvie Wattiez",
        "Aide-comptable",
        3_000.0,
        (Split("accounting", 100),),
        posted=True,
    ),
    Post(
        "assistant",
        "Corinne Lasselin",
        "Assistante de direction",
        3_200.0,
        (Split("management", 50), Split("secretariat", 50)),
    ),
    Post(
        "secretary",
        "Amandine Lobry",
        "Secrétaire",
        2_500.0,
        (Split("secretariat", 80), Split("accounting", 20)),
        posted=True,
    ),
)
# Of the cost of a post: gross pay, then the employer's charges.
GROSS = 0.705
# Of the gross pay: what the employee gets.
NET = 0.78

# The provisions of a quarter are called in its second month.
CALL_DAY = 15
# Month and day of the settlement, after the general meeting.
SETTLED = (4, 20)


def last_year_of(pool: str) -> dict[str, float]:
    """The costs, income and grant of a pool in the whole of last year.

    A post of 5 000 a month, half a year for 100 % and half a year for 80 %:
    30 000 + 24 000; one of 6 800 for 10 %: 8 160.

    >>> last_year_of("hr")
    {'posted': 6540.0, 'staff': 62160.0, 'income': 2400.0, 'grant': 0.0}
    >>> last_year_of("management")
    {'posted': 39560.0, 'staff': 98640.0, 'income': 0.0, 'grant': 119000.0}
    """
    staff = sum(
        post.monthly * (months_of(split) * split.percent) / 100
        for post in POSTS
        for split in post.splits
        if split.pool == pool
    )
    return {
        "posted": sum(
            (bill.amount * len(bill.months) for bill in BILLS if bill.pool == pool), 0.0
        ),
        "staff": round(staff, 2),
        "income": sum((item.amount for item in INCOMES if item.pool == pool), 0.0),
        "grant": GRANT if pool == "management" else 0.0,
    }


def net_cost(pool: str) -> float:
    """What was left to share of a pool last year, before the late bill."""
    cost = last_year_of(pool)
    return cost["posted"] + cost["staff"] - cost["income"] - cost["grant"]


def months_of(split: Split) -> int:
    """The months of last year in which a post worked for a pool.

    >>> months_of(Split("hr", 80, first=7))
    6
    """
    return (split.last or MONTHS_IN_YEAR) - split.first + 1


def over_months(year: int, today: date) -> int:
    """How many months of a year are over.

    >>> day = date(2026, 11, 22)
    >>> over_months(2025, day), over_months(2026, day), over_months(2027, day)
    (12, 10, 0)
    """
    months = (today.year - year) * MONTHS_IN_YEAR + today.month - 1
    return min(max(months, 0), MONTHS_IN_YEAR)


def quarters(year: int, today: date) -> list[int]:
    """The quarters of a year that are over, 1 to 4.

    >>> quarters(2026, date(2026, 11, 22)), quarters(2026, date(2026, 2, 1))
    ([1, 2, 3], [])
    """
    over = over_months(year, today)
    return [rank for rank, (_first, last) in enumerate(QUARTERS, 1) if last <= over]


def call_day(year: int, quarter: int) -> date:
    """The day of the invoices of a quarter.

    >>> call_day(2026, 4)
    datetime.date(2026, 11, 15)
    """
    return date(year, QUARTERS[quarter - 1][0] + 1, CALL_DAY)


def receipts(year: int) -> list[tuple[date, float, str]]:
    """What the funder of last year paid: 60 % at the start, the rest in November.

    >>> sum(amount for _day, amount, _note in receipts(2026)) == GRANT
    True
    """
    return [
        (date(year - 1, 3, 20), 71_400.0, "Avance de 60 %"),
        (date(year - 1, 11, 24), 47_600.0, "Solde"),
    ]


def last_day(year: int, month: int) -> date:
    """
    >>> last_day(2025, 12), last_day(2024, 2)
    (datetime.date(2025, 12, 31), datetime.date(2024, 2, 29))
    """
    after = date(year + month // MONTHS_IN_YEAR, month % MONTHS_IN_YEAR + 1, 1)
    return after - timedelta(days=1)
