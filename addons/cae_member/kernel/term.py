# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Terms of contracts: how long they last, what they may not exceed.

A limit of N months is a day: the first one on which the person may no longer be
under contract. Twelve months from 1 March 2024 lead to 1 March 2025, so the last
day allowed is 28 February 2025. A month counts from a day to the same day of a later
month, or to the last day of that month when it is shorter.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """A contract from its first to its last day, both included; no end: it goes on."""

    start: date
    end: date | None = None

    @property
    def stop(self) -> date | None:
        """The first day after the term."""
        return self.end + ONE_DAY if self.end else None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a type of contract may not exceed; 0 is no limit.

    `max_months` for all terms together, `max_term_months` for each of them,
    `max_renewals` for their number less one, `reset_months` without contract after
    which they are counted anew.
    """

    max_months: int = 0
    max_term_months: int = 0
    max_renewals: int = 0
    reset_months: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a term is refused: `code` is `open`, `term`, `renewals` or `total`.

    `limit` is the day on which the term must be over at the latest, `earlier` the
    terms that count.
    """

    code: str
    earlier: tuple[Term, ...]
    limit: date | None = None


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month.

    >>> add_months(date(2024, 2, 29), 12), add_months(date(2025, 1, 31), 1)
    (datetime.date(2025, 2, 28), datetime.date(2025, 2, 28))
    >>> add_months(date(2027, 2, 28), -36)
    datetime.date(2024, 2, 28)
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def duration(start: date, stop: date) -> tuple[int, int]:
    """Whole months, then days, from a day to another that is not included.

    >>> duration(date(2024, 3, 1), date(2025, 3, 1))
    (12, 0)
    >>> duration(date(2024, 1, 31), date(2024, 2, 29))
    (1, 0)
    >>> duration(date(2024, 1, 15), date(2024, 3, 11))
    (1, 25)
    """
    months = (stop.year - start.year) * 12 + stop.month - start.month
    if add_months(start, months) > stop:
        months -= 1
    return months, (stop - add_months(start, months)).days


def spans(terms: Iterable[Term]) -> list[Term]:
    """The terms in order, those that follow each other without a day between as one.

    >>> chain = [Term(date(2024, 6, 1), date(2024, 8, 31)), Term(date(2024, 9, 1))]
    >>> spans(chain)
    [Term(start=datetime.date(2024, 6, 1), end=None)]
    """
    merged: list[Term] = []
    for term in sorted(terms, key=lambda term: term.start):
        last = merged[-1] if merged else None
        if last and (last.stop is None or last.stop >= term.start):
            ends = (last.end, term.end)
            end = None if None in ends else max(ends)
            merged[-1] = Term(last.start, end)
        else:
            merged.append(term)
    return merged


def counted(terms: Iterable[Term], start: date, reset_months: int = 0) -> list[Term]:
    """The terms begun before a day that count with one beginning on it.

    All of them, save those before a time without contract of `reset_months`.

    >>> old = Term(date(2018, 1, 1), date(2018, 12, 31))
    >>> counted([old], date(2021, 1, 1), 24), counted([old], date(2020, 6, 1), 24)
    ([], [Term(start=datetime.date(2018, 1, 1), end=datetime.date(2018, 12, 31))])
    """
    earlier = [term for term in terms if term.start < start]
    earlier.sort(key=lambda term: term.start)
    if not reset_months:
        return earlier
    following = start
    for position in range(len(earlier), 0, -1):
        stops = [term.stop for term in earlier[:position]]
        if None in stops:
            return earlier
        if add_months(max(stops), reset_months) <= following:
            return earlier[position:]
        following = earlier[position - 1].start
    return earlier


