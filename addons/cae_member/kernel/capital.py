# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Arithmetic of the share capital: who held what, what may leave, what it is worth.

The ledger is a sequence of signed movements. A movement counts from the end of its
day on, so the answers for a day hold what was posted on that day. Money is Decimal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

KINDS = ("subscription", "transfer", "repayment", "conversion", "loss")
LOSS_RULES = ("none", "proportional", "reserves_first")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Movement:
    """Shares that come to a member (quantity > 0) or leave them (quantity < 0)."""

    date: date
    member: Hashable
    quantity: int
    unit_value: Decimal
    kind: str = "subscription"
    share_class: Hashable = None

    @property
    def amount(self) -> Decimal:
        """The signed nominal amount."""
        return self.quantity * self.unit_value


@dataclass(frozen=True)
class Exit:
    """Shares that wait to be cancelled and repaid; exits are served first in."""

    date: date
    key: Hashable
    quantity: int
    unit_value: Decimal


def round_money(amount: Decimal, precision: str = "0.01") -> Decimal:
    """Round half away from zero.

    >>> round_money(Decimal("0.125")), round_money(Decimal("-0.125"))
    (Decimal('0.13'), Decimal('-0.13'))
    """
    return amount.quantize(Decimal(precision), rounding=ROUND_HALF_UP)


def holdings(
    movements: Iterable[Movement], at: date | None = None
) -> dict[tuple[Hashable, Hashable], int]:
    """The shares of each member and class at the end of the day `at`, or in all.

    >>> moves = [
    ...     Movement(date(2026, 1, 1), "Ann", 5, Decimal(20)),
    ...     Movement(date(2026, 3, 1), "Ann", -2, Decimal(20), "transfer"),
    ...     Movement(date(2026, 3, 1), "Bob", 2, Decimal(20), "transfer"),
    ... ]
    >>> holdings(moves, date(2026, 2, 28))
    {('Ann', None): 5}
    >>> holdings(moves)
    {('Ann', None): 3, ('Bob', None): 2}
    """
    total: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
    for move in movements:
        if at is None or move.date <= at:
            total[move.member, move.share_class] += move.quantity
    return {key: quantity for key, quantity in total.items() if quantity}


def capital(movements: Iterable[Movement], at: date | None = None) -> Decimal:
    """The nominal capital at the end of the day `at`: subscribed and not exited.

    >>> capital([Movement(date(2026, 1, 1), "Ann", 5, Decimal(20))])
    Decimal('100')
    """
    moves = (move for move in movements if at is None or move.date <= at)
    return sum((move.amount for move in moves), ZERO)


def capital_curve(movements: Iterable[Movement]) -> list[tuple[date, Decimal]]:
    """The capital at the end of each day that saw a movement, in order of date.

    >>> moves = [
    ...     Movement(date(2026, 2, 1), "Bob", 1, Decimal(20)),
    ...     Movement(date(2026, 1, 1), "Ann", 5, Decimal(20)),
    ... ]
    >>> [(str(day), int(amount)) for day, amount in capital_curve(moves)]
    [('2026-01-01', 100), ('2026-02-01', 120)]
    """
    by_day: dict[date, Decimal] = defaultdict(Decimal)
    for move in movements:
        by_day[move.date] += move.amount
    days = sorted(by_day)
    return list(zip(days, accumulate(by_day[day] for day in days), strict=True))


def highest_capital(movements: Iterable[Movement], at: date | None = None) -> Decimal:
    """The highest capital reached at the end of a day, until `at` or ever.

    >>> highest_capital(
    ...     [
    ...         Movement(date(2026, 1, 1), "Ann", 5, Decimal(20)),
    ...         Movement(date(2026, 2, 1), "Ann", -3, Decimal(20), "repayment"),
    ...     ]
    ... )
    Decimal('100')
    """
    curve = capital_curve(movements)
    return max((amount for day, amount in curve if not at or day <= at), default=ZERO)


