# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Dates of contracts: table-driven cases, and what holds for any terms."""

from datetime import date, timedelta

import pytest
from cae_member.kernel.term import (
    Limits,
    Term,
    add_months,
    counted,
    duration,
    limit_after,
    membership_deadline,
    refusal,
    spans,
    trial_limit,
)
from hypothesis import given
from hypothesis import strategies as st

CAPE = Limits(max_months=36, max_term_months=12, max_renewals=2)
CANDIDATE = Limits(max_months=18)


def day(text):
    return date.fromisoformat(text)


def terms(*texts):
    """Terms of `first/last` texts; no last day: the term goes on."""
    pairs = [text.split("/") for text in texts]
    return [Term(day(first), day(last) if last else None) for first, last in pairs]


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-10-31", 4, "2026-02-28"),
        ("2024-03-01", 36, "2027-03-01"),
        ("2024-12-15", 1, "2025-01-15"),
    ],
)
def test_add_months(start, months, expected):
    assert add_months(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("start", "months", "earlier", "expected"),
    [
        # No earlier term: the delay from the first day.
        ("2024-03-01", 36, (), "2027-03-01"),
        # Straight on: the delay from the first day of all.
        ("2025-03-01", 36, ("2024-03-01/2025-02-28",), "2027-03-01"),
        # A gap of six months: six months used, thirty left.
        ("2025-03-01", 36, ("2024-03-01/2024-08-31",), "2027-09-01"),
        # A month and a half used (one month and fifteen days).
        ("2025-06-01", 18, ("2025-01-01/2025-02-15",), "2026-10-17"),
        # Three terms of one month each from the 31st: three whole months.
        (
            "2025-05-31",
            18,
            ("2025-01-31/2025-02-27", "2025-03-31/2025-04-29"),
            "2026-09-30",
        ),
        # Everything used before: the limit is the first day itself.
        ("2026-01-01", 12, ("2024-01-01/2024-12-31",), "2026-01-01"),
    ],
)
def test_limit_after(start, months, earlier, expected):
    assert limit_after(day(start), months, terms(*earlier)) == day(expected)


@pytest.mark.parametrize(
    ("new", "earlier", "limits", "code"),
    [
        # CAPE, C. com. L127-2 and R127-1.
        ("2024-03-01/2025-02-28", (), CAPE, None),
        ("2024-03-01/2025-03-01", (), CAPE, "term"),
        ("2024-02-29/2025-02-27", (), CAPE, None),
        ("2024-02-29/2025-02-28", (), CAPE, "term"),
        ("2024-03-01/", (), CAPE, "open"),
        (
            "2024-07-01/2024-09-30",
            ("2024-01-01/2024-03-31", "2024-04-01/2024-06-30"),
            CAPE,
            None,
        ),
        (
            "2024-10-01/2024-12-31",
            ("2024-01-01/2024-03-31", "2024-04-01/2024-06-30", "2024-07-01/2024-09-30"),
            CAPE,
            "renewals",
        ),
        # A gap does not give renewals back.
        (
            "2027-10-01/2027-12-31",
            ("2024-01-01/2024-03-31", "2024-04-01/2024-06-30", "2024-07-01/2024-09-30"),
            CAPE,
            "renewals",
        ),
        # Belgium: eighteen months in all.
        ("2025-01-31/2026-07-30", (), CANDIDATE, None),
        ("2025-01-31/2026-07-31", (), CANDIDATE, "total"),
        ("2026-01-01/2026-06-30", ("2024-01-01/2024-12-31",), CANDIDATE, None),
        ("2026-01-01/2026-07-01", ("2024-01-01/2024-12-31",), CANDIDATE, "total"),
        # No limit.
        ("2024-01-01/", ("2020-01-01/2023-12-31",), Limits(), None),
    ],
)
def test_refusal(new, earlier, limits, code):
    (term,) = terms(new)
    found = refusal(term, terms(*earlier), limits)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("path", "gaps", "reset", "expected"),
    [
        (("2024-03-01/2025-02-28", "2025-03-01/"), True, 0, "2027-03-01"),
        (("2024-03-01/2024-08-31", "2025-03-01/"), True, 0, "2027-03-01"),
        (("2024-03-01/2024-08-31", "2025-03-01/"), False, 0, "2027-09-01"),
        # Away for more than two years: the delay starts again by setting.
        (("2020-01-01/2020-12-31", "2024-01-01/"), True, 24, "2027-01-01"),
        (("2020-01-01/2020-12-31", "2022-06-01/"), True, 24, "2023-01-01"),
        # The limit was reached within the first contract.
        (("2020-01-01/2023-12-31", "2025-01-01/"), False, 0, "2023-01-01"),
        (("2024-02-29/",), True, 0, "2027-02-28"),
    ],
)
def test_membership_deadline(path, gaps, reset, expected):
    found = membership_deadline(terms(*path), 36, gaps=gaps, reset_months=reset)
    assert found[1] == day(expected)


