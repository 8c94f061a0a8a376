# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tables as CSV files that a spreadsheet opens as they are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

BOM = b"\xef\xbb\xbf"
# What a spreadsheet would run as a formula (OWASP, “CSV injection”).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PHONE = re.compile(r"\+[\d .()-]+")
MAX_NAME = 80

Cell = str | int | float | Decimal | date | bool | None


def cell(value: Cell, decimal_point: str = ".") -> str:
    """A value as text: ISO dates, numbers with two decimals, nothing for None.

    Text that a spreadsheet would run as a formula gets an apostrophe first; a phone
    number is not one.

    >>> cell(date(2026, 3, 1)), cell(-12.5), cell(Decimal("3"), ","), cell(7)
    ('2026-03-01', '-12.50', '3,00', '7')
    >>> cell(None), cell(False), cell(""), cell("Ada"), cell("=1+1")
    ('', '', '', 'Ada', "'=1+1")
    >>> cell("+33 2 47 00 00 00"), cell("+A1")
    ('+33 2 47 00 00 00', "'+A1")
    """
    if value is None or value is False:
        return ""
    if isinstance(value, (float, Decimal)):
        return f"{value:.2f}".replace(".", decimal_point)
    if isinstance(value, str):
        formula = value.startswith(FORMULA) and not PHONE.fullmatch(value)
        return f"'{value}" if formula else value
    return value.isoformat() if isinstance(value, date) else str(value)


def encode(rows: Iterable[Sequence[Cell]], decimal_point: str = ".") -> bytes:
    r"""Rows as the bytes of a file with `;` between the cells.

    >>> encode([("a", 1.5), ("b; c", None)], ",")
    b'a;1,50\r\n"b; c";\r\n'
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerows([cell(value, decimal_point) for value in row] for row in rows)
    return text.getvalue().encode()


def file_name(text: str) -> str:
    """A text as the name of a file inside an archive: no folder, no surprise.

    >>> file_name("INV/2026/0001"), file_name("../Ébène & Cie"), file_name("")
    ('INV-2026-0001', 'Ébène-Cie', 'document')
    """
    name = re.sub(r"[^\w.]+", "-", text).strip("-._")[:MAX_NAME]
    return name or "document"
