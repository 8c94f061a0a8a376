# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Clauses of contracts: no value is lost, none is read again, no other text seals."""

import pytest
from cae_member.kernel.clause import blocks, fill, missing, seal, unknown
from hypothesis import given
from hypothesis import strategies as st

NAMES = st.sampled_from(["person", "start", "end", "levy"])
VALUES = st.text(min_size=1)
PLAIN = st.text(st.characters(blacklist_characters="${}"), max_size=20)


@st.composite
def clauses(draw):
    """Parts of plain text and the placeholders between them."""
    names = draw(st.lists(NAMES, max_size=6))
    texts = draw(st.lists(PLAIN, min_size=len(names) + 1, max_size=len(names) + 1))
    return names, texts


def join(texts, middles):
    return texts[0] + "".join(
        middle + text for middle, text in zip(middles, texts[1:], strict=True)
    )


@given(clauses())
def test_without_values_all_placeholders_miss(clause):
    names, texts = clause
    text = join(texts, [f"${{{name}}}" for name in names])
    assert missing(text, {}) == list(dict.fromkeys(names))
    assert not unknown(text, {"person", "start", "end", "levy"})


@given(clauses(), st.data())
def test_filling_puts_each_value_where_its_name_was(clause, data):
    names, texts = clause
    values = {name: data.draw(VALUES) for name in names}
    text = join(texts, [f"${{{name}}}" for name in names])
    assert fill(text, values) == join(texts, [values[name] for name in names])


def test_filling_without_a_value_is_refused():
    with pytest.raises(KeyError, match="end"):
        fill("From ${start} to ${end}", {"start": "today", "end": ""})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${person}", []),
        ("${ person }", []),
        ("${Person}", ["${Person}"]),
        ("${person", ["${person"]),
        ("${}", ["${}"]),
        ("5 $ {person}", []),
    ],
)
def test_what_is_no_placeholder_is_told(text, expected):
    assert unknown(text, {"person"}) == expected


@given(st.lists(PLAIN.filter(str.strip), max_size=4))
def test_blocks_lose_no_word(paragraphs):
    def words(text):
        return "".join(text.replace("-", " ").split())

    text = "\n\n".join(paragraphs)
    found = " ".join(part for block in blocks(text) for part in block.texts)
    assert words(found) == words(text)


@given(st.text(), st.text())
def test_one_seal_for_one_text(one, other):
    assert (seal(one) == seal(other)) == (one == other)
