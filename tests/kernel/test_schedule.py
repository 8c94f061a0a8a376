# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Days of visits: known calendars, and what holds for any frequency and term."""

from datetime import date, datetime, timedelta

import pytest
from cae_service.kernel.schedule import (
    MOST_VISITS,
    at_hour,
    billed_hours,
    grid,
    local_day,
    local_hour,
    next_period,
    period_start,
    plan,
)
from hypothesis import given
from hypothesis import strategies as st

EPOCH = date(2024, 1, 1)
days = st.integers(0, 800).map(lambda number: EPOCH + timedelta(days=number))
frequencies = st.sampled_from(sorted(MOST_VISITS)).flatmap(
    lambda period: st.tuples(st.integers(1, MOST_VISITS[period]), st.just(period))
)
weekdays = st.none() | st.integers(0, 4)


def day(text):
    return date.fromisoformat(text)


def listed(visits):
    return [str(visit.day) for visit in visits]


@pytest.mark.parametrize(
    ("first", "count", "period", "weekday", "expected"),
    [
        # October 2026 begins on a Thursday: Wednesdays 7, 14, 21 and 28.
        ("2026-10-01", 1, "month", 2, ["2026-10-21"]),
        ("2026-10-01", 2, "month", 2, ["2026-10-14", "2026-10-28"]),
        # five Wednesdays in July 2026 (1, 8, 15, 22, 29): two weeks apart as well
        ("2026-07-01", 2, "month", 2, ["2026-07-08", "2026-07-22"]),
        # 22 working days: the sixth and the seventeenth
        ("2026-10-01", 2, "month", None, ["2026-10-08", "2026-10-23"]),
        ("2026-10-05", 1, "week", None, ["2026-10-07"]),
        ("2026-10-05", 2, "week", 2, ["2026-10-07", "2026-10-09"]),
        (
            "2026-10-05",
            5,
            "week",
            4,
            [f"2026-10-0{number}" for number in range(5, 10)],
        ),
        # 13 Mondays from 5 October to 28 December: the seventh
        ("2026-10-01", 1, "quarter", 0, ["2026-11-16"]),
    ],
)
def test_grid(first, count, period, weekday, expected):
    assert [str(found) for found in grid(day(first), count, period, weekday)] == (
        expected
    )


def test_next_free_day_else_the_day_before():
    closed = {day("2026-04-06"), day("2026-05-01")}  # Easter Monday, Labour Day
    monday = plan(day("2026-04-01"), day("2026-04-30"), 1, "week", 0, closed)
    assert listed(monday) == ["2026-04-07", "2026-04-13", "2026-04-20", "2026-04-27"]
    friday = plan(day("2026-04-20"), day("2026-05-01"), 1, "week", 4, closed)
    # nothing after Friday 1 May in the term: Thursday before
    assert listed(friday) == ["2026-04-24", "2026-04-30"]
    assert [str(visit.planned) for visit in friday] == ["2026-04-24", "2026-05-01"]


def test_not_twice_on_a_day():
    away = {day("2026-06-01") + timedelta(days=number) for number in range(14)}
    june = day("2026-06-01"), day("2026-06-30")
    visits = plan(*june, 1, "week", 0, free=lambda found: found not in away)
    # Mondays 1 and 8 are away; 15, 22 and 29 keep their visits: Tuesday, Wednesday
    assert listed(visits) == [
        "2026-06-16",
        "2026-06-17",
        "2026-06-15",
        "2026-06-22",
        "2026-06-29",
    ]
    assert visits == plan(*june, 1, "week", 0, away)


def test_partial_periods_in_proportion():
    # 10 of the 22 working days of October: 10/22 of four visits, 1.8: two
    assert len(plan(day("2026-10-01"), day("2026-10-14"), 4, "month")) == 2
    # Thursday and Friday of a week, without and with their preferred day
    thursday = day("2026-01-01"), day("2026-01-04")
    assert not plan(*thursday, 1, "week", 0)
    assert listed(plan(*thursday, 1, "week", 4)) == ["2026-01-02"]


