# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A year of events in any order: in the end everyone has paid its exact share."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from cae_mutualisation.kernel.sharing import Period, Value, settle, value_days
from hypothesis import given
from hypothesis import strategies as st

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
MEMBERS = "abcde"
DAYS = [YEAR.start + timedelta(days=i) for i in range(365)]

days = st.sampled_from(DAYS)
members = st.sampled_from(MEMBERS)
money = st.decimals("0.01", "50000", places=2)
numbers = st.decimals("0", "60", places=1)
events = st.one_of(
    st.tuples(st.just("join"), members, days, st.none() | st.integers(0, 300)),
    st.tuples(st.just("value"), members, days, numbers),
    st.tuples(st.just("bill"), money),
    st.tuples(st.just("grant"), money),
    st.tuples(st.just("provision"), members, money),
    st.just(("settle",)),
)


@dataclass
class Grouping:
    """What is known of a pool, and what each member was asked, credits taken off."""

    terms: dict = field(default_factory=lambda: defaultdict(list))
    values: dict = field(default_factory=lambda: defaultdict(dict))
    cost: Decimal = Decimal("0.00")
    asked: dict = field(default_factory=lambda: defaultdict(lambda: Decimal("0.00")))

    def happen(self, event):
        kind, *found = event
        getattr(self, kind)(*found)

    def join(self, member, start, length):
        end = None if length is None else start + timedelta(days=length)
        self.terms[member].append(Period(start, end))

    def value(self, member, day, amount):
        # Two values of a day would depend on which comes last: the records forbid it.
        self.values[member].setdefault(day, amount)

    def bill(self, amount):
        self.cost += amount

    def grant(self, amount):
        self.cost -= amount

    def provision(self, member, amount):
        self.asked[member] += amount

    def weights(self):
        return {
            member: value_days(
                [Value(day, amount) for day, amount in self.values[member].items()],
                terms,
                YEAR,
            )
            for member, terms in self.terms.items()
        }

    def settle(self):
        """Invoice or credit the differences; impossible while nobody weighs."""
        weights = self.weights()
        if not any(weights.values()):
            return
        for member, share in settle(self.cost, weights, dict(self.asked)).items():
            self.asked[member] += share.balance


def once_a_day(found):
    """One value of a member for a day, as the records have it."""
    kept, seen = [], set()
    for event in found:
        if event[0] == "value":
            if event[1:3] in seen:
                continue
            seen.add(event[1:3])
        kept.append(event)
    return kept


def live(found):
    """Everything that happens, then the last settlement; somebody weighs something."""
    grouping = Grouping()
    # Somebody shares from the first day on: else there is nobody to settle with.
    grouping.join("z", YEAR.start, None)
    grouping.value("z", YEAR.start, Decimal(1))
    for event in found:
        grouping.happen(event)
    grouping.settle()
    return grouping


@given(st.lists(events, max_size=25))
def test_members_pay_the_net_cost_whatever_happens(found):
    grouping = live(found)
    assert sum(grouping.asked.values()) == grouping.cost


@given(st.lists(events, max_size=25))
def test_who_weighs_nothing_has_paid_nothing_in_the_end(found):
    grouping = live(found)
    weights = grouping.weights()
    for member, asked in grouping.asked.items():
        if not weights.get(member):
            assert asked == 0, member


@given(st.lists(events, max_size=25), st.randoms())
def test_neither_the_order_nor_settlements_in_between_matter(found, random):
    found = once_a_day(found)
    expected = dict(live(found).asked)
    shuffled = list(found)
    random.shuffle(shuffled)
    plain = [event for event in found if event[0] != "settle"]
    often = [event for one in plain for event in (one, ("settle",))]
    for other in (shuffled, plain, often):
        asked = live(other).asked
        for member in {*expected, *asked}:
            assert expected.get(member, 0) == asked.get(member, 0), member


@given(st.lists(events, max_size=25))
def test_everyone_pays_its_part_within_a_cent(found):
    grouping = live(found)
    weights = grouping.weights()
    total = sum(Fraction(weight) for weight in weights.values())
    for member, weight in weights.items():
        exact = Fraction(grouping.cost) * Fraction(weight) / total
        assert abs(Fraction(grouping.asked[member]) - exact) <= Fraction(1, 100)


@given(st.lists(events, max_size=25), money)
def test_a_late_bill_asks_for_its_amount_only(found, late):
    grouping = live(found)
    before = sum(grouping.asked.values())
    grouping.bill(late)
    grouping.settle()
    assert sum(grouping.asked.values()) - before == late


def test_a_year_by_hand():
    # a: 2 all the year (730); b: 4 from 1 July on (184 days × 4 = 736), of 1 466.
    # 1 466.00 is settled in October with what is known then: b's value is 2 yet.
    grouping = Grouping()
    grouping.join("a", YEAR.start, None)
    grouping.value("a", YEAR.start, Decimal(2))
    grouping.provision("a", Decimal("1000.00"))
    grouping.bill(Decimal("1466.00"))
    grouping.join("b", date(2026, 7, 1), None)
    grouping.value("b", date(2026, 6, 1), Decimal(2))
    grouping.settle()
    # 730 of 730 + 368 = 1 098: 974.66 (.663), 491.34 (.337)
    assert grouping.asked == {"a": Decimal("974.66"), "b": Decimal("491.34")}
    grouping.values["b"][date(2026, 6, 1)] = Decimal(4)
    grouping.settle()
    assert grouping.asked == {"a": Decimal("730.00"), "b": Decimal("736.00")}
    grouping.grant(Decimal("1466.00"))
    grouping.settle()
    assert grouping.asked == {"a": 0, "b": 0}
