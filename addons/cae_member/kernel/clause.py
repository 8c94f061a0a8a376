# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The text of a clause: its placeholders, its paragraphs and its lists."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

# What opens a placeholder and never closes it is found too: it is a mistake.
_PLACEHOLDER = re.compile(r"\$\{([^}\n]*)(\}?)")
BULLET = "- "


@dataclass(frozen=True)
class Block:
    """A paragraph of one text, or a list of several; lines of a text by "\\n"."""

    is_list: bool
    texts: tuple[str, ...]


def placeholders(text: str) -> list[str]:
    """Names in ``${…}``, each once, in order.

    >>> placeholders("${person} works from ${start}; ${person} signs.")
    ['person', 'start']
    """
    found = (match[1].strip() for match in _PLACEHOLDER.finditer(text or ""))
    return list(dict.fromkeys(found))


def unknown(text: str, known: Collection[str]) -> list[str]:
    """Placeholders as typed that are not known, or not closed.

    >>> unknown("${persn} and ${start", {"person", "start"})
    ['${persn}', '${start']
    >>> unknown("${ start } costs $5", {"start"})
    []
    """
    return [
        match[0].rstrip()
        for match in _PLACEHOLDER.finditer(text or "")
        if match[1].strip() not in known or not match[2]
    ]


def missing(text: str, values: Mapping[str, str]) -> list[str]:
    """Placeholders without a value.

    >>> missing("${person} until ${end}", {"person": "Ada", "end": ""})
    ['end']
    """
    return [name for name in placeholders(text) if not values.get(name)]


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with the values; what they hold is not read again.

    :raises KeyError: a placeholder without a value

    >>> fill("${person}: ${end}", {"person": "${end}", "end": "31/12/2026"})
    '${end}: 31/12/2026'
    """

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1].strip())
        if not found:
            raise KeyError(match[1].strip())
        return found

    return _PLACEHOLDER.sub(value, text or "")


def blocks(text: str) -> list[Block]:
    """Paragraphs, parted by empty lines, and lists, of lines that begin with "- ".

    >>> blocks("Two talks a year.\\n- in May\\n- in June\\n\\nA report.\\nSigned.")
    ... # doctest: +NORMALIZE_WHITESPACE
    [Block(is_list=False, texts=('Two talks a year.',)),
     Block(is_list=True, texts=('in May', 'in June')),
     Block(is_list=False, texts=('A report.\\nSigned.',))]
    """
    found: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", (text or "").strip()):
        items: list[str] = []
        lines: list[str] = []
        for line in filter(None, (line.strip() for line in paragraph.splitlines())):
            if line.startswith(BULLET):
                found += _paragraph(lines)
                lines = []
                items.append(line.removeprefix(BULLET))
            else:
                found += _list(items)
                items = []
                lines.append(line)
        found += _paragraph(lines) + _list(items)
    return found


def _paragraph(lines: Iterable[str]) -> list[Block]:
    text = "\n".join(lines)
    return [Block(False, (text,))] if text else []


def _list(items: Iterable[str]) -> list[Block]:
    texts = tuple(items)
    return [Block(True, texts)] if texts else []


def seal(text: str) -> str:
    """SHA-256 of a text, in hexadecimal: other text, other seal.

    >>> seal("")[:8], seal("a") == seal("b")
    ('e3b0c442', False)
    """
    return hashlib.sha256((text or "").encode()).hexdigest()
