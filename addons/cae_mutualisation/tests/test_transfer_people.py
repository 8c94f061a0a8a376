# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .test_transfer import TransferCase


@tagged("post_install", "-at_install")
class TestTransferPeople(TransferCase):
    def test_the_coach_is_reminded_until_the_answer(self):
        self.company.cae_transfer_answer_days = 3
        with freeze_time("2026-03-20"):
            transfer = self._create_transfer("requested")
        activity = transfer.activity_ids
        self.assertEqual(activity.user_id, self.user_coach)
        self.assertEqual(str(activity.date_deadline), "2026-03-23")
        transfer.action_refuse("No")
        self.assertFalse(transfer.activity_ids)

    def test_both_sides_are_told(self):
        transfer = self._create_transfer("requested")
        both = self.user_portal.partner_id | self.user_portal_other.partner_id
        mails = self._mails_to(both, transfer)
        self.assertEqual(mails.recipient_ids, both)
        self.assertIn("T0001", mails[0].subject)
        self.assertIn("1,000.00", mails[0].body_html)
        link = f"{transfer.get_base_url()}{transfer.access_url}"
        self.assertIn(f'href="{link}"', mails[0].body_html)
        transfer.action_refuse("Not <ordered>")
        answers = self._mails_to(both, transfer) - mails
        self.assertEqual(answers.recipient_ids, both)
        self.assertIn("Refused", answers[0].subject)
        self.assertIn("Not &lt;ordered&gt;", answers[0].body_html)

    def _mails_to(self, partners, transfer):
        return self.env["mail.mail"].search(
            [
                ("model", "=", transfer._name),
                ("res_id", "=", transfer.id),
                ("recipient_ids", "in", partners.ids),
            ]
        )

    def test_team_and_accountant_do_everything(self):
        for user in (self.user_support, self.user_manager, self.user_accountant):
            with self.subTest(user.login):
                transfer = self._create_transfer().with_user(user)
                transfer.action_request()
                transfer.action_accept()
                transfer.action_cancel("Twice")
                self.assertEqual(transfer.state, "cancelled")

    def test_others_only_read(self):
        transfer = self._create_transfer("requested")
        for user in (
            self.user_coach,
            self.user_auditor,
            self.user_portal,
            self.user_portal_other,
        ):
            with self.subTest(user.login):
                mine = transfer.with_user(user)
                self.assertEqual(mine.read(["amount"])[0]["amount"], 1000)
                for action, args in (
                    (mine.action_accept, ()),
                    (mine.action_refuse, ("No",)),
                    (mine.action_withdraw, ()),
                    (mine.action_draft, ()),
                ):
                    with self.assertRaises(AccessError):
                        action(*args)
        for user in (self.user_internal, self.user_secretary):
            with self.assertRaises(AccessError):
                transfer.with_user(user).read(["amount"])

    def test_a_draft_is_for_its_own_side(self):
        transfer = self._create_transfer()
        transfers = self.env["cae.activity.transfer"]
        self.assertEqual(transfers.with_user(self.user_portal).search([]), transfer)
        other = transfers.with_user(self.user_portal_other)
        self.assertFalse(other.search([]))
        transfer.action_request()
        self.assertEqual(other.search([]), transfer)
        # Of the other activity, the name; nothing else can be read.
        row = other.browse(transfer.id).read(["supplier_activity_id"])[0]
        self.assertEqual(row["supplier_activity_id"][1], self.supplier.display_name)
        with self.assertRaises(AccessError):
            self.supplier.with_user(self.user_portal_other).read(["name"])

    def test_print(self):
        transfer = self._create_transfer("accepted", note="With <love>")
        report = self.env["ir.actions.report"]
        content, kind = report._render_qweb_html(
            "cae_mutualisation.action_report_activity_transfer", transfer.ids
        )
        self.assertEqual(kind, "html")
        text = content.decode()
        for part in ("T0001", "Timber", "Bakery", "Shelves", "one legal person"):
            self.assertIn(part, text)
        self.assertIn("With &lt;love&gt;", text)
        # Of each side, what it is called; of people, who answered only.
        for user in (self.user_portal, self.user_portal_other):
            self.assertNotIn(user.name, text)
