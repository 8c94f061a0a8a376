# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Properties of the yearly dues, and tables of what is counted by hand."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from cae_member.kernel.dues import (
    DAYS,
    MARGINAL,
    MONTHS,
    NONE,
    SLAB,
    Discount,
    Period,
    Rule,
    Tier,
    best_discount,
    compute,
    part_of_period,
    presence,
    tier_amounts,
)
from hypothesis import given
from hypothesis import strategies as st

D = Decimal
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
LEAP = Period(date(2024, 1, 1), date(2024, 12, 31))
CENT = D("0.01")

money = st.decimals(0, 10_000, places=2)
counts = st.decimals(0, 500, places=2)
percents = st.decimals(0, 100, places=2)
tiers = st.lists(
    st.builds(Tier, counts, money, st.decimals(0, 50, places=2)),
    max_size=4,
    unique_by=lambda tier: tier.start,
).map(tuple)
figures = st.fixed_dictionaries(
    {"fte": counts, "posts": counts, "turnover": money, "payroll": money}
)
days_of_year = st.integers(0, 364).map(lambda n: YEAR.start + timedelta(days=n))


@st.composite
def rules(draw, **fixed):
    values = {
        "fixed": draw(st.decimals(-500, 5000, places=2)),
        "unit_base": draw(st.sampled_from(("fte", "posts"))),
        "unit_amount": draw(money),
        "percent_base": draw(st.sampled_from(("turnover", "payroll"))),
        "percent": draw(percents),
        "tier_base": draw(st.sampled_from(("fte", "posts", "turnover"))),
        "tier_mode": draw(st.sampled_from((SLAB, MARGINAL))),
        "tiers": draw(tiers),
        "prorata": draw(st.sampled_from((NONE, MONTHS, DAYS))),
        "minimum": draw(money),
    }
    return Rule(**{**values, **fixed})


@given(rules(), figures, days_of_year, percents)
def test_never_below_the_minimum_unless_nothing_is_due(rule, known, day, percent):
    result = compute(
        rule, known, YEAR, admission=day, discount=Discount(percent, "agreed")
    )
    if percent < 100:
        assert result.amount >= rule.minimum
    assert result.part > 0


@given(rules(minimum=D(0)), figures, days_of_year, percents)
def test_never_negative_without_a_rule_that_says_so(rule, known, day, percent):
    discount = Discount(percent)
    result = compute(rule, known, YEAR, exit_date=day, discount=discount)
    if percent < 100:
        assert result.amount >= 0


def test_negative_when_the_rule_says_so():
    rule = Rule(fixed=D(-40), minimum=D(-25))
    assert compute(rule, {}, YEAR).amount == D(-25)


@given(rules(), figures)
def test_full_discount_is_nothing(rule, known):
    result = compute(rule, known, YEAR, discount=Discount(D(100), "volunteers"))
    assert result.amount == 0


@given(rules(), figures)
def test_who_left_before_owes_nothing(rule, known):
    result = compute(rule, known, YEAR, exit_date=date(2025, 12, 31))
    assert (result.amount, result.part) == (0, 0)
    assert result.terms[-1].code == "absent"


@given(rules(minimum=D(-10_000_000)), figures, percents, days_of_year)
def test_two_parts_of_a_year_by_days_are_the_year(rule, known, percent, day):
    rule = Rule(**{**rule.__dict__, "prorata": DAYS})
    discount = Discount(percent)
    whole = compute(rule, known, YEAR, discount=discount).amount
    first = compute(rule, known, YEAR, exit_date=day, discount=discount).amount
    after = day + timedelta(days=1)
    second = compute(rule, known, YEAR, admission=after, discount=discount).amount
    # Each half is rounded once: half a cent each.
    assert abs(first + second - whole) <= CENT


@given(rules(), figures, days_of_year, percents)
def test_the_terms_add_up_to_the_amount(rule, known, day, percent):
    result = compute(
        rule, known, YEAR, admission=day, discount=Discount(percent, "agreed")
    )
    total = sum((term.amount for term in result.terms), D(0))
    assert abs(total - result.amount) <= CENT / 2 + D("1e-12")


@given(rules(), figures, st.decimals(0, 2000, places=2))
def test_never_above_the_maximum(rule, known, above):
    rule = Rule(**{**rule.__dict__, "maximum": rule.minimum + above})
    assert compute(rule, known, YEAR).amount <= rule.maximum


@given(counts, tiers)
def test_marginal_tiers_share_the_base(base, some):
    found = tier_amounts(base, some, MARGINAL)
    lowest = min((tier.start for tier in some), default=base)
    assert sum((part for _tier, part, _n in found), D(0)) == max(base - lowest, 0)


@given(tiers, counts)
def test_one_tier_is_the_same_in_both_modes_from_zero(some, base):
    alone = [tier._replace(start=D(0)) for tier in some[:1]]
    amounts = [
        [amount for _tier, _part, amount in tier_amounts(base, alone, mode)]
        for mode in (SLAB, MARGINAL)
    ]
    assert amounts[0] == amounts[1]


