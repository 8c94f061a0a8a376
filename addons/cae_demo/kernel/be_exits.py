# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The Belgian cooperative: nothing hinders a departure, and news are asked for."""

from __future__ import annotations

from datetime import date

from .exits import Exit, News
from .life import Days


def exits(today: date) -> tuple[Exit, ...]:
    """One who opened a workshop, one who leaves at the end of 18 months.

    >>> [plan.key for plan in exits(date(2026, 11, 21)) if plan.ended]
    ['noel']
    >>> exits(date(2026, 11, 21))[1].day
    datetime.date(2026, 12, 1)
    """
    days = Days(today, (6, 5))
    return (
        Exit(
            "noel",
            days.year(1, 10, 31),
            "own_business",
            "coach",
            "Ouvre son atelier.",
            "Les clients, le nom et le site web, prospectés sous son nom propre.",
            "Bilan : trois ans d'essai, un carnet de commandes plein.",
            news=(News(6, "own_business", "Atelier ouvert, une apprentie.", 38500.0),),
        ),
        Exit(
            "gerard",
            days.ago(-1, 1),
            "own_business",
            "coach",
            "Fin des 18 mois d'accompagnement : s'installe comme indépendant.",
            "Les clients et la marque « Atelier graphique Gérard ».",
            activities=("gerard",),
            ended=False,
            steps=("interview", "be_release"),
        ),
    )
