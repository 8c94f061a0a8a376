# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, models


class AccountAnalyticLine(models.Model):
    """Time belongs to the version of the agreement that was in force on its day."""

    _inherit = "account.analytic.line"

    @api.depends("date")
    def _compute_so_line(self):
        return super()._compute_so_line()

    def _timesheet_determine_sale_line(self):
        line = super()._timesheet_determine_sale_line()
        return line and line._get_cae_version_at(self.date)
