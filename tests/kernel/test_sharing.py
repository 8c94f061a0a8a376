# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Costs shared by keys: worked examples, and what holds for any members and costs."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from cae_mutualisation.kernel.sharing import (
    Period,
    Value,
    merge,
    mix,
    part,
    settle,
    split_staff,
    total_of,
    unsplit,
    value_days,
)
from hypothesis import given
from hypothesis import strategies as st

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
DAYS = [YEAR.start + timedelta(days=i) for i in range(-400, 800)]

days = st.sampled_from(DAYS)
money = st.decimals("-500000", "500000", places=2)
amounts = st.decimals("0", "500", places=1)
members = st.sampled_from("abcdefg")
terms = st.lists(
    st.builds(lambda start, end: Period(start, end), days, st.none() | days), max_size=4
)
values = st.lists(
    st.builds(Value, days, amounts), max_size=5, unique_by=lambda v: v.start
)
weights = st.dictionaries(members, st.fractions(0, 1000), min_size=1)
calls = st.dictionaries(members, money)


def day_by_day(found, spans, year):
    """The same weight, counted as one would with a calendar."""
    total = Decimal(0)
    day = year.start
    while day <= year.end:
        current = [value for value in found if value.start <= day]
        inside = any(
            span.start <= day and (span.end is None or day <= span.end)
            for span in spans
        )
        if current and inside:
            total += max(current, key=lambda value: value.start).amount
        day += timedelta(days=1)
    return total


@given(values, terms)
def test_value_days_are_those_of_a_calendar(found, spans):
    assert value_days(found, spans, YEAR) == day_by_day(found, spans, YEAR)


@given(values, terms, st.randoms())
def test_the_order_of_events_does_not_matter(found, spans, random):
    expected = value_days(found, spans, YEAR)
    random.shuffle(found)
    random.shuffle(spans)
    assert value_days(found, spans, YEAR) == expected


@given(terms)
def test_merged_terms_neither_overlap_nor_touch(spans):
    merged = merge(spans)
    for one, following in zip(merged, merged[1:], strict=False):
        assert one.end is not None
        assert one.end + timedelta(days=1) < following.start


def test_leap_year_and_a_member_who_joins():
    # 2028 has 366 days: a member of 3 FTE from 1 March weighs 306 days × 3
    year = Period(date(2028, 1, 1), date(2028, 12, 31))
    found = [Value(date(2020, 1, 1), Decimal(3))]
    assert value_days(found, [Period(date(2028, 3, 1))], year) == 918


def test_mixed_key():
    # 60 % by FTE (30 of 40, 10 of 40), 40 % in equal parts: 45 + 20 and 15 + 20
    found = mix([(Decimal(60), {"a": 30, "b": 10}), (Decimal(40), {"a": 1, "b": 1})])
    assert found == {"a": Fraction(65, 100), "b": Fraction(35, 100)}


def test_mixed_key_leaves_out_a_part_in_which_nobody_weighs():
    found = mix([(Decimal(60), {"a": 0, "b": 0}), (Decimal(40), {"a": 3, "b": 1})])
    assert found == {"a": Fraction(3, 4), "b": Fraction(1, 4)}
    assert mix([(Decimal(1), {"a": 0})]) == {}


@given(st.lists(st.tuples(st.decimals("0.1", "100", places=1), weights), max_size=4))
def test_mixed_weights_add_up_to_one(parts):
    total = sum(mix(parts).values())
    assert total == (1 if any(any(w.values()) for _part, w in parts) else 0)


@given(money, weights, calls)
def test_members_pay_the_cost_to_the_cent(cost, found, called):
    if not any(found.values()):
        found["a"] = Fraction(1)
    shares = settle(cost, found, called)
    assert sum(share.amount for share in shares.values()) == cost
    # what was asked and what is asked now are the cost, too
    assert sum(called.values()) + sum(s.balance for s in shares.values()) == cost
    for key, share in shares.items():
        if not found.get(key):
            assert share.amount == 0
        assert abs(
            share.amount
            - cost * Decimal(share.weight.numerator) / Decimal(share.weight.denominator)
        ) <= Decimal("0.01")


