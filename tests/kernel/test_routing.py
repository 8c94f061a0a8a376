# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Ranking and routing: worked examples, and properties."""

import random
import time
from datetime import date

from cae_service.kernel.routing import (
    Board,
    Need,
    Professional,
    Weights,
    get_chosen,
    rank,
    route,
    week_of,
)
from hypothesis import given
from hypothesis import strategies as st

FIELDS = ("law", "books", "web")
hours = st.floats(0, 60).map(lambda value: round(value, 2))
professionals = st.lists(
    st.builds(
        Professional,
        key=st.integers(1, 1000),
        name=st.sampled_from(("Ada", "Bob", "Cyd")),
        weekly_hours=hours,
        expertises=st.frozensets(st.sampled_from(FIELDS)),
        members=st.frozensets(st.sampled_from("xy")),
        territories=st.frozensets(st.sampled_from("st")),
        direct=st.booleans(),
        busy=st.dictionaries(st.integers(0, 5), hours, max_size=3),
    ),
    max_size=8,
    unique_by=lambda found: found.key,
)
needs = st.lists(
    st.builds(
        Need,
        key=st.integers(),
        hours=hours,
        weeks=st.integers(0, 3).flatmap(
            lambda start: st.integers(1, 3).map(
                lambda count: tuple(range(start, start + count))
            )
        ),
        expertise=st.sampled_from(FIELDS),
        member=st.sampled_from((None, *"xy")),
        territory=st.sampled_from((None, *"st")),
        declined=st.frozensets(st.integers(1, 1000), max_size=3),
    ),
    max_size=12,
)


def test_points_of_a_ranking():
    law = frozenset({"law"})
    people = [
        # 50 × 30/40 left = 37.5 → 38; + 30: serves the member
        Professional(1, "Ada", 20, law, frozenset("m"), busy={10: 10.0}),
        # all of the period is left: 50; + 20: same territory
        Professional(2, "Bob", 20, law, territories=frozenset("t")),
        Professional(3, "Cyd", 20, law, direct=False),
        Professional(4, "Dan", 20),
        # 5 hours left, 6 needed
        Professional(5, "Eve", 20, law, busy={10: 20.0, 11: 15.0}),
        Professional(6, "Flo", 20, law),
    ]
    need = Need("n", 6, (10, 11), "law", "m", "t", declined=frozenset({6}))
    found = rank(need, people, Board(people))
    assert [(one.name, one.score, one.remaining, one.obstacle) for one in found] == [
        ("Bob", 70, 40.0, None),
        ("Ada", 68, 30.0, None),
        ("Eve", 6, 5.0, "capacity"),
        ("Flo", 50, 40.0, "declined"),
        ("Cyd", 50, 40.0, "indirect"),
        ("Dan", 50, 40.0, "expertise"),
    ]
    # Who serves the member may count more: that is a setting.
    found = rank(need, people, Board(people), Weights(serves_member=40))
    assert [one.name for one in found[:2]] == ["Ada", "Bob"]


def test_hours_taken_are_not_left():
    people = [Professional(1, "Ada", 10, frozenset({"law"}))]
    lines = [Need(i, 4, (1,), "law") for i in range(3)]
    ranked = [found for _need, found in route(lines, people)]
    # 10 hours: 4, then 4, and 2 are not enough for the third
    assert [found[0].remaining for found in ranked] == [10, 6, 2]
    assert [bool(get_chosen(found)) for found in ranked] == [True, True, False]
    # Ranked without being assigned, each finds the whole week.
    ranked = [found for _need, found in route(lines, people, assign=False)]
    assert [found[0].remaining for found in ranked] == [10, 10, 10]


def test_ties_by_name_then_key():
    law = frozenset({"law"})
    people = [
        Professional(2, "Ada", 10, law),
        Professional(3, "Aa", 10, law),
        Professional(1, "Ada", 10, law),
    ]
    found = rank(Need("n", 1, (1,), "law"), people, Board(people))
    assert [one.key for one in found] == [3, 1, 2]


def test_weeks():
    monday = date(2026, 8, 3)
    assert monday.isoweekday() == 1
    assert week_of(monday) == week_of(date(2026, 8, 9)) == week_of(date(2026, 8, 2)) + 1


@given(needs, professionals)
def test_nobody_gets_more_than_the_hours_of_a_week(lines, people):
    board = Board(people)
    for need, ranked in route(lines, people):
        chosen = get_chosen(ranked)
        if not chosen:
            continue
        one = next(found for found in people if found.key == chosen.key)
        assert need.expertise in one.expertises
        assert one.direct and one.key not in need.declined
        before = {week: board.get_remaining(one.key, (week,)) for week in need.weeks}
        # As told, before this need, and enough for it.
        assert abs(chosen.remaining - sum(before.values())) < 1e-6
        assert chosen.remaining >= need.hours
        board.take(one.key, need.weeks, need.hours)
        left = [board.get_remaining(one.key, (week,)) for week in need.weeks]
        assert all(room >= 0 for room in left)
        # What was taken had its place: no week was burdened beyond its hours.
        assert abs(sum(before.values()) - sum(left) - need.hours) < 1e-6


@given(needs, professionals, st.randoms())
def test_order_of_the_professionals_does_not_matter(lines, people, rng):
    shuffled = list(people)
    rng.shuffle(shuffled)
    assert route(lines, people) == route(lines, shuffled)


@given(needs, professionals)
def test_the_best_are_first(lines, people):
    for need, ranked in route(lines, people):
        assert {one.key for one in ranked} == {
            one.key for one in people if need.expertise in one.expertises
        }
        free = [one for one in ranked if one.obstacle is None]
        assert ranked[: len(free)] == free
        keys = [(-one.score, one.name, str(one.key)) for one in free]
        assert keys == sorted(keys)


def _make(count):
    rng = random.Random(6)
    people = [Professional(i, f"P{i:03}", 35, frozenset(range(5))) for i in range(100)]
    lines = [
        Need(i, 2, range(4), rng.randrange(5), member=rng.randrange(50))
        for i in range(count)
    ]
    return lines, people


def test_the_work_is_linear():
    """Everybody has every field: the worst case of 1,000 lines among 100 people."""
    took = {}
    for count in (250, 1000):
        lines, people = _make(count)
        start = time.process_time()
        ranked = route(lines, people)
        took[count] = time.process_time() - start
        assert all(get_chosen(found) for _need, found in ranked)
    # Four times the lines: four times the work, and room for a busy machine.
    assert took[1000] < 4 * 2.5 * took[250]
