# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The contracts of the people of Artefacts and of the Belgian cooperative.

A path is told from the day when its person's activity opened.

>>> [step.months for step in PEOPLE["art"]["garnier"].steps]
[6, 6, 3]
>>> [key for people in PEOPLE.values() for key, person in people.items()
...  if not all(step.months for step in person.steps[:-1])]
[]
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A contract of some months, 0: it goes on. Wage monthly, goal yearly, in euros."""

    kind: str
    months: int = 0
    wage: float = 0.0
    goal: float = 0.0
    trial: int = 0


@dataclass(frozen=True)
class Amendment:
    """From some months ago on, another wage and another goal."""

    ago: int
    wage: float
    goal: float
    text: str


@dataclass(frozen=True)
class Person:
    """Contracts in a row, the first one `days` before the activity opened."""

    steps: tuple[Step, ...]
    days: int = 0
    amendment: Amendment | None = None
    objectives: str = ""


def cape(*months: int) -> tuple[Step, ...]:
    return tuple(Step("cape", count, goal=12_000.0) for count in months)


def cesa(wage: float, goal: float, trial: int = 0) -> tuple[Step, ...]:
    return (Step("cesa", 0, wage, goal, trial),)


def candidate(*months: int) -> tuple[Step, ...]:
    return tuple(Step("candidate", count, goal=18_000.0) for count in months)


RAISE = "Part fixe relevée après le bilan annuel d'activité."
GOALS = "Deux prospections par semaine et un chiffre d'affaires conforme à l'objectif."
TEST = "Tester l'offre auprès de dix clients et facturer au moins une fois par mois."

PEOPLE = {
    "art": {
        "pichon": Person(cape(6) + cesa(1450.0, 38_000.0), objectives=GOALS),
        "delattre": Person(
            cape(12) + cesa(1800.0, 52_000.0),
            objectives=GOALS,
            amendment=Amendment(10, 2050.0, 58_000.0, RAISE),
        ),
        "benhamou": Person(cape(6, 6) + cesa(1650.0, 44_000.0), objectives=GOALS),
        "costa": Person(cape(12) + cesa(1400.0, 36_000.0), objectives=GOALS),
        "lemoine": Person(
            cesa(2100.0, 60_000.0),
            objectives=GOALS,
            amendment=Amendment(5, 2300.0, 66_000.0, RAISE),
        ),
        "montagne": Person(cape(12) + cesa(1500.0, 40_000.0), objectives=GOALS),
        "roussel": Person(
            cape(6, 6) + cesa(1600.0, 45_000.0),
            objectives=GOALS,
            amendment=Amendment(3, 1750.0, 48_000.0, RAISE),
        ),
        "vasseur": Person(cape(12) + cesa(1350.0, 34_000.0), objectives=GOALS),
        "leguennec": Person(cape(6) + cesa(1700.0, 47_000.0), objectives=GOALS),
        "caron": Person(cape(12) + cesa(1550.0, 42_000.0), objectives=GOALS),
        # His three years are nearly over, the CAPE before his activity included.
        "perrot": Person(cape(12) + cesa(1250.0, 30_000.0), days=169, objectives=GOALS),
        "marchetti": Person(cape(6, 6) + cesa(1400.0, 36_000.0), objectives=GOALS),
        "fontaine": Person(cape(12) + cesa(1300.0, 33_000.0), objectives=GOALS),
        "bertin": Person(cape(6) + cesa(1200.0, 30_000.0, 2), objectives=GOALS),
        "ouali": Person(cape(12) + cesa(1150.0, 28_000.0), objectives=GOALS),
        "ndiaye": Person(cape(6, 6) + cesa(1100.0, 27_000.0), objectives=GOALS),
        # Two renewals, the last one over: a decision is late.
        "garnier": Person(cape(6, 6, 3), objectives=TEST),
        "arnaud": Person(cape(6, 6), objectives=TEST),
        "texier": Person(cape(5) + cesa(1000.0, 24_000.0, 3), objectives=GOALS),
    },
    "be": {
        "hubert": Person(candidate(12, 6), objectives=TEST),
        "mertens": Person(candidate(12, 6), objectives=TEST),
        "janssens": Person(candidate(18), objectives=TEST),
        "lejeune": Person(candidate(12, 6), objectives=TEST),
        "delvaux": Person(candidate(12), objectives=TEST),
        "elamrani": Person(candidate(12), objectives=TEST),
        "diallo": Person(candidate(18), objectives=TEST),
        "collard": Person(candidate(12), objectives=TEST),
        "servais": Person(candidate(12), objectives=TEST),
        "bastin": Person(candidate(12), objectives=TEST),
        "wauters": Person(candidate(6), objectives=TEST),
        "gerard": Person(candidate(12, 6), objectives=TEST),
        "renson": Person(
            candidate(18) + (Step("employee", 0, 2400.0, 90_000.0),), objectives=GOALS
        ),
        "claes": Person(
            candidate(18) + (Step("employee", 0, 2400.0, 90_000.0),), objectives=GOALS
        ),
    },
}

# Who has more time, and since how many months: (months, decided by, why).
EXTENSIONS = {
    "janssens": (3, "Comité technique", "Interruption pour congé de paternité."),
}

# Whose contract ended before its term: with the activity's end.
TERMINATED = {
    "costa": "Rupture d'un commun accord : embauchée par une maison d'édition.",
    "gerard": "Départ libre : embauché par l'imprimerie de son premier client.",
}
