# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Artefacts: six general meetings of a SCOP, and what came of its capital."""

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
    ShareClass("a", "Parts sociales A", "A", 20.0),
    ShareClass("b", "Parts sociales B, à avantage particulier", "B", 100.0),
)
# By general meeting, in years before this one. One of those admitted never paid.
ADMITTED = {
    6: (Member("manager", "staff", 60), Member("accountant", "staff", 60)),
    5: (Member("pichon", "entrepreneur", 50), Member("gilbert", "entrepreneur", 40)),
    4: (
        Member("delattre", "entrepreneur", 60),
        Member("coach", "staff", 30),
        Member("delorme", "entrepreneur", 20),
        Member("fonds", "outside", 600),
    ),
    3: (
        Member("benhamou", "entrepreneur", 80),
        Member("costa", "entrepreneur", 30),
        Member("coopfinance", "outside", 200),
        Member("lemoine", "entrepreneur", 40),
    ),
    2: (
        Member("montagne", "entrepreneur", 100),
        Member("roussel", "entrepreneur", 50),
        Member("vasseur", "entrepreneur", 30),
        Member("leguennec", "entrepreneur", 60),
    ),
    1: (
        Member("caron", "entrepreneur", 25),
        Member("marchetti", "entrepreneur", 25),
        Member("support", "staff", 10),
        Member("fontaine", "entrepreneur", 50, delay=None),
        Member("bertin", "entrepreneur", 10),
    ),
}
LATE = "fontaine"


def life(today: date) -> Life:
    """What the members of Artefacts live through, up to a day.

    >>> day = date(2026, 11, 21)
    >>> admissions = [e for e in life(day).until(day) if type(e).__name__ == "Admit"]
    >>> [len(admission.members) for admission in admissions]
    [2, 2, 4, 4, 4, 5]
    """
    days = Days(today)
    return Life(CLASSES, (*meetings(days, ADMITTED), *capital(days)), applicants(days))


def capital(days: Days) -> list[Event]:
    """A member came back; one left in a year of loss; a fund leaves below the floor."""
    back = days.agm(1)
    return [
        Leave(days.year(3, 9, 30), "delorme", "contract_end"),
        Repay(days.year(2, 10, 15), ("delorme",)),
        Return(back, "delorme", days.year(1, 4, 20), days.decision(1)),
        Subscribe(back, "delorme", 25),
        Subscribe(days.year(2, 11, 20), "delattre", 40),
        Subscribe(days.ago(6, 5), "roussel", 30),
        Subscribe(days.ago(6, 8), "manager", 20),
        Subscribe(days.ago(5, 4), "bertin", 60, instalments=True),
        Value(days.year(1, 2, 20), days.year(2, 12, 31), 6000.0, 9000.0),
        Value(days.year(0, 2, 20), days.year(1, 12, 31), 0.0, 9500.0),
        Leave(days.year(1, 3, 31), "gilbert", "resignation", "Cesse la reliure."),
        Repay(days.ago(6, 20), ("gilbert",)),
        Convert(days.ago(5, 10), "montagne", 50),
        Transfer(days.ago(4, 15), "leguennec", "caron", 10),
        Leave(days.ago(3, 28), "costa"),
        Leave(days.ago(2, 15), "fonds", "other", "Fin de la durée de portage."),
        Leave(days.ago(1, 3), "pichon", "resignation", "", days.ago(-2, 28)),
        Notice(days.today - timedelta(days=45), LATE),
    ]


def applicants(days: Days) -> tuple[Applicant, ...]:
    entrepreneur = "entrepreneur"
    return (
        Applicant("perrot", entrepreneur, days.ago(7, 6), "candidate"),
        Applicant("ouali", entrepreneur, days.ago(6, 6), "candidate"),
        Applicant("garnier", entrepreneur, days.ago(4, 6), "candidate"),
        Applicant("ndiaye", entrepreneur, days.ago(3, 6), "candidate"),
        Applicant("secretary", "staff", days.ago(2, 6), "candidate"),
        Applicant("arnaud", entrepreneur, days.ago(1, 1)),
        Applicant("texier", entrepreneur, days.ago(1, 1)),
        Applicant("lefevre", entrepreneur, days.ago(0, 1)),
        Applicant(
            "renard",
            entrepreneur,
            days.ago(8, 6),
            "refused",
            "Activité que l'assurance de la coopérative ne couvre pas.",
        ),
    )
