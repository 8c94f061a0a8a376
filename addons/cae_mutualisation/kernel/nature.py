# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which nature a general account has, from lists of account prefixes."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

_PREFIX = re.compile(r"-?[0-9A-Za-z.]+")


@dataclass(frozen=True)
class Prefixes:
    """An account matches when it starts with an included prefix and no excluded one.

    >>> turnover = Prefixes.parse("70, -709")
    >>> [turnover.matches(code) for code in ("706000", "709000", "601000")]
    [True, False, False]
    >>> Prefixes.parse("70;x y")
    Traceback (most recent call last):
    ...
    ValueError: 70;x y
    """

    included: tuple[str, ...]
    excluded: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Prefixes:
        """Read ``"70,-709"``; raises ValueError with the part that is no prefix."""
        parts = [part.strip() for part in (text or "").split(",") if part.strip()]
        for part in parts:
            if not _PREFIX.fullmatch(part):
                raise ValueError(part)
        return cls(
            tuple(part for part in parts if not part.startswith("-")),
            tuple(part[1:] for part in parts if part.startswith("-")),
        )

    def matches(self, code: str) -> bool:
        return code.startswith(self.included) and not code.startswith(self.excluded)


def classify(
    code: str, rules: Sequence[tuple[Key, Prefixes]], default: Key | None = None
) -> Key | None:
    """The key of the first rule that matches the account code, else the default.

    >>> rules = [("subcontracting", Prefixes.parse("611")),
    ...          ("expense", Prefixes.parse("61,62"))]
    >>> classify("611000", rules), classify("613000", rules), classify("512", rules)
    ('subcontracting', 'expense', None)
    """
    for key, prefixes in rules:
        if prefixes.matches(code):
            return key
    return default
