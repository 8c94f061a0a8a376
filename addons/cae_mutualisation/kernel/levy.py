# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Levy arithmetic: what one activity owes for each month of its year.

Everything is computed year to date, so that a document posted late corrects
itself: the levy of a month is the rounded amount due since the start of the year
less the rounded amount due at the end of the month before. The months of a year
therefore add up to the yearly formula to the cent.

Order for a period: base, tiers, offset, floor, cap, fixed amounts.

>>> ten_percent = Component("contribution", tiers=(Tier(ZERO, Decimal(10)),))
>>> year = [Month(date(2026, 1, 1), base=Decimal(3000), turnover=Decimal(5000))]
>>> [str(month.amount) for month in compute(ten_percent, year)]
['300.00']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import zip_longest
from operator import attrgetter
from typing import NamedTuple

ZERO = Decimal(0)
HUNDRED = Decimal(100)
MONTHS = Decimal(12)

_POWERS_OF_TEN = frozenset(Decimal(1).scaleb(-digits) for digits in range(7))

MARGINAL = "marginal"
SLAB = "slab"
YEAR = "year"
MONTH = "month"


class Tier(NamedTuple):
    """From ``amount_from`` (currency) on, the levy is ``rate`` %."""

    amount_from: Decimal
    rate: Decimal


@dataclass(frozen=True)
class Component:
    """One levy of a scheme. Amounts in currency, rates in %.

    ``offset_amount`` is yearly; it, a yearly floor and a yearly cap accrue by
    twelfths for each month of presence. ``None`` means no floor, no cap.
    """

    code: str
    tiers: tuple[Tier, ...] = ()
    tier_mode: str = MARGINAL
    tier_period: str = YEAR
    offset_amount: Decimal = ZERO
    floor: Decimal | None = None
    floor_period: str = YEAR
    cap: Decimal | None = None
    cap_period: str = YEAR
    fixed_amount: Decimal = ZERO
    no_turnover_fee: Decimal = ZERO
    allow_negative: bool = True
    precision: Decimal = Decimal("0.01")

    @cached_property
    def ordered_tiers(self) -> tuple[Tier, ...]:
        """The tiers from the lowest."""
        return tuple(sorted(self.tiers))

    @cached_property
    def flat_rate(self) -> Decimal | None:
        """The rate % of every amount when there is one tier only, from zero."""
        tiers = self.ordered_tiers
        return tiers[0].rate if len(tiers) == 1 and not tiers[0].amount_from else None


# Tuples, since a cooperative has a hundred thousand months of activities a year.
class Month(NamedTuple):
    """What an activity did in a month: ``base`` of the levy and ``turnover``.

    ``present`` is false outside the activity's dates: no offset, floor, cap or
    fixed amount accrues. ``rate`` (%) replaces the tiers for that month,
    ``exempt`` suspends the component for it.
    """

    date: date
    base: Decimal = ZERO
    turnover: Decimal = ZERO
    present: bool = True
    rate: Decimal | None = None
    exempt: bool = False


class Term(NamedTuple):
    """One step of the explanation: ``amount``, and ``rate`` % of ``base``."""

    kind: str
    amount: Decimal
    rate: Decimal | None = None
    base: Decimal | None = None


class MonthLevy(NamedTuple):
    """The levy of one month, rounded, with the terms that lead to it."""

    date: date
    amount: Decimal
    terms: tuple[Term, ...]


def round_money(amount: Decimal, precision: Decimal) -> Decimal:
    """Round half up, away from zero, to the currency's precision.

    >>> round_money(Decimal("2.345"), Decimal("0.01"))
    Decimal('2.35')
    >>> round_money(Decimal("-2.345"), Decimal("0.01"))
    Decimal('-2.35')
    >>> round_money(Decimal("2.34"), Decimal("0.05"))
    Decimal('2.35')
    """
    if precision in _POWERS_OF_TEN:
        return amount.quantize(precision, ROUND_HALF_UP)
    steps = (amount / precision).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return (steps * precision).quantize(precision)


def tier_terms(
    ordered: Sequence[Tier], mode: str, start: Decimal, end: Decimal
) -> list[Term]:
    """Terms of the tiers when the base of the period grows from start to end.

    :param ordered: the tiers from the lowest

    In mode marginal each band has its own rate; in mode slab the rate of the
    band that is reached applies to the whole base, and what the start of the
    period had borne is taken back as the term ``earlier``.

    >>> tiers = (Tier(ZERO, Decimal(10)), Tier(Decimal(1000), Decimal(8)))
    >>> [(str(t.rate), str(t.base)) for t in
    ...  tier_terms(tiers, MARGINAL, Decimal(900), Decimal(1300))]
    [('10', '100'), ('8', '300')]
    >>> [(t.kind, str(t.amount)) for t in
    ...  tier_terms(tiers, SLAB, Decimal(900), Decimal(1300))]
    [('rate', '104'), ('earlier', '-90')]
    """
    if mode == SLAB:
        return _slab_terms(ordered, start, end)
    terms = []
    for tier, following in zip_longest(ordered, ordered[1:]):
        upper = following.amount_from if following else None
        part = _in_band(tier, upper, end) - _in_band(tier, upper, start)
        if part:
            terms.append(Term("rate", part * tier.rate / HUNDRED, tier.rate, part))
    return terms


