# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


# pylint: disable=consider-merging-classes-inherited
class CaeDuesCampaign(models.Model):
    """What the rule and the campaign say of the invoices."""

    _inherit = "cae.dues.campaign"

    def _prepare_invoice_vals(self, rule, date=None, date_due=None):
        """What the invoices of a rule share, and what their lines do."""
        self.ensure_one()
        journal = rule.journal_id or self._get_sale_journal()
        income = rule.product_id.with_company(self.company_id)
        account = (
            rule.account_id
            or (income and income._get_product_accounts()["income"])
            or journal.default_account_id
        )
        if not account:
            raise UserError(
                self.env._(
                    "%(rule)s says no income account, and neither does the journal "
                    "%(journal)s. Choose one on the rule.",
                    rule=rule.display_name,
                    journal=journal.display_name,
                )
            )
        date = date or self.invoice_date or fields.Date.context_today(self)
        term = rule.payment_term_id
        common = {
            "company_id": self.company_id.id,
            "journal_id": journal.id,
            "currency_id": self.currency_id.id,
            "fiscal_position_id": False,
            "invoice_date": date,
            "date": date,
            "invoice_payment_term_id": term.id,
            "invoice_date_due": False if term else max(date_due or self.date_due, date),
        }
        product = {
            "account_id": account.id,
            "product_id": rule.product_id.id,
            "tax_ids": [Command.set(rule.tax_ids.ids)],
        }
        return common, product

    def _get_sale_journal(self):
        journals = self.env["account.journal"]
        journal = journals.search(
            [
                *journals._check_company_domain(self.company_id),
                ("type", "=", "sale"),
            ],
            limit=1,
        )
        if not journal:
            raise UserError(
                self.env._(
                    "%(company)s has no sales journal. Create one, or choose the "
                    "journal on the dues rule.",
                    company=self.company_id.name,
                )
            )
        return journal
