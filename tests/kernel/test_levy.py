# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The levy's arithmetic: worked examples of the design, and properties."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cae_mutualisation.kernel.levy import (
    MARGINAL,
    MONTH,
    SLAB,
    YEAR,
    Component,
    Month,
    Tier,
    compute,
)
from hypothesis import given
from hypothesis import strategies as st

CENT = Decimal("0.01")


def euros(value):
    return Decimal(str(value))


def flat(rate, **values):
    return Component("levy", tiers=(Tier(euros(0), euros(rate)),), **values)


def month(number, base=0, turnover=None, **values):
    turnover = base if turnover is None else turnover
    return Month(date(2026, number, 1), euros(base), euros(turnover), **values)


def amounts(component, *months):
    return [result.amount for result in compute(component, months)]


def test_turnover_less_subcontracting():
    # ART: 5 000 invoiced, 2 000 subcontracting, 10 %
    assert amounts(flat(10), month(1, 5000 - 2000, 5000)) == [euros("300.00")]


def test_fee_of_a_month_without_turnover():
    # ART: 2.50 when nothing is invoiced
    component = flat(10, no_turnover_fee=euros("2.50"))
    assert amounts(component, month(1, 100), month(2)) == [euros(10), euros("2.50")]


def test_gross_margin():
    # BE: 3 000 invoiced, 1 000 purchases, 10 % of margin
    assert amounts(flat(10), month(1, 3000 - 1000, 3000)) == [euros("200.00")]


def test_margin_with_fixed_amount():
    # 13.5 % of (3 000 − 1 000) + 30.00 = 270 + 30
    component = flat("13.5", fixed_amount=euros(30))
    assert amounts(component, month(1, 2000, 3000)) == [euros("300.00")]


def test_marginal_tiers_over_the_year():
    # 10 % up to 10 000, 5 % above: 8 000 → 800; next 4 000 → 2 000×10 % + 2 000×5 %
    tiers = (Tier(euros(0), euros(10)), Tier(euros(10000), euros(5)))
    component = Component("levy", tiers=tiers)
    assert amounts(component, month(1, 8000), month(2, 4000)) == [800, 300]


def test_slab_tiers_over_the_year_correct_what_was_levied():
    # 12 000 reached: 5 % on all of it = 600, of which 800 was levied in January
    tiers = (Tier(euros(0), euros(10)), Tier(euros(10000), euros(5)))
    component = Component("levy", tiers=tiers, tier_mode=SLAB)
    assert amounts(component, month(1, 8000), month(2, 4000)) == [800, -200]


def test_monthly_tiers_start_again_each_month():
    tiers = (Tier(euros(0), euros(10)), Tier(euros(1000), euros(5)))
    component = Component("levy", tiers=tiers, tier_period=MONTH)
    assert amounts(component, month(1, 1500), month(2, 500)) == [125, 50]


def test_yearly_floor_and_cap_accrue_by_twelfths():
    # Floor 120 a year: 10 a month; cap 240: 20 a month
    component = flat(10, floor=euros(120), cap=euros(240))
    assert amounts(component, month(1), month(2, 300), month(3, 10000)) == [10, 20, 30]


def test_monthly_floor():
    component = flat(10, floor=euros(15), floor_period=MONTH)
    assert amounts(component, month(1, 100), month(2, 200)) == [15, 20]


def test_affine_levy_may_be_negative():
    # 10 % of the base less 1 200 a year: −100 a month
    component = flat(10, offset_amount=euros(-1200))
    assert amounts(component, month(1, 400), month(2, 2000)) == [-60, 100]


def test_negative_base_without_negative_levy():
    component = flat(10, allow_negative=False)
    # The year is at −50 after February, and at +50 after March: 5.00 due in all
    result = amounts(component, month(1), month(2, -50), month(3, 100))
    assert result == [0, 0, 5]


def test_absence_suspends_fixed_amounts_only():
    component = flat(10, fixed_amount=euros(30))
    months = (month(1, 100, present=False), month(2, 100))
    assert amounts(component, *months) == [10, 40]


def test_exempt_month_and_other_rate():
    component = flat(10, fixed_amount=euros(30))
    months = (month(1, 1000, exempt=True), month(2, 1000, rate=euros(2)))
    assert amounts(component, *months) == [0, 50]


money = st.decimals(min_value=-50000, max_value=50000, places=2)
rates = st.decimals(min_value=0, max_value=30, places=2)


@st.composite
def components(draw):
    starts = [0, *sorted(draw(st.sets(st.integers(1, 40000), max_size=3)))]
    limits = st.one_of(st.none(), st.integers(1, 5000).map(Decimal))
    periods = st.sampled_from([YEAR, MONTH])
    return Component(
        "levy",
        tiers=tuple(Tier(Decimal(start), draw(rates)) for start in starts),
        tier_mode=draw(st.sampled_from([MARGINAL, SLAB])),
        tier_period=draw(periods),
        offset_amount=draw(money),
        floor=draw(limits),
        floor_period=draw(periods),
        cap=draw(limits),
        cap_period=draw(periods),
        fixed_amount=draw(st.integers(0, 100).map(Decimal)),
        no_turnover_fee=draw(st.sampled_from([Decimal(0), Decimal("2.50")])),
        allow_negative=draw(st.booleans()),
    )


years = st.lists(money, min_size=1, max_size=12).map(
    lambda bases: [month(index, base) for index, base in enumerate(bases, 1)]
)


