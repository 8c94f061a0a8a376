# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Percentages of a day, against adding them up day by day."""

from datetime import date, timedelta
from decimal import Decimal

from cae_mutualisation.kernel.key_total import totals_by_day
from cae_mutualisation.kernel.sharing import Period, Value
from hypothesis import given
from hypothesis import strategies as st

FIRST = date(2026, 1, 1)
DAYS = 60
days = st.integers(0, DAYS).map(lambda n: FIRST + timedelta(days=n))
values = st.dictionaries(days, st.integers(0, 100), max_size=4).map(
    lambda found: [Value(day, Decimal(amount)) for day, amount in found.items()]
)
terms = st.lists(
    st.tuples(days, st.none() | days).map(lambda pair: Period(*pair)), max_size=3
)


def naive(members, day):
    total = Decimal(0)
    for held, spans in members:
        inside = any(
            span.start <= day and (span.end is None or day <= span.end)
            for span in spans
        )
        before = [value for value in held if value.start <= day]
        if inside and before:
            total += max(before, key=lambda value: value.start).amount
    return total


@given(st.lists(st.tuples(values, terms), max_size=4))
def test_as_added_up_day_by_day(members):
    found = totals_by_day(members)
    assert [day for day, _total in found] == sorted({day for day, _total in found})
    for index in range(DAYS + 3):
        day = FIRST + timedelta(days=index)
        before = [total for start, total in found if start <= day]
        assert (before[-1] if before else 0) == naive(members, day)


@given(st.lists(st.tuples(values, terms), max_size=4))
def test_only_changes_are_told(members):
    totals = [Decimal(0), *(total for _day, total in totals_by_day(members))]
    assert all(a != b for a, b in zip(totals, totals[1:], strict=False))
