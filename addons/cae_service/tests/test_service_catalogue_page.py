# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from .common_portal import CaeServicePortalCase


@tagged("post_install", "-at_install")
class TestServiceCataloguePage(HttpCase, CaeServicePortalCase):
    """The pages that visitors and members read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.cae_service_online = True
        cls.url = f"/services/{cls.company.id}"

    def _ask_links(self, page):
        return self._links(page, "o_cae_ask")

    # === Visitors === #

    def test_visitor_reads_what_is_public(self):
        self._log_in()
        page = self._get(self.url)
        self.assertEqual(self._names(page), {"Legal Advice", "Bookkeeping"})
        text = self._text(page)
        self.assertIn("80.00 € an hour before tax", text)
        self.assertIn("40.00 € an hour, at cost before tax", text)
        self.assertIn("Services are for members of Coop Tests.", text)
        self.assertFalse(self._ask_links(page))
        service = self._get(f"{self.url}/{self.services[0].id}")
        self.assertIn("Legal Advice", self._text(service))
        self.assertFalse(self._ask_links(service))

    def test_visitor_is_told_where_to_apply(self):
        self._log_in()
        apply = f"/cooperative/apply/{self.company.id}"
        for online in (False, True):
            self.company.cae_application_online = online
            for url in (self.url, f"{self.url}/{self.services[0].id}"):
                links = self._get(url).xpath("//a/@href")
                self.assertEqual(apply in links, online)

    def test_what_is_not_there(self):
        self._log_in()
        foreign = self._create_company(name="Elsewhere", cae_service_online=True)
        archived = self._create_service("Old", self.law, "hourly", 1).product_tmpl_id
        archived.cae_published = True
        archived.action_archive()
        paper = self.env["product.template"].create(
            {"name": "Paper", "company_id": self.company.id}
        )
        for url in (
            f"{self.url}/{self.services[2].id}",
            f"/services/{foreign.id}/{self.services[0].id}",
            f"{self.url}/{archived.id}",
            f"{self.url}/{paper.id}",
            f"{self.url}/999999999",
            "/services/999999999",
            f"/services/{self.company.id}abc",
        ):
            with self.subTest(url=url):
                self._get(url, 404)

    def test_offline(self):
        self.company.cae_service_online = False
        service = f"{self.url}/{self.services[0].id}"
        self._log_in()
        self._get(self.url, 404)
        self._get(service, 404)
        self._log_in(self.user_portal)
        self.assertIn("Payroll", self._names(self._get(self.url)))
        self._log_in(self.user_support)
        self.assertIn("It is not online yet", self._text(self._get(self.url)))
        self._log_in(self.user_internal)
        self._get(self.url, 404)

    def test_without_a_company(self):
        """The visitor's own company when it is online, else a choice."""
        companies = self.env["res.company"].search([("cae_service_online", "=", True)])
        companies.cae_service_online = False
        self._log_in()
        self._get("/services", 404)
        self.company.cae_service_online = True
        self.assertIn("Services of Coop Tests", self._text(self._get("/services")))
        other = self._create_company(name="Elsewhere", cae_service_online=True)
        page = self._get("/services")
        self.assertEqual(
            set(page.xpath("//*[contains(@class, 'companies')]/a/@href")),
            {self.url, f"/services/{other.id}"},
        )
        self._log_in(self.user_portal)
        self.assertIn("Services of Coop Tests", self._text(self._get("/services")))

    def test_search_and_fields(self):
        self.law.keywords = "avocat, société"
        self._log_in()
        for query, names in (
            ("Avocats", {"Legal Advice"}),
            ("societe", {"Legal Advice"}),
            ("bookkeeping", {"Bookkeeping"}),
            ("payroll", set()),
            ("", {"Legal Advice", "Bookkeeping"}),
        ):
            with self.subTest(query=query):
                page = self._get(f"{self.url}?search={query}")
                self.assertEqual(self._names(page), names)
        page = self._get(f"{self.url}?expertise={self.books.id}")
        self.assertEqual(self._names(page), {"Bookkeeping"})
        for wrong in ("x", "0", "-1", "999999999", "1 OR 1=1"):
            page = self._get(f"{self.url}?expertise={wrong}")
            self.assertEqual(len(self._names(page)), 2)

    def test_what_is_typed_is_escaped(self):
        self._log_in()
        response = self.url_open(f"{self.url}?search=<script>alert(1)</script>")
        self.assertNotIn("<script>alert(1)", response.text)
        self.assertIn("No service is described with these words", response.text)

    # === Members === #

    def test_member_reads_all_and_asks(self):
        self._log_in(self.user_portal)
        page = self._get(self.url)
        self.assertEqual(self._names(page), {"Legal Advice", "Bookkeeping", "Payroll"})
        self.assertIn("120.00 € a month before tax", self._text(page))
        self.assertNotIn("Services are for members", self._text(page))
        payroll = self.services[2]
        links = self._ask_links(self._get(f"{self.url}/{payroll.id}"))
        ask = f"/my/requests/new?company={self.company.id}&service={payroll.id}"
        self.assertEqual(links, [ask])
        form = self._get(ask)
        self.assertIn("Payroll", form.xpath("//textarea[@name='need']")[0].text)
        self.assertEqual(
            form.xpath("//input[@name='expertise_ids'][@checked]/@value"),
            [str(self.books.id)],
        )

    def test_auxiliary_down_to_the_depth(self):
        self._log_in(self.user_portal_other)
        self.company.cae_service_network_depth = 1
        self.assertTrue(self._ask_links(self._get(self.url)))
        self.company.cae_service_network_depth = 0
        page = self._get(self.url)
        self.assertFalse(self._ask_links(page))
        self.assertEqual(self._names(page), {"Legal Advice", "Bookkeeping"})
        self.assertIn(
            "It is 1 levels below a direct member; Coop Tests serves down to 0.",
            self._text(page),
        )

    def test_not_a_member(self):
        self.user_portal.partner_id.parent_id = self.stranger
        self._log_in(self.user_portal)
        page = self._get(self.url)
        self.assertFalse(self._ask_links(page))
        self.assertIn("Services are for members of Coop Tests.", self._text(page))
        self._get(f"{self.url}/{self.services[2].id}", 404)

    def test_member_elsewhere_with_a_login_of_here(self):
        """A membership does not lend its rights to a login of another company."""
        company = self._create_company(name="Elsewhere", cae_service_online=True)
        self.user_portal.write(
            {"company_ids": [(6, 0, company.ids)]} | {"company_id": company.id}
        )
        self._log_in(self.user_portal)
        page = self._get(self.url)
        self.assertFalse(self._ask_links(page))
        self.assertIn("Your login is not for Coop Tests", self._text(page))

    def test_queries_do_not_grow(self):
        self._log_in()

        def count():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._get(self.url)
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for number in range(20):
            service = self._create_service(f"S {number}", self.law, "hourly", 10)
            service.product_tmpl_id.cae_published = True
        count()
        self.assertEqual(count(), few)
        self.assertGreater(few, 0)
