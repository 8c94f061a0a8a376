# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import Form, tagged

from .common_cost_agreement import CaeCostAgreementCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestCostAgreement(CaeCostAgreementCase):
    """From the draft to the signature: what is sent stays."""

    def test_numbers_are_given_when_sent_by_company(self):
        draft = self._draft()
        self.assertEqual(draft.display_name, "Draft – AGIIE")
        draft.action_send()
        second = self._send(member=self.agiie, date="2027-01-01")
        self.assertEqual((draft.name, second.name), ("CSA0001", "CSA0002"))
        self.assertEqual(draft.state, "sent")
        self.assertTrue(draft.sent_on)

    def test_sending_writes_to_the_member(self):
        agreement = self._send()
        mail = self.env["mail.mail"].search(
            [("model", "=", agreement._name), ("res_id", "=", agreement.id)]
        )
        self.assertEqual(mail.recipient_ids, self.agiie.partner_id)
        self.assertIn(f"/my/cost-agreements/{agreement.id}", mail.body_html)
        self.assertIn(self.agiie.partner_id, agreement.message_partner_ids)
        agreement.action_remind()
        count = self.env["mail.mail"].search_count(
            [("model", "=", agreement._name), ("res_id", "=", agreement.id)]
        )
        self.assertEqual(count, 2)

    def test_nobody_to_write_to_or_nothing_to_share(self):
        lone = self._draft(member=self.vital)
        with self.assertRaisesRegex(UserError, "Vital has no e-mail"):
            lone.action_send()
        self.assertEqual((lone.name, lone.state), ("/", "draft"))
        empty = self._draft()
        empty.line_ids.unlink()
        with self.assertRaisesRegex(UserError, "shares no pool"):
            empty.action_send()

    def test_what_was_sent_does_not_change(self):
        agreement = self._send()
        line = agreement.line_ids
        for action in (
            lambda: agreement.write({"date_start": "2026-02-01"}),
            lambda: agreement.write({"terms": "<p>More</p>"}),
            lambda: agreement.write({"line_ids": [Command.clear()]}),
            lambda: line.write({"key_id": self.equal.id}),
            lambda: line.copy({"pool_id": self.secretariat.id}),
            lambda: line.unlink(),
            lambda: agreement.unlink(),
        ):
            with self.assertRaises(UserError):
                action()
        self.assertEqual(agreement.date_start, Date.to_date("2026-01-01"))
        self.assertEqual(line.key_id, self.fte)
        # Who follows it is not agreed with the member.
        agreement.user_id = self.user_support

    def test_states_and_signatures_come_from_actions(self):
        draft = self._draft()
        for vals in (
            {"state": "signed"},
            {"signed_by": "Nobody"},
            {"body": "<p>Other</p>"},
            {"name": "CSA9999"},
        ):
            with self.assertRaisesRegex(UserError, "by its buttons only"):
                draft.write(vals)
        with self.assertRaisesRegex(UserError, "begins as a draft"):
            self._draft(state="signed")
        with self.assertRaisesRegex(UserError, "was sent can be signed"):
            draft._sign("Ada", self.image, self.user_portal)
        self.assertEqual(draft.state, "draft")

    def test_withdrawn_is_never_signed_and_can_be_made_again(self):
        agreement = self._send()
        agreement.action_cancel()
        with self.assertRaisesRegex(UserError, "was sent can be signed"):
            agreement._sign("Ada", self.image, self.user_portal)
        with self.assertRaises(UserError):
            agreement.unlink()
        again = agreement.copy()
        self.assertEqual((again.state, again.name, again.body), ("draft", "/", False))
        self.assertEqual(again.line_ids.pool_id, self.pool)
        again.unlink()

    def test_signed_with_the_text_that_was_sent(self):
        agreement = self._send(self.pool, self.secretariat)
        agreement._sign("  Ada Lovelace ", self.image, self.user_portal)
        self.assertEqual(agreement.state, "signed")
        self.assertEqual(agreement.signed_by, "Ada Lovelace")
        self.assertEqual(agreement.signed_user_id, self.user_portal)
        self.assertTrue(agreement.signature and agreement.signed_on)
        self.assertEqual(agreement.attachment_id.res_id, agreement.id)
        self.assertEqual(set(agreement.line_ids.mapped("state")), {"signed"})
        with self.assertRaisesRegex(UserError, "In Force"):
            agreement._sign("Ada", self.image, self.user_portal)
        with self.assertRaisesRegex(UserError, "A signed agreement holds"):
            agreement.action_cancel()

    def test_another_text_is_not_signed(self):
        agreement = self._send()
        self.env.flush_all()
        self.cr.execute(
            "UPDATE cae_cost_agreement SET body = '<p>Forged</p>' WHERE id = %s",
            [agreement.id],
        )
        agreement.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "its seal differs"):
            agreement._sign("Ada", self.image, self.user_portal)

    def test_paper_from_a_draft(self):
        draft = self._draft(member=self.vital)
        wizard = self.env["cae.cost.agreement.sign"].create(
            {"agreement_id": draft.id, "name": "Vera", "date": "2026-02-20"}
        )
        with self.assertRaisesRegex(UserError, "scan of the signed paper"):
            wizard.action_sign()
        wizard.write({"document": self.image, "filename": "scan.png"})
        wizard.date = "2026-03-11"
        with self.assertRaisesRegex(UserError, "which is to come"):
            wizard.action_sign()
        wizard.date = "2026-02-20"
        wizard.action_sign()
        self.assertEqual((draft.state, draft.name), ("signed", "CSA0001"))
        self.assertEqual(draft.signed_on.date(), Date.to_date("2026-02-20"))
        self.assertTrue(draft.on_paper and draft.body)
        self.assertEqual(draft.attachment_id.name, "scan.png")
        # A picture can't stand in for the PDF.
        self.assertFalse(draft._get_kept_name())

    def test_the_grouping_signs_once(self):
        agreement = self._send()
        agreement._sign("Ada", self.image, self.user_portal)
        first = agreement.attachment_id
        wizard = self.env["cae.cost.agreement.sign"].create(
            {"agreement_id": agreement.id, "side": "cooperative", "function": "Chair"}
        )
        self.assertEqual(wizard.name, self.env.user.name)
        wizard.action_sign()
        self.assertEqual(agreement.cooperative_function, "Chair")
        self.assertTrue(agreement.cooperative_signed_on)
        self.assertNotEqual(agreement.attachment_id, first)
        self.assertTrue(first.exists())
        with self.assertRaisesRegex(UserError, "signed for the grouping by"):
            agreement.action_sign_cooperative()

    def test_two_agreements_of_a_pool_on_a_day(self):
        first = self._send(self.pool, self.secretariat, date_end="2026-12-31")
        first._sign("Ada", self.image, self.user_portal)
        second = self._send(self.secretariat, date="2026-12-31")
        message = "AGIIE shares “Secretariat” by CSA0001 from 01/01/2026 to 12/31/2026"
        with self.assertRaises(ValidationError) as caught:
            second._sign("Ada", self.image, self.user_portal)
        self.assertIn(message, str(caught.exception))
        self.assertEqual(second.state, "sent")
        second.action_cancel()
        # The day after, or another pool, or another member: all are fine.
        pool = self._create_pool("Accounting", self.equal)
        for agreement in (
            self._draft(self.secretariat, date="2027-01-01"),
            self._draft(pool),
            self._draft(self.secretariat, member=self.proxim),
        ):
            agreement._sign_paper("Ada", "2026-01-02")
            self.assertEqual(agreement.state, "signed")

    def test_who_does_what(self):
        support = self._draft().with_user(self.user_support)
        support.action_send()
        support._sign_paper("Ada", "2026-01-02")
        self.assertEqual(support.state, "signed")
        # Only a manager deletes, and drafts only.
        with self.assertRaises(AccessError):
            self._draft().with_user(self.user_support).unlink()
        self._draft().with_user(self.user_manager).unlink()
        for user in (self.user_coach, self.user_secretary, self.user_internal):
            with self.assertRaises(AccessError):
                support.with_user(user).read(["name"])
        for user in (self.user_accountant, self.user_auditor):
            found = support.with_user(user)
            self.assertEqual(found.read(["name"])[0]["name"], "CSA0001")
            with self.assertRaises(AccessError):
                found.user_id = user

    def test_prepare_for_all_in_one_batch(self):
        held = self._draft(member=self.proxim)
        held._sign_paper("Bob", "2026-01-02")
        form = Form(self.env["cae.cost.agreement.prepare"])
        self.assertEqual(str(form.date_start), "2027-01-01")
        wizard = form.save()
        self.assertEqual(wizard.membership_ids, self.members)
        self.assertEqual(wizard.pool_ids, self.pool | self.secretariat)
        self.assertEqual(wizard.covered, "CSA0001 – Proxim: HR")
        found = self.env["cae.cost.agreement"].search(wizard.action_prepare()["domain"])
        self.assertEqual(
            {one.partner_id.name: one.line_ids.pool_id.mapped("name") for one in found},
            {
                "AGIIE": ["HR", "Secretariat"],
                "Proxim": ["Secretariat"],
                "Vital": ["HR", "Secretariat"],
            },
        )
        self.assertEqual(set(found.mapped("state")), {"draft"})
        self.assertEqual(found.line_ids.key_id, self.fte | self.equal)
        # Those drafts are told too.
        with self.assertRaisesRegex(UserError, "nothing to prepare"):
            wizard.action_prepare()

    def test_preparing_asks_no_more_for_more_members(self):
        counts = []
        for number in (2, 12):
            members = self._create_cost_members(
                *(f"Member {number} {index}" for index in range(number))
            )
            wizard = self.env["cae.cost.agreement.prepare"].create(
                {
                    "membership_ids": members.ids,
                    "pool_ids": (self.pool | self.secretariat).ids,
                }
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            wizard.action_prepare()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3)