@given(components(), years)
def test_each_amount_is_the_sum_of_its_terms_to_the_rounding(component, months):
    results = compute(component, months)
    exact = sum((t.amount for r in results for t in r.terms), Decimal(0))
    levied = sum((result.amount for result in results), Decimal(0))
    assert levied == exact.quantize(CENT, rounding=ROUND_HALF_UP)


@given(components(), years)
def test_a_longer_year_does_not_change_its_first_months(component, months):
    shorter = compute(component, months[:-1])
    assert compute(component, months)[: len(shorter)] == shorter


@given(rates, years, st.data())
def test_a_late_document_ends_at_the_yearly_formula(rate, months, data):
    """What runs levied in any order of arrival adds up to rate × base of the year."""
    known = [month(m.date.month, 0) for m in months]
    levied, runs = [Decimal(0)] * len(months), []
    for index in data.draw(st.permutations(range(len(months)))):
        known[index] = months[index]
        due = [result.amount for result in compute(flat(rate), known)]
        runs.append(sum(due) - sum(levied))
        levied = due
    base = sum((m.base for m in months), Decimal(0))
    expected = (base * rate / 100).quantize(CENT, rounding=ROUND_HALF_UP)
    assert sum(runs) == expected


@given(components().filter(lambda c: c.cap and c.cap_period == YEAR), years)
def test_a_yearly_cap_holds_except_for_fixed_amounts(component, months):
    results = compute(component, months)
    fixed = sum(
        term.amount
        for result in results
        for term in result.terms
        if term.kind in ("fixed", "no_turnover")
    )
    total = sum(result.amount for result in results)
    assert total <= component.cap * len(months) / 12 + fixed + CENT


def tiers_formula(component, base):
    """The levy of a base by its tiers, written the other way round: from the top."""
    tiers = sorted(component.tiers, key=lambda tier: tier.amount_from, reverse=True)
    if component.tier_mode == SLAB:
        reached = [t for t in tiers if base >= t.amount_from] or tiers[-1:]
        return base * reached[0].rate / 100
    amount = Decimal(0)
    for tier in tiers:
        above = base - tier.amount_from
        if above > 0 or not tier.amount_from:
            amount += above * tier.rate / 100
            base = min(base, tier.amount_from)
    return amount


def yearly_formula(component, months):
    """Base → tiers → offset → floor → cap → fixed amounts, over the whole year."""
    bases = [m.base for m in months]
    if component.tier_period == YEAR:
        sums = [sum(bases[: index + 1]) for index in range(len(bases))]
        totals = [tiers_formula(component, base) for base in sums]
        amounts = [b - a for a, b in zip([0, *totals], totals, strict=False)]
    else:
        amounts = [tiers_formula(component, base) for base in bases]
    amounts = [amount + component.offset_amount / 12 for amount in amounts]
    if not component.allow_negative:
        amounts = bounded(amounts, max, Decimal(0), component.tier_period)
    if component.floor is not None:
        amounts = bounded(amounts, max, component.floor, component.floor_period)
    if component.cap is not None:
        amounts = bounded(amounts, min, component.cap, component.cap_period)
    fees = sum(component.no_turnover_fee for m in months if m.turnover <= 0)
    return sum(amounts) + component.fixed_amount * len(months) + fees


def bounded(amounts, pick, limit, period):
    """Amounts of the months under a limit of each month, or of the year so far."""
    if period == MONTH:
        return [pick(amount, limit) for amount in amounts]
    sums = [sum(amounts[: index + 1]) for index in range(len(amounts))]
    totals = [pick(t, limit * n / 12) for n, t in enumerate(sums, 1)]
    return [b - a for a, b in zip([0, *totals], totals, strict=False)]


@given(components(), years)
def test_the_year_is_the_yearly_formula_to_the_cent(component, months):
    levied = sum(result.amount for result in compute(component, months))
    assert abs(levied - yearly_formula(component, months)) <= CENT / 2


@st.composite
def histories(draw):
    """Documents, credit notes and payments of a year, in any order of arrival.

    Each is a month, an amount, and the share of it that is paid in another month.
    """
    return draw(
        st.lists(
            st.tuples(
                st.integers(1, 12), money, st.integers(1, 12), st.sampled_from([1, 2])
            ),
            max_size=12,
        )
    )


@given(components(), histories(), st.data())
def test_any_order_of_documents_payments_and_runs(component, history, data):
    """Runs after any events, some cancelled and done again, end at the formula."""
    known = {number: Decimal(0) for number in range(1, 13)}
    levied = dict.fromkeys(known, Decimal(0))
    runs = []

    def run():
        due = compute(component, [month(n, base) for n, base in known.items()])
        lines = {r.date.month: r.amount - levied[r.date.month] for r in due}
        for number, amount in lines.items():
            levied[number] += amount
        runs.append(lines)

    def cancel():
        for number, amount in runs.pop().items():
            levied[number] -= amount

    for document_month, amount, payment_month, parts in history:
        # Half is paid at once, or nothing; the rest moves to the payment's month.
        known[document_month] += amount / parts
        known[payment_month] += amount - amount / parts
        action = data.draw(st.sampled_from(["run", "cancel", "wait"]))
        if action == "run":
            run()
        elif action == "cancel" and runs:
            cancel()
    run()
    total = sum(sum(lines.values()) for lines in runs)
    months = [month(number, base) for number, base in known.items()]
    assert abs(total - yearly_formula(component, months)) <= CENT / 2
