# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, models


class CaeLevyProjection(models.AbstractModel):
    """What schemes would levy on the real months of activities, posting nothing.

    Computed by the engine of the runs: year to date, with the exceptions and the dates
    of presence of each activity. Nothing is checked here: the caller answers for the
    reader's right to see these activities.
    """

    _name = "cae.levy.projection"
    _description = "Levy Projection"

    @api.model
    def _compute_levies(self, schemes, activities, months):
        """What the schemes would levy on each activity, month by month.

        :param schemes: ``{first day of a month: scheme}``, from the start of the
            financial year of the first month wanted (see ``_year_to_date``): tiers
            and limits run from there
        :param months: the months wanted, among those of ``schemes``
        :return: ``{(activity id, component code): {month: amount}}``, in currency
        """
        wanted = set(months)
        result = defaultdict(lambda: dict.fromkeys(months, 0.0))
        for scheme, covered, span in self._group_months(schemes, activities):
            levies = self.env["cae.levy.engine"]._compute_levies(
                scheme.component_ids,
                span,
                activities,
                lambda _component, month, covered=covered: month in covered,
            )
            for component, by_activity in levies.items():
                for activity_id, month_levies in by_activity.items():
                    amounts = result[activity_id, component.code]
                    for due in month_levies:
                        if due.date in wanted:
                            amounts[due.date] += float(due.amount)
        return dict(result)

    @api.model
    def _read_bases(self, schemes, activities, months):
        """Turnover and base of the schemes' first levy: ``{activity id: [both]}``."""
        wanted = set(months)
        totals = defaultdict(lambda: [0.0, 0.0])
        for scheme, covered, span in self._group_months(schemes, activities):
            component = scheme.component_ids[:1]
            if not component:
                continue
            book = self.env["cae.levy.engine"]._read_book(component, span, activities)
            column = book.columns[component]
            places = [
                place
                for place, month in enumerate(span)
                if month in wanted and month in covered
            ]
            for activity_id, rows in book.rows.items():
                turnover, base = totals[activity_id]
                totals[activity_id] = [
                    turnover + float(sum(rows[place][0] for place in places)),
                    base + float(sum(rows[place][column] for place in places)),
                ]
        return totals

    @api.model
    def _year_to_date(self, company, months):
        """The months, and before them those of the year that the first one is in."""
        if not months:
            return []
        first = company.compute_fiscalyear_dates(months[0])["date_from"]
        return self._months_between(first, months[-1])

    @api.model
    def _group_months(self, schemes, activities):
        """Months that are computed together, those of a scheme in a year.

        :return: ``[(scheme, its months, all months from the first to the last)]``
        """
        company = activities.company_id
        groups = defaultdict(set)
        for month in schemes if activities else ():
            year = company.compute_fiscalyear_dates(month)["date_from"]
            groups[schemes[month], year].add(month)
        return [
            (scheme, covered, self._months_between(min(covered), max(covered)))
            for (scheme, _year), covered in groups.items()
        ]

    @api.model
    def _months_between(self, first, last):
        return self.env["cae.levy.period.mixin"]._months_between(first, last)
