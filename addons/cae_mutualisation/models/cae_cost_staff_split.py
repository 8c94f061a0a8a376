# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..kernel.sharing import Period, unsplit


class CaeCostStaffSplit(models.Model):
    """How much of a post works for a pool, from a day to another."""

    _name = "cae.cost.staff.split"
    _description = "Split of a Shared Post"
    _order = "staff_id, date_from, id"
    _check_company_auto = True

    staff_id = fields.Many2one(
        "cae.cost.staff",
        string="Position",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="staff_id.company_id", store=True, index=True)
    pool_id = fields.Many2one(
        "cae.cost.pool",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    percent = fields.Float(string="Share (%)", required=True, digits=(5, 2))
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", help="Empty: until further notice.")

    _percent_range = models.Constraint(
        "CHECK (percent > 0 AND percent <= 100)",
        "The share of a post is above 0 and at most 100 %.",
    )
    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A period does not end before it starts."
    )

    @api.constrains("percent", "date_from", "date_to", "staff_id")
    def _check_percent(self):
        always = Period(date.min, date(9998, 12, 31))
        for staff in self.staff_id:
            for term, left in unsplit(staff._get_splits(), always):
                if left < 0:
                    raise ValidationError(
                        self.env._(
                            "%(post)s works for more than one post from %(date)s on: "
                            "%(percent)s %% in all. Lower a share, or end it before "
                            "the next one begins.",
                            post=staff.name,
                            date=format_date(self.env, term.start),
                            percent=f"{float(100 - left):g}",
                        )
                    )