def capital_floor(highest: Decimal, fraction: Decimal) -> Decimal:
    """The amount that repayments may not bring the capital below.

    >>> capital_floor(Decimal(1000), Decimal("0.25"))
    Decimal('250.00')
    """
    if not 0 <= fraction <= 1:
        raise ValueError("the floor is a fraction of the highest capital, from 0 to 1")
    return highest * fraction


def due_date(exit_date: date, years: int) -> date:
    """The day when an exit is due, `years` after it.

    >>> due_date(date(2026, 6, 30), 5), due_date(date(2024, 2, 29), 5)
    (datetime.date(2031, 6, 30), datetime.date(2029, 2, 28))
    """
    try:
        return exit_date.replace(year=exit_date.year + years)
    except ValueError:  # 29 February
        return exit_date.replace(year=exit_date.year + years, day=28)


def release(
    queue: Iterable[Exit], available: Decimal, floor: Decimal
) -> list[tuple[Exit, int]]:
    """How many shares of each exit can be cancelled now, first in first out.

    `available` is the capital; nothing brings it below `floor`. The first exit that
    cannot leave wholly leaves in part, in whole shares, and blocks those behind it.
    Exits of one day keep the order of `queue`.

    >>> queue = [
    ...     Exit(date(2026, 1, 31), "Ann", 3, Decimal(20)),
    ...     Exit(date(2026, 2, 28), "Bob", 3, Decimal(20)),
    ...     Exit(date(2026, 3, 31), "Cleo", 1, Decimal(5)),
    ... ]
    >>> [(e.key, n) for e, n in release(queue, Decimal(190), Decimal(100))]
    [('Ann', 3), ('Bob', 1)]
    """
    released = []
    room = available - floor
    for item in sorted(queue, key=lambda item: item.date):
        fits = item.quantity
        if item.unit_value > 0:
            fits = min(fits, max(0, int(room / item.unit_value)))
        if fits:
            released.append((item, fits))
            room -= fits * item.unit_value
        if fits < item.quantity:
            break
    return released


def loss_share(
    loss: Decimal, capital_amount: Decimal, reserves: Decimal, rule: str
) -> Decimal:
    """The part of `loss` that the whole capital bears.

    - `proportional`: capital and statutory reserves bear it side by side;
    - `reserves_first`: the statutory reserves bear what they can;
    - `none`: the capital bears nothing.

    The legal reserve is not given here: it bears no loss of a leaver.

    >>> loss_share(Decimal(300), Decimal(1000), Decimal(500), "proportional")
    Decimal('200')
    >>> loss_share(Decimal(300), Decimal(1000), Decimal(250), "reserves_first")
    Decimal('50')
    >>> loss_share(Decimal(300), Decimal(1000), Decimal(250), "none")
    Decimal('0')
    """
    if rule not in LOSS_RULES:
        raise ValueError(f"unknown loss rule: {rule}")
    loss, reserves = max(loss, ZERO), max(reserves, ZERO)
    if rule == "none" or capital_amount <= 0:
        return ZERO
    if rule == "reserves_first":
        return min(max(loss - reserves, ZERO), capital_amount)
    return min(loss * capital_amount / (capital_amount + reserves), capital_amount)


def loss_of_shares(
    nominal: Decimal,
    loss: Decimal,
    capital_amount: Decimal,
    reserves: Decimal,
    rule: str,
) -> Decimal:
    """The loss borne by shares of `nominal`, to the cent and never above it.

    >>> loss_of_shares(
    ...     Decimal(100), Decimal(300), Decimal(1000), Decimal(500), "proportional"
    ... )
    Decimal('20.00')
    """
    if capital_amount <= 0:
        return round_money(ZERO)
    borne = loss_share(loss, capital_amount, reserves, rule)
    return min(round_money(nominal * borne / capital_amount), nominal)


def days_in(start: date, end: date) -> int:
    """The days from `start` to `end`, both counted.

    >>> days_in(date(2024, 1, 1), date(2024, 12, 31))
    366
    """
    return (end - start).days + 1


