# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The Belgian cooperative: entrepreneurs, candidates and partners."""

from __future__ import annotations

from datetime import date, timedelta

from .life import (
    Applicant,
    Convert,
    Days,
    Event,
    Leave,
    Life,
    Member,
    Notice,
    Repay,
    Return,
    ShareClass,
    Subscribe,
    Transfer,
    Value,
    meetings,
)

CLASSES = (
    ShareClass("a", "Apports de classe A", "A", 50.0),
    ShareClass("b", "Apports de classe B", "B", 250.0, ("entrepreneur", "partner")),
)
ADMITTED = {
    3: (
        Member("manager", "partner", 4),
        Member("hubert", "entrepreneur", 5),
        Member("renson", "entrepreneur", 20),
        Member("thiry", "entrepreneur", 5),
        Member("claes", "entrepreneur", 4),
        Member("plateforme", "partner", 8, "b"),
        Member("credal", "partner", 20, "b"),
    ),
    2: (
        Member("mertens", "entrepreneur", 5),
        Member("lejeune", "entrepreneur", 5),
        Member("noel", "entrepreneur", 10),
    ),
    1: (
        Member("diallo", "entrepreneur", 2),
        Member("collard", "entrepreneur", 2),
        Member("servais", "entrepreneur", 4, delay=None),
    ),
}


def life(today: date) -> Life:
    """What the members of the Belgian cooperative live through, up to a day.

    >>> day = date(2026, 11, 21)
    >>> admissions = [e for e in life(day).until(day) if type(e).__name__ == "Admit"]
    >>> [len(admission.members) for admission in admissions]
    [7, 3, 3]
    """
    days = Days(today, (6, 5))
    return Life(CLASSES, (*meetings(days, ADMITTED), *capital(days)), applicants(days))


def capital(days: Days) -> list[Event]:
    """Nothing hinders a departure: who left free came back for another project."""
    back = days.agm(1)
    return [
        Leave(days.year(2, 6, 30), "thiry", "contract_end"),
        Leave(days.year(2, 12, 31), "claes"),
        Repay(days.year(1, 3, 15), ("thiry", "claes")),
        Return(back, "claes", days.year(1, 4, 28), days.decision(1)),
        Subscribe(back, "claes", 2),
        Value(days.year(1, 4, 1), days.year(2, 12, 31), 800.0, 0.0),
        Leave(days.year(1, 10, 31), "noel", "resignation", "Ouvre son atelier."),
        Subscribe(days.ago(5, 6), "collard", 20, instalments=True),
        Transfer(days.ago(4, 12), "hubert", "diallo", 2),
        Convert(days.ago(3, 9), "renson", 10),
        Notice(days.today - timedelta(days=45), "servais"),
    ]


def applicants(days: Days) -> tuple[Applicant, ...]:
    return (
        Applicant("bastin", "candidate", days.ago(5, 2), "candidate"),
        Applicant("wauters", "candidate", days.ago(4, 2), "candidate"),
        Applicant("janssens", "candidate", days.ago(13, 2), "candidate"),
        Applicant("delvaux", "candidate", days.ago(11, 2), "candidate"),
        Applicant("elamrani", "candidate", days.ago(10, 2), "candidate"),
        Applicant("ozturk", "candidate", days.ago(1, 2)),
        Applicant(
            "lemaire",
            "candidate",
            days.ago(6, 2),
            "refused",
            "Activité à tester : un investissement lourd serait nécessaire.",
        ),
    )
