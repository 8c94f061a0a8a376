# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Sex and birthday of the people of Artefacts and of the Belgian cooperative.

>>> PEOPLE["art"]["roussel"]
('female', datetime.date(1990, 4, 12))
"""

from __future__ import annotations

from datetime import date

WOMAN, MAN = "female", "male"

PEOPLE = {
    "art": {
        "accountant": (MAN, date(1978, 9, 3)),
        "arnaud": (WOMAN, date(2001, 2, 17)),
        "benhamou": (WOMAN, date(1979, 11, 25)),
        "bertin": (MAN, date(1998, 6, 8)),
        "caron": (WOMAN, date(1986, 1, 30)),
        "coach": (WOMAN, date(1983, 5, 21)),
        "coach2": (MAN, date(1987, 10, 14)),
        "costa": (WOMAN, date(1971, 3, 9)),
        "delattre": (MAN, date(1968, 12, 2)),
        "fontaine": (WOMAN, date(1992, 7, 19)),
        "garnier": (WOMAN, date(1999, 8, 27)),
        "hr": (WOMAN, date(1980, 4, 5)),
        "leguennec": (MAN, date(1984, 2, 11)),
        "lemoine": (WOMAN, date(1974, 10, 28)),
        "manager": (WOMAN, date(1972, 6, 16)),
        "marchetti": (MAN, date(1989, 9, 7)),
        "montagne": (WOMAN, date(1965, 5, 13)),
        "ndiaye": (MAN, date(1994, 1, 22)),
        "ouali": (MAN, date(1991, 12, 18)),
        "perrot": (MAN, date(1982, 3, 29)),
        "pichon": (MAN, date(1962, 7, 4)),
        "roussel": (WOMAN, date(1990, 4, 12)),
        "secretary": (WOMAN, date(1995, 11, 6)),
        "support": (MAN, date(1985, 8, 15)),
        "texier": (WOMAN, date(2000, 10, 1)),
        "vasseur": (WOMAN, date(1981, 6, 24)),
    },
    "be": {
        "bastin": (MAN, date(1988, 5, 2)),
        "claes": (MAN, date(1976, 9, 18)),
        "collard": (WOMAN, date(1997, 3, 12)),
        "delvaux": (WOMAN, date(1985, 12, 8)),
        "diallo": (MAN, date(1993, 7, 26)),
        "elamrani": (WOMAN, date(1990, 1, 15)),
        "gerard": (MAN, date(1969, 4, 30)),
        "hubert": (WOMAN, date(1987, 10, 20)),
        "janssens": (MAN, date(1991, 2, 5)),
        "lejeune": (WOMAN, date(1999, 6, 11)),
        "mertens": (MAN, date(1995, 8, 23)),
        "renson": (MAN, date(1970, 11, 14)),
        "servais": (MAN, date(2000, 4, 7)),
        "wauters": (WOMAN, date(1983, 9, 29)),
    },
}
