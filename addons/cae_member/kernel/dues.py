# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Arithmetic of the yearly dues: what a member owes for a period, and why.

Order: fixed amount + amount per FTE or post + % of turnover or payroll + tiers, in
sum; less the discount; pro rata of the presence; minimum; maximum; and only then
the rounding, half up to the cent. Money and figures are Decimal.

>>> rule = Rule(fixed=Decimal(100), unit_base="fte", unit_amount=Decimal(20))
>>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
>>> str(compute(rule, {"fte": Decimal("12.5")}, year).amount)
'350.00'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

ZERO = Decimal(0)
HUNDRED = Decimal(100)
COUNTS = ("fte", "posts")
MONEY = ("turnover", "payroll")
TIER_BASES = ("fte", "posts", "turnover")
MARGINAL, SLAB = "marginal", "slab"
NONE, MONTHS, DAYS = "none", "months", "days"


class Tier(NamedTuple):
    """From ``start`` of the base on: an amount, and a rate.

    The rate is in % of a turnover, in currency for each FTE or post.
    """

    start: Decimal
    amount: Decimal = ZERO
    rate: Decimal = ZERO


class Period(NamedTuple):
    """The days that the dues are for, both ends counted."""

    start: date
    end: date


class Discount(NamedTuple):
    """A reduction in %, from 0 to 100, and why: a code or words."""

    percent: Decimal = ZERO
    reason: str = ""


class Term(NamedTuple):
    """One step of the explanation: what it is, what it adds, and its values.

    ``amount`` is exact: only the end of the computation is rounded.
    """

    code: str
    amount: Decimal
    values: dict[str, object] = {}


class Result(NamedTuple):
    """The dues, rounded, and how they come about.

    ``gross`` is the whole year's amount before discount, ``discount`` what the
    discount takes off it, ``part`` the part of the period that counts (0 to 1).
    """

    amount: Decimal
    gross: Decimal
    discount: Decimal
    part: Fraction
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Rule:
    """How dues are computed. Rates in %, amounts in currency.

    ``minimum`` is zero unless told otherwise: dues are negative only by a rule with a
    negative minimum. ``maximum``: ``None`` for no limit.
    """

    fixed: Decimal = ZERO
    unit_base: str = "fte"
    unit_amount: Decimal = ZERO
    percent_base: str = "turnover"
    percent: Decimal = ZERO
    tier_base: str = "fte"
    tier_mode: str = SLAB
    tiers: tuple[Tier, ...] = ()
    prorata: str = NONE
    minimum: Decimal = ZERO
    maximum: Decimal | None = None

    def __post_init__(self) -> None:
        choices = (
            (self.unit_base, COUNTS),
            (self.percent_base, MONEY),
            (self.tier_base, TIER_BASES),
            (self.tier_mode, (MARGINAL, SLAB)),
            (self.prorata, (NONE, MONTHS, DAYS)),
        )
        for value, allowed in choices:
            if value not in allowed:
                raise ValueError(f"{value!r} is not one of {', '.join(allowed)}")
        if self.maximum is not None and self.maximum < self.minimum:
            raise ValueError("the maximum is below the minimum")

    @property
    def needs(self) -> frozenset[str]:
        """The figures without which the amount is not known.

        >>> sorted(Rule(percent=Decimal(1), tiers=(Tier(ZERO),)).needs)
        ['fte', 'turnover']
        """
        used = (
            (self.unit_base, self.unit_amount),
            (self.percent_base, self.percent),
            (self.tier_base, self.tiers),
        )
        return frozenset(base for base, amount in used if amount)


def round_half_up(amount: Decimal, precision: Decimal = Decimal("0.01")) -> Decimal:
    """Round half away from zero.

    >>> round_half_up(Decimal("0.125")), round_half_up(Decimal("-0.125"))
    (Decimal('0.13'), Decimal('-0.13'))
    """
    return amount.quantize(precision, rounding=ROUND_HALF_UP)


def best_discount(discounts: Iterable[Discount]) -> Discount:
    """The highest one: discounts do not add up. The first one wins a tie.

    >>> best_discount([Discount(Decimal(10), "a"), Discount(Decimal(50), "b")]).reason
    'b'
    >>> best_discount([])
    Discount(percent=Decimal('0'), reason='')
    """
    return max(discounts, key=lambda discount: discount.percent, default=Discount())


def presence(
    period: Period, admission: date | None, exit_date: date | None
) -> Period | None:
    """The days of the period when somebody was a member; both ends count.

    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> presence(year, date(2026, 12, 31), None) == Period(year.end, year.end)
    True
    >>> presence(year, None, date(2025, 12, 31)) is None
    True
    """
    start = max(period.start, admission or period.start)
    end = min(period.end, exit_date or period.end)
    return Period(start, end) if start <= end else None


def months_begun(period: Period) -> int:
    """The calendar months that a period touches.

    >>> months_begun(Period(date(2026, 1, 31), date(2026, 3, 1)))
    3
    """
    start, end = period
    return (end.year - start.year) * 12 + end.month - start.month + 1


def days_of(period: Period) -> int:
    """The days of a period, both ends counted.

    >>> days_of(Period(date(2024, 1, 1), date(2024, 12, 31)))
    366
    """
    return (period.end - period.start).days + 1


def part_of_period(period: Period, present: Period | None, prorata: str) -> Fraction:
    """The part of the period that is due for: from 0 (never present) to 1.

    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> part_of_period(year, Period(date(2026, 3, 31), year.end), MONTHS)
    Fraction(5, 6)
    >>> part_of_period(year, Period(date(2026, 3, 31), year.end), DAYS)
    Fraction(276, 365)
    """
    if present is None:
        return Fraction(0)
    if prorata == MONTHS:
        return Fraction(months_begun(present), months_begun(period))
    if prorata == DAYS:
        return Fraction(days_of(present), days_of(period))
    return Fraction(1)