def limit_after(start: date, months: int, earlier: Sequence[Term] = ()) -> date:
    """The day when `months` are reached by who starts, earlier terms included.

    >>> limit_after(date(2025, 3, 1), 36, [Term(date(2024, 3, 1), date(2025, 2, 28))])
    datetime.date(2027, 3, 1)
    """
    joined = [span for span in spans(earlier) if span.stop]
    adjacent = next((span for span in joined if span.stop == start), None)
    if adjacent:
        # One span: its months are counted from its own first day.
        return limit_after(
            adjacent.start, months, [span for span in joined if span != adjacent]
        )
    used = [duration(span.start, span.stop) for span in joined]
    limit = add_months(start, months - sum(whole for whole, _days in used))
    return limit - timedelta(days=sum(days for _whole, days in used))


def bounds(
    start: date, earlier: Sequence[Term], limits: Limits
) -> list[tuple[date, str]]:
    """The days by which a term is over, the nearest first, each with its code.

    >>> bounds(date(2024, 3, 1), (), Limits(max_months=36, max_term_months=12))
    [(datetime.date(2025, 3, 1), 'term'), (datetime.date(2027, 3, 1), 'total')]
    """
    found = []
    if limits.max_term_months:
        found.append((add_months(start, limits.max_term_months), "term"))
    if limits.max_months:
        found.append((limit_after(start, limits.max_months, earlier), "total"))
    return sorted(found)


def refusal(term: Term, terms: Iterable[Term], limits: Limits) -> Refusal | None:
    """Why a term may not be added to the terms of its type; None if it may.

    A type with a limit of months has no open end. French CAPE (C. com. L127-2,
    R127-1): 12 months a term, two renewals, even if they make less than 36 months:

    >>> cape = Limits(max_months=36, max_term_months=12, max_renewals=2)
    >>> three = [Term(date(2024, m, 1), add_months(date(2024, m, 1), 3) - ONE_DAY)
    ...          for m in (1, 4, 7)]
    >>> refusal(three[2], three[:2], cape) is None
    True
    >>> refusal(Term(date(2024, 10, 1), date(2024, 12, 31)), three, cape).code
    'renewals'
    """
    earlier = tuple(counted(terms, term.start, limits.reset_months))
    if limits.max_renewals and len(earlier) > limits.max_renewals:
        return Refusal("renewals", earlier)
    for limit, code in bounds(term.start, earlier, limits):
        if term.stop is None:
            return Refusal("open", earlier, limit)
        if term.stop > limit:
            return Refusal(code, earlier, limit)
    return None


def membership_deadline(
    terms: Iterable[Term], months: int, gaps: bool = True, reset_months: int = 0
) -> tuple[date, date] | None:
    """The first counted day and the day by which its person must be a member.

    French law (C. trav. L7331-3): three years, less the time of the CAPE and of any
    other contract between the parties. With `gaps` the time without contract counts
    too: the delay runs from the first day.

    >>> path = [Term(date(2024, 3, 1), date(2025, 2, 28)), Term(date(2025, 3, 1))]
    >>> membership_deadline(path, 36)[1]
    datetime.date(2027, 3, 1)
    >>> away = [Term(date(2024, 3, 1), date(2024, 8, 31)), Term(date(2025, 3, 1))]
    >>> [membership_deadline(away, 36, gaps)[1].isoformat() for gaps in (True, False)]
    ['2027-03-01', '2027-09-01']
    """
    ordered = sorted(terms, key=lambda term: term.start)
    if not ordered:
        return None
    last = ordered[-1]
    chain = [*counted(ordered, last.start, reset_months), last]
    first = chain[0].start
    if gaps:
        return first, add_months(first, months)
    earlier: list[Term] = []
    joined = spans(chain)
    for span in joined:
        limit = limit_after(span.start, months, earlier)
        if span.stop is None or span.stop >= limit:
            break
        earlier.append(span)
    return first, limit


def trial_limit(start: date, months: int, earlier: Sequence[Term] = ()) -> date:
    """The day by which a trial is over, earlier contracts deducted; `start` if none.

    French law (C. trav. L7332-1): eight months, renewal included.

    >>> trial_limit(date(2025, 3, 1), 8, [Term(date(2025, 1, 1), date(2025, 2, 28))])
    datetime.date(2025, 9, 1)
    """
    return max(
        start, limit_after(start, months, [t for t in earlier if t.start < start])
    )
