# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Arithmetic of the jobs of members: what is consistent, shares and changes.

Posts are persons in employment on the day of reference; full-time equivalents (FTE)
count the same persons by their working time, so they are never more than the posts.
Shares of a group of members are those of the sums, never the mean of the shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
# What cannot be more than the posts, together when there are several.
PARTS_OF_POSTS = (
    ("fte",),
    ("subsidised_posts",),
    ("permanent_posts",),
    ("full_time_posts", "part_time_above_half"),
)


@dataclass(frozen=True)
class Figures:
    """The jobs of one member, or of many, on one day; money in one currency."""

    posts: int = 0
    fte: Decimal = ZERO
    subsidised_posts: int = 0
    permanent_posts: int = 0
    full_time_posts: int = 0
    part_time_above_half: int = 0
    turnover: Decimal = ZERO
    payroll: Decimal = ZERO

    @classmethod
    def from_values(cls, values: Mapping[str, float]) -> Figures:
        """From a mapping by field name; floats are taken as they are written.

        >>> Figures.from_values({"posts": 3, "fte": 2.1, "year": 2026})
        Figures(posts=3, fte=Decimal('2.1'), subsidised_posts=0, permanent_posts=0, \
full_time_posts=0, part_time_above_half=0, turnover=Decimal('0'), \
payroll=Decimal('0'))
        """
        return cls(
            **{
                field.name: (
                    int(values[field.name])
                    if isinstance(field.default, int)
                    else Decimal(str(values[field.name] or 0))
                )
                for field in fields(cls)
                if field.name in values
            }
        )

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            **{
                field.name: getattr(self, field.name) + getattr(other, field.name)
                for field in fields(self)
            }
        )


FIGURE_NAMES = tuple(field.name for field in fields(Figures))


def total(rows: Iterable[Figures]) -> Figures:
    """The figures of several members together.

    >>> total([Figures(posts=3), Figures(posts=4)]).posts
    7
    """
    return sum(rows, Figures())


def negative_figures(figures: Figures) -> list[str]:
    """Names of the figures below zero.

    >>> negative_figures(Figures(posts=-1, turnover=Decimal(-5)))
    ['posts', 'turnover']
    """
    return [name for name in FIGURE_NAMES if getattr(figures, name) < 0]


def parts_over_posts(figures: Figures) -> list[tuple[str, ...]]:
    """Groups of figures whose sum is more than the posts.

    >>> parts_over_posts(Figures(posts=2, fte=Decimal("2.01"), permanent_posts=2))
    [('fte',)]
    >>> parts_over_posts(Figures(posts=2, full_time_posts=2, part_time_above_half=1))
    [('full_time_posts', 'part_time_above_half')]
    """
    return [
        names
        for names in PARTS_OF_POSTS
        if sum(getattr(figures, name) for name in names) > figures.posts
    ]


def percentage(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """`part` of `whole` in %, to a tenth half-up; nothing of nothing has no share.

    >>> percentage(152, 236), percentage(1, 0)
    (Decimal('64.4'), None)
    """
    if not whole:
        return None
    return (Decimal(part) * HUNDRED / Decimal(whole)).quantize(TENTH, ROUND_HALF_UP)


def change_rate(
    before: Decimal | int | None, now: Decimal | int | None
) -> Decimal | None:
    """Change from `before` in %, to a tenth half-up; None without a start.

    >>> change_rate(160, 173), change_rate(200, 173), change_rate(0, 173)
    (Decimal('8.1'), Decimal('-13.5'), None)
    """
    if not before or now is None:
        return None
    return percentage(Decimal(now) - Decimal(before), Decimal(before))
