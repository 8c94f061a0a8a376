# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """When an activity is said to be in difficulty, by the company's own rules."""

    _inherit = "res.company"

    cae_board_min_cash = fields.Monetary(
        string="Least Available Cash",
        help="An activity whose available cash is below this is in difficulty. "
        "Zero: only a negative cash.",
    )
    cae_board_invoice_months = fields.Integer(
        string="Months without Invoice",
        default=3,
        help="An activity that invoiced nothing for this many months is in "
        "difficulty. 0: no such rule.",
    )
    cae_board_fall_percent = fields.Float(
        string="Fall in Turnover (%)",
        digits=(5, 2),
        default=30.0,
        help="An activity whose turnover fell by more than this is in difficulty. "
        "0: no such rule.",
    )
    cae_board_fall_months = fields.Integer(
        string="Months of Turnover Compared",
        default=6,
        help="The turnover of the last complete months is compared with as many "
        "months before them.",
    )
    cae_board_overdue_days = fields.Integer(
        string="Days Overdue",
        default=30,
        help="An activity is in difficulty when a customer has been due to pay for "
        "more than these days.",
    )
    cae_overdue_interval = fields.Integer(
        string="Days in an Age of Overdue Invoices",
        default=30,
        help="30 makes: 1 – 30, 31 – 60, 61 – 90 and over 90 days.",
    )

    _cae_board_positive = models.Constraint(
        "CHECK (cae_board_invoice_months >= 0 AND cae_board_fall_percent >= 0"
        " AND cae_board_overdue_days >= 0)",
        "The months, the percentage and the days of the rules of difficulty are not "
        "negative.",
    )
    _cae_board_fall_months_range = models.Constraint(
        "CHECK (cae_board_fall_months BETWEEN 1 AND 60)",
        "Turnover is compared over 1 to 60 months.",
    )
    _cae_overdue_interval_min = models.Constraint(
        "CHECK (cae_overdue_interval >= 10)",
        "An age of overdue invoices has 10 days at least.",
    )
