# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..kernel import leaving


class ResCompany(models.Model):
    """How the cooperative lets people leave."""

    _inherit = "res.company"

    cae_exit_access_days = fields.Integer(
        string="Access after the Exit (Days)",
        default=90,
        help="The portal access of a leaver is closed this number of days after the "
        "exit.",
    )
    cae_exit_notice_days = fields.Integer(
        string="Notice before the Access Is Closed (Days)",
        default=14,
        help="The person gets a mail this number of days before, with the way to "
        "download the data.",
    )
    cae_exit_follow_up_months = fields.Char(
        string="Follow-up after the Exit (Months)",
        default="6, 12",
        help="Months after the exit when the person is asked for news, with commas.",
    )
    cae_exit_keep = fields.Boolean(
        string="Leavers Keep Customers and Brand",
        default=True,
        help="Customers, brand and web domain go with the person, unless a file says "
        "otherwise.",
    )
    cae_export_render_limit = fields.Integer(
        string="Invoices Printed for an Export",
        default=20,
        help="Invoices that were never printed are printed for the export of a "
        "person's data, up to this number; the others are in the tables only.",
    )

    _cae_exit_days_positive = models.Constraint(
        "CHECK (cae_exit_access_days >= 0 AND cae_exit_notice_days >= 0"
        " AND cae_export_render_limit >= 0)",
        "Days and numbers of documents are not negative.",
    )

    @api.constrains("cae_exit_follow_up_months")
    def _check_cae_exit_follow_up_months(self):
        for company in self:
            try:
                company._cae_get_follow_up_months()
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Write the months of the follow-up of %(company)s with commas "
                        "between them, for example “6, 12”: “%(months)s” is not that.",
                        company=company.name,
                        months=company.cae_exit_follow_up_months,
                    )
                ) from error

    def _cae_get_follow_up_months(self):
        """The months after an exit when news are asked for, in order."""
        self.ensure_one()
        return leaving.parse_months(self.sudo().cae_exit_follow_up_months)
