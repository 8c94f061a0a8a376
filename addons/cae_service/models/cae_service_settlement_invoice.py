# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import float_round, formatLang


# pylint: disable=consider-merging-classes-inherited
class CaeServiceSettlement(models.Model):
    """One invoice or credit note for each member: the difference, and nothing twice."""

    _inherit = "cae.service.settlement"

    def action_invoice(self):
        """Invoice or credit the differences that were computed.

        :raises UserError: hours at cost are not billed yet, the hours or the costs
            have changed since, or somebody else is working on it
        """
        for settlement in self:
            settlement._invoice()
        return True

    def _invoice(self):
        self.ensure_one()
        remedy = self.env._("Compute it first, and look at the lines.")
        self._check_state(("computed", "invoiced"), remedy)
        self.company_id._check_cae_accountant()
        self._lock_rows(self._get_busy_message(), ["state", "line_ids"])
        self._check_state(("computed", "invoiced"), remedy)
        settlement = self.sudo()
        before = settlement._get_fingerprint()
        settlement._compute_lines()
        settlement._check_settled_hours()
        if before != settlement._get_fingerprint():
            raise UserError(
                self.env._(
                    "%(settlement)s: hours, costs or invoices have changed since it "
                    "was computed. It has to be computed and looked at again.",
                    settlement=self.name,
                )
            )
        due = settlement.line_ids.filtered(
            lambda line: not line.currency_id.is_zero(line.delta)
        )
        moves = settlement._create_moves(due)
        if settlement.post:
            moves._post(soft=False)
        settlement.state = "invoiced"

    def _get_fingerprint(self):
        """What the documents are made of."""
        return sorted(
            (line.rate_id.id, line.sale_line_id.id, line.tax_key, line.delta)
            for line in self.line_ids
            if not line.currency_id.is_zero(line.delta)
        )

    def _check_settled_hours(self):
        for cost in self.cost_ids:
            if float_round(cost.unbilled_hours, precision_digits=2):
                raise UserError(
                    self.env._(
                        "%(rate)s: %(hours).2f hours at cost are not billed yet. Run "
                        "the billing up to %(date)s first, or they would be paid "
                        "twice.",
                        rate=cost.rate_id.name,
                        hours=cost.unbilled_hours,
                        date=cost.rate_id.date_to,
                    )
                )

    def _create_moves(self, due):
        """The documents of the members in one batch, as drafts."""
        vals_list, groups = [], []
        by_partner = due.grouped(lambda line: line.order_id.partner_invoice_id)
        for partner, lines in by_partner.items():
            sign = 1 if sum(lines.mapped("delta")) >= 0 else -1
            vals_list.append(self._prepare_move(partner, lines, sign))
            groups.append(lines)
        moves = self.env["account.move"].create(vals_list)
        # With several taxes, a total may be below zero though before tax it is not.
        moves.filtered(lambda move: move.amount_total < 0).action_switch_move_type()
        return moves

    def _prepare_move(self, partner, lines, sign):
        order = lines[0].order_id
        lines = lines.with_context(lang=partner.lang)
        return {
            "move_type": "out_invoice" if sign > 0 else "out_refund",
            "company_id": self.company_id.id,
            "partner_id": partner.id,
            "currency_id": self.currency_id.id,
            "fiscal_position_id": order.fiscal_position_id.id,
            "invoice_payment_term_id": order.payment_term_id.id if sign > 0 else False,
            "invoice_date": self.invoice_date or fields.Date.context_today(self),
            "invoice_origin": self.name,
            "ref": self.name,
            "invoice_line_ids": [
                Command.create(line._prepare_move_line(sign)) for line in lines
            ],
        }


# pylint: disable=consider-merging-classes-inherited
class CaeServiceSettlementLine(models.Model):
    _inherit = "cae.service.settlement.line"

    def _prepare_move_line(self, sign):
        self.ensure_one()
        return {
            "name": self._get_label(),
            "product_id": self.service_id.id,
            "quantity": 1,
            "product_uom_id": self.env.ref("uom.product_uom_unit").id,
            "price_unit": sign * self.delta,
            "tax_ids": [Command.set(self.tax_ids.ids)],
            "cae_settlement_line_id": self.id,
            "cae_exemption_id": self.exemption_id.id,
        }

    def _get_label(self):
        """The arithmetic in words, in the member's language."""
        self.ensure_one()

        def money(amount):
            return formatLang(self.env, amount, currency_obj=self.currency_id)

        (cost,) = self.settlement_id.cost_ids.filtered(
            lambda found: found.rate_id == self.rate_id
        ) or [self.env["cae.service.settlement.cost"]]
        return self.env._(
            "%(settlement)s – %(service)s (%(agreement)s)\n%(hours)s of %(total)s "
            "hours of a full cost of %(cost)s: %(share)s, less %(invoiced)s invoiced",
            settlement=self.settlement_id.name,
            service=self.service_id.display_name,
            agreement=self.order_id.name,
            hours=formatLang(self.env, self.hours),
            total=formatLang(self.env, cost.hours),
            cost=money(cost.cost),
            share=money(self.share),
            invoiced=money(self.provisional + self.settled),
        )
