# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Date
from odoo.tests import Form, tagged

from .common_cost_agreement import CaeCostAgreementCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestCostAgreementTerm(CaeCostAgreementCase):
    """Amendments, notice, the end, deadlines and departures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._create_signed(cls.pool)

    @classmethod
    def _create_signed(cls, *pools, **vals):
        agreement = cls._draft(*pools, **vals)
        agreement._sign_paper("Ada", "2026-01-02")
        return agreement

    def _amend(self, agreement, date="2026-07-01"):
        action = agreement.action_amend(date)
        return self.env["cae.cost.agreement"].browse(action["res_id"])

    # === Amendments === #

    def test_an_amendment_takes_over_the_day_after(self):
        amendment = self._amend(self.agreement)
        self.assertEqual(
            (amendment.state, amendment.version, amendment.previous_id),
            ("draft", 2, self.agreement),
        )
        self.assertEqual(amendment.line_ids.pool_id, self.pool)
        # The draft changes nothing, and there is only one.
        self.assertFalse(self.agreement.date_end)
        self.assertEqual(self._amend(self.agreement), amendment)
        amendment.line_ids.key_id = self.equal
        amendment._sign_paper("Ada", "2026-03-09")
        self.assertEqual(amendment.name, f"{self.agreement.name}-2")
        self.assertEqual(self.agreement.date_end, Date.to_date("2026-06-30"))
        self.assertEqual(self.agreement.state, "signed")
        # Until its last day is past.
        with freeze_time("2026-06-30"):
            self.env["cae.cost.agreement"]._cron_refresh_deadlines()
            self.assertEqual(self.agreement.state, "signed")
        with freeze_time("2026-07-01"):
            self.env["cae.cost.agreement"]._cron_refresh_deadlines()
            self.assertEqual(self.agreement.state, "ended")
            self.assertEqual(amendment.state, "signed")

    def test_both_versions_share_the_year(self):
        # Until June alone with 1 FTE of 1; with Proxim from July, in equal parts.
        for member in self.agiie | self.proxim:
            self._create_value(self.fte, member, 1)
        self._amend(self.agreement)._sign_paper("Ada", "2026-03-09")
        self._create_signed(member=self.proxim, date="2026-07-01")
        self._spend(self.pool, 36500)
        settlement = self._create_settlement()
        # 365 and 184 days of 549: 36 500 × 365 / 549 = 24 266.85 (.848…)
        self.assertEqual(
            self._read_lines(settlement, "amount"),
            {("AGIIE", "HR"): ("24266.85",), ("Proxim", "HR"): ("12233.15",)},
        )

    def test_an_amendment_begins_after_what_it_amends(self):
        amendment = self._amend(self.agreement)
        amendment.date_start = "2026-01-01"
        with self.assertRaisesRegex(UserError, "it must begin after CSA0001"):
            amendment.action_send()
        with self.assertRaisesRegex(UserError, "Only an agreement in force"):
            amendment.action_amend()

    def test_versions_given_up_keep_their_number(self):
        first = self._amend(self.agreement)
        first.action_send()
        first.action_cancel()
        second = self._amend(self.agreement)
        second._sign_paper("Ada", "2026-03-09")
        third = self._amend(second, "2026-10-01")
        third.action_send()
        self.assertEqual(
            [first.name, second.name, third.name],
            ["CSA0001-2", "CSA0001-3", "CSA0001-4"],
        )
        self.assertEqual(third.origin_id, self.agreement)

    def test_the_start_proposed_is_next_month(self):
        draft = self.env["cae.cost.agreement"].browse(
            self.agreement.action_amend()["res_id"]
        )
        self.assertEqual(draft.date_start, Date.to_date("2026-04-01"))
        later = self._create_signed(self.secretariat, date="2027-01-01")
        self.assertEqual(later._get_amendment_start(), Date.to_date("2027-02-01"))

    # === Notice === #

    def test_the_notice_is_kept(self):
        # Six months from 10 March.
        self.assertEqual(self.agreement.earliest_end_date, Date.to_date("2026-09-10"))
        with self.assertRaisesRegex(UserError, "ends on 09/10/2026 at the earliest"):
            self.agreement.with_user(self.user_support).action_end(
                "2026-09-09", "We agree"
            )
        # A manager gives a reason too.
        manager = self.agreement.with_user(self.user_manager)
        with self.assertRaisesRegex(UserError, "and says why"):
            manager.action_end("2026-09-09", "  ")
        self.assertFalse(self.agreement.date_end)
        self.agreement.with_user(self.user_support).action_end("2026-09-10")
        self.assertEqual(self.agreement.date_end, Date.to_date("2026-09-10"))
        self.assertEqual(self.agreement.notice_given_on, self.today)
        manager.action_end("2026-09-09", "Both agree")
        self.assertEqual(self.agreement.end_reason, "Both agree")
        with self.assertRaisesRegex(UserError, "To go on longer, amend it"):
            manager.action_end("2026-12-31", "Both agree")
        with self.assertRaisesRegex(UserError, "in force from 01/01/2026"):
            manager.action_end("2025-12-31", "Both agree")

    def test_notice_given_before(self):
        # Given on 15 January, the six months end on 15 July.
        support = self.agreement.with_user(self.user_support)
        with self.assertRaises(UserError):
            support.action_end("2026-07-14", given="2026-01-15")
        support.action_end("2026-07-15", given="2026-01-15")
        self.assertEqual(self.agreement.date_end, Date.to_date("2026-07-15"))

    def test_an_end_in_the_past_ends_at_once(self):
        self.agreement.with_user(self.user_manager).action_end("2026-03-09", "Closed")
        self.assertEqual(self.agreement.state, "ended")
        with self.assertRaisesRegex(UserError, "Only what is in force ends"):
            self.agreement.action_open_end()

    def test_the_dialog_proposes_the_earliest_day(self):
        dialog = Form(
            self.env["cae.cost.agreement.end"].with_context(
                default_agreement_id=self.agreement.id
            )
        )
        self.assertEqual(str(dialog.date), "2026-09-10")
        self.assertFalse(dialog.early)
        dialog.given = "2026-01-31"
        # Six months from 31 January.
        self.assertEqual(str(dialog.date), "2026-07-31")
        dialog.date = "2026-07-30"
        self.assertTrue(dialog.early)
        dialog.reason = "Both agree"
        dialog.save().action_end()
        self.assertEqual(self.agreement.date_end, Date.to_date("2026-07-30"))

    # === Deadlines === #

    def test_deadlines_turn_from_the_notice_to_the_end(self):
        fixed = self._create_signed(
            self.secretariat, date_end="2026-12-31", user_id=self.user_support.id
        )
        self.assertFalse(self.agreement.deadline_date)
        # Six months before the evening of 31 December.
        self.assertEqual(fixed.notice_date, Date.to_date("2026-06-30"))
        self.assertEqual(fixed.deadline_date, Date.to_date("2026-06-30"))
        self.company.cae_deadline_notices = "30"
        with freeze_time("2026-06-01"):
            fixed._cron_refresh_deadlines()
            self.assertEqual(fixed.deadline_state, "soon")
            (activity,) = fixed.activity_ids
            self.assertEqual(activity.user_id, self.user_support)
            self.assertIn("last day to give notice", activity.summary)
        with freeze_time("2026-07-01"):
            fixed._cron_refresh_deadlines()
            self.assertEqual(fixed.deadline_date, Date.to_date("2026-12-31"))
            self.assertEqual(fixed.deadline_state, "far")
        with freeze_time("2027-01-01"):
            fixed._cron_refresh_deadlines()
            self.assertEqual((fixed.state, fixed.deadline_state), ("ended", "met"))
            self.assertFalse(fixed.activity_ids)

    def test_what_is_amended_needs_no_reminder(self):
        self._amend(self.agreement)._sign_paper("Ada", "2026-03-09")
        self.assertEqual(self.agreement.deadline_state, "met")

    # === Departures === #

    def test_who_leaves_is_to_be_ended(self):
        bounded = self._create_signed(self.secretariat, date_end="2026-04-30")
        self.agreement.user_id = self.user_support
        self.agiie.action_leave("2026-06-30")
        (activity,) = self.agreement.activity_ids
        self.assertEqual(activity.user_id, self.user_support)
        self.assertIn("AGIIE leaves on 06/30/2026", activity.summary)
        self.assertFalse(bounded.activity_ids)

    def test_the_exit_file_waits_for_the_end(self):
        exit_file = self.env["cae.exit"].create(
            {"partner_id": self.agiie.partner_id.id, "exit_date": "2026-06-30"}
        )
        code = "cost_agreements_ended"
        found = exit_file._get_proofs({code})[exit_file.id, code]
        self.assertEqual((found.done, found.text), (False, "Not ended: CSA0001"))
        self.agreement.action_end("2026-09-10")
        found = exit_file._get_proofs({code})[exit_file.id, code]
        self.assertEqual(
            (found.done, found.text), (True, "Costs are shared until 09/10/2026.")
        )
        other = self.env["cae.exit"].create({"partner_id": self.vital.partner_id.id})
        self.assertTrue(other._get_proofs({code})[other.id, code].done)
