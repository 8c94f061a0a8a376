# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Properties of the share capital over any 200 movements."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from cae_member.kernel.capital import (
    Exit,
    Movement,
    capital,
    capital_curve,
    capital_floor,
    convert,
    days_in,
    highest_capital,
    holdings,
    instalments,
    loss_of_shares,
    paid_shares,
    pay_instalments,
    release,
    running_minimum,
    share_days,
)
from hypothesis import given, settings
from hypothesis import strategies as st

START = date(2023, 1, 1)
UNITS = {"A": Decimal(20), "B": Decimal("7.50")}
MEMBERS = "abcdef"

steps = st.lists(
    st.tuples(
        st.sampled_from(("subscribe", "transfer", "leave", "loss", "release")),
        st.integers(0, 20),  # days since the step before
        st.sampled_from(MEMBERS),
        st.sampled_from(MEMBERS),
        st.sampled_from(sorted(UNITS)),
        st.integers(1, 12),
    ),
    min_size=1,
    max_size=200,
)
fractions = st.sampled_from((Decimal(0), Decimal("0.25"), Decimal("0.5"), Decimal(1)))


class Cooperative:
    """Plays steps as the register does: checks holdings, queues and releases exits."""

    def __init__(self, fraction):
        self.fraction = fraction
        self.movements, self.queue, self.released = [], [], []
        self.held = defaultdict(int)  # of members, without what they asked to leave
        self.today = START

    def post(self, kind, member, share_class, quantity):
        self.movements.append(
            Movement(
                self.today, member, quantity, UNITS[share_class], kind, share_class
            )
        )

    def play(self, step):
        kind, days, member, other, share_class, quantity = step
        self.today += timedelta(days=days)
        quantity = min(quantity, self.held[member, share_class])
        if kind == "subscribe":
            self.held[member, share_class] += step[5]
            self.post("subscription", member, share_class, step[5])
        elif kind == "release":
            self.release()
        elif not quantity:
            return
        else:
            self.held[member, share_class] -= quantity
            getattr(self, kind)(member, other, share_class, quantity)

    def transfer(self, member, other, share_class, quantity):
        self.held[other, share_class] += quantity
        self.post("transfer", member, share_class, -quantity)
        self.post("transfer", other, share_class, quantity)

    def loss(self, member, other, share_class, quantity):
        self.post("loss", member, share_class, -quantity)

    def leave(self, member, other, share_class, quantity):
        key = (len(self.queue), member, share_class)
        self.queue.append(Exit(self.today, key, quantity, UNITS[share_class]))
        self.release()

    def waiting(self):
        gone = defaultdict(int)
        for item, quantity in self.released:
            gone[item.key] += quantity
        return [
            Exit(item.date, item.key, item.quantity - gone[item.key], item.unit_value)
            for item in self.queue
            if item.quantity > gone[item.key]
        ]

    def release(self):
        floor = capital_floor(highest_capital(self.movements), self.fraction)
        for item, quantity in release(self.waiting(), capital(self.movements), floor):
            _rank, member, share_class = item.key
            self.released.append((item, quantity))
            self.post("repayment", member, share_class, -quantity)
            assert capital(self.movements) >= floor


def played(history, fraction):
    cooperative = Cooperative(fraction)
    for step in history:
        cooperative.play(step)
    return cooperative


@given(steps, fractions)
@settings(deadline=None)
def test_holdings_add_up_to_the_capital(history, fraction):
    movements = played(history, fraction).movements
    for day in {move.date for move in movements}:
        held = holdings(movements, day)
        assert all(quantity > 0 for quantity in held.values())
        total = sum(UNITS[cls] * quantity for (_, cls), quantity in held.items())
        assert total == capital(movements, day)


@given(steps, fractions)
@settings(deadline=None)
def test_never_below_the_floor(history, fraction):
    """`Cooperative.release` checks each repayment; without losses, every day."""
    history = [step for step in history if step[0] != "loss"]
    movements = played(history, fraction).movements
    for day, amount in capital_curve(movements):
        highest = highest_capital(movements, day)
        assert highest >= amount >= capital_floor(highest, fraction)


