# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The Belgian cooperative: nothing hinders a departure, and news are asked for."""

from __future__ import annotations

from datetime import date

from .exits import Exit, News
from .life import Days


def exits(today: date) -> tuple[Exit, ...]:
    """One opened a workshop, one took a job, one leaves at the end of the path.

    >>> [plan.key for plan in exits(date(2026, 11, 21)) if plan.ended]
    ['noel', 'gerard']
    >>> exits(date(2026, 11, 21))[-1].day
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
            days.ago(4, 28),
            "employment",
            "coach",
            "Embauché par l'imprimerie de son premier client.",
            "Les clients et la marque « Atelier graphique Gérard ».",
        ),
        Exit(
            "delvaux",
            days.ago(-1, 1),
            "own_business",
            "coach",
            "Fin de l'accompagnement : s'installe comme indépendante.",
            "Les clients, la marque « Savons Delvaux » et son site web.",
            activities=("delvaux",),
            ended=False,
            steps=("interview", "be_release"),
        ),
    )
