# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import CaeMemberCase


@tagged("post_install", "-at_install")
class TestNetwork(CaeMemberCase):
    """Members of members, to any depth."""

    def _create_below(self, network, *names):
        memberships = self.env["cae.membership"]
        for name in names:
            memberships |= self._create_membership(
                self._create_partner(name=name, is_company=True),
                state="member",
                via_membership_id=network.id if network else False,
            )
        return memberships

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.network = cls._create_below(cls, None, "Network A")
        cls.union, cls.club = cls._create_below(cls, cls.network, "Union B", "Club C")
        cls.group = cls._create_below(cls, cls.union, "Group D")
        cls.person = cls._create_below(cls, cls.group, "Person E")

    def test_chain(self):
        self.assertFalse(self.network.network_chain)
        self.assertEqual(self.network.network_depth, 0)
        self.assertEqual(self.club.network_chain, "Network A › Club C")
        self.assertEqual(
            self.person.network_chain, "Network A › Union B › Group D › Person E"
        )
        self.assertEqual(self.person.network_depth, 3)

    def test_chain_follows_a_move(self):
        self.assertEqual(self.person.network_depth, 3)
        self.group.via_membership_id = self.network
        self.assertEqual(self.person.network_chain, "Network A › Group D › Person E")
        self.assertEqual(self.union.auxiliary_count, 0)
        self.assertEqual(self.network.auxiliary_count, 4)

    def test_counts(self):
        found = [
            (m.via_child_count, m.auxiliary_count)
            for m in (self.network, self.union, self.group, self.person)
        ]
        self.assertEqual(found, [(2, 4), (1, 2), (1, 1), (0, 0)])

    def test_former_are_passed_over_not_cut(self):
        self.union.action_leave()
        self.assertEqual(self.network.via_child_count, 1)
        self.assertEqual(self.network.auxiliary_count, 3)

    def test_smart_button(self):
        action = self.network.action_view_auxiliaries()
        found = self.env["cae.membership"].search(action["domain"])
        self.assertEqual(found, self.union | self.club | self.group | self.person)
        self.assertEqual(len(found), self.network.auxiliary_count)

    def test_new_record_in_a_form(self):
        with Form(self.env["cae.membership"]) as form:
            form.partner_id = self._create_partner(name="New")
            form.via_membership_id = self.group
            self.assertEqual(form.network_chain, "Network A › Union B › Group D › New")

    def test_one_query_however_many(self):
        wide = self._create_below(None, *(f"Wide {i}" for i in range(30)))
        for top in wide:
            self._create_below(top, f"{top.id} below")
        everybody = wide | wide.via_child_ids
        few = wide[:2] | wide[:2].via_child_ids
        for field in ("network_chain", "auxiliary_count"):
            counts = []
            for records in (few, everybody):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                records.mapped(field)
                counts.append(self.cr.sql_log_count - before)
            self.assertLessEqual(counts[1], counts[0] + 1, field)

    def test_exit_names_the_auxiliaries(self):
        action = self.network.action_open_leave()
        wizards = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizards.with_user(self.user_support)) as form:
            self.assertEqual(
                set(form.auxiliary_ids.ids),
                set((self.union | self.club | self.group | self.person).ids),
            )
            form.reason = "dissolution"
            form.note = "Voted in June"
        form.record.action_leave()
        self.assertEqual(self.network.state, "former")
        self.assertEqual(self.network.exit_reason, "dissolution")
        self.assertEqual(self.network.exit_note, "Voted in June")
        self.assertEqual(self.union.state, "member")

    def test_exit_dialog_is_for_the_support_team(self):
        for user in (self.user_coach, self.user_auditor, self.user_portal):
            wizards = self.env["cae.membership.leave"].with_user(user)
            with self.assertRaises(AccessError):
                wizards.create({"membership_ids": self.club.ids})
