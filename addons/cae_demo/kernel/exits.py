# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Exits before they are records: who leaves, why, and what has become of them.

>>> Exit("noel", date(2025, 10, 31), "own_business", "coach", ended=False).steps
()
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class News:
    """What a person told some months after the exit; `turnover` of a year."""

    months: int
    situation: str
    note: str = ""
    turnover: float = 0.0


@dataclass(frozen=True)
class Exit:
    """A file: `key` is the end of the xml id of the partner.

    `ended`: finished in the past. `steps`: names of checks and ends of the xml ids of
    steps that are done in a file that still runs.
    """

    key: str
    day: date
    reason: str
    coach: str
    words: str = ""
    keeps: str = ""
    notes: str = ""
    activities: tuple[str, ...] = ()
    news: tuple[News, ...] = ()
    ended: bool = True
    steps: tuple[str, ...] = ()
