# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

from ..kernel import levy


class LevyBook(NamedTuple):
    """What the kernel needs of every activity, read once for several levies."""

    months: list
    presence: dict  # {activity id: (first day, last day)}
    rows: dict  # {activity id: [(turnover, base of a levy, of another…)] by month}
    columns: dict  # {component: place of its base in a row}
    empty: tuple  # the row of a month without any line


class CaeLevyEngine(models.AbstractModel):
    """The levies of many activities over months: read in sets, one kernel call each.

    Runs and comparisons both compute through it.
    """

    _name = "cae.levy.engine"
    _description = "Levy Engine"

    @api.model
    def _compute_levies(self, components, months, activities=None, applies=None):
        """The levy of each month, year to date, for every activity concerned.

        :param components: levies of one company
        :param months: first days of consecutive months, from the start of the year
        :param activities: those to compute; by default all of the company that lived
            or had a line in the months
        :param applies: function of a component and a month: whether the levy is in
            force then; by default the dates of its scheme tell
        :return: ``{component: {activity id: [kernel MonthLevy]}}``, only for the
            months in force
        """
        applies = applies or (lambda levied, month: levied.scheme_id._applies(month))
        book = self._read_book(components, months, activities)
        return {
            component: self._compute_component(
                component,
                book,
                [index for index, day in enumerate(months) if applies(component, day)],
            )
            for component in components
        }

    def _compute_component(self, component, book, indexes):
        months = [(index, book.months[index]) for index in indexes]
        if not months:
            return {}
        kernel_component = component._to_kernel()
        column = book.columns[component]
        nothing = [book.empty] * len(book.months)
        special = component._read_special_months(
            book.presence, [day for _index, day in months]
        )
        first, last = months[0][1], months[-1][1] + relativedelta(day=31)
        levies = {}
        for activity_id, (start, end) in book.presence.items():
            rows = book.rows.get(activity_id, nothing)
            whole = start and start <= first and (not end or end >= last)
            others = special.get(activity_id)
            levies[activity_id] = levy.compute(
                kernel_component,
                [
                    levy.Month(
                        day,
                        rows[index][column],
                        rows[index][0],
                        whole or _is_present(start, end, day),
                        *(others.get(day, ()) if others else ()),
                    )
                    for index, day in months
                ],
            )
        return levies

    def _read_book(self, components, months, activities=None):
        """Turnover and bases of each activity and month, in one query a recognition."""
        company = components.company_id.ensure_one()
        places = {}
        for component in components:
            places.setdefault(component._get_base_key(), len(places) + 1)
        empty = (levy.ZERO,) * (len(places) + 1)
        turnover = {
            nature.id: int(nature.sign)
            for nature in company._cae_get_natures()
            if nature.code == "turnover"
        }
        table = defaultdict(lambda: [list(empty) for _month in months])
        for recognition in {"invoiced", *components.mapped("recognition")}:
            columns = {
                place: coefficients
                for (kind, coefficients), place in places.items()
                if kind == recognition
            }
            if recognition == "invoiced":
                columns[0] = tuple(turnover.items())
            self._read_rows(table, company, months, recognition, columns, activities)
        return LevyBook(
            months,
            self._read_presence(company, months, activities, table),
            table,
            {component: places[component._get_base_key()] for component in components},
            empty,
        )

    def _read_rows(self, table, company, months, recognition, columns, activities):
        """Add to the table the sums of each activity and month: its columns."""
        if activities is None:
            scope = SQL("analytic.company_id = %s", company.id)
        else:
            scope = SQL("analytic.cae_activity_id IN %s", tuple(activities.ids) or (0,))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT activity_id, width_bucket(date, %(months)s::date[]), %(sums)s
                  FROM (%(ledger)s) ledger
              GROUP BY 1, 2
                """,
                months=months,
                sums=SQL(", ").join(map(_sql_sum, columns.values())),
                ledger=self.env["cae.activity"]._sql_ledger(
                    scope, months[0], months[-1] + relativedelta(day=31), recognition
                ),
            )
        )
        places = list(columns)
        for activity_id, month, *amounts in rows:
            row = table[activity_id][month - 1]
            for place, amount in zip(places, amounts, strict=True):
                row[place] = Decimal(amount)

    def _read_presence(self, company, months, activities, table):
        """First and last day of each activity that lived or had a line then."""
        if activities is None:
            activities = self.env["cae.activity"].with_context(active_test=False)
            activities = activities.search_fetch(
                activities._get_living_domain(company, months, list(table)),
                ["date_start", "date_end"],
            )
        return {
            activity.id: (activity.date_start, activity.date_end)
            for activity in activities
        }


def _is_present(start, end, month):
    return bool(
        start and start <= month + relativedelta(day=31) and (not end or end >= month)
    )


def _sql_sum(coefficients):
    """The sum of the natures' amounts, each with its sign, as an exact text."""
    if not coefficients:
        return SQL("'0'")
    signs = {1: SQL("amount"), -1: SQL("-amount")}
    cases = SQL(" ").join(
        SQL(
            "WHEN %s THEN %s",
            nature_id,
            signs.get(factor) or SQL("amount * %s", factor),
        )
        for nature_id, factor in coefficients
    )
    # Payments pro rata give endless figures: six of them are far below the cent.
    return SQL("ROUND(COALESCE(SUM(CASE nature_id %s END), 0), 6)::text", cases)