def test_trial_deducts_earlier_contracts():
    earlier = terms("2024-01-01/2024-12-31")
    assert trial_limit(day("2025-01-01"), 8, earlier) == day("2025-01-01")
    assert trial_limit(day("2025-01-01"), 8) == day("2025-09-01")


DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))


@st.composite
def paths(draw):
    """Terms of up to two years with gaps of up to a year, in order."""
    start = draw(DAYS)
    path = []
    for length, gap in draw(
        st.lists(
            st.tuples(st.integers(0, 730), st.integers(1, 365)), min_size=1, max_size=5
        )
    ):
        end = start + timedelta(days=length)
        path.append(Term(start, end))
        start = end + timedelta(days=gap)
    return path


@given(DAYS, st.integers(0, 600))
def test_duration_undoes_add_months(start, months):
    assert duration(start, add_months(start, months)) == (months, 0)


@given(DAYS, DAYS)
def test_duration_adds_up(one, other):
    start, stop = sorted((one, other))
    months, days = duration(start, stop)
    assert add_months(start, months) + timedelta(days=days) == stop
    assert 0 <= days <= 30


@given(paths(), st.integers(1, 60))
def test_time_away_never_shortens_the_delay(path, months):
    elapsed = membership_deadline(path, months)[1]
    worked = membership_deadline(path, months, gaps=False)[1]
    # A few days: months of 28 to 31 days are counted from other days.
    assert worked >= elapsed - timedelta(days=4 * len(path))


@given(paths())
def test_spans_keep_the_days(path):
    def days(some):
        return sum((term.stop - term.start).days for term in some)

    joined = spans(path)
    assert days(joined) == days(path)
    assert all(a.stop < b.start for a, b in zip(joined, joined[1:], strict=False))


@given(paths(), st.integers(1, 36))
def test_accepted_terms_keep_the_limit(path, months):
    """A path accepted term by term lasts no more than the limit."""
    kept = []
    for term in path:
        if refusal(term, kept, Limits(max_months=months)) is None:
            kept.append(term)
    total = sum((term.stop - term.start).days for term in kept)
    assert total <= months * 31 + 1


@given(paths(), st.integers(1, 4))
def test_renewals_are_bounded(path, renewals):
    kept = []
    for term in path:
        if refusal(term, kept, Limits(max_renewals=renewals)) is None:
            kept.append(term)
    assert len(kept) <= renewals + 1


@given(paths(), st.integers(1, 24))
def test_reset_keeps_a_tail(path, reset):
    """What counts is always the last terms, without a long gap between them."""
    start = path[-1].stop + timedelta(days=1)
    kept = counted(path, start, reset)
    assert kept == path[len(path) - len(kept) :]
    for before, after in zip(kept, [*kept[1:], Term(start)], strict=False):
        assert add_months(before.stop, reset) > after.start
