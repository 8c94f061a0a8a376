# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Amounts spread over months, and differences counted by bands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .levy import round_money

MAX_BANDS = 60


@dataclass
class Band:
    """How many differences are from ``start`` to less than the next start."""

    start: int
    less: int = 0
    same: int = 0
    more: int = 0


def spread(amount: Decimal, parts: int, precision: Decimal) -> list[Decimal]:
    """The amount in parts as equal as the currency allows; they add up to it.

    >>> [str(part) for part in spread(Decimal(100), 3, Decimal("0.01"))]
    ['33.33', '33.34', '33.33']
    >>> sum(spread(Decimal("-50000.01"), 12, Decimal("0.01")))
    Decimal('-50000.01')
    """
    bounds = [
        round_money(amount * index / parts, precision) for index in range(parts + 1)
    ]
    return [after - before for before, after in zip(bounds, bounds[1:], strict=False)]


def band_width(differences: Iterable[float], bands: int = 8) -> int:
    """A round width that gives about as many bands, at least 1.

    >>> band_width([-900.0, 20.0, 3100.0]), band_width([0.3]), band_width([])
    (500, 1, 1)
    """
    values = [0.0, *differences]
    step = max((max(values) - min(values)) / bands, 1)
    power = 10 ** math.floor(math.log10(step))
    return round(next(n * power for n in (1, 2, 5, 10) if n * power >= step))


def band_start(difference: float, width: int) -> int:
    """Where the band of a difference starts.

    >>> band_start(149.99, 50), band_start(0.0, 50), band_start(-0.01, 50)
    (100, 0, -50)
    """
    return math.floor(difference / width) * width


def histogram(differences: Sequence[float], width: int) -> list[Band]:
    """The bands from the lowest difference to the highest, empty ones included.

    >>> [(b.start, b.less, b.same, b.more) for b in
    ...  histogram([-60.0, -1.0, 0.0, 0.0, 10.0, 120.0], 50)]
    [(-100, 1, 0, 0), (-50, 1, 0, 0), (0, 0, 2, 1), (50, 0, 0, 0), (100, 0, 0, 1)]
    >>> histogram([], 50)
    []
    """
    starts = [band_start(difference, width) for difference in differences]
    if not starts:
        return []
    bands = {
        start: Band(start) for start in range(min(starts), max(starts) + width, width)
    }
    for difference, start in zip(differences, starts, strict=True):
        band = bands[start]
        if difference > 0:
            band.more += 1
        elif difference < 0:
            band.less += 1
        else:
            band.same += 1
    return list(bands.values())
