# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
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
        :raises UserError: there is no sales journal, no income account, or a tax is
            included in prices
        """
        self.ensure_one()
        due = lines.filtered(lambda line: not line.currency_id.is_zero(line[fname]))
        moves = self.env["account.move"]
        if not due:
            return moves
        journal = self._get_journal()
        accounts = self._get_income_accounts(due.pool_id, journal)
        for groups in split_every(BATCH, due.grouped("membership_id").values()):
            found = moves.create(
                [
                    self._prepare_move(group, fname, journal, accounts)
                    for group in groups
                ]
            )
            self._check_taxes(found)
            # With several taxes, a total may be below zero though before tax it is not.
            found.filtered(lambda move: move.amount_total < 0).action_switch_move_type()
            if self.post:
                found._post(soft=False)
            moves |= found
        return moves

    def _get_journal(self):
        """The sales journal of the settings, or the first one with an account."""
        journals = self.env["account.journal"]
        found = journals.search(
            [*journals._check_company_domain(self.company_id), ("type", "=", "sale")]
        )
        # One that is for sales indeed: that of shares has no income account.
        usual = found.filtered("default_account_id") or found
        journal = self.company_id.cae_cost_journal_id or usual[:1]
        if not journal:
            raise UserError(
                self.env._(
                    "%(company)s has no sales journal. Create one, or choose the "
                    "journal of shared costs in the settings.",
                    company=self.company_id.name,
                )
            )
        return journal

    def _get_product(self, pool):
        """What the pool is invoiced as: its own product, or that of the settings."""
        return pool.product_id or self.company_id.cae_cost_product_id

    def _get_income_accounts(self, pools, journal):
        """`{pool: account}`; none where the product of the pool has its own.

        Without it, Odoo would take the account of the member's other invoices.
        """
        result = {}
        for pool in pools:
            product = self._get_product(pool).with_company(self.company_id)
            template = product.product_tmpl_id
            own = template and template.get_product_accounts()["income"]
            if not own and not journal.default_account_id:
                raise UserError(
                    self.env._(
                        "%(pool)s: which income account? Choose on the pool the "
                        "product it is invoiced as, with its income account, or give "
                        "the journal %(journal)s a default account.",
                        pool=pool.name,
                        journal=journal.display_name,
                    )
                )
            result[pool] = False if own else journal.default_account_id.id
        return result

    def _check_taxes(self, moves):
        """What is shared is before tax: a tax inside the price would eat from it."""
        for line in moves.invoice_line_ids:
            taxes = line.tax_ids.flatten_taxes_hierarchy().filtered("price_include")
            if taxes:
                raise UserError(
                    self.env._(
                        "%(pool)s: the tax “%(tax)s” is included in prices, and "
                        "shared costs are amounts before tax. Choose a tax that is "
                        "not included for the product of the pool.",
                        pool=line.cae_cost_pool_id.name,
                        tax=taxes[0].name,
                    )
                )

    def _prepare_move(self, lines, fname, journal, accounts):
        partner = lines[0].partner_id
        sign = 1 if sum(lines.mapped(fname)) >= 0 else -1
        lines = lines.with_context(lang=partner.lang)
        vals = {
            "move_type": "out_invoice" if sign > 0 else "out_refund",
            "company_id": self.company_id.id,
            "journal_id": journal.id,
            "partner_id": partner.address_get(["invoice"])["invoice"],
            "currency_id": self.currency_id.id,
            "invoice_date": self.invoice_date or fields.Date.context_today(self),
            "invoice_origin": self.name,
            "ref": self.name,
            "invoice_line_ids": [
                Command.create(
                    {
                        **self._prepare_move_line(line, sign * line[fname]),
                        **self._prepare_account(line, accounts),
                    }
                )
                for line in lines
            ],
        }
        if self.payment_term_id and sign > 0:
            vals["invoice_payment_term_id"] = self.payment_term_id.id
        return vals

    def _prepare_account(self, line, accounts):
        account = accounts[line.pool_id.with_env(self.env)]
        return {"account_id": account} if account else {}

    def _prepare_move_line(self, line, price):
        exemption = line.agreement_line_id.exemption_reason_id
        vals = {
            "name": self._get_line_label(line),
            "product_id": self._get_product(line.pool_id).id,
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
