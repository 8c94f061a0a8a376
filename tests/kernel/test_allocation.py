# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Sharing by weights to the cent: worked examples, and properties."""

from decimal import Decimal

import pytest
from cae_mutualisation.kernel.allocation import allocate
from hypothesis import given
from hypothesis import strategies as st

CENT = Decimal("0.01")

amounts = st.decimals("-1000000", "1000000", places=2)
weights = st.dictionaries(
    st.text(max_size=3), st.decimals("0", "10000", places=2), min_size=1, max_size=8
).filter(lambda found: any(found.values()))


def parts(amount, *shares, **options):
    found = allocate(amount, dict(enumerate(shares)), **options)
    assert list(found) == list(range(len(shares)))
    return [str(part) for part in found.values()]


def test_thirds():
    # 100.00 / 3 = 33.333…: the cent that is left goes to the first
    assert parts(Decimal("100.00"), 1, 1, 1) == ["33.34", "33.33", "33.33"]
    assert parts(Decimal("-100.00"), 1, 1, 1) == ["-33.34", "-33.33", "-33.33"]


def test_the_largest_remainder_takes_the_cent():
    # 1.00 by 1/6, 2/6, 3/6 = 0.1666, 0.3333, 0.50: the first lost most
    assert parts("1.00", 1, 2, 3) == ["0.17", "0.33", "0.50"]
    # 0.10 by 40/35/25 = 0.04, 0.035, 0.025: equal losses, the earlier one
    assert parts("0.10", 40, 35, 25) == ["0.04", "0.04", "0.02"]


def test_percentages_as_odoo_gives_them():
    # 2 700.00 by 33.33/66.67 % = 899.91 and 1 800.09
    assert parts(2700.0, 33.33, 66.67) == ["899.91", "1800.09"]
    # 0.1 + 0.2 is not 0.3 for a computer; for people it is
    assert parts(0.1 + 0.2, 50.0, 50.0) == ["0.15", "0.15"]


def test_zero_amount_and_zero_weight():
    assert parts(0, 1, 2) == ["0.00", "0.00"]
    assert parts("0.03", 0, 1, 1) == ["0.00", "0.02", "0.01"]


def test_other_precision():
    assert parts(100, 1, 1, 1, precision="1") == ["34", "33", "33"]
    assert parts("0.10", 1, 1, precision="0.05") == ["0.05", "0.05"]


@pytest.mark.parametrize(
    ("shares", "precision", "named"),
    [({}, "0.01", "100"), ({"a": 0}, "0.01", "100"), ({"a": -1, "b": 2}, "0.01", "a")],
)
def test_bad_weights_are_named(shares, precision, named):
    with pytest.raises(ValueError, match=named):
        allocate(100, shares, precision)


def test_bad_precision():
    with pytest.raises(ValueError, match="precision"):
        allocate(100, {"a": 1}, 0)


@given(amounts, weights)
def test_parts_add_up_exactly(amount, shares):
    assert sum(allocate(amount, shares).values()) == amount


@given(amounts, weights)
def test_each_part_is_within_a_cent_of_its_share(amount, shares):
    total = sum(shares.values())
    for key, part in allocate(amount, shares).items():
        assert part == part.quantize(CENT)
        assert abs(part - amount * shares[key] / total) <= CENT
        if not shares[key]:
            assert part == 0


@given(amounts, weights)
def test_a_negative_amount_mirrors(amount, shares):
    mirrored = {key: -part for key, part in allocate(-amount, shares).items()}
    assert allocate(amount, shares) == mirrored


@given(amounts, weights, st.integers(1, 50))
def test_only_proportions_count(amount, shares, factor):
    scaled = {key: share * factor for key, share in shares.items()}
    assert allocate(amount, scaled) == allocate(amount, shares)
