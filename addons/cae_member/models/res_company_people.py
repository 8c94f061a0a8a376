# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..kernel.people import parse_limits


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_age_limits = fields.Char(
        string="Age Brackets",
        default="26, 45, 55",
        help="Ages where brackets of statistics begin, separated by commas. “26, 45, "
        "55” makes 0–25, 26–44, 45–54 and 55+. Empty: no ages.",
    )

    @api.constrains("cae_age_limits")
    def _check_cae_age_limits(self):
        for company in self:
            try:
                parse_limits(company.cae_age_limits)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "%(company)s: the age brackets “%(limits)s” are no list of "
                        "ages. Write whole years from 1 to 120, each greater than the "
                        "one before, such as “26, 45, 55”.",
                        company=company.name,
                        limits=company.cae_age_limits,
                    )
                ) from error
