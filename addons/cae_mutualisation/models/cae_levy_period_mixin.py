# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class CaeLevyPeriodMixin(models.AbstractModel):
    """A year to look at: the last 12 complete months, or a financial year.

    The model has a ``company_id``. A financial year in progress stops at the last
    complete month, as a month that is not over would look like a bad one.
    """

    _name = "cae.levy.period.mixin"
    _description = "Year to Look At"

    period = fields.Selection(
        [("months", "12 complete months"), ("year", "Financial year")],
        default="months",
        required=True,
    )
    date = fields.Date(
        string="Reference Day",
        default=fields.Date.context_today,
        required=True,
        help="The 12 complete months before this day, or the financial year that "
        "this day is in.",
    )
    date_from = fields.Date(string="From", compute="_compute_dates", store=True)
    date_to = fields.Date(string="To", compute="_compute_dates", store=True)

    @api.depends("period", "date", "company_id")
    def _compute_dates(self):
        for record in self:
            record.date_from, record.date_to = record._get_period_dates()

    def _get_period_dates(self):
        """First and last day; false when no month of the year is complete."""
        self.ensure_one()
        company = self.company_id or self.env.company
        complete = fields.Date.context_today(self) + relativedelta(day=1, days=-1)
        day = self.date or complete
        if self.period == "year":
            year = company.compute_fiscalyear_dates(day)
            first = year["date_from"].replace(day=1)
            last = min(year["date_to"], complete)
        else:
            last = min(day + relativedelta(day=1, days=-1), complete)
            first = last + relativedelta(day=1, months=-11)
        return (first, last) if first < last else (False, False)

    def _get_months(self):
        """First days of the months of the period, in order."""
        self.ensure_one()
        if not self.date_from:
            return []
        return self._months_between(self.date_from, self.date_to)

    def _get_year_months(self):
        """First days of the 12 months of the financial year of the reference day."""
        self.ensure_one()
        company = self.company_id or self.env.company
        year = company.compute_fiscalyear_dates(
            self.date or fields.Date.context_today(self)
        )
        first = year["date_from"].replace(day=1)
        return [first + relativedelta(months=index) for index in range(12)]

    @api.model
    def _months_between(self, first, last):
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        first = first.replace(day=1)
        return [first + relativedelta(months=index) for index in range(count)]
