# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..kernel.billing import MONTHS, periods


class SaleOrderLine(models.Model):
    """What is invoiced of a service: hours at their rate, or periods that are over."""

    _inherit = "sale.order.line"

    qty_delivered_method = fields.Selection(
        selection_add=[("cae_period", "Periods of the Agreement")]
    )

    @api.depends("cae_pricing")
    def _compute_qty_delivered_method(self):
        result = super()._compute_qty_delivered_method()
        for line in self.filtered(lambda found: found.cae_pricing == "flat"):
            line.qty_delivered_method = "cae_period"
        return result

    @api.depends(
        "cae_pricing",
        "state",
        "order_id.cae_start_date",
        "order_id.cae_end_date",
        "order_id.cae_billing_period",
        "company_id.cae_flat_partial",
    )
    def _compute_qty_delivered(self):
        return super()._compute_qty_delivered()

    def _prepare_qty_delivered(self):
        delivered = super()._prepare_qty_delivered()
        today = fields.Date.context_today(self)
        until = fields.Date.to_date(self.env.context.get("accrual_entry_date")) or today
        flat = self.filtered(lambda found: found.qty_delivered_method == "cae_period")
        for line in flat:
            delivered[line] = line._get_cae_periods(until)
        return delivered

    def _get_cae_periods(self, until):
        """Periods of the agreement that are over on a day."""
        self.ensure_one()
        order = self.order_id
        if self.state != "sale" or not order.cae_start_date:
            return 0.0
        return self._count_cae_periods(order.cae_end_date or None, until)

    def _count_cae_periods(self, end, until):
        """Periods over on a day, if it ends then: foreseen and billed the same way."""
        order = self.order_id
        return float(
            periods(
                order.cae_start_date,
                end,
                until,
                MONTHS[order.cae_billing_period or "month"],
                self.company_id.cae_flat_partial == "whole",
            )
        )

    @api.model
    def _cron_refresh_cae_periods(self):
        """Another day: periods may be over."""
        today = fields.Date.context_today(self)
        lines = self.search(
            [
                ("qty_delivered_method", "=", "cae_period"),
                ("state", "=", "sale"),
                ("order_id.cae_start_date", "<=", today),
                "|",
                ("order_id.cae_end_date", "=", False),
                # The last period counts once the agreement is over.
                ("order_id.cae_end_date", ">=", today - timedelta(days=366)),
            ]
        )
        self.env.add_to_compute(self._fields["qty_delivered"], lines)

    def _recompute_qty_to_invoice(self, start_date, end_date):
        """Between two dates, Odoo's wizard bills time: a flat fee is not time."""
        flat = self.filtered(lambda found: found.qty_delivered_method == "cae_period")
        return super(SaleOrderLine, self - flat)._recompute_qty_to_invoice(
            start_date, end_date
        )
