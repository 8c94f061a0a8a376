# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which fields a need names, in the member's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .words import fold

# Shorter words begin too many others: they must stand alone.
SHORT = 4


def simplify(text: str) -> str:
    """Small letters without accents, ligatures apart, words parted by one space.

    >>> simplify("Comptabilité,  À L’ÉTÉ: cœur")
    'comptabilite a l ete coeur'
    """
    return " ".join(re.findall(r"\w+", fold(text)))


def find_keywords(text: str, keywords: Iterable[str]) -> list[str]:
    """The keywords that a text contains, in their order, as they are written.

    Accents and capitals do not count. A keyword finds the words that it begins, so
    that a plural is found; one of less than four letters only finds itself.

    >>> find_keywords("Nous cherchons des AVOCATS", ["droit", "avocat", "Avocat"])
    ['avocat', 'Avocat']
    >>> find_keywords("Un bail, une paie", ["paië", "bail commercial", "aie", "un"])
    ['paië', 'un']
    >>> find_keywords("undo", ["un", ""])
    []
    """
    padded = f" {simplify(text)} "
    found = []
    for keyword in keywords:
        simple = simplify(keyword)
        end = " " if len(simple) < SHORT else ""
        if simple and f" {simple}{end}" in padded:
            found.append(keyword)
    return found
