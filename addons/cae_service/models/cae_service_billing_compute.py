# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import NamedTuple

from odoo import fields, models
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ..kernel.billing import MONTHS, cut, due_until


class Piece(NamedTuple):
    """Days of a service of an agreement that have one rate."""

    sale_line: models.BaseModel
    rate: models.BaseModel
    date_from: object
    date_to: object


# pylint: disable=consider-merging-classes-inherited
class CaeServiceBilling(models.Model):
    """What is due, in as many queries for one hour as for a hundred thousand."""

    _inherit = "cae.service.billing"

    def action_compute(self):
        """Prepare the lines, or prepare them again; nothing is invoiced yet."""
        for billing in self:
            billing._compute_lines()
        return True

    def _compute_lines(self):
        self.ensure_one()
        remedy = self.env._("What was invoiced stays: make another run.")
        self._check_state(("draft", "computed"), remedy)
        self._lock_open_runs()
        self._check_state(("draft", "computed"), remedy)
        billing = self.sudo()
        billing.line_ids.unlink()
        pieces = billing._get_pieces()
        time = billing._read_time(
            (key, piece.sale_line.id, piece.date_from, piece.date_to)
            for key, piece in enumerate(pieces)
        )
        lines = billing.line_ids.create(billing._prepare_lines(pieces, time))
        billing._claim_time(lines)
        billing.state = "computed"

    def _lock_open_runs(self):
        """One at a time in a company: two runs would bill the same hours."""
        runs = self.sudo().search(
            [("company_id", "=", self.company_id.id), ("state", "=", "computed")]
        )
        self.check_access("write")
        (self | runs.with_env(self.env)).sudo()._lock_rows(
            self._get_busy_message(), ["state", "line_ids"]
        )

    # === What is due === #

    def _get_agreement_domain(self):
        self.ensure_one()
        domain = Domain(
            [
                ("is_cae_agreement", "=", True),
                ("state", "=", "sale"),
                ("company_id", "=", self.company_id.id),
                ("cae_start_date", "<=", self.date_to),
            ]
        )
        if self.partner_ids:
            domain &= Domain("partner_id", "child_of", self.partner_ids.ids)
        return domain

    def _get_pieces(self):
        """The services of the agreements, cut where their rates change."""
        orders = self.env["sale.order"].search(self._get_agreement_domain())
        rates = self.env["cae.service.rate"]
        by_service = rates._get_by_service(
            self.company_id,
            self.date_from or fields.Date.to_date("1900-01-01"),
            self.date_to,
        )
        pieces = []
        for order in orders:
            until = due_until(
                self.date_to,
                MONTHS[order.cae_billing_period or "month"],
                order.cae_end_date or None,
            )
            if self.date_from and until < self.date_from:
                continue
            for line in order.order_line.filtered("cae_pricing"):
                own = rates
                if line.cae_pricing == "cost":
                    own = by_service.get(line.product_id.product_tmpl_id.id, rates)
                found = cut(
                    self.date_from or None,
                    until,
                    [(rate.date_from, rate.date_to, rate) for rate in own],
                )
                pieces += [Piece(line, rate or rates, *days) for *days, rate in found]
        return pieces

    # === Time === #

    def _get_time_sql(self, pieces, claimed=False):
        """The time of the pieces that was not billed, nor taken by another run.

        :param pieces: `(key, agreement line id, first day or none, last day)`
        :param claimed: only what the line whose id is the key has taken
        """
        keys, lines, starts, ends = map(list, zip(*pieces, strict=True))
        mine = SQL("l.id = piece.key") if claimed else SQL("TRUE")
        return SQL(
            """
            SELECT t.id, piece.key, t.product_uom_id, t.unit_amount
              FROM unnest(%s::int[], %s::int[], %s::date[], %s::date[])
                   AS piece(key, sale_line_id, date_from, date_to)
              JOIN account_analytic_line t ON t.so_line = piece.sale_line_id
               AND t.project_id IS NOT NULL
               AND t.date <= piece.date_to
               AND t.date >= COALESCE(piece.date_from, '-infinity')
         LEFT JOIN account_move m ON m.id = t.timesheet_invoice_id
         LEFT JOIN cae_service_billing_line l ON l.id = t.cae_billing_line_id
         LEFT JOIN cae_service_billing b ON b.id = l.billing_id
             WHERE (m.id IS NULL OR m.payment_state = 'reversed'
                    OR m.state = 'cancel' AND m.payment_state != 'invoicing_legacy')
               AND (b.id IS NULL OR b.id = %s OR b.state != 'computed')
               AND %s
            """,
            keys,
            lines,
            starts,
            ends,
            self.id,
            mine,
        )

    def _read_time(self, pieces, claimed=False):
        """`{key: (number of timesheets, hours)}`"""
        pieces = list(pieces)
        if not pieces:
            return {}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT key, product_uom_id, count(*), sum(unit_amount) "
                "FROM (%s) found GROUP BY key, product_uom_id",
                self._get_time_sql(pieces, claimed),
            )
        )
        hour = self.env.ref("uom.product_uom_hour")
        uoms = hour.browse({uom_id for _key, uom_id, *_sums in rows if uom_id})
        by_id = {uom.id: uom for uom in uoms}
        found = {}
        for key, uom_id, count, amount in rows:
            uom = by_id.get(uom_id, hour)
            before = found.get(key, (0, 0.0))
            hours = uom._compute_quantity(amount or 0.0, hour, round=False)
            found[key] = (before[0] + count, before[1] + hours)
        return found

    def _claim_time(self, lines):
        """The time of each line is its own: another run does not take it."""
        pieces = [
            (line.id, line.sale_line_id.id, line.date_from or None, line.date_to)
            for line in lines
        ]
        if not pieces:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE account_analytic_line t SET cae_billing_line_id = found.key "
                "FROM (%s) found WHERE t.id = found.id",
                self._get_time_sql(pieces),
            )
        )
        self.env["account.analytic.line"].invalidate_model(["cae_billing_line_id"])
        lines.invalidate_recordset(["timesheet_ids"])

    # === Lines === #

    def _prepare_lines(self, pieces, time):
        """`[values]` of the lines that bill something."""
        date = self.invoice_date or fields.Date.context_today(self)
        exemptions = self.env["cae.vat.exemption"]._find(self.company_id, date)
        reasons = self.env["cae.vat.exemption.reason"]
        exempt_taxes = reasons._get_all_taxes(self.company_id)
        numbers = [time.get(key, (0, 0.0)) for key in range(len(pieces))]
        counts = {}
        for piece, (count, _hours) in zip(pieces, numbers, strict=True):
            counts[piece.sale_line] = counts.get(piece.sale_line, 0) + bool(count)
        vals_list = []
        for piece, (count, hours) in zip(pieces, numbers, strict=True):
            quantity = self._get_quantity(piece, hours, counts[piece.sale_line] == 1)
            if piece.sale_line.product_uom_id.is_zero(quantity) or quantity < 0:
                continue
            exemption, note = piece.sale_line._pick_cae_exemption(exemptions)
            taxes = piece.sale_line._get_cae_billed_taxes(exemption, exempt_taxes)
            vals_list.append(
                {
                    **self._prepare_line(piece, quantity, taxes, date),
                    "hours": hours,
                    "timesheet_count": count,
                    "exemption_id": exemption.id,
                    "note": self._get_note(piece, note),
                }
            )
        return vals_list

    def _get_quantity(self, piece, hours, alone):
        """Hours or periods to invoice.

        :param alone: no other rate of the service is billed by this run
        """
        line = piece.sale_line
        if line.cae_pricing == "flat":
            return line._get_cae_periods(piece.date_to) - line.qty_invoiced
        hour = self.env.ref("uom.product_uom_hour")
        uom = line.product_uom_id
        quantity = uom.round(hour._compute_quantity(hours, uom, round=False))
        # Minutes are rounded month by month: what this left is billed with the rest.
        if quantity and alone and abs(line.qty_to_invoice - quantity) < 0.05:
            return line.qty_to_invoice
        return quantity

    def _prepare_line(self, piece, quantity, taxes, date):
        line = piece.sale_line
        order = line.order_id
        price = line._get_cae_billed_price(piece.rate, date)
        amounts = taxes.compute_all(
            price * (1 - line.discount / 100),
            currency=order.currency_id,
            quantity=quantity,
            product=line.product_id,
            partner=order.partner_invoice_id,
        )
        return {
            "billing_id": self.id,
            "sale_line_id": line.id,
            "order_id": order.id,
            "partner_id": order.partner_id.id,
            "service_id": line.product_id.id,
            "pricing": line.cae_pricing,
            "rate_id": piece.rate.id,
            "date_from": piece.date_from,
            "date_to": piece.date_to,
            "quantity": quantity,
            "invoiced_before": line.qty_invoiced,
            "currency_id": order.currency_id.id,
            "price_unit": price,
            "tax_ids": [Command.set(taxes.ids)],
            "amount_untaxed": amounts["total_excluded"],
            "amount_tax": amounts["total_included"] - amounts["total_excluded"],
        }

    def _get_note(self, piece, note):
        if piece.sale_line.cae_pricing == "cost" and not piece.rate:
            without = self.env._(
                "No rate at cost in these days: the price of the agreement is used, "
                "and the settlement leaves it out."
            )
            return f"{without} {note}".strip()
        return note or False
