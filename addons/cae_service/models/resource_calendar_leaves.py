# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    """An absence, validated or public holiday, makes room among the visits."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        self.env["cae.service.visit"].sudo()._yield_to_absences(leaves)
        return leaves

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"date_from", "date_to", "resource_id", "calendar_id"}:
            self.env["cae.service.visit"].sudo()._yield_to_absences(self)
        return result
