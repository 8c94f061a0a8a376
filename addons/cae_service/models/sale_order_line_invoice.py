# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Command, Domain


class SaleOrderLine(models.Model):
    """The price and the tax of a service on the day when it is invoiced."""

    _inherit = "sale.order.line"

    # === Tax === #

    @api.depends("cae_pricing")
    def _compute_tax_ids(self):
        """A member is taxable, unless it is exempt for this service today."""
        result = super()._compute_tax_ids()
        today = fields.Date.context_today(self)
        services = self.filtered("cae_pricing")
        for company, lines in services.grouped("company_id").items():
            found = self.env["cae.vat.exemption"]._find(company, today)
            if not found:
                continue
            for line in lines:
                exemption, _note = line._pick_cae_exemption(found)
                if exemption:
                    line.tax_ids = exemption._get_taxes(company)
        return result

    def _pick_cae_exemption(self, found):
        """The exemption of the line, and why none, if so.

        :param found: what `cae.vat.exemption._find` answers
        """
        self.ensure_one()
        none = self.env["cae.vat.exemption"]
        own = found.get(self.order_id.partner_id.commercial_partner_id.id, none)
        return own._pick(self.product_id.product_tmpl_id, self.cae_pricing)

    def _get_cae_billed_taxes(self, exemption, exempt_taxes):
        """The taxes of an invoice line; what was exempt once may be so no more.

        :param exemption: that of the day of the invoice, or none
        :param exempt_taxes: all those that stand on exempt lines
        """
        self.ensure_one()
        if exemption:
            return exemption._get_taxes(self.company_id)
        if self.tax_ids - exempt_taxes:
            return self.tax_ids
        taxes = self.product_id.taxes_id._filter_taxes_by_company(self.company_id)
        return self.order_id.fiscal_position_id.map_tax(taxes)

    # === Price === #

    def _get_cae_billed_price(self, rate, date):
        """An hour or a period on an invoice; at cost, the rate of the time billed.

        :param rate: a rate at cost, or none
        """
        self.ensure_one()
        if self.cae_pricing != "cost" or not rate:
            return self.price_unit
        currency = self.order_id.currency_id
        if currency == rate.currency_id:
            return rate.rate
        return rate.currency_id._convert(rate.rate, currency, self.company_id, date)

    # === Odoo's own button === #

    def _prepare_invoice_lines_vals_list(self, **optional_values):
        """Agreements: the tax of the day; at cost, one line for each rate."""
        if not (self.is_cae_agreement and self.cae_pricing):
            return super()._prepare_invoice_lines_vals_list(**optional_values)
        line = self.sudo()
        today = fields.Date.context_today(self)
        exemption, _note = line._pick_cae_exemption(
            self.env["cae.vat.exemption"]._find(self.company_id, today)
        )
        taxes = line._get_cae_billed_taxes(
            exemption,
            self.env["cae.vat.exemption.reason"]._get_all_taxes(self.company_id),
        )
        common = {
            **optional_values,
            "tax_ids": [Command.set(taxes.ids)],
            "cae_exemption_id": exemption.id,
        }
        return [
            self._prepare_invoice_line(**common, **vals)
            for vals in line._prepare_cae_rate_vals(today)
        ]

    def _prepare_cae_rate_vals(self, today):
        """`[values]` of the invoice lines of a service: more than one at cost."""
        self.ensure_one()
        if self.cae_pricing != "cost":
            return [{}]
        hours = self._get_cae_hours_by_rate()
        quantities = {
            rate: self.product_uom_id.round(quantity)
            for rate, quantity in hours.items()
        }
        if self.product_uom_id.compare(sum(quantities.values()), self.qty_to_invoice):
            # Not what was recorded: somebody billed or changed quantities by hand.
            rate = self._get_cae_rates().filtered(
                lambda found: found.date_from <= today <= found.date_to
            )
            quantities = {rate[:1]: self.qty_to_invoice}
        return [
            {
                "quantity": quantity,
                "cae_rate_id": rate.id,
                "price_unit": self._get_cae_billed_price(rate, today),
            }
            for rate, quantity in quantities.items()
        ]

    def _get_cae_rates(self):
        """All the rates that the service has had, and has."""
        rates = self.env["cae.service.rate"]
        first, last = (
            fields.Date.to_date("1900-01-01"),
            fields.Date.to_date("9999-12-31"),
        )
        found = rates._get_by_service(self.company_id, first, last)
        return found.get(self.product_id.product_tmpl_id.id, rates)

    def _get_cae_hours_by_rate(self):
        """`{rate or none: hours}` of the time that is to be billed."""
        self.ensure_one()
        domain = Domain(
            self.env["account.move.line"]._timesheet_domain_get_invoiced_lines(self)
        )
        if start := self.env.context.get("timesheet_start_date"):
            domain &= Domain("date", ">=", start)
        if end := self.env.context.get("timesheet_end_date"):
            domain &= Domain("date", "<=", end)
        groups = self.env["account.analytic.line"]._read_group(
            domain, ["date:day", "product_uom_id"], ["unit_amount:sum"]
        )
        rates = self._get_cae_rates()
        found = {}
        for date, uom, amount in groups:
            rate = rates.filtered(
                lambda one, date=date: one.date_from <= date <= one.date_to
            )[:1]
            hours = uom._compute_quantity(amount, self.product_uom_id, round=False)
            found[rate] = found.get(rate, 0.0) + hours
        return found
