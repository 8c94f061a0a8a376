# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeMemberCase


@freeze_time("2026-03-10")
@tagged("post_install", "-at_install")
class TestMembership(CaeMemberCase):
    """From application to exit, and the numbers given for life."""

    def test_path_to_member(self):
        membership = self._create_membership()
        self.assertEqual(membership.state, "applicant")
        self.assertEqual(membership.application_date, date(2026, 3, 10))
        self.assertFalse(membership.number)
        membership.action_examine()
        self.assertEqual(membership.state, "candidate")
        self.assertFalse(membership.voting)
        membership.action_admit(date="2026-03-01", decision="General meeting")
        self.assertEqual(membership.state, "member")
        self.assertEqual(membership.admission_date, date(2026, 3, 1))
        self.assertEqual(membership.decision_note, "General meeting")
        self.assertEqual(membership.number, "0001")
        self.assertTrue(membership.voting)
        self.assertIn("[0001]", membership.display_name)

    def test_admission_date_typed_is_kept(self):
        membership = self._create_membership(state="candidate")
        membership.admission_date = "2026-02-15"
        membership.action_admit()
        self.assertEqual(membership.admission_date, date(2026, 2, 15))

    def test_supporter_does_not_vote(self):
        membership = self._create_membership(
            state="member", category_id=self.category_supporter.id
        )
        self.assertFalse(membership.voting)
        self.category_supporter.voting = True
        self.assertTrue(membership.voting)

    def test_wrong_transitions(self):
        refused = {
            "applicant": ("admit", "leave", "cancel_leaving", "reapply"),
            "candidate": ("examine", "leave", "cancel_leaving", "reapply"),
            "member": ("examine", "admit", "refuse", "cancel_leaving", "reapply"),
        }
        for state, actions in refused.items():
            membership = self._create_membership(
                partner=self._create_partner(name=f"Jo {state}"), state=state
            )
            for action in actions:
                with (
                    self.subTest(state=state, action=action),
                    self.assertRaisesRegex(UserError, f"Jo {state}.*(?i:{state})"),
                ):
                    getattr(membership, f"action_{action}")()

    def test_admission_needs_a_category(self):
        membership = self._create_membership(state="candidate", category_id=False)
        with self.assertRaisesRegex(UserError, "category"):
            membership.action_admit()

    def test_refusal_and_new_application(self):
        membership = self._create_membership(state="candidate")
        membership.action_refuse(reason="Not ready")
        self.assertEqual(membership.state, "refused")
        self.assertEqual(membership.exit_note, "Not ready")
        membership.action_reapply()
        self.assertEqual(membership.state, "applicant")
        self.assertFalse(membership.exit_note)

    def test_leave_now_and_come_back(self):
        membership = self._create_membership(state="member")
        membership.action_leave(reason="resignation")
        self.assertEqual(membership.state, "former")
        self.assertEqual(membership.exit_date, date(2026, 3, 10))
        self.assertEqual(membership.exit_reason, "resignation")
        self.assertFalse(membership.voting)
        membership.action_reapply()
        self.assertFalse(membership.exit_date)
        membership.action_examine()
        membership.action_admit()
        self.assertEqual(membership.number, "0001")

    def test_reason_in_words(self):
        membership = self._create_membership(state="member")
        membership.action_leave(reason="Moves abroad")
        self.assertEqual(membership.exit_reason, "other")
        self.assertEqual(membership.exit_note, "Moves abroad")

    def test_leave_later(self):
        membership = self._create_membership(state="member")
        membership.action_leave(date="2026-06-30")
        self.assertEqual(membership.state, "leaving")
        self.assertFalse(membership.voting)
        with freeze_time("2026-06-29"):
            self.env["cae.membership"]._cron_end_memberships()
            self.assertEqual(membership.state, "leaving")
        with freeze_time("2026-06-30"):
            self.env["cae.membership"]._cron_end_memberships()
            self.assertEqual(membership.state, "former")
        self.assertEqual(membership.exit_date, date(2026, 6, 30))

    def test_exit_can_be_undone(self):
        membership = self._create_membership(state="member")
        membership.action_leave(date="2026-06-30", reason="resignation")
        membership.action_cancel_leaving()
        self.assertEqual(membership.state, "member")
        self.assertFalse(membership.exit_date)
        self.assertTrue(membership.voting)

    def test_exit_before_admission(self):
        membership = self._create_membership(state="member")
        with self.assertRaisesRegex(UserError, "admitted"):
            membership.action_leave(date="2026-03-09")

    def test_numbers_without_gaps(self):
        candidates = self.env["cae.membership"]
        for index in range(3):
            partner = self._create_partner(name=f"Candidate {index}")
            candidates |= self._create_membership(partner=partner, state="candidate")
        candidates[1].action_refuse()
        (candidates[0] | candidates[2]).action_admit()
        last = self._create_membership(
            partner=self._create_partner(name="Last"), state="member"
        )
        numbers = (candidates[0] | candidates[2] | last).mapped("number")
        self.assertEqual(numbers, ["0001", "0002", "0003"])
        self.assertFalse(candidates[1].number)

    def test_number_given_by_an_import_is_passed_over(self):
        result = self.env["cae.membership"].load(
            ["partner_id/.id", "category_id/.id", "state", "number", "admission_date"],
            [
                [
                    str(self.partner.id),
                    str(self.category.id),
                    "member",
                    "0001",
                    "2020-01-01",
                ]
            ],
        )
        self.assertFalse(result["messages"])
        other = self._create_membership(state="member")
        self.assertEqual(other.number, "0002")

    def test_number_kept_for_life(self):
        membership = self._create_membership(state="member")
        with self.assertRaisesRegex(UserError, "for life"):
            membership.number = "0042"
        with self.assertRaisesRegex(UserError, "register"):
            membership.unlink()

    def test_member_needs_a_date(self):
        with self.assertRaisesRegex(ValidationError, "admission date"):
            self.env["cae.membership"].create(
                {
                    "partner_id": self.partner.id,
                    "category_id": self.category.id,
                    "state": "member",
                }
            )

    @mute_logger("odoo.sql_db")
    def test_one_membership_for_each_partner(self):
        self._create_membership(partner=self.partner)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_membership(partner=self.partner)

    def test_auxiliary_members(self):
        network = self._create_membership(state="member")
        auxiliary = self._create_membership(
            partner=self._create_partner(name="Auxiliary"),
            via_membership_id=network.id,
        )
        self.assertEqual(network.via_child_ids, auxiliary)
        self.assertEqual(network.via_child_count, 1)
        action = network.action_view_auxiliaries()
        found = self.env["cae.membership"].search(action["domain"])
        self.assertEqual(found, auxiliary)
        with self.assertRaisesRegex(ValidationError, "through itself"):
            network.via_membership_id = auxiliary

    def test_board_shows_every_state(self):
        self._create_membership(state="member")
        memberships = self.env["cae.membership"].with_context(read_group_expand=True)
        groups = memberships.web_read_group(
            [("company_id", "=", self.company.id)], ["state"]
        )["groups"]
        self.assertEqual(
            [group["state"] for group in groups],
            ["applicant", "candidate", "member", "leaving", "former", "refused"],
        )
