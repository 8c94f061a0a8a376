# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Notice given on the last day is in time, and a day later it is too late."""

from datetime import date, timedelta

from cae_mutualisation.kernel.notice import earliest_end, last_notice
from hypothesis import given
from hypothesis import strategies as st

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(0, 48)


@given(DAYS, MONTHS)
def test_the_last_day_is_the_last(end, months):
    day = last_notice(end, months)
    assert earliest_end(day, months) <= end
    assert earliest_end(day + timedelta(days=1), months) > end


@given(DAYS, MONTHS)
def test_what_is_given_today_may_end_on_its_earliest_day(today, months):
    assert last_notice(earliest_end(today, months), months) >= today


@given(DAYS)
def test_without_notice_the_end_may_be_today(day):
    assert earliest_end(day, 0) == last_notice(day, 0) == day
