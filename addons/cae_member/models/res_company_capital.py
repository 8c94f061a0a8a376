# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_deadline_notices = fields.Char(
        string="Notices before Deadlines",
        default="180, 90, 30, 0",
        help="Days before a deadline when the responsible user is told, with commas.",
    )
    cae_exit_delay = fields.Integer(
        string="Repayment Delay (Years)",
        default=5,
        help="Shares of a leaver are repaid at most this number of years after the "
        "exit (France: 5).",
    )
    cae_capital_floor = fields.Float(
        string="Capital Floor (%)",
        default=25.0,
        digits=(5, 2),
        help="Repayments may not bring the capital below this part of the highest "
        "capital ever reached (French law: a quarter; some statutes: half).",
    )
    cae_loss_rule = fields.Selection(
        [
            ("proportional", "Capital and statutory reserves side by side"),
            ("reserves_first", "Statutory reserves first"),
            ("none", "Leavers bear no loss"),
        ],
        string="Loss of Leavers",
        default="proportional",
        required=True,
    )
    cae_late_notice_days = fields.Integer(
        string="Days before Notice",
        default=180,
        help="A member whose capital call is late by this number of days gets notice.",
    )
    cae_late_suspend_days = fields.Integer(
        string="Days from Notice to Suspension",
        default=30,
        help="Without payment after this number of days, the vote is suspended.",
    )

    _cae_capital_floor_range = models.Constraint(
        "CHECK (cae_capital_floor >= 0 AND cae_capital_floor <= 100)",
        "The capital floor is between 0 and 100 %.",
    )
    _cae_exit_delay_positive = models.Constraint(
        "CHECK (cae_exit_delay >= 0)", "The repayment delay is not negative."
    )

    @api.constrains("cae_deadline_notices")
    def _check_cae_deadline_notices(self):
        for company in self:
            try:
                company._cae_get_deadline_notices()
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Write the notices as days with commas between them, for "
                        "example “180, 90, 30, 0”: “%(notices)s” is not that.",
                        notices=company.cae_deadline_notices,
                    )
                ) from error

    def _cae_get_deadline_notices(self):
        """The notices before deadlines, in days."""
        self.ensure_one()
        text = self.sudo().cae_deadline_notices or ""
        return [int(part) for part in text.split(",") if part.strip()]
