# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ProductTemplate(models.Model):
    """An hour at cost has the price of the rate in force."""

    _inherit = "product.template"

    def _get_cae_cost_rate(self, date=None):
        """The rate in force on a day, or the sales price where there is none."""
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        company = self.company_id or self.env.company
        rates = self.env["cae.service.rate"]._get_by_service(company, date, date)
        found = rates.get(self.id)
        return found[0].rate if found else super()._get_cae_cost_rate(date)
