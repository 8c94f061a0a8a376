# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.portal.controllers.portal import CustomerPortal

from .common_portal import CaeServicePortalCase


@tagged("post_install", "-at_install")
class TestServiceRequestPortal(HttpCase, CaeServicePortalCase):
    """A member asks for services on the portal, and follows its requests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.requests = cls.env["cae.service.request"]
        cls.url = "/my/requests/new"
        cls.today = fields.Date.context_today(cls.requests)

    def _find(self, partner=None):
        return self.requests.search(
            [("partner_id", "=", (partner or self.member).id)], order="id"
        )

    def _errors(self, page):
        found = page.xpath("//*[contains(@class, 'invalid-feedback')]/@id")
        return [name.removesuffix("_error") for name in found]

    # === New === #

    def test_member_asks(self):
        contact = self.user_portal.partner_id
        wanted = self.today + timedelta(days=10)
        self._log_in(self.user_portal)
        page = self._post(
            self.url,
            company=self.company.id,
            need="  Our lease ends.  ",
            wanted_date=wanted.isoformat(),
            expertise_ids=[self.law.id, self.books.id],
            contact_id=contact.id,
            priority="1",
        )
        request = self._find()
        self.assertIn("Your request is sent", self._text(page))
        self.assertEqual(
            (request.need, request.wanted_date, request.priority, request.origin),
            ("Our lease ends.", wanted, "1", "portal"),
        )
        self.assertEqual(request.expertise_ids, self.law + self.books)
        self.assertEqual((request.state, request.contact_id), ("new", contact))
        self.assertEqual(request.company_id, self.company)
        self.assertEqual(request.create_uid, self.user_portal)
        self.assertEqual(request.user_id, self.user_support)
        self.assertEqual(request.activity_ids.user_id, self.user_support)
        self.assertIn(contact, request.message_partner_ids)
        self.assertFalse(request.line_ids, "the centre splits the request itself")

    def test_without_a_responsible(self):
        self.company.cae_service_user_id = False
        self._log_in(self.user_portal)
        self._post(self.url, need="Help")
        self.assertEqual(self._find().state, "new")
        self.assertFalse(self._find().activity_ids)

    def test_mistakes_are_shown_and_nothing_is_kept(self):
        foreign = self.env["cae.expertise"].create(
            {"name": "F", "company_id": self._create_company(name="Elsewhere").id}
        )
        stranger = self._create_partner(name="Jo", parent_id=self.stranger.id)
        yesterday = self.today - timedelta(days=1)
        self._log_in(self.user_portal)
        for field, data in (
            ("need", {"need": "   "}),
            ("need", {"need": "x" * 5001}),
            ("wanted_date", {"wanted_date": "soon"}),
            ("wanted_date", {"wanted_date": yesterday.isoformat()}),
            ("expertise_ids", {"expertise_ids": [foreign.id]}),
            ("expertise_ids", {"expertise_ids": ["x"]}),
            ("contact_id", {"contact_id": stranger.id}),
            ("contact_id", {"contact_id": "x"}),
        ):
            with self.subTest(field=field, data=data):
                page = self._post(self.url, **{"need": "Help", **data})
                self.assertEqual(self._errors(page), [field])
                self.assertFalse(self._find())
        page = self._post(
            self.url, need="Kept", wanted_date="soon", expertise_ids=[self.law.id]
        )
        self.assertEqual(page.xpath("//textarea")[0].text, "Kept")
        self.assertEqual(
            page.xpath("//input[@name='expertise_ids'][@checked]/@value"),
            [str(self.law.id)],
        )

    def test_today_is_not_past(self):
        self._log_in(self.user_portal)
        self._post(self.url, need="Help", wanted_date=self.today.isoformat())
        self.assertEqual(self._find().wanted_date, self.today)

    def test_without_the_token_of_the_session(self):
        self._log_in(self.user_portal)
        for token in ("", "0123456789"):
            response = self.url_open(
                self.url, data={"need": "Help", "csrf_token": token}
            )
            self.assertEqual(response.status_code, 400)
        self.assertFalse(self._find())

    def test_visitor_has_to_log_in(self):
        self._log_in()
        self.assertTrue(self._visit(self.url).startswith("/web/login"))

    def test_who_may_not_be_served_is_invited(self):
        self.company.cae_application_online = True
        self.company.cae_service_network_depth = 0
        network_out = self._create_member("Left")
        below = self._create_member("Below", via=network_out)
        network_out.cae_membership_id.action_leave("2026-01-31", "resignation")
        for organisation, reason in (
            (self.stranger, "Services are for members of Coop Tests."),
            (self.auxiliary, "It is 1 levels below a direct member"),
            (below, "Left, through which it came, is not a member."),
            (network_out, "Services are for members of Coop Tests."),
        ):
            with self.subTest(organisation=organisation.name):
                self.user_portal.partner_id.parent_id = organisation
                # Rules keep the organisation of a user for its next requests.
                self.env.registry.clear_cache()
                self._log_in(self.user_portal)
                for page in (
                    self._get(f"{self.url}?company={self.company.id}"),
                    self._get("/my/services"),
                    self._post(self.url, need="Help", company=self.company.id),
                ):
                    self.assertIn(reason, self._text(page))
                    apply = f"/cooperative/apply/{self.company.id}"
                    self.assertIn(apply, page.xpath("//a/@href"))
                self.assertFalse(self._find(organisation))

    def test_company_in_the_address(self):
        """One that the visitor knows nothing of leads home; one online invites."""
        company = self._create_company(name="Elsewhere")
        self._log_in(self.user_portal)
        for wrong in (company.id, 999999999, "x", "9" * 30):
            self.assertEqual(self._visit(f"{self.url}?company={wrong}"), "/my")
        company.cae_service_online = True
        page = self._get(f"{self.url}?company={company.id}")
        self.assertIn("Services are for members of Elsewhere.", self._text(page))
        self._post(self.url, need="Help", company=company.id)
        self.assertFalse(self._find())

    def test_service_of_another_company_fills_nothing_in(self):
        company = self._create_company(name="Elsewhere")
        field = self.env["cae.expertise"].create(
            {"name": "Secret", "company_id": company.id}
        )
        secret = self._create_service(
            "Secret", field, "hourly", 1, company_id=company.id
        )
        self._log_in(self.user_portal)
        for wrong in (secret.product_tmpl_id.id, "x", "9" * 30):
            page = self._get(f"{self.url}?service={wrong}")
            self.assertFalse(page.xpath("//textarea")[0].text)
            self.assertNotIn("Secret", self._text(page))

    def test_member_of_two_cooperatives_chooses(self):
        company = self._create_company(name="Elsewhere")
        category = self.category.copy({"company_id": company.id, "college_id": False})
        membership = (
            self.env["cae.membership"]
            .with_company(company)
            .create(
                {
                    "partner_id": self.member.id,
                    "company_id": company.id,
                    "category_id": category.id,
                }
            )
        )
        membership.action_examine()
        membership.action_admit("2026-01-01")
        self.user_portal.company_ids += company
        self._log_in(self.user_portal)
        for url, links in (
            ("/my/services", "/services/%s"),
            (self.url, f"{self.url}?company=%s"),
        ):
            found = self._get(url).xpath("//*[contains(@class, 'companies')]/a/@href")
            self.assertEqual(set(found), {links % self.company.id, links % company.id})
        self._post(self.url, need="Help", company=company.id)
        self.assertEqual(self._find().company_id, company)

    # === List === #

    def _rows(self, url="/my/requests"):
        found = self._links(self._get(url), "o_cae_request_row")
        return [int(link.split("/")[-1].split("?")[0]) for link in found]

    def test_list_of_the_organisation_only(self):
        own = self._create_request(need="Lease", expertise_ids=self.law.ids)
        done = self._create_request(need="Balance sheet")
        done.state = "done"
        self._create_request(self.auxiliary)
        self._log_in(self.user_portal)
        self.assertEqual(self._rows(), [done.id, own.id])
        self.assertEqual(self._rows("/my/requests?filterby=open"), [own.id])
        self.assertEqual(self._rows("/my/requests?filterby=closed"), [done.id])
        self.assertEqual(self._rows("/my/requests?sortby=name"), [done.id, own.id])
        self.assertEqual(self._rows("/my/requests?search=law"), [own.id])
        self.assertEqual(self._rows("/my/requests?search=balance"), [done.id])
        self.assertEqual(self._rows("/my/requests?search=zzz"), [])
        self.assertEqual(len(self._rows("/my/requests?sortby=x&filterby=y")), 2)

    def test_pages(self):
        requests = self.requests
        for _number in range(3):
            requests += self._create_request()
        newest = requests.sorted("id", reverse=True).ids
        self._log_in(self.user_portal)
        with patch.object(CustomerPortal, "_items_per_page", 2):
            self.assertEqual(self._rows(), newest[:2])
            self.assertEqual(self._rows("/my/requests/page/2"), newest[2:])

    def test_home(self):
        counters = ["service_count", "service_request_count", "visit_count"]
        self._create_request()
        self._create_request(self.auxiliary)
        self._log_in(self.user_portal)
        self.assertEqual(
            self.make_jsonrpc_request("/my/counters", {"counters": counters}),
            {"service_count": 3, "service_request_count": 1, "visit_count": 0},
        )
        self.user_portal.partner_id.parent_id = self.stranger
        self.assertEqual(
            self.make_jsonrpc_request("/my/counters", {"counters": counters}),
            {"service_count": 0, "service_request_count": 0, "visit_count": 0},
        )
        self.assertIn("/my/services", self._get("/my").xpath("//a/@href"))

    def test_employee_without_a_role(self):
        self._log_in(self.user_internal)
        for url in ("/my/requests", self.url, "/my/visits"):
            self.assertEqual(self._visit(url), "/my")
