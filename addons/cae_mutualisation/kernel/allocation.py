# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Share an amount by weights, to the cent, nothing lost and nothing made up."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import lcm
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Number = Decimal | int | float | str
Weight = Number | Fraction


def allocate(
    amount: Number, weights: Mapping[Key, Weight], precision: Number = "0.01"
) -> dict[Key, Decimal]:
    """Split an amount in proportion of weights, by largest remainder.

    Each part is a multiple of the precision; what rounding leaves goes, one unit
    each, to the parts that lost most, in the order of the weights when equal. The
    parts add up to the amount exactly; a weight of zero gets zero; a negative amount
    gives the parts of its opposite, negative.

    :param amount: what is shared, rounded half-up to the precision first
    :param weights: ``{key: weight}``, none below zero
    :param precision: the smallest unit, e.g. ``"0.01"`` for cents
    :return: ``{key: part}`` in the order of the weights
    :raises ValueError: a weight is below zero, all are zero, or the precision is not
        above zero

    >>> thirds = dict(a=1, b=1, c=1)
    >>> [str(part) for part in allocate("100.00", thirds).values()]
    ['33.34', '33.33', '33.33']
    >>> [str(part) for part in allocate(-100, thirds).values()]
    ['-33.34', '-33.33', '-33.33']
    >>> [str(part) for part in allocate("0.05", dict(a=70, b=0, c=30)).values()]
    ['0.04', '0.00', '0.01']
    >>> allocate(100, dict(a=0, b=0))
    Traceback (most recent call last):
    ...
    ValueError: No weight is above zero: nobody to share 100 between
    """
    unit = _decimal(precision)
    if unit <= 0:
        raise ValueError(f"{precision} is not a precision: give e.g. 0.01")
    shares = {key: _fraction(weight) for key, weight in weights.items()}
    for key, share in shares.items():
        if share < 0:
            raise ValueError(f"The weight of {key} is {weights[key]}, below zero")
    # Whole numbers in the same proportions: their arithmetic is exact and quick.
    scale = lcm(*(share.denominator for share in shares.values()))
    whole = {
        key: share.numerator * (scale // share.denominator)
        for key, share in shares.items()
    }
    total = sum(whole.values())
    if not total:
        raise ValueError(f"No weight is above zero: nobody to share {amount} between")
    signed = int((_decimal(amount) / unit).quantize(Decimal(1), ROUND_HALF_UP))
    units, sign = abs(signed), -1 if signed < 0 else 1
    parts, lost = {}, {}
    for key, weight in whole.items():
        parts[key], lost[key] = divmod(units * weight, total)
    # sorted() is stable: equal remainders stay in the order of the weights.
    by_loss = sorted(lost, key=lambda key: -lost[key])
    for key in by_loss[: units - sum(parts.values())]:
        parts[key] += 1
    return {key: sign * part * unit for key, part in parts.items()}


def _fraction(value: Weight) -> Fraction:
    return Fraction(value if isinstance(value, int | Fraction) else _decimal(value))


def _decimal(value: Number) -> Decimal:
    """A float as people read it: 0.1, and not its binary neighbour."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
