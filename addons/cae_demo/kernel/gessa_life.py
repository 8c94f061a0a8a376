# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""GESSA: the contributions of its four associations."""

from __future__ import annotations

from datetime import date, timedelta

from .life import (
    Admit,
    Days,
    Life,
    Member,
    Notice,
    ShareClass,
    Subscribe,
    Transfer,
    Value,
)

CLASSES = (
    ShareClass("a", "Apports avec droit de reprise", "A", 100.0),
    ShareClass("b", "Apports au fonds de développement", "B", 500.0),
)


def life(today: date) -> Life:
    """What the members of GESSA live through, up to a day.

    >>> day = date(2026, 11, 21)
    >>> admissions = [e for e in life(day).until(day) if isinstance(e, Admit)]
    >>> [len(admission.members) for admission in admissions]
    [3, 1]
    """
    days = Days(today, (4, 10))
    founding, second = days.agm(3), days.agm(2)
    events = (
        Admit(
            founding,
            f"Assemblée constitutive du 10 avril {founding.year}",
            (
                Member("agiie", "association", 40),
                Member("proxim", "association", 20),
                Member("vital", "association", 20),
            ),
        ),
        Admit(
            second,
            f"Assemblée générale du 10 avril {second.year}",
            (Member("vital_mobilite", "association", 5),),
        ),
        Value(days.year(1, 4, 10), days.year(2, 12, 31), 2400.0, 0.0),
        Subscribe(days.year(1, 5, 15), "proxim", 10, delay=None),
        Subscribe(days.ago(5, 3), "agiie", 2, "b"),
        Transfer(days.ago(4, 20), "vital", "vital_mobilite", 5),
        Subscribe(days.ago(4, 22), "vital_mobilite", 10, instalments=True),
        Notice(days.today - timedelta(days=45), "proxim"),
    )
    return Life(CLASSES, events)
