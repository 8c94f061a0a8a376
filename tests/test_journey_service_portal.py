# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A member finds a service in the catalogue and asks for it, in a browser."""

from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestServicePortalJourney(HttpCase):
    """IDEAL's theatre looks for somebody who does its accounts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("cae_demo.company_ideal")
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        # Of its own, so that the journey does not depend on the catalogue's demo.
        cls.field = cls.env["cae.expertise"].create(
            {
                "name": "Bookkeeping for stages",
                "company_id": cls.company.id,
                "keywords": "régisseur, intermittents",
            }
        )
        cls.service = cls.env["product.template"].create(
            {
                "name": "Accounts of a theatre",
                "is_cae_service": True,
                "cae_expertise_id": cls.field.id,
                "cae_pricing": "cost",
                "list_price": 42,
                "company_id": cls.company.id,
            }
        )
        cls.user = cls.env["res.users"].search([("login", "=", "ideal.member1")])
        cls.support = cls.env["res.users"].search([("login", "=", "ideal.support")])
        cls.company.cae_service_user_id = cls.support

    def test_from_the_catalogue_to_the_request(self):
        requests = self.env["cae.service.request"]
        domain = [("partner_id", "=", self.user.partner_id.commercial_partner_id.id)]
        before = requests.search(domain)
        self.start_tour(
            "/my", "cae_portal_service_tour", login="ideal.member1", timeout=180
        )
        self.env.invalidate_all()
        request = requests.search(domain) - before
        self.assertEqual(len(request), 1)
        self.assertIn("Our bookkeeper retires", request.need)
        self.assertEqual(request.expertise_ids, self.field)
        self.assertEqual((request.origin, request.state), ("portal", "new"))
        self.assertEqual(request.activity_ids.user_id, self.support)
