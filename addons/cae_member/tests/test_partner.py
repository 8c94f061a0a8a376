# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import Form, tagged

from .common import CaeMemberCase


@tagged("post_install", "-at_install")
class TestPartner(CaeMemberCase):
    """The membership and the activities shown on a contact."""

    def test_membership(self):
        self.assertFalse(self.partner.cae_membership_id)
        action = self.partner.action_view_cae_membership()
        self.assertFalse(action["res_id"])
        self.assertEqual(action["context"]["default_partner_id"], self.partner.id)
        membership = self._create_membership(partner=self.partner, state="member")
        self.assertEqual(self.partner.cae_membership_id, membership)
        self.assertEqual(self.partner.cae_membership_state, "member")
        action = self.partner.action_view_cae_membership()
        self.assertEqual(action["res_id"], membership.id)

    def test_search(self):
        self._create_membership(partner=self.partner, state="member")
        candidate = self._create_membership(state="candidate").partner_id
        partners = self.partner | candidate
        found = self.env["res.partner"].search(
            [("cae_membership_id.state", "=", "member"), ("id", "in", partners.ids)]
        )
        self.assertEqual(found, self.partner)

    def test_activities(self):
        activity = self._create_activity(partner=self.partner)
        self.assertEqual(self.partner.cae_activity_count, 1)
        domain = self.partner.action_view_cae_activities()["domain"]
        self.assertEqual(self.env["cae.activity"].search(domain), activity)

    def test_form_of_a_user_without_role(self):
        partner = self.partner.with_user(self.user_internal)
        with Form(partner.sudo(False)) as form:
            self.assertNotIn("cae_membership_id", form._view["fields"])
