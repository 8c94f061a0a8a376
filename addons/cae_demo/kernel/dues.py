# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Yearly dues of GESSA's associations and of the consortium's networks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Figures:
    """What a member answered for a year; `full_time` is a part of the posts."""

    member: str
    posts: int
    fte: float
    turnover: float


# The four associations of GESSA. Vital Services Mobilité has just begun.
GESSA_FIGURES = (
    Figures("agiie", 46, 28.4, 1_180_000.0),
    Figures("proxim", 31, 19.7, 742_000.0),
    Figures("vital", 24, 15.2, 506_000.0),
    Figures("vital_mobilite", 6, 3.5, 94_000.0),
)
# Networks of the consortium; those admitted last year, and one that has not answered.
CONS_FIGURES = (
    Figures("alimentation", 38, 31.5, 4_120_000.0),
    Figures("scolaire", 64, 52.0, 9_350_000.0),
    Figures("habitation", 42, 36.2, 5_480_000.0),
    Figures("forestier", 55, 51.4, 7_900_000.0),
    Figures("jeunesse", 17, 12.8, 960_000.0),
    Figures("quartier", 9, 6.4, 540_000.0),
    Figures("sante", 21, 16.9, 1_870_000.0),
    Figures("culture", 8, 4.6, 410_000.0),
    Figures("mutuelles", 12, 11.0, 1_250_000.0),
    Figures("funeraire", 19, 15.3, 2_040_000.0),
)


def grown(figures: Figures, rate: float) -> Figures:
    """The figures of another year: everything larger or smaller by a rate.

    >>> grown(Figures("agiie", 46, 28.4, 1_180_000.0), -0.05)
    Figures(member='agiie', posts=44, fte=26.98, turnover=1121000.0)
    """
    factor = 1 + rate
    return Figures(
        figures.member,
        round(figures.posts * factor),
        round(figures.fte * factor, 2),
        round(figures.turnover * factor, 2),
    )


def campaign_dates(today: date, late_days: int) -> tuple[date, date]:
    """The day of a call and its due date, so that who owes is late by some days.

    >>> campaign_dates(date(2026, 11, 22), 32)
    (datetime.date(2026, 9, 21), datetime.date(2026, 10, 21))
    """
    due = today - timedelta(days=late_days)
    return due - timedelta(days=30), due