def test_until_and_known():
    open_end = plan(day("2026-01-01"), None, 1, "week", 1, until=day("2026-01-31"))
    assert listed(open_end) == ["2026-01-06", "2026-01-13", "2026-01-20", "2026-01-27"]
    more = plan(
        day("2026-01-01"),
        None,
        1,
        "week",
        1,
        until=day("2026-02-07"),
        known={visit.planned for visit in open_end},
    )
    assert listed(more) == ["2026-02-03"]
    with pytest.raises(ValueError, match="without an end"):
        plan(day("2026-01-01"), None, 1, "week")
    with pytest.raises(ValueError, match="6 visits in a week"):
        plan(day("2026-01-01"), None, 6, "week")


def test_no_free_day():
    assert not plan(
        EPOCH, EPOCH + timedelta(days=30), 2, "month", free=lambda _d: False
    )


@given(days, frequencies, weekdays, st.integers(1, 6))
def test_whole_periods_have_their_number(start, frequency, weekday, periods):
    count, period = frequency
    first = stop = period_start(start, period)
    for _number in range(periods):
        stop = next_period(stop, period)
    visits = plan(first, stop - timedelta(days=1), count, period, weekday)
    assert len(visits) == count * periods
    assert len({visit.day for visit in visits}) == len(visits)


@given(days, st.integers(0, 400), frequencies, weekdays, st.sets(days, max_size=60))
def test_inside_open_and_deterministic(start, length, frequency, weekday, closed):
    end = start + timedelta(days=length)
    visits = plan(start, end, *frequency, weekday, closed)
    found = [visit.day for visit in visits]
    assert all(start <= visit <= end for visit in found)
    assert not set(found) & closed
    assert len(set(found)) == len(found)
    assert all(visit.weekday() < 5 for visit in found)
    assert visits == plan(start, end, *frequency, weekday, sorted(closed))


@given(
    days,
    st.integers(0, 200),
    st.integers(0, 200),
    frequencies,
    weekdays,
    st.sets(days, max_size=60),
)
def test_stable_when_the_end_is_put_off(
    start, length, more, frequency, weekday, closed
):
    end = start + timedelta(days=length)
    later = end + timedelta(days=more)
    first = plan(start, end, *frequency, weekday, closed)
    known = {visit.planned for visit in first}
    added = plan(
        start,
        later,
        *frequency,
        weekday,
        closed,
        known=known,
        taken={visit.day for visit in first},
    )
    assert not known & {visit.planned for visit in added}
    assert not {visit.day for visit in first} & {visit.day for visit in added}
    # the grid itself does not move: without closed days nothing does
    whole = plan(start, later, *frequency, weekday)
    assert plan(start, end, *frequency, weekday) == [
        visit for visit in whole if visit.planned <= end
    ]


@given(days, st.integers(1, 60), st.sampled_from(["week", "month", "quarter", "year"]))
def test_partial_period_is_the_rounded_share(start, length, period):
    """Without a preferred day: the share of the working days, to half a visit."""
    first = period_start(start, period)
    stop = next_period(first, period)
    end = min(first + timedelta(days=length), stop - timedelta(days=1))
    count = {"week": 2, "month": 4, "quarter": 6, "year": 24}[period]
    span = [first + timedelta(days=i) for i in range((stop - first).days)]
    working = [found for found in span if found.weekday() < 5]
    share = count * sum(found <= end for found in working) / len(working)
    assert abs(len(plan(first, end, count, period)) - share) <= 1


@given(days, st.sampled_from([8.0, 9.5, 13.25, 17.75]))
def test_local_hour_stays(found, hour):
    for zone in ("Europe/Paris", "America/Montreal", "UTC"):
        moment = at_hour(found, hour, zone)
        assert local_hour(moment, zone) == hour
        assert local_day(moment, zone) == found


def test_at_hour_across_the_change_of_clocks():
    # Québec goes to summer time on Sunday 8 March 2026: from UTC−5 to UTC−4
    assert at_hour(day("2026-03-06"), 9, "America/Montreal") == datetime(2026, 3, 6, 14)
    assert at_hour(day("2026-03-09"), 9, "America/Montreal") == datetime(2026, 3, 9, 13)


@pytest.mark.parametrize(
    ("minutes", "minimum", "step", "expected"),
    [
        (3, 0, 0, 3),
        (3, 5, 0, 5),
        (6, 0, 5, 10),
        (10, 0, 5, 10),
        (1, 15, 10, 15),
        (16, 15, 10, 20),
    ],
)
def test_billed_hours(minutes, minimum, step, expected):
    assert round(billed_hours(minutes / 60, minimum, step) * 60) == expected
