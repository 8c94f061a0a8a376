# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_dues import CaeDuesCase


@tagged("post_install", "-at_install")
class TestDuesCorrection(CaeDuesCase):
    def _change_figures(self, fte):
        figures = self.env["cae.workforce"].search(
            [("membership_id", "=", self.ann.id), ("year", "=", 2025)]
        )
        figures.action_reopen()
        figures.write({"fte": fte, "posts": 20})
        figures.action_submit()
        figures.action_validate()

    def test_more_is_an_invoice_less_a_credit_note(self):
        campaign = self._call()
        line = self._line(campaign, self.ann)
        first = line.move_id
        self._change_figures(15)
        line.action_correct()
        # 100 + 15 × 20 = 400: 50 more
        self.assertEqual((line.amount, line.called_amount), (400, 400))
        more = line.move_ids - first
        self.assertEqual((more.move_type, more.amount_total), ("out_invoice", 50))
        self.assertIn(f"Correction of {first.name}", more.invoice_line_ids.name)
        self.assertEqual((first.state, first.amount_total), ("posted", 350))
        self._change_figures(10)
        line.action_correct()
        # 100 + 10 × 20 = 300: 100 less
        credit = line.move_ids - first - more
        self.assertEqual((credit.move_type, credit.amount_total), ("out_refund", 100))
        self.assertEqual((line.called_amount, line.residual), (300, 300))
        self.assertEqual(credit.payment_state, "paid")
        self.assertEqual(line.payment_state, "not_paid")
        self.assertEqual(campaign.amount_called, 460)
        line.action_correct()
        self.assertEqual(len(line.move_ids), 3)

    def test_a_credit_after_payment_is_owed_to_the_member(self):
        line = self._line(self._call(), self.ann)
        self._pay(line.move_id)
        self.ann.write({"dues_exempt": True})
        line.action_correct()
        self.assertEqual((line.amount, line.called_amount), (0, 0))
        self.assertEqual((line.residual, line.payment_state), (-350, "reversed"))
        self.assertEqual(line.explanation, "Exempt from dues")

    def test_who_leaves_is_credited_pro_rata(self):
        self.rule.prorata = "months"
        line = self._line(self._call(), self.ann)
        self.ann.action_leave("2026-06-15")
        line.action_correct()
        self.assertEqual(line.called_amount, 175)  # 350 × 6 / 12

    def test_a_credit_note_by_hand_counts(self):
        line = self._line(self._call(), self.ann)
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=line.move_id.ids)
            .create({"journal_id": line.move_id.journal_id.id})
        )
        wizard.reverse_moves()
        line.move_ids.filtered(lambda m: m.state == "draft").action_post()
        self.assertEqual(len(line.move_ids), 2)
        self.assertEqual(line.called_amount, 0)
        line.action_correct()
        self.assertEqual(line.called_amount, 350)

    def test_no_correction_without_figures(self):
        line = self._line(self._call(), self.ann)
        self.env["cae.workforce"].search(
            [("membership_id", "=", self.ann.id)]
        ).action_reopen()
        with self.assertRaisesRegex(UserError, "No validated figures for 2025"):
            line.action_correct()

    def test_only_called_dues_are_corrected(self):
        campaign = self._create_campaign()
        campaign.action_compute()
        with self.assertRaisesRegex(UserError, "Only dues that were called"):
            campaign.line_ids.action_correct()


@tagged("post_install", "-at_install")
class TestDuesReminder(CaeDuesCase):
    def _mails(self, line):
        return self.env["mail.mail"].search(
            [("model", "=", "cae.dues.line"), ("res_id", "=", line.id)]
        )

    def test_once_for_each_delay_until_paid(self):
        self.company.cae_dues_reminders = "15, 45"
        campaign = self._call()
        ann, bob = (self._line(campaign, m) for m in (self.ann, self.bob))
        remind = self.env["cae.dues.line"]._cron_remind
        # Due on 31 March: 15 days later is 15 April, 45 days later 15 May.
        for day, expected in (
            ("2026-03-31", 0),
            ("2026-04-14", 0),
            ("2026-04-15", 1),
            ("2026-04-16", 1),
            ("2026-05-14", 1),
            ("2026-05-15", 2),
            ("2026-12-31", 2),
        ):
            with freeze_time(day), self.subTest(day):
                remind()
                self.assertEqual(len(self._mails(ann)), expected)
                self.assertEqual(ann.reminder_count, expected)
            if day == "2026-04-16":
                self._pay(bob.move_id, date="2026-04-20")
        self.assertEqual((bob.reminder_count, bob.payment_state), (1, "paid"))
        self.assertEqual(str(ann.reminded_on), "2026-05-15")
        notes = ann.move_id.message_ids.mapped("body")
        self.assertEqual(sum("Reminder of dues" in note for note in notes), 2)
        mail = self._mails(ann)[:1]
        self.assertIn("350.00", mail.body_html)
        self.assertIn(f"/my/invoices/{ann.move_id.id}", mail.body_html)
        self.assertEqual(mail.recipient_ids, self.ann.partner_id)

    def test_by_hand(self):
        campaign = self._call()
        with freeze_time("2026-03-31"), self.assertRaisesRegex(UserError, "Nobody"):
            campaign.action_remind()
        with freeze_time("2026-04-02"):
            campaign.with_user(self.user_accountant).action_remind()
            with self.assertRaisesRegex(UserError, "Nobody"):
                campaign.action_remind()
        self.assertEqual(self._line(campaign, self.ann).reminder_count, 1)
        with freeze_time("2026-04-15"):
            campaign.action_remind()
        self.assertEqual(self._line(campaign, self.ann).reminder_count, 2)

    def test_no_reminder_without_delays(self):
        self.company.cae_dues_reminders = ""
        campaign = self._call()
        with freeze_time("2026-12-31"):
            self.env["cae.dues.line"]._cron_remind()
        self.assertEqual(sum(campaign.line_ids.mapped("reminder_count")), 0)

    def test_delays_that_are_no_days(self):
        for text in ("soon", "0, 15", "15; 45"):
            with self.subTest(text), self.assertRaisesRegex(ValidationError, "15, 45"):
                self.company.cae_dues_reminders = text

    def test_late(self):
        campaign = self._call()
        with freeze_time("2026-04-01"):
            self.env.invalidate_all()
            self.assertEqual(campaign.late_count, 2)
            self.assertEqual(campaign.amount_late, 510)
            late = self.env["cae.dues.line"].search([("is_late", "=", True)])
            self.assertIn(self._line(campaign, self.ann), late)
            self.assertNotIn(self._line(campaign, self.cleo), late)