@pytest.mark.parametrize(
    ("period", "admission", "exit_date", "months", "days"),
    [
        (YEAR, None, None, Fraction(1), Fraction(1)),
        # The first and the last day of the year.
        (YEAR, date(2026, 1, 1), None, Fraction(1), Fraction(1)),
        (YEAR, date(2026, 12, 31), None, Fraction(1, 12), Fraction(1, 365)),
        (YEAR, None, date(2026, 1, 1), Fraction(1, 12), Fraction(1, 365)),
        (YEAR, None, date(2026, 12, 31), Fraction(1), Fraction(1)),
        # The 31st: the month has begun. 31 March is the 90th day: 365 - 89 left.
        (YEAR, date(2026, 3, 31), None, Fraction(10, 12), Fraction(276, 365)),
        # 31 May: 31+28+31+30+31 = 151 days.
        (YEAR, None, date(2026, 5, 31), Fraction(5, 12), Fraction(151, 365)),
        # Entry and exit in the year: 10 to 20 March, 11 days.
        (
            YEAR,
            date(2026, 3, 10),
            date(2026, 3, 20),
            Fraction(1, 12),
            Fraction(11, 365),
        ),
        # 29 February of a leap year is its 60th day.
        (LEAP, date(2024, 2, 29), None, Fraction(11, 12), Fraction(307, 366)),
        (LEAP, None, date(2024, 2, 29), Fraction(2, 12), Fraction(60, 366)),
        (LEAP, date(2024, 3, 1), None, Fraction(10, 12), Fraction(306, 366)),
        # Outside.
        (YEAR, date(2027, 1, 1), None, Fraction(0), Fraction(0)),
        (YEAR, None, date(2025, 12, 31), Fraction(0), Fraction(0)),
        # A year that does not start in January: 1 July to 30 June.
        (
            Period(date(2025, 7, 1), date(2026, 6, 30)),
            date(2026, 1, 1),
            None,
            Fraction(6, 12),
            Fraction(181, 365),
        ),
    ],
)
def test_pro_rata(period, admission, exit_date, months, days):
    present = presence(period, admission, exit_date)
    assert part_of_period(period, present, MONTHS) == months
    assert part_of_period(period, present, DAYS) == days
    assert part_of_period(period, present, NONE) == (1 if present else 0)


@pytest.mark.parametrize(
    ("values", "known", "expected"),
    [
        # Half a cent goes up: 0.3 % of 1 501.67 is 4.50501; 1 % of 0.5 is 0.005.
        ({"percent": D("0.3")}, {"turnover": D("1501.67")}, "4.51"),
        ({"percent": D(1)}, {"turnover": D("0.5")}, "0.01"),
        # 150 + 12.5 FTE × 8.
        (
            {"fixed": D(150), "unit_amount": D(8)},
            {"fte": D("12.5")},
            "250.00",
        ),
        # Slab on posts: 30 posts fall in the second tier, 200 for all.
        (
            {
                "tier_base": "posts",
                "tiers": (Tier(D(0), D(100)), Tier(D(20), D(200))),
            },
            {"posts": D(30)},
            "200.00",
        ),
        # Marginal on turnover: 1 % of 100 000, 0.5 % of 50 000.
        (
            {
                "tier_base": "turnover",
                "tier_mode": MARGINAL,
                "tiers": (Tier(D(0), rate=D(1)), Tier(D(100_000), rate=D("0.5"))),
            },
            {"turnover": D(150_000)},
            "1250.00",
        ),
        # Below the first tier: nothing, then the minimum.
        ({"tiers": (Tier(D(10), D(100)),), "minimum": D(15)}, {"fte": D(9)}, "15.00"),
        ({"fixed": D(9000), "maximum": D(5000)}, {}, "5000.00"),
        ({"unit_amount": D(20)}, {}, "0.00"),
    ],
)
def test_amounts(values, known, expected):
    assert compute(Rule(**values), known, YEAR).amount == D(expected)


def test_the_discount_comes_before_the_pro_rata_and_the_minimum():
    rule = Rule(fixed=D(400), prorata=MONTHS, minimum=D(120))
    half = Discount(D(50), "first_year")
    # 400 - 50 % = 200, × 6/12 = 100, raised to 120.
    result = compute(rule, {}, YEAR, admission=date(2026, 7, 1), discount=half)
    assert result.amount == D(120)
    steps = [(term.code, term.amount) for term in result.terms]
    assert steps == [
        ("fixed", D(400)),
        ("discount", D(-200)),
        ("months", D(-100)),
        ("minimum", D(20)),
    ]


@pytest.mark.parametrize("percent", (D(-1), D("100.01")))
def test_a_discount_outside_its_range_is_refused(percent):
    with pytest.raises(ValueError, match="from 0 to 100"):
        compute(Rule(), {}, YEAR, discount=Discount(percent))


@pytest.mark.parametrize(
    "values",
    [
        {"unit_base": "turnover"},
        {"percent_base": "fte"},
        {"tier_base": "payroll"},
        {"tier_mode": "stairs"},
        {"prorata": "weeks"},
        {"minimum": D(10), "maximum": D(5)},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(values):
    with pytest.raises(ValueError, match="is not one of|below the minimum"):
        Rule(**values)


def test_the_best_discount_wins_alone():
    own, small = Discount(D(20), "agreed"), Discount(D(50), "small")
    assert best_discount([own, small]) == small
    assert best_discount([own, own._replace(reason="other")]) == own
