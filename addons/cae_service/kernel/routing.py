# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who is asked to answer a need: a ranking that can be explained, and nothing else.

A period is a sequence of weeks, each a whole number (`week_of`). A professional has so
many hours a week; what is taken is taken from the first weeks that have room, so no
week is ever given twice, even when the periods of two needs overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

# Why somebody is not proposed, the mildest first: this is also their order.
OBSTACLES = ("capacity", "declined", "indirect", "expertise")


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for serving the member, for the territory, and for a free period."""

    serves_member: int = 30
    same_territory: int = 20
    capacity: int = 50


@dataclass(frozen=True, slots=True)
class Need:
    """What has to be done: hours, in some weeks, in a field, for a member.

    `declined`: the keys of the professionals who said no.
    """

    key: Hashable
    hours: float
    weeks: Sequence[int]
    expertise: Hashable
    member: Hashable = None
    territory: Hashable = None
    declined: frozenset[Hashable] = frozenset()


@dataclass(frozen=True, slots=True)
class Professional:
    """Who may do it; `busy`: the hours taken already, by week."""

    key: Hashable
    name: str
    weekly_hours: float
    expertises: frozenset[Hashable] = frozenset()
    members: frozenset[Hashable] = frozenset()
    territories: frozenset[Hashable] = frozenset()
    direct: bool = True
    busy: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A professional ranked for a need; `obstacle`: why not proposed, or None."""

    key: Hashable
    name: str
    score: int
    remaining: float
    has_expertise: bool
    serves_member: bool
    same_territory: bool
    declined: bool
    obstacle: str | None = None


class Board:
    """The hours left to each professional, week by week.

    `taken`: what they have accepted to do, `(key, weeks, hours)`, in order.

    >>> ada = Professional("a", "Ada", 10, busy={1: 4.0})
    >>> board = Board([ada])
    >>> board.get_remaining("a", [1, 2])
    16.0
    >>> board.take("a", [1, 2], 9)
    >>> board.get_remaining("a", [1]), board.get_remaining("a", [2, 3])
    (0.0, 17.0)
    """

    def __init__(
        self,
        professionals: Iterable[Professional],
        taken: Iterable[tuple[Hashable, Sequence[int], float]] = (),
    ) -> None:
        self._weekly = {found.key: found.weekly_hours for found in professionals}
        self._busy = {
            found.key: defaultdict(float, found.busy) for found in professionals
        }
        for key, weeks, hours in taken:
            self.take(key, weeks, hours)

    def get_remaining(self, key: Hashable, weeks: Sequence[int]) -> float:
        """Hours left in these weeks; a week that is too full takes from no other."""
        weekly, busy = self._weekly[key], self._busy[key]
        return float(sum(max(weekly - busy.get(week, 0.0), 0.0) for week in weeks))

    def take(self, key: Hashable, weeks: Sequence[int], hours: float) -> None:
        """Fill the weeks in order; what has no room burdens the last of them."""
        weekly, busy = self._weekly[key], self._busy[key]
        for week in weeks:
            part = min(max(weekly - busy[week], 0.0), hours)
            busy[week] += part
            hours -= part
        if hours > 0:
            busy[weeks[-1]] += hours


def week_of(day: date) -> int:
    """The number of the week of a day, Monday first, since the first year.

    >>> week_of(date(2026, 1, 4)) + 1 == week_of(date(2026, 1, 5))
    True
    """
    return (day.toordinal() - 1) // 7


def rank(
    need: Need,
    professionals: Iterable[Professional],
    board: Board,
    weights: Weights = Weights(),
) -> list[Candidate]:
    """Everybody, the best first: those who may be proposed, then the others.

    Who has the expertise, intervenes directly, did not decline and has enough hours
    left may be proposed. The points decide between them, then the name, then the key.
    Free time counts in proportion of the hours of the period.

    >>> law = frozenset({"law"})
    >>> people = [
    ...     Professional("a", "Ada", 10, law, members=frozenset({"shop"})),
    ...     Professional("b", "Bob", 10, law),
    ...     Professional("c", "Cyd", 10),
    ...     Professional("d", "Dan", 10, law, busy={1: 8.0}),
    ... ]
    >>> need = Need("n", 5, [1], "law", member="shop")
    >>> [(c.name, c.score, c.obstacle) for c in rank(need, people, Board(people))]
    [('Ada', 80, None), ('Bob', 50, None), ('Dan', 10, 'capacity'), \
('Cyd', 50, 'expertise')]
    """
    found = [_judge(need, one, board, weights) for one in professionals]
    found.sort(key=_order)
    return found


def route(
    needs: Iterable[Need],
    professionals: Sequence[Professional],
    weights: Weights = Weights(),
    assign: bool = True,
    taken: Iterable[tuple[Hashable, Sequence[int], float]] = (),
) -> list[tuple[Need, list[Candidate]]]:
    """Rank those with the expertise for each need, in the order of the needs.

    With `assign`, the first candidate of each need takes it, when nothing stands in
    the way (`get_chosen`): the hours are not left for the needs that follow. `taken`:
    what they have to do already. The work grows with needs × professionals of a field.

    >>> people = [Professional("a", "Ada", 8, frozenset({"law"}))]
    >>> needs = [Need(i, 5, [1], "law") for i in (1, 2)]
    >>> [chosen and chosen.name for _, ranked in route(needs, people)
    ...  for chosen in [get_chosen(ranked)]]
    ['Ada', None]
    """
    board = Board(professionals, taken)
    by_field = defaultdict(list)
    for one in professionals:
        for expertise in one.expertises:
            by_field[expertise].append(one)
    result = []
    for need in needs:
        ranked = rank(need, by_field.get(need.expertise, ()), board, weights)
        chosen = get_chosen(ranked)
        if assign and chosen:
            board.take(chosen.key, need.weeks, need.hours)
        result.append((need, ranked))
    return result


def get_chosen(ranked: Sequence[Candidate]) -> Candidate | None:
    """The one to propose, if anybody may be.

    >>> get_chosen([]) is None
    True
    """
    return ranked[0] if ranked and ranked[0].obstacle is None else None


def _judge(need: Need, one: Professional, board: Board, weights: Weights) -> Candidate:
    remaining = board.get_remaining(one.key, need.weeks)
    whole = one.weekly_hours * len(need.weeks)
    free = remaining / whole if whole > 0 else 0.0
    serves = need.member is not None and need.member in one.members
    near = need.territory is not None and need.territory in one.territories
    score = (
        weights.serves_member * serves
        + weights.same_territory * near
        + int(weights.capacity * free + 0.5)
    )
    has_expertise = need.expertise in one.expertises
    declined = one.key in need.declined
    obstacle = None
    if not has_expertise:
        obstacle = "expertise"
    elif not one.direct:
        obstacle = "indirect"
    elif declined:
        obstacle = "declined"
    elif remaining <= 0 or remaining < need.hours:
        obstacle = "capacity"
    return Candidate(
        one.key,
        one.name,
        score,
        remaining,
        has_expertise,
        serves,
        near,
        declined,
        obstacle,
    )


def _order(candidate: Candidate) -> tuple[int, int, str, str]:
    """Those who may be proposed first; equal names by key, whatever its type."""
    obstacle = candidate.obstacle
    group = OBSTACLES.index(obstacle) + 1 if obstacle else 0
    return group, -candidate.score, candidate.name, str(candidate.key)