@tagged("post_install", "-at_install")
class TestDuesPeople(CaeDuesCase):
    def test_a_manager_and_an_accountant_run_a_campaign(self):
        for user, year in ((self.user_manager, 2026), (self.user_accountant, 2028)):
            if year != 2026:
                self._create_figures(self.ann, year=year - 1, fte=1)
            with self.subTest(user.name):
                campaign = (
                    self.env["cae.dues.campaign"]
                    .with_user(user)
                    .create(
                        {
                            "name": f"Dues {year}",
                            "date_from": f"{year}-01-01",
                            "date_to": f"{year}-12-31",
                            "date_due": f"{year}-03-31",
                        }
                    )
                )
                campaign.action_compute()
                campaign.action_call()
                line = self._line(campaign, self.ann)
                self.assertEqual(line.payment_state, "not_paid")
                self.ann.dues_discount = 50
                line.action_correct()
                self.assertEqual(line.called_amount, line.gross / 2)
                self.ann.dues_discount = 0

    def test_readers_do_nothing(self):
        campaign = self._create_campaign()
        campaign.action_compute()
        for user in (self.user_coach, self.user_support, self.user_auditor):
            own = campaign.with_user(user)
            with self.subTest(user.name):
                self.assertEqual(own.line_ids[0].read(["amount"])[0]["amount"], 350)
                for action in ("action_compute", "action_call", "action_cancel"):
                    with self.assertRaises(AccessError):
                        getattr(own, action)()
        campaign.action_call()
        line = campaign.line_ids[0]
        for user in (self.user_coach, self.user_support, self.user_auditor):
            with self.assertRaises(AccessError):
                line.with_user(user).action_correct()
        with self.assertRaises(AccessError):
            campaign.with_user(self.user_secretary).read(["name"])

    def test_spreadsheet(self):
        campaign = self._call()
        line = self._line(campaign, self.bob)
        self.cleo.dues_exempt = True
        campaign.action_compute()
        action = campaign.with_user(self.user_auditor).action_export()
        attachment_id = int(action["url"].split("/")[-1].split("?")[0])
        attachment = self.env["ir.attachment"].browse(attachment_id)
        sheet = load_workbook(io.BytesIO(attachment.raw)).active
        rows = list(sheet.iter_rows(min_row=4, values_only=True))
        head = rows[0]
        members = {row[1]: dict(zip(head, row, strict=True)) for row in rows[1:]}
        self.assertEqual(set(members), {"Ann", "Bob", "Cleo", "Total"})
        self.assertEqual(members["Bob"]["Dues"], 160)
        self.assertEqual(members["Bob"]["Invoice"], line.move_id.name)
        self.assertEqual(members["Cleo"]["Why left out"], "Exempt from dues")
        # 350 + 160: who is left out does not count.
        self.assertEqual(members["Total"]["Dues"], 510)
        self.assertEqual(members["Total"]["To pay"], 510)

    def test_buttons_lead_somewhere(self):
        campaign = self._call()
        line = self._line(campaign, self.ann)
        found = self.env["cae.dues.line"].search(campaign.action_view_lines()["domain"])
        self.assertEqual(found, campaign.line_ids)
        waiting = campaign.action_view_waiting()["domain"]
        found = self.env["cae.dues.line"].search(waiting)
        self.assertEqual(found.membership_id, self.cleo)
        self.assertEqual(line.action_view_moves()["res_id"], line.move_id.id)
        moves = self.env["account.move"].search(campaign.action_view_moves()["domain"])
        self.assertEqual(moves, campaign.line_ids.move_id)
        self.assertEqual(line.move_id.action_view_dues_line()["res_id"], line.id)
        own = self.env["cae.dues.line"].search(self.ann.action_view_dues()["domain"])
        self.assertEqual(own, line)
        self.assertEqual(
            campaign.action_send()["res_model"], "account.move.send.batch.wizard"
        )
