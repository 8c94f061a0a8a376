# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Artefacts: who left over the last years, and who is leaving."""

from __future__ import annotations

from datetime import date

from .exits import Exit, News
from .life import Days


def exits(today: date) -> tuple[Exit, ...]:
    """Three exits are finished, one runs.

    >>> found = exits(date(2026, 11, 21))
    >>> [(plan.key, plan.day.year) for plan in found if plan.ended]
    [('delorme', 2023), ('gilbert', 2025), ('costa', 2026)]
    """
    days = Days(today)
    return (
        Exit(
            "delorme",
            days.year(3, 9, 30),
            "end_of_contract",
            "coach2",
            "Fin du CESA.",
            news=(
                News(6, "employed", "Luthier salarié à Orléans."),
                News(12, "employed", "Pense à revenir avec son propre atelier."),
            ),
        ),
        Exit(
            "gilbert",
            days.year(1, 3, 31),
            "retirement",
            "coach",
            "Cesse la reliure.",
            "Les outils de reliure, cédés à leur valeur nette.",
            news=(
                News(6, "retired", "Donne des cours à l'université populaire."),
                News(12, "retired"),
            ),
        ),
        Exit(
            "costa",
            days.ago(3, 28),
            "employment",
            "coach2",
            "Traductrice salariée d'une maison d'édition.",
            "Les clients, informés par écrit.",
        ),
        Exit(
            "pichon",
            days.ago(-2, 28),
            "own_business",
            "coach2",
            "Crée son bureau d'études.",
            "Les clients et la marque « Pichon Énergie », le nom de domaine.",
            activities=("pichon",),
            ended=False,
            steps=("interview",),
        ),
    )
