# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which nature an account gets from prefixes."""

import pytest
from cae_mutualisation.kernel.nature import Prefixes, classify


@pytest.mark.parametrize(
    ("code", "nature"),
    [
        ("706000", "turnover"),
        ("604000", "subcontracting"),
        ("611000", "subcontracting"),
        ("607000", "purchase"),
        ("613200", "expense"),
        ("512000", "other"),
        ("", "other"),
    ],
)
def test_french_prefixes(code, nature):
    rules = [
        ("turnover", Prefixes.parse("70")),
        ("subcontracting", Prefixes.parse("604,611")),
        ("purchase", Prefixes.parse("60,-604")),
        ("pass_through", Prefixes.parse("")),
        ("expense", Prefixes.parse("61,62,-611")),
    ]
    assert classify(code, rules, "other") == nature


@pytest.mark.parametrize("text", ["70;71", "7 0", "--70", "70,*"])
def test_bad_prefixes_name_the_part(text):
    with pytest.raises(ValueError):
        Prefixes.parse(text)
