# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Date
from odoo.tests import freeze_time, tagged

from .common_billing import CaeBillingCase


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15")
class TestServiceVat(CaeBillingCase):
    """Taxable by default; exempt member by member and service by service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vat = cls._create_tax(20)
        cls.zero = cls._create_tax(0)
        services = cls.service_books + cls.service_law + cls.service_payroll
        services.taxes_id = cls.vat
        cls.reason = cls.env.ref("cae_mutualisation.vat_reason_fr_261b")
        cls.reason.with_company(cls.company).tax_id = cls.zero

    @classmethod
    def _create_exemption(cls, validate=True, **vals):
        exemption = cls.env["cae.vat.exemption"].create(
            {
                "partner_id": cls.member.id,
                "service_id": cls.service_books.product_tmpl_id.id,
                "reason_id": cls.reason.id,
                "date_from": "2026-01-01",
                "evidence": "Letter",
                **vals,
            }
        )
        if validate:
            exemption.action_validate()
        return exemption

    def _create_lines(self, partner=None):
        return self._create_agreement(
            (self.service_books, self.pro_books, {}),
            (self.service_law, self.pro_law, {}),
            partner=partner,
        ).order_line

    def test_taxable_by_default(self):
        self._create_exemption(validate=False)
        self.assertEqual(self._create_lines().tax_ids, self.vat)

    def test_member_and_service(self):
        self._create_exemption()
        books, law = self._create_lines()
        self.assertEqual((books.tax_ids, law.tax_ids), (self.zero, self.vat))
        self.assertEqual(self._create_lines(self.auxiliary).tax_ids, self.vat)

    def test_invoice_says_why(self):
        books, law = self._create_lines()
        self.assertEqual(books.tax_ids, self.vat)
        exemption = self._create_exemption()
        for line in books + law:
            self._record_time(line, ("2026-06-02", 1))
        move = self._bill()
        # 40.00 exempt, 80.00 + 16.00
        self.assertEqual((move.amount_untaxed, move.amount_tax), (120, 16))
        self.assertEqual(move.invoice_line_ids.cae_exemption_id, exemption)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", move.ids
        )[0]
        self.assertIn("article 261 B of the French", html.decode())

    def test_the_date_of_the_invoice_counts(self):
        exemption = self._create_exemption()
        books = self._create_lines()[0]
        self.assertEqual(books.tax_ids, self.zero)
        exemption.date_to = "2026-06-30"
        self._record_time(books, ("2026-06-02", 1))
        line = self._create_billing(invoice_date="2026-06-30").line_ids
        self.assertEqual(line.tax_ids, self.zero)
        line.billing_id.unlink()
        line = self._create_billing(invoice_date="2026-07-01").line_ids
        self.assertEqual((line.tax_ids, line.amount_tax), (self.vat, 8))
        # Odoo's button too.
        books.order_id._create_invoices()
        self.assertEqual(books.invoice_lines.tax_ids, self.vat)

    def test_only_at_cost(self):
        for service in (self.service_law, self.service_payroll):
            with self.assertRaisesRegex(ValidationError, "leave it taxable"):
                self._create_exemption(service_id=service.product_tmpl_id.id)
        self._create_exemption(service_id=False)
        books, law = self._create_lines()
        self.assertEqual((books.tax_ids, law.tax_ids), (self.zero, self.vat))
        self._record_time(law, ("2026-06-02", 1))
        line = self._create_billing().line_ids
        self.assertEqual(line.tax_ids, self.vat)
        self.assertIn("holds only for services at cost", line.note)
        self.assertEqual(line.billing_id.note_count, 1)
        # Another law may not ask for it.
        self.reason.copy({"name": "Other", "only_cost": False})

    def test_who_validates(self):
        exemption = self._create_exemption(validate=False).with_user(self.user_support)
        with self.assertRaisesRegex(UserError, "not an accountant"):
            exemption.action_validate()
        exemption.with_user(self.user_accountant).action_validate()
        self.assertEqual(exemption.validated_by_id, self.user_accountant)
        self.assertEqual(exemption.validated_on, Date.to_date("2026-07-15"))
        with self.assertRaisesRegex(ValidationError, "already exempt"):
            self._create_exemption()
        with self.assertRaisesRegex(UserError, "Revoke it"):
            exemption.sudo().partner_id = self.auxiliary

    def test_settlement_follows_the_exemption(self):
        self._create_exemption()
        books = self._create_lines()[0]
        self._record_time(books, ("2026-06-02", 2))
        self._bill()
        self.rate.cost_ids.create({"rate_id": self.rate.id, "name": "A", "amount": 100})
        settlement = self.env["cae.service.settlement"].create(
            {"name": "2026", "rate_ids": self.rate.ids}
        )
        settlement.action_compute()
        settlement.action_invoice()
        line = settlement._get_moves().invoice_line_ids
        self.assertEqual((line.price_subtotal, line.tax_ids), (20, self.zero))
        self.assertTrue(line.move_id._get_cae_exemption_texts())

    def test_quebec(self):
        # Both on the price before tax: 100.00 + 5.00 + 9.98 (9.975) = 114.98
        taxes = self._create_tax(5, "GST") + self._create_tax(9.975, "QST")
        self.service_law.write({"taxes_id": [(6, 0, taxes.ids)], "list_price": 100})
        line = self._create_agreement((self.service_law, self.pro_law, {})).order_line
        self._record_time(line, ("2026-06-02", 1))
        move = self._bill()
        self.assertEqual(move.amount_total, 114.98)
        by_tax = move.line_ids.filtered("tax_line_id")
        self.assertEqual(sorted(by_tax.mapped("credit")), [5, 9.98])