@given(money, money, weights, calls)
def test_a_late_bill_asks_for_the_difference_only(cost, late, found, called):
    found["a"] = Fraction(1)
    first = settle(cost, found, called)
    asked = {key: called.get(key, Decimal(0)) + s.balance for key, s in first.items()}
    second = settle(cost + late, found, asked)
    assert sum(share.balance for share in second.values()) == late
    direct = settle(cost + late, found, called)
    for key, share in direct.items():
        assert first[key].balance + second[key].balance == share.balance


@given(money, weights, calls, st.randoms())
def test_the_order_of_members_does_not_matter(cost, found, called, random):
    found["a"] = Fraction(1)
    keys = list(found)
    random.shuffle(keys)
    assert settle(cost, {key: found[key] for key in keys}, called) == settle(
        cost, found, called
    )


def test_a_grant_larger_than_the_cost_is_given_back():
    # 80.00 of cost less 100.00 of grant, shared 1 to 3
    found = settle(Decimal("-20.00"), {"a": 1, "b": 3})
    assert [str(share.amount) for share in found.values()] == ["-5.00", "-15.00"]


def test_nobody_to_share_between():
    assert settle(Decimal("0.00"), {"a": 0})["a"].amount == 0
    with pytest.raises(ValueError, match="nobody to share"):
        settle(Decimal("10.00"), {"a": 0})


@given(money, st.lists(st.sampled_from(DAYS[400:765]), unique=True, max_size=6))
def test_parts_of_a_budget_add_up_wherever_it_is_cut(budget, cuts):
    starts = sorted({YEAR.start, *cuts})
    ends = [day - timedelta(days=1) for day in starts[1:]] + [YEAR.end]
    periods = [Period(a, b) for a, b in zip(starts, ends, strict=True)]
    assert sum(part(budget, YEAR, period) for period in periods) == budget


def test_a_quarter_of_a_budget_is_a_quarter():
    # 100 / 12 = 8.333…: 8.33 in January, 16.67 − 8.33 in February, 25.00 a quarter
    def cut(first, last):
        return part(
            Decimal(100), YEAR, Period(date(2026, first, 1), date(2026, last, 28))
        )

    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert part(Decimal(100), YEAR, january) == Decimal("8.33")
    assert cut(2, 2) == Decimal("8.34")
    quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
    assert part(Decimal(100), YEAR, quarter) == Decimal("25.00")
    before = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert part(Decimal(100), YEAR, before) == 0


percents = st.decimals("0", "25", places=2)
splits = st.dictionaries(
    st.sampled_from("abcd"),
    st.lists(
        st.tuples(
            st.builds(lambda start, end: Period(start, end), days, st.none() | days),
            percents,
        ),
        max_size=1,
    ),
)
costs = st.lists(
    st.tuples(
        st.builds(
            lambda start, n: Period(start, start + timedelta(days=n)),
            days,
            st.integers(0, 400),
        ),
        money,
    ),
    max_size=3,
)


@given(costs, splits)
def test_the_cost_of_a_post_is_split_to_the_cent(found, parts):
    pools, rest = split_staff(found, parts, YEAR)
    inside = sum(part(amount, whole, YEAR) for whole, amount in found)
    assert sum(pools.values()) + rest == inside
    for pool, shares in parts.items():
        if not any(percent for _term, percent in shares):
            assert pools[pool] == 0


def test_a_post_of_more_than_a_hundred_percent():
    whole = [(Period(date(2026, 1, 1)), Decimal(60))]
    late = [(Period(date(2026, 9, 1)), Decimal("40.5"))]
    with pytest.raises(ValueError, match="100.5 % from 2026-09-01"):
        split_staff([], {"a": whole, "b": late}, YEAR)


@given(splits)
def test_what_no_pool_bears_is_told_for_every_day(parts):
    told = unsplit(parts, YEAR)
    for first, second in zip(told, told[1:], strict=False):
        assert first[0].end < second[0].start
    for i in range(0, YEAR.days, 5):
        day = Period(YEAR.start + timedelta(days=i), YEAR.start + timedelta(days=i))
        borne = sum(
            percent
            for shares in parts.values()
            for term, percent in shares
            if term.within(day).days > 0
        )
        found = [left for term, left in told if term.within(day).days > 0]
        assert sum(found) == 100 - borne


@given(values)
def test_hours_count_as_they_are(found):
    expected = sum(v.amount for v in found if v.start.year == 2026)
    assert total_of(found, YEAR) == expected
