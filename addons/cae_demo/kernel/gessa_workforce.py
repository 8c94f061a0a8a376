# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""GESSA: the jobs of its four associations.

Together, on 31 December of last year: 236 posts, 152 of them subsidised, 173 FTE. Of
the 84 posts that are not subsidised, 74 are permanent; 213 of the 236 are at full time
or above half time.

>>> [sum(getattr(row, name) for row in LAST_YEAR) for name in NAMES[:6]]
[236, 173.0, 152, 74, 73, 140]
>>> [sum(getattr(row, name) for row in YEAR_BEFORE) for name in NAMES[:3]]
[221, 160.0, 143]
"""

from __future__ import annotations

from dataclasses import dataclass

NAMES = (
    "posts",
    "fte",
    "subsidised_posts",
    "permanent_posts",
    "full_time_posts",
    "part_time_above_half",
    "turnover",
    "payroll",
)
TERRITORIES = {
    "agiie": "sambre",
    "proxim": "sambre",
    "vital": "avesnois",
    "vital_mobilite": "avesnois",
}


@dataclass(frozen=True)
class Jobs:
    """The figures of one association in one year; money in euros."""

    member: str
    posts: int
    fte: float
    subsidised_posts: int
    permanent_posts: int
    full_time_posts: int
    part_time_above_half: int
    turnover: float
    payroll: float


YEAR_BEFORE = (
    Jobs("agiie", 112, 75.0, 99, 11, 18, 82, 905_000.0, 1_785_000.0),
    Jobs("proxim", 60, 44.0, 27, 29, 22, 31, 1_290_000.0, 1_175_000.0),
    Jobs("vital", 39, 31.5, 13, 22, 18, 18, 935_000.0, 842_000.0),
    Jobs("vital_mobilite", 10, 9.5, 4, 5, 8, 1, 218_000.0, 262_000.0),
)
LAST_YEAR = (
    Jobs("agiie", 118, 80.0, 104, 12, 20, 86, 980_000.0, 1_920_000.0),
    Jobs("proxim", 64, 47.5, 28, 32, 24, 33, 1_410_000.0, 1_282_500.0),
    Jobs("vital", 42, 34.5, 15, 24, 20, 19, 1_020_000.0, 931_500.0),
    Jobs("vital_mobilite", 12, 11.0, 5, 6, 9, 2, 265_000.0, 308_000.0),
)
# This year one has answered and one is asked; nobody has asked the others yet.
SUBMITTED = Jobs("proxim", 79, 58.5, 31, 44, 31, 41, 1_735_000.0, 1_580_000.0)
SUBMITTED_NOTE = (
    "Reprise au 1er juillet des 13 salariés de l'association d'aide à domicile de "
    "Jeumont."
)
ASKED = "agiie"
