# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Command
from odoo.tools import split_every

# Few enough for the memory of a worker; the transaction is one all the same.
BATCH = 1000


# pylint: disable=consider-merging-classes-inherited
class CaeCostDocumentMixin(models.AbstractModel):
    """One invoice or credit note for each member, with a line for each pool."""

    _inherit = "cae.cost.document.mixin"

    def _create_invoices(self, lines, fname):
        """Invoice the lines of a record; in sudo, once who asks has been checked.

        :param lines: shares of members, in the record's currency
        :param fname: the field that is invoiced, before tax; credited below zero
        :return: the documents, posted if the record says so
        """
        self.ensure_one()
        due = lines.filtered(lambda line: not line.currency_id.is_zero(line[fname]))
        moves = self.env["account.move"]
        for groups in split_every(BATCH, due.grouped("membership_id").values()):
            found = moves.create([self._prepare_move(group, fname) for group in groups])
            # With several taxes, a total may be below zero though before tax it is not.
            found.filtered(lambda move: move.amount_total < 0).action_switch_move_type()
            if self.post:
                found._post(soft=False)
            moves |= found
        return moves

    def _prepare_move(self, lines, fname):
        partner = lines[0].partner_id
        sign = 1 if sum(lines.mapped(fname)) >= 0 else -1
        lines = lines.with_context(lang=partner.lang)
        vals = {
            "move_type": "out_invoice" if sign > 0 else "out_refund",
            "company_id": self.company_id.id,
            "partner_id": partner.address_get(["invoice"])["invoice"],
            "currency_id": self.currency_id.id,
            "invoice_date": self.invoice_date or fields.Date.context_today(self),
            "invoice_origin": self.name,
            "ref": self.name,
            "invoice_line_ids": [
                Command.create(self._prepare_move_line(line, sign * line[fname]))
                for line in lines
            ],
        }
        if self.payment_term_id and sign > 0:
            vals["invoice_payment_term_id"] = self.payment_term_id.id
        return vals

    def _prepare_move_line(self, line, price):
        exemption = line.agreement_line_id.exemption_reason_id
        vals = {
            "name": self._get_line_label(line),
            "product_id": line.pool_id.product_id.id,
            "quantity": 1,
            "price_unit": price,
            # Provisions are no income of the pool: they would lower what is shared.
            "analytic_distribution": False,
            "cae_cost_pool_id": line.pool_id.id,
            "cae_cost_membership_id": line.membership_id.id,
            self._get_link_name(): self.id,
        }
        if exemption:
            tax = exemption.with_company(self.company_id).tax_id
            vals["tax_ids"] = [Command.set(tax.ids)]
            vals["cae_exemption_reason_id"] = exemption.id
        return vals

    def _get_line_label(self, line):
        """What the invoice says of a line, in the member's language."""
        return f"{line.pool_id.name} – {self.name}\n{line.explanation}"
