# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, float_compare, format_date


# pylint: disable=consider-merging-classes-inherited
class CaeServiceBilling(models.Model):
    """The invoices of a run, all or none, and never twice."""

    _inherit = "cae.service.billing"

    def action_invoice(self):
        """Create the invoices that were computed; post them if the run says so.

        :raises UserError: there is nothing to invoice, the time or the invoices of an
            agreement have changed since, or somebody else is billing
        """
        for billing in self:
            billing._invoice()
        return True

    def _invoice(self):
        self.ensure_one()
        remedy = self.env._("Compute it first, and look at the lines.")
        self._check_state(("computed",), remedy)
        self.company_id._check_cae_accountant()
        self._lock_open_runs()
        self._check_state(("computed",), remedy)
        billing = self.sudo()
        if not billing.line_ids:
            raise UserError(
                self.env._(
                    "%(billing)s has nothing to invoice: no time was recorded, and no "
                    "period of a flat fee is over by %(date)s.",
                    billing=self.name,
                    date=format_date(self.env, self.date_to),
                )
            )
        billing._check_unchanged()
        moves = billing._create_moves()
        billing._link_time()
        if billing.post:
            moves._post(soft=False)
        billing.state = "invoiced"

    def _check_unchanged(self):
        """What is invoiced is what was looked at."""
        lines = self.line_ids
        time = self._read_time(
            (
                (line.id, line.sale_line_id.id, line.date_from or None, line.date_to)
                for line in lines
            ),
            claimed=True,
        )
        for line in lines:
            count, hours = time.get(line.id, (0, 0.0))
            sale_line = line.sale_line_id
            if (
                count == line.timesheet_count
                and not float_compare(hours, line.hours, precision_digits=6)
                and not sale_line.product_uom_id.compare(
                    sale_line.qty_invoiced, line.invoiced_before
                )
                and sale_line.state == "sale"
            ):
                continue
            raise UserError(
                self.env._(
                    "%(agreement)s, %(service)s: the time, the state or the invoices "
                    "have changed since the run was computed. Compute it again.",
                    agreement=line.order_id.name,
                    service=line.service_id.name,
                )
            )

    def _create_moves(self):
        """The draft invoices, each line with what it bills."""
        vals_by_key = {}
        lines_by_key = {}
        for order, lines in self.line_ids.grouped("order_id").items():
            order = order.with_company(order.company_id)
            order = order.with_context(lang=order.partner_invoice_id.lang)
            vals = order._prepare_invoice()
            key = self._get_group_key(order, vals)
            if key in vals_by_key:
                origins = vals_by_key[key]["invoice_origin"], vals["invoice_origin"]
                vals_by_key[key].update(
                    invoice_origin=", ".join(origins), ref=self.name
                )
            else:
                vals["invoice_date"] = self.invoice_date or fields.Date.context_today(
                    self
                )
                vals_by_key[key] = vals
            vals_by_key[key]["invoice_line_ids"] += [
                Command.create(line._prepare_move_line_vals()) for line in lines
            ]
            lines_by_key.setdefault(key, []).extend(lines)
        moves = self.env["account.move"].create(list(vals_by_key.values()))
        for move, lines in zip(moves, lines_by_key.values(), strict=True):
            move_lines = move.invoice_line_ids.sorted("id")
            for line, move_line in zip(lines, move_lines, strict=True):
                line.write({"move_line_id": move_line.id, "move_id": move.id})
        return moves

    def _get_group_key(self, order, vals):
        if self.group_by == "order":
            return order.id
        terms = (*order._get_invoice_grouping_keys(), "invoice_payment_term_id")
        return tuple(vals.get(name) for name in terms)

    def _link_time(self):
        """The time leads to its invoice and to its line: one statement for all."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE account_analytic_line t
                   SET timesheet_invoice_id = l.move_id,
                       cae_move_line_id = l.move_line_id,
                       write_uid = %s,
                       write_date = NOW() AT TIME ZONE 'UTC'
                  FROM cae_service_billing_line l
                 WHERE t.cae_billing_line_id = l.id
                   AND l.billing_id = %s
                   AND l.move_line_id IS NOT NULL
                """,
                self.env.uid,
                self.id,
            )
        )
        self.env["account.analytic.line"].invalidate_model(
            ["timesheet_invoice_id", "cae_move_line_id", "write_uid", "write_date"]
        )
        self.line_ids.move_id.invalidate_recordset(["timesheet_ids", "cae_time_count"])
        self.line_ids.move_line_id.invalidate_recordset(["cae_timesheet_ids"])


# pylint: disable=consider-merging-classes-inherited
class CaeServiceBillingLine(models.Model):
    _inherit = "cae.service.billing.line"

    def _prepare_move_line_vals(self):
        self.ensure_one()
        lang = self.order_id.partner_invoice_id.lang
        sale_line = self.sale_line_id.with_context(lang=lang)
        vals = sale_line._prepare_invoice_line(
            quantity=self.quantity,
            price_unit=self.price_unit,
            tax_ids=[Command.set(self.tax_ids.ids)],
            cae_rate_id=self.rate_id.id,
            cae_exemption_id=self.exemption_id.id,
        )
        vals["name"] = f"{vals['name']}\n{self.with_context(lang=lang)._get_label()}"
        return vals

    def _get_label(self):
        """Of which run, and at which rate, in the member's language."""
        if self.pricing == "cost" and self.rate_id:
            return self.env._(
                "%(billing)s – at cost, provisional rate of “%(rate)s”",
                billing=self.billing_id.name,
                rate=self.rate_id.name,
            )
        return self.billing_id.name
