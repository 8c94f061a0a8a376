# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestCostCallTax(CaeCostCase):
    """Taxes, accounts and journals of the invoices of shared costs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vat = cls._create_tax(20)
        cls.product = cls.env["product.product"].create(
            {
                "name": "HR of the grouping",
                "type": "service",
                "taxes_id": [Command.set(cls.vat.ids)],
            }
        )
        cls.pool.product_id = cls.product
        cls.training = cls._create_pool("Training", cls.equal)
        cls.reason = cls.env["cae.vat.exemption.reason"].create(
            {"name": "261 B", "legal_text": "VAT exempt, article 261 B of the CGI."}
        )

    def _share_two_pools(self, member):
        """HR taxable and training exempt, in one agreement: 1 000 and 500 a year."""
        self._create_value(self.fte, member, 1)
        agreement = self._create_agreement(
            member, self.pool, self.training, signed=False
        )
        agreement.line_ids.filtered(
            lambda line: line.pool_id == self.training
        ).exemption_reason_id = self.reason
        agreement._write_managed({"state": "signed"})
        self._create_budget(self.pool, 1000)
        self._create_budget(self.training, 500)
        return agreement

    def _invoice(self, **vals):
        call = self._create_call("2026-01-01", "2026-12-31", **vals)
        call.action_call()
        return call._get_move_lines().move_id

    def test_exempt_and_taxable_in_one_invoice(self):
        self._share_two_pools(self.agiie)
        invoice = self._invoice()
        # 1 000 + 20 % = 1 200; 500 exempt
        self.assertEqual(
            (invoice.amount_untaxed, invoice.amount_tax, invoice.amount_total),
            (1500, 200, 1700),
        )
        exempt = invoice.invoice_line_ids.filtered("cae_exemption_reason_id")
        self.assertEqual(exempt.cae_cost_pool_id, self.training)
        self.assertFalse(exempt.tax_ids)
        html = self._render(invoice)
        self.assertEqual(html.count("VAT exempt, article 261 B of the CGI."), 1)
        self.assertIn("1,000.00\xa0€ × 365 / 365 (FTE)", html.replace("&nbsp;", "\xa0"))

    def _render(self, invoice):
        content, _type = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", invoice.ids
        )
        return content.decode()

    def test_an_invoice_that_is_taxed_has_no_law_on_it(self):
        self._create_value(self.fte, self.agiie, 1)
        self._create_agreement(self.agiie, self.pool)
        self._create_budget(self.pool, 1000)
        self.assertNotIn("261 B", self._render(self._invoice()))

    def test_the_tax_of_zero_percent_is_put_on_exempt_lines(self):
        zero = self.vat.copy({"name": "Exempt 261 B", "amount": 0})
        self.reason.with_company(self.company).tax_id = zero
        self._share_two_pools(self.agiie)
        invoice = self._invoice(post=False)
        exempt = invoice.invoice_line_ids.filtered("cae_exemption_reason_id")
        self.assertEqual(exempt.tax_ids, zero)
        # Another account, while it is a draft, does not make it taxable.
        exempt.account_id = self.accounts["income"].copy({"code": "706900"})
        self.assertEqual(exempt.tax_ids, zero)

    def test_without_a_product_the_usual_tax_holds(self):
        self.company.account_sale_tax_id = self.vat
        self._create_agreement(self.agiie, self.training)
        self._create_budget(self.training, 500)
        invoice = self._invoice()
        self.assertEqual(invoice.invoice_line_ids.tax_ids, self.vat)
        self.assertEqual(invoice.amount_total, 600)

    def test_the_product_of_the_settings_for_pools_that_name_none(self):
        general = self.env["product.product"].create(
            {
                "name": "Common costs",
                "type": "service",
                "taxes_id": [Command.set(self.vat.ids)],
            }
        )
        self.company.cae_cost_product_id = general
        self._create_agreement(self.agiie, self.training)
        self._create_budget(self.training, 500)
        invoice = self._invoice()
        self.assertEqual(invoice.invoice_line_ids.product_id, general)
        self.assertEqual(invoice.amount_total, 600)

    def test_the_fiscal_position_of_the_member_maps_the_tax(self):
        reduced = self.vat.copy({"name": "VAT 8.5 %", "amount": 8.5})
        position = self.env["account.fiscal.position"].create({"name": "Overseas"})
        reduced.write(
            {
                "fiscal_position_ids": [Command.set(position.ids)],
                "original_tax_ids": [Command.set(self.vat.ids)],
            }
        )
        self.company.account_sale_tax_id = self.vat
        self.agiie.partner_id.property_account_position_id = position
        self._create_value(self.fte, self.agiie, 1)
        self._create_agreement(self.agiie, self.pool, self.training)
        self._create_budget(self.pool, 1000)
        self._create_budget(self.training, 1000)
        invoice = self._invoice()
        self.assertEqual(invoice.invoice_line_ids.tax_ids, reduced)
        # 2 000 + 8.5 %
        self.assertEqual(invoice.amount_total, 2170)

    def test_a_tax_that_is_included_in_prices_is_refused(self):
        self.vat.price_include_override = "tax_included"
        self._create_value(self.fte, self.agiie, 1)
        self._create_agreement(self.agiie, self.pool)
        self._create_budget(self.pool, 1000)
        call = self._create_call("2026-01-01", "2026-12-31")
        with self.assertRaisesRegex(UserError, "HR: the tax “VAT 20 %” is included"):
            call.action_call()

    def test_income_account(self):
        own = self._create_account(self.company, "708000", "income")
        self.product.property_account_income_id = own
        self._share_two_pools(self.agiie)
        invoice = self._invoice()
        accounts = {
            line.cae_cost_pool_id: line.account_id for line in invoice.invoice_line_ids
        }
        # The product's, else the journal's; never that of the member's last invoice.
        self.assertEqual(
            accounts, {self.pool: own, self.training: self.accounts["income"]}
        )

    def test_no_income_account(self):
        self._share_two_pools(self.agiie)
        self.journals["sale"].default_account_id = False
        call = self._create_call("2026-01-01", "2026-12-31")
        with self.assertRaisesRegex(UserError, "which income account"):
            call.action_call()

    def test_journal_of_the_settings_and_payment_terms(self):
        journal = self.journals["sale"].copy({"name": "Costs", "code": "COST"})
        journal.default_account_id = self.accounts["income"]
        term = self.env["account.payment.term"].create(
            {
                "name": "30 days",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 100, "nb_days": 30}
                    )
                ],
            }
        )
        self.company.cae_cost_journal_id = journal
        self.company.cae_cost_payment_term_id = term
        self._share_two_pools(self.agiie)
        invoice = self._invoice()
        self.assertEqual(invoice.journal_id, journal)
        self.assertEqual(str(invoice.invoice_date), "2026-01-01")
        self.assertEqual(str(invoice.invoice_date_due), "2026-01-31")
        self.assertTrue(invoice.payment_reference)

    def test_no_sales_journal(self):
        self._share_two_pools(self.agiie)
        call = self._create_call("2026-01-01", "2026-12-31")
        self.journals["sale"].active = False
        with self.assertRaisesRegex(UserError, "has no sales journal"):
            call.action_call()

    def test_language_and_address_of_the_member(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.pool.with_context(lang="fr_FR").name = "Ressources humaines"
        partner = self.agiie.partner_id
        partner.lang = "fr_FR"
        address = self._create_partner(
            name="Accounts", type="invoice", parent_id=partner.id
        )
        self._share_two_pools(self.agiie)
        invoice = self._invoice()
        self.assertEqual(invoice.partner_id, address)
        self.assertEqual(invoice.commercial_partner_id, partner)
        names = invoice.invoice_line_ids.mapped("name")
        self.assertTrue(
            any(
                name.startswith("Ressources humaines – Provisions 2026-01-01\n")
                for name in names
            ),
            names,
        )
