# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_workforce_change_alert = fields.Float(
        string="Large Change of Workforce (%)",
        default=20.0,
        digits=(5, 1),
        help="Posts or FTE that change by more than this from one year to the next "
        "are highlighted. 0: none.",
    )
    cae_workforce_answer_days = fields.Integer(
        string="Days to Answer",
        default=30,
        help="Proposed when members are asked for their figures.",
    )
    cae_workforce_reminder_days = fields.Integer(
        string="First Reminder (Days before)",
        default=7,
        help="Days before the day to answer when those who have not answered are "
        "reminded.",
    )
    cae_workforce_reminder_interval = fields.Integer(
        string="Days between Reminders", default=14
    )
    cae_workforce_reminder_max = fields.Integer(
        string="Reminders at Most",
        default=3,
        help="No more mails than this for one year. 0: the team reminds by hand.",
    )

    _cae_workforce_positive = models.Constraint(
        "CHECK (cae_workforce_change_alert >= 0 AND cae_workforce_answer_days >= 0"
        " AND cae_workforce_reminder_days >= 0 AND cae_workforce_reminder_max >= 0)",
        "The settings of the workforce are not negative.",
    )
    _cae_workforce_interval = models.Constraint(
        "CHECK (cae_workforce_reminder_interval >= 1)",
        "Leave at least one day between two reminders.",
    )
