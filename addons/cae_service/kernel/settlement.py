# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Settle a year at the real cost: each pays exactly its share of the common costs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
Allocate = Callable[[Decimal, Mapping[Any, Decimal]], Mapping[Any, Decimal]]


@dataclass(frozen=True)
class Settled:
    """What one payer owes for a year: ``delta`` is invoiced, or credited below zero."""

    hours: Decimal
    share: Decimal
    invoiced: Decimal

    @property
    def delta(self) -> Decimal:
        return self.share - self.invoiced


def unit_rate(cost: Decimal, hours: Decimal) -> Decimal | None:
    """Cost of an hour, rounded half-up to the cent; None without hours.

    >>> str(unit_rate(Decimal("100000"), Decimal("2400")))
    '41.67'
    >>> unit_rate(Decimal("100"), Decimal("0"))
    """
    return (cost / hours).quantize(CENT, ROUND_HALF_UP) if hours else None


def settle(
    cost: Decimal,
    hours: Mapping[Hashable, Decimal],
    invoiced: Mapping[Hashable, Decimal],
    allocate: Allocate,
    kept: Collection[Hashable] = (),
) -> dict[Hashable, Settled]:
    """Share the full cost of a year by hours, less what was invoiced already.

    :param cost: full cost of the year
    :param hours: ``{key: hours}`` of all that was served, none below zero
    :param invoiced: ``{key: amount}`` before tax, earlier settlements included
    :param allocate: shares an amount by weights to the cent
    :param kept: keys whose share the centre keeps, because their price was agreed:
        they bear their part of the cost, and are left out of the answer
    :return: ``{key: Settled}`` in the order of the keys, whatever that of the hours
    :raises ValueError: there is a cost and no hour to share it by

    >>> def halves(amount, weights):
    ...     return {key: amount / 2 if weights[key] else 0 * amount for key in weights}
    >>> found = settle(
    ...     Decimal(90), dict(a=Decimal(1), b=Decimal(1)), dict(a=Decimal(50)), halves
    ... )
    >>> [(key, str(row.delta)) for key, row in found.items()]
    [('a', '-5'), ('b', '45')]
    """
    keys = sorted(hours.keys() | invoiced.keys())
    weights = {key: hours.get(key, Decimal(0)) for key in keys}
    if any(weights.values()) or cost:
        shares = allocate(cost, weights)
    else:
        shares = dict.fromkeys(keys, Decimal("0.00"))
    return {
        key: Settled(weights[key], shares[key], invoiced.get(key, Decimal(0)))
        for key in keys
        if key not in kept
    }