def _in_band(tier: Tier, upper: Decimal | None, base: Decimal) -> Decimal:
    """The part of base between the tier's start and the next tier's."""
    lower = max(tier.amount_from, ZERO)
    if lower and base < lower:
        return ZERO
    # A first tier that starts at zero also covers a negative base.
    return (base if upper is None else min(base, upper)) - lower


def _slab_rate(ordered: Sequence[Tier], base: Decimal) -> Decimal:
    reached = [
        tier.rate
        for tier in ordered
        if base >= tier.amount_from or tier.amount_from <= 0
    ]
    return reached[-1] if reached else ZERO


def _slab_terms(ordered: Sequence[Tier], start: Decimal, end: Decimal) -> list[Term]:
    before, after = _slab_rate(ordered, start), _slab_rate(ordered, end)
    if before == after or not start:
        part = end - start
        return [Term("rate", part * after / HUNDRED, after, part)] if part else []
    return [
        Term("rate", end * after / HUNDRED, after, end),
        Term("earlier", -start * before / HUNDRED, before, start),
    ]


class _Limit:
    """A floor (``pick=max``) or a cap (``pick=min``) over months or the year."""

    def __init__(self, kind, limit, period, pick):
        self.kind, self.limit, self.period, self.pick = kind, limit, period, pick
        self.accrued = self.raw = self.bounded = ZERO

    def adjustment(self, amount: Decimal, active: bool) -> list[Term]:
        """What the limit adds to (or takes from) the amount of the next month."""
        if self.period == MONTH:
            bounded = self.pick(amount, self.limit) if active else amount
            change = bounded - amount
        else:
            self.accrued += self.limit / MONTHS if active else ZERO
            self.raw += amount
            before, self.bounded = self.bounded, self.pick(self.raw, self.accrued)
            change = self.bounded - before - amount
        return [Term(self.kind, change)] if change else []


def _limits(component: Component) -> list[_Limit]:
    limits = []
    if not component.allow_negative:
        limits.append(_Limit("no_negative", ZERO, component.tier_period, max))
    if component.floor is not None:
        limits.append(_Limit("floor", component.floor, component.floor_period, max))
    if component.cap is not None:
        limits.append(_Limit("cap", component.cap, component.cap_period, min))
    return limits


def _fixed_terms(component: Component, month: Month) -> list[Term]:
    terms = []
    if component.fixed_amount:
        terms.append(Term("fixed", component.fixed_amount))
    if component.no_turnover_fee and month.turnover <= 0:
        terms.append(Term("no_turnover", component.no_turnover_fee))
    return terms


_by_date = attrgetter("date")


def compute(component: Component, months: Iterable[Month]) -> list[MonthLevy]:
    """The levy of each month of one financial year, in order of date.

    :param months: the months of the year from its first to the last one wanted
    :return: one result per month; their amounts add up to the rounded levy of the
        whole period

    >>> margin = Component("contribution", tiers=(Tier(ZERO, Decimal("13.5")),),
    ...                    fixed_amount=Decimal(30))
    >>> compute(margin, [Month(date(2026, 1, 1), Decimal(2000))])[0].amount
    Decimal('300.00')
    >>> fee = Component("contribution", no_turnover_fee=Decimal("2.50"))
    >>> [str(m.amount) for m in compute(fee, [
    ...     Month(date(2026, 1, 1), Decimal(10), Decimal(10)),
    ...     Month(date(2026, 2, 1))])]
    ['0.00', '2.50']
    """
    limits = _limits(component)
    results = []
    base_to_date = due = rounded = ZERO
    for month in sorted(months, key=_by_date):
        active = month.present and not month.exempt
        terms: list[Term] = []
        if not month.exempt:
            terms, base_to_date = _proportional_terms(component, month, base_to_date)
        if active and component.offset_amount:
            terms.append(Term("offset", component.offset_amount / MONTHS))
        for limit in limits:
            amount = sum((term.amount for term in terms), ZERO)
            terms += limit.adjustment(amount, active)
        if active:
            terms += _fixed_terms(component, month)
        for term in terms:
            due += term.amount
        before, rounded = rounded, round_money(due, component.precision)
        results.append(MonthLevy(month.date, rounded - before, tuple(terms)))
    return results


def _proportional_terms(
    component: Component, month: Month, base_to_date: Decimal
) -> tuple[list[Term], Decimal]:
    """Terms in proportion of the month's base, and the base of the tiers so far."""
    if month.rate is not None:
        return _rate_terms(month.rate, month.base), base_to_date
    if component.flat_rate is not None:
        return _rate_terms(component.flat_rate, month.base), base_to_date
    start = base_to_date if component.tier_period == YEAR else ZERO
    end = start + month.base
    terms = tier_terms(component.ordered_tiers, component.tier_mode, start, end)
    return terms, base_to_date + month.base


def _rate_terms(rate: Decimal, base: Decimal) -> list[Term]:
    return [Term("rate", base * rate / HUNDRED, rate, base)] if base else []