def share_days(
    movements: Iterable[Movement], start: date, end: date
) -> dict[tuple[Hashable, Hashable], int]:
    """Σ over the days from `start` to `end` of the shares held at the end of the day.

    Both ends count, the first day of a holding counts and the day it ends does not:
    a share held all year gives exactly the days of the year, and what one member
    transfers to another is counted once a day, at the buyer's from the first day.

    >>> moves = [
    ...     Movement(date(2020, 1, 1), "Ann", 2, Decimal(20)),
    ...     Movement(date(2026, 7, 1), "Ann", -1, Decimal(20), "transfer"),
    ...     Movement(date(2026, 7, 1), "Bob", 1, Decimal(20), "transfer"),
    ... ]
    >>> share_days(moves, date(2026, 1, 1), date(2026, 12, 31))
    {('Ann', None): 546, ('Bob', None): 184}
    """
    total: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
    for move in movements:
        if move.date <= end:
            days = days_in(max(move.date, start), end)
            total[move.member, move.share_class] += move.quantity * days
    return {key: days for key, days in total.items() if days}


def paid_shares(quantity: int, called: Decimal, paid: Decimal) -> Decimal:
    """The shares that count as paid, pro rata of what is paid of what is called.

    >>> paid_shares(10, Decimal(200), Decimal(50))
    Decimal('2.5')
    >>> paid_shares(10, Decimal(0), Decimal(0))
    Decimal('10')
    """
    if called <= 0:
        return Decimal(quantity)
    return quantity * min(max(paid, ZERO), called) / called


def instalments(
    amount: Decimal, dates: Sequence[date], precision: str = "0.01"
) -> list[tuple[date, Decimal]]:
    """Equal calls on the given dates; the last one takes what rounding leaves.

    >>> [int(n * 100) for _, n in instalments(Decimal(100), [date(2026, 1, 1)] * 3)]
    [3333, 3333, 3334]
    """
    if not dates:
        raise ValueError("an instalment plan needs at least one date")
    each = round_money(amount / len(dates), precision)
    last = amount - each * (len(dates) - 1)
    return list(zip(dates, [each] * (len(dates) - 1) + [last], strict=True))


def pay_instalments(
    pays: Iterable[tuple[date, Decimal]],
    percent: Decimal,
    cap: Decimal,
    already: Decimal = ZERO,
) -> list[tuple[date, Decimal]]:
    """`percent` % of each pay, until the total with `already` reaches `cap`.

    >>> pays = [(date(2026, month, 28), Decimal(1500)) for month in (1, 2, 3)]
    >>> [str(n) for _, n in pay_instalments(pays, Decimal(2), Decimal("70"))]
    ['30.00', '30.00', '10.00']
    """
    calls = []
    for day, pay in sorted(pays):
        due = min(round_money(max(pay, ZERO) * percent / 100), cap - already)
        if due > 0:
            calls.append((day, due))
            already += due
    return calls


def convert(quantity: int, unit_value: Decimal, new_unit_value: Decimal) -> int:
    """How many shares of the new value the old ones make; they must come out even.

    >>> convert(10, Decimal(20), Decimal(50))
    4
    >>> convert(3, Decimal(20), Decimal(50))
    Traceback (most recent call last):
    ...
    ValueError: 60 is not a whole number of shares of 50
    """
    amount = quantity * unit_value
    if new_unit_value <= 0 or amount % new_unit_value:
        raise ValueError(
            f"{amount} is not a whole number of shares of {new_unit_value}"
        )
    return int(amount / new_unit_value)


def running_minimum(changes: Mapping[date, Decimal], start: date) -> Decimal:
    """The lowest running total at the end of the day `start` or of a later one.

    >>> days = {date(2026, 1, 1): Decimal(9), date(2026, 3, 1): Decimal(-4)}
    >>> running_minimum(days, date(2026, 2, 1)), running_minimum(days, date(2025, 1, 1))
    (Decimal('5'), Decimal('0'))
    """
    total = sum((n for day, n in changes.items() if day <= start), ZERO)
    later = (changes[day] for day in sorted(changes) if day > start)
    return min(accumulate(later, initial=total))
