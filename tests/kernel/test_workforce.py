# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Properties of the figures of many members together."""

from decimal import Decimal

from cae_member.kernel.workforce import (
    PARTS_OF_POSTS,
    Figures,
    change_rate,
    negative_figures,
    parts_over_posts,
    percentage,
    total,
)
from hypothesis import given
from hypothesis import strategies as st

counts = st.integers(-5, 300)
hundredths = st.integers(-500, 30_000).map(lambda cents: Decimal(cents) / 100)
figures = st.builds(
    Figures,
    posts=counts,
    fte=hundredths,
    subsidised_posts=counts,
    permanent_posts=counts,
    full_time_posts=counts,
    part_time_above_half=counts,
    turnover=hundredths,
    payroll=hundredths,
)


def is_consistent(one):
    return not negative_figures(one) and not parts_over_posts(one)


@given(st.lists(figures, max_size=8))
def test_consistent_members_make_a_consistent_total(members):
    kept = [member for member in members if is_consistent(member)]
    assert is_consistent(total(kept))
    assert total(kept).posts == sum(member.posts for member in kept)


@given(figures)
def test_what_is_refused_is_over_the_posts_and_the_rest_is_not(one):
    refused = parts_over_posts(one)
    for names in PARTS_OF_POSTS:
        value = sum(getattr(one, name) for name in names)
        assert (names in refused) == (value > one.posts)


@given(st.lists(figures.filter(is_consistent), min_size=1, max_size=8))
def test_share_of_a_group_lies_between_those_of_its_members(members):
    shares = [percentage(member.permanent_posts, member.posts) for member in members]
    shares = [share for share in shares if share is not None]
    group = total(members)
    share = percentage(group.permanent_posts, group.posts)
    if shares:
        assert min(shares) <= share <= max(shares)
    else:
        assert share is None


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_change_leads_back_from_before_to_now(before, now):
    rate = change_rate(before, now)
    # A rate is exact to half a tenth of a percent.
    assert abs(before * (1 + rate / 100) - now) <= before * Decimal("0.0005")
