# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CaeServiceCase


@tagged("post_install", "-at_install")
class TestServiceCatalogue(CaeServiceCase):
    """What stands in the catalogue, how it is found, and what it costs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.law.write(
            {"keywords": "lawyer, société, statutes", "description": "Any contract."}
        )
        cls.service_books.cae_included = "<p>Entry of <b>invoices</b></p><p>Œuvre</p>"
        cls.services = (
            cls.service_law | cls.service_books | cls.service_payroll
        ).product_tmpl_id
        cls.services.cae_published = True

    def _find(self, query="", **kwargs):
        templates = self.env["product.template"]
        return templates._get_cae_catalogue(self.company, query, **kwargs)

    # === Search === #

    def test_search_by_name_keyword_and_content(self):
        law, books, payroll = self.services
        self.assertEqual(self._find("legal"), law)
        self.assertEqual(self._find("LAWYERS"), law)
        self.assertEqual(self._find("societe"), law, "accents are ignored")
        self.assertEqual(self._find("contracts"), law, "the description of the field")
        self.assertEqual(self._find("oeuvre"), books)
        self.assertEqual(self._find("accounting payroll"), payroll)
        self.assertFalse(self._find("legal invoices"), "no service has both words")
        self.assertEqual(self._find(""), self._find())
        self.assertEqual(set(self._find()), set(self.services))

    def test_signs_are_no_words(self):
        for query in ("%", "_", "'; --", "*", "()", "   "):
            with self.subTest(query=query):
                self.assertEqual(len(self._find(query)), 3)
        self.assertEqual(self._find("<legal>"), self.services[0])

    def test_the_name_counts_most(self):
        """“Invoices” in a name comes before “invoices” in a description."""
        named = self._create_service("Invoices", self.law, "hourly", 10)
        named.product_tmpl_id.cae_published = True
        self.assertEqual(
            self._find("invoices"), named.product_tmpl_id + self.services[1]
        )

    def test_only_published_active_and_of_the_company(self):
        law, books, payroll = self.services
        law.cae_published = False
        self.assertEqual(set(self._find()), {books, payroll})
        self.assertEqual(set(self._find(published=False)), {law, books, payroll})
        books.action_archive()
        self.assertEqual(self._find(), payroll)
        self.assertEqual(self._find(expertise=self.law, published=False), law)
        company = self._create_company(name="Elsewhere")
        self.assertFalse(
            self.env["product.template"]._get_cae_catalogue(company, published=False)
        )

    def test_queries_of_the_search_do_not_grow(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            for service in self._find("a"):
                service._get_cae_price_text()
                service._get_cae_market_text()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for number in range(20):
            pricing = ("cost", "hourly", "flat")[number % 3]
            service = self._create_service(f"A {number}", self.law, pricing, 10)
            service.product_tmpl_id.cae_published = True
        count()
        self.assertEqual(count(), few)

    # === Prices === #

    def test_price_in_words(self):
        law, books, payroll = self.services
        self.assertEqual(law._get_cae_price_text(), "80.00\xa0€ an hour")
        self.assertEqual(books._get_cae_price_text(), "40.00\xa0€ an hour, at cost")
        self.assertEqual(payroll._get_cae_price_text(), "120.00\xa0€ a month")
        self.env["ir.default"].set("sale.order", "cae_billing_period", "quarter")
        self.assertEqual(payroll._get_cae_price_text(), "120.00\xa0€ a quarter")

    def test_comparison_with_the_market(self):
        law, _books, payroll = self.services
        # (128 - 80) / 128 = 0.375
        law.cae_market_price = 128
        self.assertAlmostEqual(law.cae_saving, 0.375)
        self.assertEqual(
            law._get_cae_market_text(), "About 128.00\xa0€ an hour elsewhere: 38% saved"
        )
        # (64 - 80) / 64 = -0.25: dearer here, which the catalogue does not boast of.
        law.cae_market_price = 64
        self.assertAlmostEqual(law.cae_saving, -0.25)
        self.assertEqual(law._get_cae_market_text(), "")
        law.cae_market_price = 0
        self.assertEqual(law.cae_saving, 0)
        payroll.cae_market_price = 100
        self.assertEqual(payroll.cae_saving, 0, "a flat fee is not an hour's price")

    def test_frequency_in_words(self):
        books = self.services[1]
        self.assertEqual(books._get_cae_frequency_text(), "")
        books.write({"cae_visit_count": 2, "cae_visit_period": "month"})
        self.assertEqual(books._get_cae_frequency_text(), "2 a month")
        books.cae_visit_hours = 3.5
        self.assertEqual(books._get_cae_frequency_text(), "2 a month, of 3.5 hours")

    def test_negative_prices_are_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.services[0].cae_market_price = -1
            self.env.flush_all()

    # === A service in use === #

    def test_service_of_a_running_agreement_stays(self):
        service = self.services[1]
        agreement = self._create_agreement(
            (self.service_books, self.pro_books, {}),
            cae_end_date=False,
        )
        message = f"Bookkeeping stands in 1 agreements that run: {agreement.name}"
        for change in (
            service.action_archive,
            service.unlink,
            self.service_books.action_archive,
            self.service_books.unlink,
            lambda: service.write({"is_cae_service": False}),
        ):
            with self.assertRaisesRegex(UserError, message):
                change()
        self.assertTrue(service.active and service.is_cae_service)
        agreement._action_cancel()
        service.action_archive()
        self.assertFalse(service.active)

    def test_service_of_an_ended_agreement_may_go(self):
        self._create_agreement(
            (self.service_books, self.pro_books, {}),
            cae_start_date="2020-01-01",
            cae_end_date="2020-12-31",
        )
        self.services[1].action_archive()
        self.assertFalse(self.services[1].active)

    def test_other_products_are_not_kept(self):
        product = self.env["product.template"].create({"name": "Paper"})
        product.action_archive()
        product.unlink()
        self.assertFalse(product.exists())

    # === Back office === #

    def test_manager_creates_a_service(self):
        templates = self.env["product.template"].with_user(self.user_manager)
        with Form(
            templates.with_context(default_is_cae_service=True),
            view="product.product_template_only_form_view",
        ) as form:
            form.name = "Mediation"
            form.cae_expertise_id = self.law
            form.cae_pricing = "flat"
            form.cae_flat_price = 55
        service = form.record
        self.assertEqual(service.company_id, self.company)
        self.assertEqual(service.type, "service")
        self.assertEqual(service.uom_id, self.env.ref("uom.product_uom_hour"))
        self.assertEqual(service._get_cae_price(), 55)
        self.assertFalse(service.cae_published)

    def test_manager_defines_the_form_of_a_service(self):
        """The sample writes the definition that lines of requests follow."""
        service = self.services[0].with_user(self.user_manager)
        self.assertEqual(service.cae_form_id, service)
        proposed = self.services[1].cae_assessment_definition
        self.assertTrue(proposed)
        question = {"name": "a1", "type": "integer", "string": "How many leases?"}
        service.cae_assessment_sample = [{**question, "definition_changed": True}]
        self.assertEqual(
            [found["string"] for found in service.cae_assessment_definition],
            ["How many leases?"],
        )
        request = self._create_request(
            lines=[(self.law, {"service_id": self.service_law.id})]
        )
        request.line_ids.assessment = {"a1": 3}
        self.assertEqual(request.line_ids.assessment["a1"], 3)
        self.assertEqual(self.services[1].cae_assessment_definition, proposed)

    def test_page_of_the_service(self):
        service = self.services[0]
        self.assertEqual(
            service.action_view_cae_catalogue()["url"],
            f"/services/{self.company.id}/{service.id}",
        )
