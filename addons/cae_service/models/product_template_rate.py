# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ProductTemplate(models.Model):
    """An hour at cost has the price of the rate in force."""

    _inherit = "product.template"

    cae_cost_rate = fields.Monetary(
        string="Rate of Today",
        compute="_compute_cae_cost_rate",
        compute_sudo=True,
        help="Of an hour at cost: that of the rate in force, else the sales price.",
    )

    @api.depends("list_price", "is_cae_service", "cae_expertise_id", "company_id")
    @api.depends_context("company")
    def _compute_cae_cost_rate(self):
        today = fields.Date.context_today(self)
        for company, services in self.grouped("company_id").items():
            rates = services._get_cae_rates(company, today)
            for service in services:
                found = rates.get(service._origin.id)
                service.cae_cost_rate = found[0].rate if found else service.list_price

    def _get_cae_rates(self, company, date):
        return self.env["cae.service.rate"]._get_by_service(
            company or self.env.company, date, date
        )

    def _get_cae_cost_rate(self, date=None):
        """The rate in force on a day, or the sales price where there is none."""
        if not date:
            return self.cae_cost_rate
        found = self._get_cae_rates(self.company_id, fields.Date.to_date(date))
        return found[self.id][0].rate if self.id in found else self.list_price
