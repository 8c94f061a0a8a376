# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Find texts by words as people type them: without accents, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# What decomposition leaves whole.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
# Nobody types more; a machine does not make the search slow.
MAX_WORDS = 12
# Shorter words keep their ending: “tax” is no plural.
MIN_PLURAL = 5


def fold(text: str) -> str:
    """A text in small letters without accents, to compare it.

    >>> fold("Œuvre SOCIÉTAIRE, Québec")
    'oeuvre societaire, quebec'
    """
    small = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(sign for sign in small if not unicodedata.combining(sign))


def split_query(query: str) -> list[str]:
    """The words that somebody typed, folded, their plural taken off.

    >>> split_query("Avocats, droit du travail (statuts)")
    ['avocat', 'droit', 'du', 'travail', 'statut']
    >>> split_query("  ")
    []
    """
    words = re.findall(r"[^\W_]+", fold(query))[:MAX_WORDS]
    return [
        word[:-1] if len(word) >= MIN_PLURAL and word[-1] in "sx" else word
        for word in words
    ]


def rank(words: Iterable[str], texts: Iterable[tuple[str, int]]) -> int:
    """How well texts answer the words: 0 when a word is in none of them.

    :param words: as `split_query` gives them
    :param texts: `(text, weight)`; each word counts the weight of the best text it
        begins a word of, half of it (rounded up) when it is only inside a word
    :return: the sum over the words; 1 without any word, since all is wanted then

    >>> service = [("Legal advice", 10), ("lawyer, statutes", 4)]
    >>> rank(split_query("LÉGAL"), service)
    10
    >>> rank(split_query("lawyers legal"), service)
    14
    >>> rank(split_query("legal payroll"), service)
    0
    >>> rank(split_query("awyer"), service)
    2
    """
    found = [(fold(text), weight) for text, weight in texts if text]
    total = 0
    asked = False
    for word in words:
        asked = True
        best = max((_weigh(word, text, weight) for text, weight in found), default=0)
        if not best:
            return 0
        total += best
    return total if asked else 1


def _weigh(word: str, text: str, weight: int) -> int:
    if word not in text:
        return 0
    starts = re.search(rf"\b{re.escape(word)}", text)
    return weight if starts else (weight + 1) // 2
