# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Flows of people: table-driven cases, and the identity that holds for any paths."""

from datetime import date, timedelta

import pytest
from cae_member.kernel.people import Flow, Stretch, flows, parse_limits
from hypothesis import given
from hypothesis import strategies as st

EPOCH = date(2024, 1, 1)
MARCH = (date(2025, 3, 1), date(2025, 3, 31))


def day(number):
    return EPOCH + timedelta(days=number)


@st.composite
def people(draw):
    """Paths of persons: `(line, stretch)`, cut at random days, with random gaps."""
    found = []
    for _person in range(draw(st.integers(1, 6))):
        cursor = draw(st.integers(0, 40))
        for path in range(draw(st.integers(1, 3))):
            lengths = draw(st.lists(st.integers(1, 30), min_size=1, max_size=3))
            for rank, length in enumerate(lengths):
                last = rank == len(lengths) - 1
                stretch = Stretch(
                    day(cursor),
                    day(cursor + length - 1),
                    opens=not rank,
                    back=bool(path) and not rank,
                    closes=last,
                )
                found.append((draw(st.sampled_from("ABC")), stretch))
                cursor += length
            cursor += draw(st.integers(1, 20))
    return found


@given(people(), st.integers(0, 150), st.integers(0, 90))
def test_identity(stretches, first, length):
    period = day(first), day(first + length)
    found = flows(stretches, *period)
    for flow in found.values():
        come = flow.start + flow.entered + flow.returned + flow.moved
        assert come - flow.left == flow.end
    assert sum(flow.moved for flow in found.values()) == 0
    # Sorted into one line, the same people make the sum of the lines.
    whole = flows([("all", stretch) for _line, stretch in stretches], *period)
    for name in ("start", "entered", "returned", "left", "end"):
        expected = getattr(whole.get("all", Flow()), name)
        assert sum(getattr(flow, name) for flow in found.values()) == expected


@given(people(), st.integers(0, 150), st.integers(0, 60), st.integers(1, 60))
def test_periods_add_up(stretches, first, length, more):
    """A period is the sum of two that make it: the end of one starts the other."""
    middle = day(first + length)
    one = flows([("all", s) for _line, s in stretches], day(first), middle)
    two = flows(
        [("all", s) for _line, s in stretches],
        middle + timedelta(days=1),
        middle + timedelta(days=more),
    )
    both = flows(
        [("all", s) for _line, s in stretches],
        day(first),
        middle + timedelta(days=more),
    )
    one, two, both = (found.get("all", Flow()) for found in (one, two, both))
    assert one.end == two.start
    assert one.entered + two.entered == both.entered
    assert one.left + two.left == both.left


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        # The last day before the period, the first and the last of it.
        (Stretch(date(2025, 1, 1), date(2025, 2, 28)), None),
        (Stretch(date(2025, 1, 1), date(2025, 3, 1)), Flow(start=1, left=1)),
        (Stretch(date(2025, 1, 1), date(2025, 3, 31)), Flow(start=1, left=1)),
        (Stretch(date(2025, 1, 1), date(2025, 4, 1)), Flow(start=1, end=1)),
        (Stretch(date(2025, 3, 1)), Flow(entered=1, end=1)),
        (Stretch(date(2025, 3, 31)), Flow(entered=1, end=1)),
        (Stretch(date(2025, 4, 1)), None),
        # In and out on the same day.
        (Stretch(MARCH[1], MARCH[1]), Flow(entered=1, left=1)),
        (Stretch(date(2025, 3, 5), back=True), Flow(returned=1, end=1)),
    ],
)
def test_edges(stretch, expected):
    assert flows([("x", stretch)], *MARCH).get("x") == expected


@pytest.mark.parametrize(
    "text", ["26, x", "26,,45", "45, 26", "26, 26", "0, 30", "-5", "26, 130"]
)
def test_limits_refused(text):
    with pytest.raises(ValueError):
        parse_limits(text)