def tier_amounts(
    base: Decimal, tiers: Iterable[Tier], mode: str, scale: Decimal = Decimal(1)
) -> list[tuple[Tier, Decimal, Decimal]]:
    """What each tier gives: ``[(tier, part of the base in it, amount)]``.

    - ``slab``: the tier that the base falls in, for the whole base;
    - ``marginal``: every tier reached, each for the part of the base within it.

    Nothing below the first tier. ``scale`` is 100 where rates are in %.

    >>> tiers = [Tier(ZERO, rate=Decimal(10)), Tier(Decimal(5), rate=Decimal(4))]
    >>> [(str(part), str(n)) for _t, part, n in tier_amounts(Decimal(8), tiers, SLAB)]
    [('8', '32')]
    >>> found = tier_amounts(Decimal(8), tiers, MARGINAL)
    >>> [(str(part), str(amount)) for _tier, part, amount in found]
    [('5', '50'), ('3', '12')]
    """
    reached = sorted(tier for tier in tiers if tier.start <= base)
    if not reached:
        return []
    if mode == SLAB:
        tier = reached[-1]
        return [(tier, base, tier.amount + tier.rate * base / scale)]
    ends = [tier.start for tier in reached[1:]] + [base]
    return [
        (tier, end - tier.start, tier.amount + tier.rate * (end - tier.start) / scale)
        for tier, end in zip(reached, ends, strict=True)
    ]


def components(rule: Rule, figures: Mapping[str, Decimal]) -> list[Term]:
    """What the rule adds up, before discount and pro rata; a missing figure is zero.

    >>> rule = Rule(fixed=Decimal(50), percent=Decimal("0.3"))
    >>> [(t.code, str(t.amount)) for t in components(rule, {"turnover": Decimal(1000)})]
    [('fixed', '50'), ('percent', '3.0')]
    """
    terms = []
    if rule.fixed:
        terms.append(Term("fixed", rule.fixed))
    if rule.unit_amount:
        count = figures.get(rule.unit_base, ZERO)
        values = {"base": rule.unit_base, "count": count, "unit": rule.unit_amount}
        terms.append(Term("unit", count * rule.unit_amount, values))
    if rule.percent:
        base = figures.get(rule.percent_base, ZERO)
        values = {"base": rule.percent_base, "of": base, "percent": rule.percent}
        terms.append(Term("percent", base * rule.percent / HUNDRED, values))
    scale = HUNDRED if rule.tier_base in MONEY else Decimal(1)
    base = figures.get(rule.tier_base, ZERO)
    for tier, part, amount in tier_amounts(base, rule.tiers, rule.tier_mode, scale):
        values = {"base": rule.tier_base, "part": part, **tier._asdict()}
        terms.append(Term("tier", amount, values | {"amount": tier.amount}))
    return terms


def _limit(rule: Rule, amount: Decimal) -> Term | None:
    """What brings the amount to the minimum or the maximum, if anything does."""
    if amount < rule.minimum:
        limit, code = rule.minimum, "minimum" if rule.minimum else "zero"
    elif rule.maximum is not None and amount > rule.maximum:
        limit, code = rule.maximum, "maximum"
    else:
        return None
    return Term(code, limit - amount, {"limit": limit})


def compute(
    rule: Rule,
    figures: Mapping[str, Decimal],
    period: Period,
    *,
    admission: date | None = None,
    exit_date: date | None = None,
    discount: Discount = Discount(),  # noqa: B008 (immutable)
    precision: Decimal = Decimal("0.01"),
) -> Result:
    """The dues of one member for a period.

    :param figures: FTE, posts, turnover, payroll; one that misses counts for zero
    :param admission: the first day of the membership, which counts
    :param exit_date: its last day, which counts; ``None``: still a member
    :raises ValueError: for a discount that is not from 0 to 100 %

    The minimum is of the rule, not of the year: it does not shrink pro rata. Who was
    not a member in the period, or has a discount of 100 %, owes nothing at all.

    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> rule = Rule(fixed=Decimal(365), prorata=DAYS, minimum=Decimal(30))
    >>> def owed(**options):
    ...     return str(compute(rule, {}, year, **options).amount)
    >>> owed(), owed(admission=date(2026, 7, 1)), owed(admission=date(2026, 12, 31))
    ('365.00', '184.00', '30.00')
    >>> owed(discount=Discount(Decimal(100), "volunteer"))
    '0.00'
    """
    if not 0 <= discount.percent <= 100:
        raise ValueError("a discount is from 0 to 100 %")
    terms = components(rule, figures)
    gross = sum((term.amount for term in terms), ZERO)
    taken = gross * discount.percent / HUNDRED
    if discount.percent:
        terms.append(Term("discount", -taken, discount._asdict()))
    present = presence(period, admission, exit_date)
    part = part_of_period(period, present, rule.prorata)
    net = gross - taken
    amount = net * part.numerator / part.denominator
    if part != 1:
        terms.append(_prorata_term(rule, period, present, amount - net))
    if part and discount.percent < 100:
        limit = _limit(rule, amount)
        if limit:
            terms.append(limit)
            amount += limit.amount
    return Result(round_half_up(amount, precision), gross, taken, part, tuple(terms))


def _prorata_term(
    rule: Rule, period: Period, present: Period | None, amount: Decimal
) -> Term:
    if present is None:
        return Term("absent", amount)
    count = days_of if rule.prorata == DAYS else months_begun
    values = {
        "count": count(present),
        "of": count(period),
        "start": present.start,
        "end": present.end,
    }
    return Term(rule.prorata, amount, values)
