# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a cooperative pays its entrepreneurs, and the grants that it receives."""

from __future__ import annotations

from dataclasses import dataclass

from .plan import MONTHS


@dataclass(frozen=True)
class Pay:
    """The monthly pay of the holders of an activity: they choose the `gross` amount."""

    activity: str
    gross: float
    first: int = 0
    last: int = MONTHS


@dataclass(frozen=True)
class Accounts:
    """The general accounts of pay, of what is due for it, of grants and of the past."""

    pay: str
    contributions: str
    pay_due: str
    social_due: str
    grant: str
    carried: str


@dataclass(frozen=True)
class Entries:
    """Entries of the cooperative itself; amounts in its currency.

    `opening`: cash of the activities when the accounts moved to this system. `grants`:
    public support of each territory, received in month `grant_month`.

    >>> accounts = Accounts("641100", "645100", "421000", "431000", "741000", "110000")
    >>> entries = Entries(accounts, (Pay("roussel", 760.0),), 0.32, 0.22)
    >>> entries.employer(entries.pays[0]), entries.net(3), entries.social(3)
    (243.2, 592.8, 410.4)
    """

    accounts: Accounts
    pays: tuple[Pay, ...]
    employer_rate: float
    employee_rate: float
    opening: tuple[tuple[str, float], ...] = ()
    grants: tuple[tuple[str, float], ...] = ()
    grant_month: int = 4

    def month_pays(self, month: int) -> list[Pay]:
        return [pay for pay in self.pays if pay.first <= month <= pay.last]

    def employer(self, pay: Pay) -> float:
        """Contributions added to the gross pay."""
        return round(pay.gross * self.employer_rate, 2)

    def employee(self, pay: Pay) -> float:
        """Contributions kept from the gross pay."""
        return round(pay.gross * self.employee_rate, 2)

    def net(self, month: int) -> float:
        """What is transferred to the holders in a month."""
        pays = self.month_pays(month)
        return round(sum(pay.gross - self.employee(pay) for pay in pays), 2)

    def social(self, month: int) -> float:
        """What is transferred to the collector of contributions in a month."""
        pays = self.month_pays(month)
        return round(sum(self.employer(pay) + self.employee(pay) for pay in pays), 2)
