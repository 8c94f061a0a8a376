# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the cooperative pays its entrepreneurs, and the grants that it receives."""

from __future__ import annotations

from dataclasses import dataclass

from .plan import MONTHS

EMPLOYER_RATE = 0.32
EMPLOYEE_RATE = 0.22


@dataclass(frozen=True)
class Pay:
    """The monthly pay of the holders of an activity: they choose the `gross` amount.

    >>> pay = Pay("roussel", 760.0)
    >>> pay.employer, pay.employee
    (243.2, 167.2)
    """

    activity: str
    gross: float
    last: int = MONTHS

    @property
    def employer(self) -> float:
        """Contributions added to the gross pay."""
        return round(self.gross * EMPLOYER_RATE, 2)

    @property
    def employee(self) -> float:
        """Contributions kept from the gross pay."""
        return round(self.gross * EMPLOYEE_RATE, 2)


PAYS = (
    Pay("roussel", 480.0),
    Pay("marchetti", 340.0),
    Pay("benhamou", 1150.0),
    Pay("leguennec", 420.0),
    Pay("caron", 520.0),
    Pay("lemoine", 700.0),
    Pay("ouali", 640.0),
    Pay("fontaine", 310.0),
    Pay("delattre", 720.0),
    Pay("garnier", 330.0),
    Pay("vasseur", 380.0),
    Pay("bertin", 150.0),
    Pay("montagne", 780.0),
    Pay("ndiaye", 320.0),
    Pay("pichon", 390.0, last=10),
    Pay("costa", 420.0, last=8),
)
# Cash of the activities when the accounts moved to this system.
OPENING_CASH = {
    "roussel": 1850.0,
    "marchetti": 940.0,
    "benhamou": 4300.0,
    "leguennec": 1200.0,
    "caron": 760.0,
    "lemoine": 2450.0,
    "ouali": 310.0,
    "fontaine": 1380.0,
    "delattre": 2900.0,
    "vasseur": 1100.0,
    "bertin": 420.0,
    "montagne": 3100.0,
    "ndiaye": 580.0,
    "pichon": 1750.0,
    "costa": 640.0,
}
# Public support of each establishment, received in the fifth month.
GRANTS = {"tours": 48000.0, "orleans": 45000.0, "blois": 41000.0, "bourges": 43000.0}
GRANT_MONTH = 4


def pays(month: int) -> list[Pay]:
    """The pays of a month."""
    return [pay for pay in PAYS if month <= pay.last]


def net(month: int) -> float:
    """What is transferred to the holders."""
    return round(sum(pay.gross - pay.employee for pay in pays(month)), 2)


def social(month: int) -> float:
    """What is transferred to the collector of contributions."""
    return round(sum(pay.employer + pay.employee for pay in pays(month)), 2)
