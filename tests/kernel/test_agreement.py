# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Terms of agreements: table-driven dates, and what holds for any of them."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from cae_service.kernel.agreement import (
    add_months,
    changes,
    hours,
    last_day,
    notice_day,
    periods,
    prolonged,
    renewed_end,
    term_end,
    visits,
)
from hypothesis import given
from hypothesis import strategies as st

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2000, 1, 1), date(2080, 12, 31))
MONTHS = st.integers(1, 48)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("end", "months", "expected"),
    [
        # A whole month before: from the last day to the last day of another.
        ("2026-12-31", 1, "2026-11-30"),
        ("2026-12-31", 2, "2026-10-31"),
        ("2026-06-30", 3, "2026-03-31"),
        ("2027-02-28", 1, "2027-01-31"),
        # A leap year: the 29th is the last day.
        ("2028-02-29", 1, "2028-01-31"),
        ("2028-03-31", 1, "2028-02-29"),
        ("2027-03-31", 1, "2027-02-28"),
        # In the middle of a month, and where the other month is too short.
        ("2026-03-15", 1, "2026-02-15"),
        ("2026-03-30", 1, "2026-02-27"),
        ("2026-12-31", 0, "2026-12-31"),
        ("2026-12-31", 14, "2025-10-31"),
    ],
)
def test_notice_day(end, months, expected):
    assert notice_day(day(end), months) == day(expected)


@pytest.mark.parametrize(
    ("end", "months", "anchor", "expected"),
    [
        ("2026-12-31", 12, "2026-01-01", "2027-12-31"),
        ("2026-06-30", 6, "2026-01-01", "2026-12-31"),
        ("2027-02-28", 12, "2026-03-01", "2028-02-29"),
        ("2028-02-29", 12, "2026-03-01", "2029-02-28"),
        # Begun on 29 February: again on the 29th when there is one.
        ("2027-02-27", 12, "2024-02-29", "2028-02-28"),
        ("2027-02-27", 12, None, "2028-02-27"),
        # Begun on the 31st.
        ("2026-02-27", 1, "2026-01-31", "2026-03-30"),
        ("2026-03-30", 1, "2026-01-31", "2026-04-29"),
    ],
)
def test_renewed_end(end, months, anchor, expected):
    anchor = anchor and day(anchor)
    assert renewed_end(day(end), months, anchor) == day(expected)


def test_renewal_without_months():
    with pytest.raises(ValueError, match="a month at least"):
        renewed_end(day("2026-12-31"), 0)


@pytest.mark.parametrize(
    ("end", "notice", "given_on", "renewal", "expected"),
    [
        ("2026-12-31", 2, "2026-10-31", 12, "2026-12-31"),
        ("2026-12-31", 2, "2026-11-01", 12, "2027-12-31"),
        # Not renewed by itself: it ends anyway.
        ("2026-12-31", 2, "2026-12-15", 0, "2026-12-31"),
        (None, 1, "2026-01-31", 0, "2026-02-28"),
        (None, 3, "2027-11-30", 0, "2028-02-29"),
        (None, 0, "2026-05-04", 12, "2026-05-04"),
    ],
)
def test_last_day(end, notice, given_on, renewal, expected):
    end = end and day(end)
    assert last_day(end, notice, day(given_on), renewal) == day(expected)


@pytest.mark.parametrize(
    ("start", "end", "period", "expected"),
    [
        ("2026-01-01", "2026-12-31", "month", Fraction(12)),
        ("2026-01-01", "2026-12-31", "year", Fraction(1)),
        ("2026-01-01", "2026-12-31", "half", Fraction(2)),
        ("2026-01-01", None, "quarter", Fraction(4)),
        ("2026-01-01", "2026-12-31", "week", Fraction(365, 7)),
        # From the 31st: the months of 28 and 30 days count as whole ones.
        ("2026-01-31", "2026-04-29", "month", Fraction(3)),
        # Of July 2026, 10 of 31 days.
        ("2026-06-01", "2026-07-10", "month", 1 + Fraction(10, 31)),
        # Of the quarter from 1 January 2026 (90 days), 45.
        ("2026-01-01", "2026-02-14", "quarter", Fraction(1, 2)),
    ],
)
def test_periods(start, end, period, expected):
    assert periods(day(start), end and day(end), period) == expected


def test_refused_periods():
    with pytest.raises(ValueError, match="before"):
        periods(day("2026-02-01"), day("2026-01-31"), "month")
    with pytest.raises(ValueError, match="Unknown"):
        periods(day("2026-02-01"), None, "day")


def test_foreseen():
    year = (day("2026-01-01"), day("2026-12-31"))
    # 2 × 12 visits of 3.5 hours; 52 (365 ÷ 7 = 52.14) of 4; 1 × 4 of 7.25.
    assert hours(*year, 2, "month", 3.5) == Decimal("84.00")
    assert hours(*year, 1, "week", 4) == Decimal("208.00")
    assert hours(*year, 1, "quarter", 7.25) == Decimal("29.00")
    # 366 ÷ 7 × 2 = 104.57 in a leap year.
    assert visits(day("2028-01-01"), day("2028-12-31"), 2, "week") == 105


@given(DAYS, MONTHS)
def test_notice_leaves_whole_months_and_no_day_more(end, months):
    latest = notice_day(end, months)
    assert add_months(latest + ONE_DAY, months) <= end + ONE_DAY
    assert add_months(latest + 2 * ONE_DAY, months) > end + ONE_DAY or (
        # The day before the last one of a month leads to the same day as the last.
        (latest + 2 * ONE_DAY).day > (end + ONE_DAY).day
    )


@given(DAYS, MONTHS, st.integers(1, 12))
def test_renewals_do_not_drift(start, months, count):
    end = term_end(start, months)
    for _renewal in range(count):
        end = renewed_end(end, months, anchor=start)
    assert end == term_end(start, months * (count + 1))


@given(DAYS, MONTHS, st.integers(0, 12), DAYS)
def test_prolonged_reaches_a_notice_day_to_come(end, months, notice, today):
    found = prolonged(end, months, notice, today)
    assert found >= end
    assert notice_day(found, notice) >= today
    assert (found == end) == (notice_day(end, notice) >= today)


@given(DAYS, MONTHS, st.sampled_from(["month", "quarter", "half", "year"]))
def test_periods_of_whole_months(start, count, period):
    step = {"month": 1, "quarter": 3, "half": 6, "year": 12}[period]
    assert periods(start, term_end(start, step * count), period) == count


@given(DAYS, st.integers(0, 800), st.sampled_from(["week", "month", "quarter"]))
def test_a_longer_term_foresees_more(start, length, period):
    end = start + timedelta(days=length)
    assert periods(start, end, period) < periods(start, end + ONE_DAY, period)


VERSION = st.dictionaries(
    st.integers(0, 5),
    st.fixed_dictionaries({"price": st.integers(0, 3), "who": st.sampled_from("ab")}),
)


@given(VERSION, VERSION)
def test_changes_lead_from_one_version_to_the_other(before, after):
    found = {key: dict(terms) for key, terms in before.items()}
    for change in changes(before, after):
        if change.kind == "removed":
            assert found.pop(change.key) == change.before
        elif change.kind == "added":
            found[change.key] = change.after
        else:
            assert found[change.key][change.name] == change.before
            found[change.key][change.name] = change.after
    assert found == after
    assert not changes(after, after)
