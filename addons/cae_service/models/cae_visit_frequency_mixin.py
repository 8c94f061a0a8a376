# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

# What a frequency is made of; lines copy them from the service.
FREQUENCY_FIELDS = (
    "cae_visit_count",
    "cae_visit_period",
    "cae_visit_hours",
    "cae_visit_weekday",
    "cae_visit_start_hour",
)


class CaeVisitFrequencyMixin(models.AbstractModel):
    """How often somebody comes, and for how long: “a half-day every week”."""

    _name = "cae.visit.frequency.mixin"
    _description = "Frequency of Visits"

    cae_visit_count = fields.Integer(
        string="Visits", help="How many visits in each period. 0: none is planned."
    )
    cae_visit_period = fields.Selection(
        [
            ("week", "A Week"),
            ("month", "A Month"),
            ("quarter", "A Quarter"),
            ("year", "A Year"),
        ],
        string="Per",
        default="month",
        help="The period in which so many visits take place.",
    )
    cae_visit_hours = fields.Float(
        string="Hours a Visit", help="How long a visit lasts, in hours."
    )
    cae_visit_weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
        ],
        string="Preferred Day",
        help="Empty: any working day.",
    )
    cae_visit_start_hour = fields.Float(
        string="Preferred Hour", default=9.0, help="When a visit begins, e.g. 9:00."
    )

    _cae_visit_positive = models.Constraint(
        "CHECK (cae_visit_count >= 0 AND cae_visit_hours >= 0)",
        "The number and the length of visits are not negative.",
    )
    _cae_visit_start = models.Constraint(
        "CHECK (cae_visit_start_hour >= 0 AND cae_visit_start_hour < 24)",
        "A visit begins between 0:00 and 23:59.",
    )

    def _get_cae_frequency_vals(self):
        """The frequency as values, to copy it to another record."""
        self.ensure_one()
        return {name: self[name] for name in FREQUENCY_FIELDS}

    def _describe_cae_frequency(self):
        """``2 visits a month of 3.5 hours, on Tuesdays from 9:00``, or empty."""
        self.ensure_one()
        if not self.cae_visit_count:
            return ""
        text = self._describe_cae_visits()
        if self.cae_visit_hours:
            text = self.env._(
                "%(visits)s of %(hours)s hours",
                visits=text,
                hours=self._format_cae_number(self.cae_visit_hours),
            )
        if self.cae_visit_weekday:
            hour, minute = divmod(round(self.cae_visit_start_hour * 60), 60)
            text = self.env._(
                "%(visits)s, on %(days)s from %(hour)s",
                visits=text,
                days=self._get_cae_weekdays()[self.cae_visit_weekday],
                hour=f"{hour}:{minute:02}",
            )
        return text

    def _describe_cae_visits(self):
        if self.cae_visit_count == 1:
            return {
                "week": self.env._("1 visit a week"),
                "month": self.env._("1 visit a month"),
                "quarter": self.env._("1 visit a quarter"),
                "year": self.env._("1 visit a year"),
            }[self.cae_visit_period or "month"]
        count = self.cae_visit_count
        return {
            "week": self.env._("%(count)s visits a week", count=count),
            "month": self.env._("%(count)s visits a month", count=count),
            "quarter": self.env._("%(count)s visits a quarter", count=count),
            "year": self.env._("%(count)s visits a year", count=count),
        }[self.cae_visit_period or "month"]

    @api.model
    def _get_cae_weekdays(self):
        return {
            "0": self.env._("Mondays"),
            "1": self.env._("Tuesdays"),
            "2": self.env._("Wednesdays"),
            "3": self.env._("Thursdays"),
            "4": self.env._("Fridays"),
        }

    @api.model
    def _format_cae_number(self, number):
        """``3.5`` or ``3,5``: without zeros at the end."""
        lang = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        return lang.format("%.10g", round(number, 2), grouping=True)
