# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_service_plan_months = fields.Integer(
        string="Months of Visits Planned Ahead",
        default=3,
        help="Visits are planned for so many months from today, day after day.",
    )
    cae_service_absence = fields.Selection(
        [
            ("shift", "Move Visits to the Next Free Day"),
            ("stand_in", "Give Visits to a Stand-In, Else Move Them"),
            ("warn", "Only Tell the Responsible"),
        ],
        string="When a Professional is Absent",
        default="shift",
        required=True,
    )
    cae_service_log_minimum = fields.Integer(
        string="Least Minutes of a Call",
        help="A call or a letter counts for at least so many minutes. 0: as it was.",
    )
    cae_service_log_step = fields.Integer(
        string="Calls Rounded up to (Minutes)",
        help="Calls and letters count in steps of so many minutes. 0: not rounded.",
    )

    _cae_service_visit_positive = models.Constraint(
        "CHECK (cae_service_plan_months >= 0 AND cae_service_log_minimum >= 0"
        " AND cae_service_log_step >= 0)",
        "The months and minutes of visits and calls are not negative.",
    )
