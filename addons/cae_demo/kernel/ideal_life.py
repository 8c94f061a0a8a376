# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""IDEAL: structures of a territory, its supporters, and a fund that leaves."""

from __future__ import annotations

from datetime import date, timedelta

from .life import (
    Absorb,
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
    ShareClass("a", "Parts sociales", "A", 50.0),
    ShareClass("b", "Parts de soutien", "B", 100.0, ("supporter",)),
)
ADMITTED = {
    3: (
        Member("manager", "worker", 5),
        Member("accountant", "worker", 5),
        Member("treteaux", "user", 10),
        Member("reseau_bio", "user", 20),
        Member("delvaux", "user", 10),
        Member("atelier_velo", "user", 4),
        Member("garage", "user", 4),
        Member("fonds", "supporter", 120, "b"),
        Member("caisse", "supporter", 50, "b"),
    ),
    2: (
        Member("ressourcerie", "user", 6),
        Member("quatre_vents", "user", 20),
        Member("panier", "user", 10),
        Member("ternois", "supporter", 10),
    ),
    1: (
        Member("hauts_jardins", "user", 4),
        Member("maraichers", "user", 2),
        Member("ecole_musique", "user", 4, delay=None),
        Member("radio", "user", 6),
    ),
}


def life(today: date) -> Life:
    """What the members of IDEAL live through, up to a day.

    >>> day = date(2026, 11, 21)
    >>> admissions = [e for e in life(day).until(day) if type(e).__name__ == "Admit"]
    >>> [len(admission.members) for admission in admissions]
    [9, 4, 4]
    """
    days = Days(today, (5, 20))
    return Life(CLASSES, (*meetings(days, ADMITTED), *capital(days)), applicants(days))


def capital(days: Days) -> list[Event]:
    back = days.agm(1)
    return [
        Leave(days.year(2, 3, 31), "atelier_velo"),
        Repay(days.year(1, 2, 15), ("atelier_velo",)),
        Return(back, "atelier_velo", days.year(1, 4, 2), days.decision(1)),
        Subscribe(back, "atelier_velo", 4),
        Value(days.year(1, 4, 15), days.year(2, 12, 31), 1500.0, 800.0),
        Leave(days.year(1, 9, 30), "garage", "resignation", "Reprise en interne."),
        Absorb(days.ago(6, 25), ("caisse",), 5, "b"),
        Convert(days.ago(6, 27), "ternois", 10),
        Transfer(days.ago(5, 3), "delvaux", "radio", 2),
        Subscribe(days.ago(4, 6), "maraichers", 20, instalments=True),
        Leave(days.ago(3, 15), "fonds", "other", "Fin de la durée de portage."),
        Repay(days.ago(2, 10), ("garage",)),
        Notice(days.today - timedelta(days=45), "ecole_musique"),
    ]


def applicants(days: Days) -> tuple[Applicant, ...]:
    return (
        Applicant("tisserands", "user", days.ago(2, 9), "candidate"),
        Applicant(
            "conserverie",
            "user",
            days.ago(5, 9),
            "refused",
            "Siège hors du territoire de la coopérative.",
        ),
    )
