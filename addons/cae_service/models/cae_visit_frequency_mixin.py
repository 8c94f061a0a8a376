# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


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