@given(steps, fractions)
@settings(deadline=None)
def test_first_in_first_out(history, fraction):
    cooperative = played(history, fraction)
    ranks = [item.key[0] for item, _quantity in cooperative.released]
    assert ranks == sorted(ranks)
    waiting = [item.key[0] for item in cooperative.waiting()]
    assert not waiting or not ranks or ranks[-1] <= waiting[0]
    for item, quantity in cooperative.released:
        assert 0 < quantity <= item.quantity


@given(steps, fractions, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_as_of_answers_equal_a_replay_from_nothing(history, fraction, random):
    """Whatever the order of the rows, and although later steps follow."""
    cooperative = played(history, fraction)
    shuffled = list(cooperative.movements)
    random.shuffle(shuffled)
    replay = Cooperative(fraction)
    for index, step in enumerate(history):
        replay.play(step)
        following = history[index + 1 : index + 2]
        if following and following[0][1]:  # the day ends here
            day = replay.today
            assert holdings(shuffled, day) == holdings(replay.movements)
            assert capital(shuffled, day) == capital(replay.movements)
            assert highest_capital(shuffled, day) == highest_capital(replay.movements)


@given(steps)
@settings(deadline=None)
def test_days_of_a_year(history):
    """The sum over the days of the holdings of each evening, and 366 in 2024."""
    movements = played(history, Decimal(0)).movements
    start, end = date(2024, 1, 1), date(2024, 12, 31)
    found = share_days(movements, start, end)
    slow = defaultdict(int)
    for offset in range(0, days_in(start, end)):
        for key, quantity in holdings(movements, start + timedelta(offset)).items():
            slow[key] += quantity
    assert found == {key: days for key, days in slow.items() if days}


@pytest.mark.parametrize(("year", "days"), [(2023, 365), (2024, 366), (2025, 365)])
def test_a_share_held_all_year_counts_every_day(year, days):
    ann = Movement(date(2020, 1, 1), "Ann", 1, Decimal(20))
    found = share_days([ann], date(year, 1, 1), date(year, 12, 31))
    assert found == {("Ann", None): days}
    new = Movement(date(year, 1, 1), "Ann", 1, Decimal(20))
    assert share_days([new], date(year, 1, 1), date(year, 12, 31)) == found


@given(
    st.decimals(1, 10_000, places=2),
    st.decimals(0, 10_000, places=2),
    st.decimals(1, 10_000, places=2),
    st.decimals(0, 10_000, places=2),
    st.sampled_from(("none", "proportional", "reserves_first")),
)
def test_loss_of_shares(nominal, loss, total, reserves, rule):
    borne = loss_of_shares(nominal, loss, total, reserves, rule)
    assert 0 <= borne <= nominal
    assert borne == borne.quantize(Decimal("0.01"))
    assert rule != "none" or not borne


@given(st.decimals("0.01", 10_000, places=2), st.integers(1, 36))
def test_instalments_add_up(amount, count):
    calls = instalments(amount, [START + timedelta(days=30 * i) for i in range(count)])
    assert len(calls) == count
    assert sum(call for _day, call in calls) == amount


@given(
    st.lists(st.decimals(-100, 5_000, places=2), max_size=60),
    st.decimals(0, 100, places=1),
    st.decimals(0, 1_000, places=2),
)
def test_share_of_pay_stops_at_the_cap(pays, percent, cap):
    dated = [(START + timedelta(days=30 * i), pay) for i, pay in enumerate(pays)]
    calls = pay_instalments(dated, percent, cap)
    assert all(call > 0 for _day, call in calls)
    assert sum(call for _day, call in calls) <= cap


@given(st.integers(0, 100), st.decimals(0, 500, places=2))
def test_shares_paid_pro_rata(quantity, paid):
    called = quantity * Decimal(20)
    assert 0 <= paid_shares(quantity, called, paid) <= quantity
    assert paid_shares(quantity, called, called) == quantity


@given(st.integers(1, 100), st.sampled_from([Decimal(n) for n in (1, 5, 10, 20)]))
def test_conversion_keeps_the_amount(quantity, unit):
    assert convert(quantity, Decimal(20), unit) * unit == quantity * 20


@given(steps)
@settings(deadline=None)
def test_lowest_capital_to_come(history):
    movements = played(history, Decimal(0)).movements
    changes = defaultdict(Decimal)
    for move in movements:
        changes[move.date] += move.amount
    for day in changes:
        later = [amount for at, amount in capital_curve(movements) if at >= day]
        assert running_minimum(changes, day) == min(later)
