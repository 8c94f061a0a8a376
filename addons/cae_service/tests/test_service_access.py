# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CaeServiceCase


@tagged("post_install", "-at_install")
class TestServiceAccess(CaeServiceCase):
    """Members are served, and those below them down to a depth that is a setting."""

    def _get_access(self, partner):
        return partner._get_cae_service_access(self.company)[partner.id]

    def test_direct_member(self):
        access = self._get_access(self.member)
        membership = self.member.cae_membership_id
        self.assertEqual(access.state, "member")
        self.assertEqual(
            (access.membership_id, access.network_id, access.depth),
            (membership.id, membership.id, 0),
        )

    def test_auxiliary_member_down_to_the_depth(self):
        self.company.cae_service_network_depth = 2
        access = self._get_access(self.deep)
        self.assertEqual((access.state, access.depth), ("auxiliary", 2))
        self.assertEqual(access.network_id, self.member.cae_membership_id.id)
        self.company.cae_service_network_depth = 1
        self.assertEqual(self._get_access(self.deep).state, "too_deep")
        self.assertEqual(self._get_access(self.auxiliary).state, "auxiliary")
        self.company.cae_service_network_depth = 0
        self.assertEqual(self._get_access(self.auxiliary).state, "too_deep")

    def test_contact_of_a_member(self):
        contact = self._create_partner(name="Jo", parent_id=self.member.id)
        self.assertEqual(self._get_access(contact).state, "member")

    def test_network_that_left(self):
        self.member.cae_membership_id.action_leave("2026-01-31", "resignation")
        self.assertEqual(self._get_access(self.auxiliary).state, "network_out")
        self.assertEqual(self._get_access(self.member).state, "none")

    def test_stranger_is_not_served(self):
        request = self._create_request(self.stranger)
        self.assertEqual(request.access_state, "none")
        with self.assertRaisesRegex(UserError, "Stranger cannot be served"):
            request._check_may_be_served()

    def test_query_count_does_not_grow(self):
        self.assertEqual(self.member.cae_membership_id.state, "member")
        partners = self.member + self.auxiliary
        more = partners + self.deep + self.stranger
        for i in range(8):
            more += self._create_member(f"More {i}", via=self.auxiliary)
        counts = []
        for found in (partners, more):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found._get_cae_service_access(self.company)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
