# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from .common import CaeMemberCase


@tagged("post_install", "-at_install")
class TestPortal(HttpCase, CaeMemberCase):
    """What a member reads about the membership on the portal."""

    def authenticate(self, *args, **kwargs):
        """Pages are read in English, whatever the first language of the database."""
        session = super().authenticate(*args, **kwargs)
        self.opener.cookies["frontend_lang"] = "en_US"
        return session

    def _open_page(self, user, path="/my/membership"):
        self.authenticate(user.login, user.login)
        response = self.url_open(path)
        self.assertEqual(response.status_code, 200)
        return response.text

    def test_my_membership(self):
        membership = self._create_membership(
            partner=self.user_portal.partner_id, state="member", decision_note="Secret"
        )
        page = self._open_page(self.user_portal)
        self.assertIn("o_cae_membership", page)
        self.assertIn(membership.number, page)
        self.assertIn(self.category.name, page)
        self.assertNotIn("Secret", page)
        page = self._open_page(self.user_portal_other)
        self.assertNotIn("o_cae_membership", page)
        self.assertIn("no membership", page)

    def test_membership_of_my_organisation(self):
        organisation = self._create_partner(name="Network", is_company=True)
        self.user_portal.partner_id.parent_id = organisation
        self._create_membership(partner=organisation, state="member")
        self.assertIn("Network", self._open_page(self.user_portal))

    def test_home(self):
        self._create_membership(partner=self.user_portal.partner_id)
        page = self._open_page(self.user_portal, "/my")
        self.assertIn("/my/membership", page)
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["membership_count"]}
        )
        self.assertEqual(counters["membership_count"], 1)

    def test_user_without_role(self):
        page = self._open_page(self.user_internal)
        self.assertNotIn("o_cae_membership", page)

    def test_anonymous(self):
        response = self.url_open("/my/membership")
        self.assertIn("/web/login", response.url)

    def test_network_and_its_auxiliaries(self):
        self.company.write({"email": "hello@coop.example", "phone": "0102030405"})
        network = self._create_partner(name="Network", is_company=True)
        self.user_portal.partner_id.parent_id = network
        top = self._create_membership(partner=network, state="member")
        union = self._create_membership(
            partner=self._create_partner(name="Union", email="secret@example.org"),
            state="member",
            via_membership_id=top.id,
        )
        self._create_membership(
            partner=self.user_portal_other.partner_id, via_membership_id=union.id
        )
        gone = self._create_membership(
            partner=self._create_partner(name="Gone"), via_membership_id=top.id
        )
        gone.action_refuse()
        page = self._open_page(self.user_portal)
        self.assertIn("o_cae_auxiliaries", page)
        for text in ("Union", "Test Other", "Applicant", "hello@coop.example"):
            self.assertIn(text, page)
        self.assertNotIn("Gone", page)
        self.assertNotIn("secret@example.org", page)
        page = self._open_page(self.user_portal_other)
        self.assertIn("Network › Union › Test Other", page)
        self.assertNotIn("o_cae_auxiliaries", page)

    def test_link_to_the_form(self):
        url = f"/cooperative/apply/{self.company.id}"
        self.assertNotIn(url, self._open_page(self.user_portal))
        self.company.cae_application_online = True
        self.assertIn(url, self._open_page(self.user_portal))
