# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The notice of an agreement: until when it is given, and when it may end."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


def earliest_end(given: date, months: int) -> date:
    """The first day on which an agreement may end, when notice is given on a day.

    :param months: whole months of notice, from the day after

    >>> earliest_end(date(2026, 1, 15), 6), earliest_end(date(2026, 8, 31), 6)
    (datetime.date(2026, 7, 15), datetime.date(2027, 2, 28))
    """
    return given + relativedelta(months=months)


def last_notice(end: date, months: int) -> date:
    """The last day on which notice may be given, so that the agreement ends on a day.

    >>> last_notice(date(2026, 12, 31), 6), last_notice(date(2027, 2, 28), 6)
    (datetime.date(2026, 6, 30), datetime.date(2026, 8, 31))
    """
    day = end - relativedelta(months=months)
    while earliest_end(day + timedelta(days=1), months) <= end:
        day += timedelta(days=1)
    return day
