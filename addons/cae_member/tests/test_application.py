# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import CaeMemberCase


@tagged("post_install", "-at_install")
class TestApplicationForm(HttpCase, CaeMemberCase):
    """The public form: what it takes, from whom, and what it says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category.open_to_application = True
        cls.category_auxiliary = cls.env["cae.member.category"].create(
            {"name": "Aux", "open_to_application": True, "is_auxiliary": True}
        )
        cls.category_network = cls.env["cae.member.category"].create(
            {"name": "Networks", "is_network": True}
        )
        cls.company.write(
            {
                "cae_application_online": True,
                "cae_application_user_id": cls.user_support.id,
                "cae_application_daily_limit": 3,
                "cae_statutes_url": "https://example.org/statutes",
            }
        )
        cls.url = f"/cooperative/apply/{cls.company.id}"

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def authenticate(self, *args, **kwargs):
        """Pages are read in English, whatever the first language of the database."""
        session = super().authenticate(*args, **kwargs)
        self.opener.cookies["frontend_lang"] = "en_US"
        return session

    def _get_hidden(self, page, name):
        return re.search(rf'name="{name}"\s+value="([^"]+)"', page).group(1)

    def _open_form(self, seconds=60):
        """The hidden fields of a form that was shown some seconds ago."""
        page = self.url_open(self.url).text
        with freeze_time(fields.Datetime.now() - timedelta(seconds=seconds)):
            token = self.env["cae.membership.application"]._make_form_token(
                self.company
            )
        return {"csrf_token": self._get_hidden(page, "csrf_token"), "token": token}

    def _send(self, seconds=60, **values):
        data = {
            "kind": "person",
            "name": "Ada Applicant",
            "email": "Ada@Example.org",
            "category_id": str(self.category.id),
            "accept": "1",
            **self._open_form(seconds),
            **values,
        }
        return self.url_open(self.url, data=data)

    def _get_applications(self):
        return self.env["cae.membership.application"].search(
            [("company_id", "=", self.company.id)]
        )

    def _assert_thanked(self, response):
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response.url.endswith(f"{self.url}/thanks"), response.url)

    def _assert_refused(self, response, message):
        self.assertEqual(response.status_code, 200)
        self.assertIn(message, response.text)
        self.assertIn('value="Ada', response.text)
        self.assertFalse(self._get_applications())

    def test_person(self):
        self._assert_thanked(self._send(motivation="I like <b>wood</b>", city="Tours"))
        application = self._get_applications()
        self.assertEqual(application.name, "Ada Applicant")
        self.assertEqual(application.email_normalized, "ada@example.org")
        self.assertEqual(application.category_id, self.category)
        self.assertEqual(application.motivation, "I like <b>wood</b>")
        self.assertEqual(
            application.accepted_statutes_url, self.company.cae_statutes_url
        )
        self.assertFalse(application.partner_id)
        self.assertEqual(application.activity_ids.user_id, self.user_support)
        self.assertFalse(
            self.env["res.partner"].search(
                [("email_normalized", "=", "ada@example.org")]
            )
        )

    def test_organisation_through_a_network(self):
        network = self._create_membership(
            self._create_partner(name="Network A", is_company=True),
            state="member",
            category_id=self.category_network.id,
        )
        organisation = {
            "kind": "organisation",
            "legal_form": "Association",
            "registration_number": "W 371-002",
            "contact_name": "Ada",
            "category_id": str(self.category_auxiliary.id),
        }
        page = self._send(**organisation)
        self._assert_refused(page, "Choose the network that you belong to.")
        self.assertIn("Network A", page.text)
        self._assert_thanked(
            self._send(**organisation, via_membership_id=str(network.id))
        )
        application = self._get_applications()
        self.assertEqual(application.via_membership_id, network)
        self.assertEqual(application.registration_normalized, "W371002")

    def test_mistakes_are_shown_and_values_kept(self):
        page = self._send(email="nobody", category_id="999999", accept="", city="Lyon")
        self._assert_refused(page, "Give one e-mail address")
        self.assertIn('id="email_error"', page.text)
        self.assertIn('aria-describedby="email_error"', page.text)
        self.assertIn('id="category_id_error"', page.text)
        self.assertIn('id="accept_error"', page.text)
        self.assertIn('value="Lyon"', page.text)
        self.assertIn('value="nobody"', page.text)

    def test_category_not_on_offer(self):
        page = self._send(category_id=str(self.category_supporter.id))
        self._assert_refused(page, "Choose one of the categories.")

    def test_trap(self):
        self._assert_thanked(self._send(fax_number="1"))
        self.assertFalse(self._get_applications())

    def test_too_fast(self):
        self._assert_refused(self._send(seconds=1), "very fast")

    def test_forged_or_old_token(self):
        for token in ("", "AAAA", "é", self._open_form()["token"][:-4] + "AAAA"):
            self._assert_refused(self._send(token=token), "open for too long")
        self._assert_refused(self._send(seconds=25 * 3600), "open for too long")

    @mute_logger("odoo.http")
    def test_csrf(self):
        response = self._send(csrf_token="wrong")
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self._get_applications())

    def test_limit_of_one_place(self):
        for index in range(3):
            self._assert_thanked(self._send(email=f"ada{index}@example.org"))
        page = self._send(email="ada3@example.org")
        self.assertIn("Too many applications", page.text)
        self.assertEqual(len(self._get_applications()), 3)

    def test_limit_of_one_email_is_silent(self):
        for _index in range(5):
            self._assert_thanked(self._send(name="Ada"))
            self._get_applications().source_hash = "elsewhere"
        application = self._get_applications()
        self.assertEqual(len(application), 1)
        self.assertEqual(application.submission_count, 3)

    def test_open_application_is_not_doubled(self):
        self._send()
        self._send(name="Ada Lovelace", email="ada@example.ORG")
        application = self._get_applications()
        self.assertEqual(application.name, "Ada Applicant")
        self.assertIn("Ada Lovelace", "".join(application.message_ids.mapped("body")))

    def test_known_email_gets_the_same_answer(self):
        known = self._create_partner(name="Known", email="ada@example.org")
        stranger = self._send(email="other@example.org")
        response = self._send()
        token = re.compile('csrf_token: "[^"]+"')
        self.assertEqual(token.sub("", response.text), token.sub("", stranger.text))
        application = self._get_applications()[0]
        self.assertEqual(application.partner_id, known)
        self.assertEqual(application.state, "new")
        self.assertEqual(known.name, "Known")
        self.assertFalse(known.sudo().membership_ids)

    @mute_logger("odoo.http")
    def test_closed_and_missing_company(self):
        self.assertEqual(self.url_open("/cooperative/apply/0999999").status_code, 404)
        hidden = self._open_form()
        self.company.cae_application_online = False
        self.assertEqual(self.url_open(self.url).status_code, 404)
        self.assertEqual(self.url_open(f"{self.url}/thanks").status_code, 404)
        response = self.url_open(self.url, data={"name": "Ada", **hidden})
        self.assertEqual(response.status_code, 404)

    def test_user_finds_own_details(self):
        self.user_portal.partner_id.write({"city": "Blois", "email": "p@example.org"})
        self.authenticate(self.user_portal.login, self.user_portal.login)
        page = self.url_open("/cooperative/apply").text
        self.assertIn('value="Blois"', page)
        self.assertIn('value="p@example.org"', page)

    def test_labels(self):
        page = self.url_open(self.url).text
        form = page[page.index("<form") :]
        names = re.findall(r'<(?:input|select|textarea)[^>]*?\sid="([^"]+)"', form)
        self.assertIn("motivation", names)
        for name in names:
            self.assertIn(f'for="{name}"', form)
