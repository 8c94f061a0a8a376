# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Billing periods and the settlement at cost: worked examples, and properties."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from cae_mutualisation.kernel.allocation import allocate
from cae_service.kernel.billing import MONTHS, due_until, period_of, periods
from cae_service.kernel.settlement import settle
from hypothesis import given
from hypothesis import strategies as st

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
months = st.sampled_from(sorted(MONTHS.values()))
hours = st.dictionaries(
    st.tuples(st.integers(1, 9), st.integers(0, 2)),
    st.decimals("0", "2000", places=2),
    min_size=1,
    max_size=12,
).filter(lambda found: any(found.values()))
costs = st.decimals("0", "500000", places=2)
rates = st.decimals("0", "200", places=2)


def test_ends_of_month_and_leap_years():
    assert period_of(date(2024, 2, 29), 1) == (date(2024, 2, 1), date(2024, 2, 29))
    assert period_of(date(2100, 2, 1), 1) == (date(2100, 2, 1), date(2100, 2, 28))
    # 31 January to 30 April: 1/31 = 0.03, then three whole months
    assert periods(date(2026, 1, 31), None, date(2026, 4, 30), 1) == Decimal("3.03")
    # 2028 is a leap year: 366 days, of which 306 from 1 March on = 0.836
    assert periods(date(2028, 3, 1), None, date(2028, 12, 31), 12) == Decimal("0.84")


def test_an_agreement_that_ends_in_a_period():
    args = date(2026, 1, 1), date(2026, 2, 14)
    assert periods(*args, date(2026, 2, 13), 1) == 1
    # 14 of 28 days
    assert periods(*args, date(2026, 2, 14), 1) == Decimal("1.50")
    assert periods(*args, date(2027, 2, 14), 1) == Decimal("1.50")
    assert periods(*args, date(2027, 2, 14), 1, whole=True) == 2


def test_nothing_before_the_start():
    assert periods(date(2026, 5, 1), None, date(2026, 4, 30), 1) == 0


@given(days, months)
def test_periods_follow_each_other(day, length):
    first, last = period_of(day, length)
    assert first <= day <= last
    assert period_of(last + timedelta(days=1), length)[0] == last + timedelta(days=1)
    assert due_until(last, length) == last
    assert due_until(day, length) in (last, first - timedelta(days=1))


@given(days, st.none() | st.integers(0, 800), days, st.integers(0, 800), months)
def test_elapsed_periods_never_go_back(start, length, until, later, months):
    end = None if length is None else start + timedelta(days=length)
    args = start, end
    before = periods(*args, until, months)
    after = periods(*args, until + timedelta(days=later), months)
    assert 0 <= before <= after
    assert before <= periods(*args, until, months, whole=True)
    # What is due is what has elapsed on the last day that may be billed.
    assert periods(*args, due_until(until, months, end), months) == before


@given(hours, costs, rates, st.randoms())
def test_invoices_of_the_year_make_the_cost(hours, cost, rate, random):
    invoiced = {
        key: (value * rate).quantize(Decimal("0.01")) for key, value in hours.items()
    }
    found = settle(cost, hours, invoiced, allocate)
    documents = sum(row.delta for row in found.values())
    assert sum(invoiced.values()) + documents == cost
    assert all(row.share == 0 for row in found.values() if not row.hours)
    shuffled = list(hours.items())
    random.shuffle(shuffled)
    assert settle(cost, dict(shuffled), invoiced, allocate) == found
    # Settled again, nothing is left; a late bill changes the documents by itself.
    paid = {key: invoiced[key] + row.delta for key, row in found.items()}
    assert not any(row.delta for row in settle(cost, hours, paid, allocate).values())
    late = settle(cost + Decimal("123.45"), hours, paid, allocate)
    assert sum(row.delta for row in late.values()) == Decimal("123.45")


@given(hours, costs, st.data())
def test_the_centre_keeps_the_part_of_agreed_prices(hours, cost, data):
    kept = data.draw(st.sets(st.sampled_from(sorted(hours))))
    found = settle(cost, hours, {}, allocate, kept)
    everything = settle(cost, hours, {}, allocate)
    assert found == {key: everything[key] for key in everything if key not in kept}


def test_hours_that_were_deleted_are_credited():
    found = settle(
        Decimal(80), {1: Decimal(2)}, {1: Decimal(70), 2: Decimal(9)}, allocate
    )
    assert (found[1].delta, found[2].delta) == (10, -9)


def test_a_cost_without_hours():
    with pytest.raises(ValueError, match="Nobody|nobody"):
        settle(Decimal(80), {1: Decimal(0)}, {}, allocate)
    assert settle(Decimal(0), {1: Decimal(0)}, {1: Decimal(5)}, allocate)[1].delta == -5
