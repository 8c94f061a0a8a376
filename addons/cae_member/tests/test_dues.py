# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io

from freezegun import freeze_time
from openpyxl import load_workbook
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_dues import CaeDuesCase


@tagged("post_install", "-at_install")
class TestDuesRule(CaeDuesCase):
    def test_try_it_writes_nothing(self):
        before = self.env["cae.dues.line"].search_count([])
        action = self.rule.action_try()
        with Form(self.env["cae.dues.try"].with_context(**action["context"])) as dialog:
            dialog.fte = 12.5
            # 100 + 12.5 × 20 = 350
            self.assertEqual(dialog.amount, 350)
            self.assertIn("12.5 FTE", dialog.explanation)
            dialog.discount = 20
            self.assertEqual(dialog.amount, 280)
            dialog.discount = 120
            self.assertEqual(dialog.amount, 0)
            self.assertIn("0 to 100", dialog.explanation)
            dialog.discount = 0
        self.assertEqual(self.env["cae.dues.line"].search_count([]), before)

    def test_tiers_and_percentage(self):
        rule = self._create_rule(
            code="TIERS",
            fixed_amount=0,
            unit_amount=0,
            percent=0.3,
            tier_base="turnover",
            tier_mode="marginal",
            tier_ids=[self._tier(0, 50), self._tier(100_000, 0, 0.1)],
        )
        trial = self.env["cae.dues.try"].create(
            {"rule_id": rule.id, "turnover": 150_000}
        )
        # 0.3 % of 150 000 = 450; tiers: 50 + 0.1 % of 50 000 = 50
        self.assertEqual(trial.amount, 550)
        self.assertEqual(len(trial.explanation.splitlines()), 3)

    def test_rules_of_a_code_follow_each_other(self):
        self.rule.date_to = "2026-06-30"
        with (
            self.assertRaisesRegex(ValidationError, "same days"),
            self.env.cr.savepoint(),
        ):
            self._create_rule(date_from="2026-06-30")
        later = self._create_rule(date_from="2026-07-01", fixed_amount=150)
        day = fields.Date.to_date("2026-07-01")
        self.assertEqual(self.rule._get_valid(day), {self.rule: later})
        day = fields.Date.to_date("2026-06-30")
        self.assertEqual(later._get_valid(day), {later: self.rule})

    @mute_logger("odoo.sql_db")
    def test_limits_of_a_rule(self):
        for vals in (
            {"minimum": -1},
            {"minimum": 50, "maximum": 20},
            {"first_year_discount": 101},
            {"date_from": "2026-12-31", "date_to": "2026-01-01"},
        ):
            with (
                self.subTest(vals),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._create_rule(code="BAD", **vals)

    def test_a_copy_has_its_own_code(self):
        copy = self.rule.copy()
        self.assertEqual((copy.code, copy.fixed_amount), ("DUES (copy)", 100))


@tagged("post_install", "-at_install")
class TestDuesCompute(CaeDuesCase):
    def test_amounts_warnings_and_totals(self):
        campaign = self._create_campaign()
        self.assertEqual((campaign.year, campaign.figures_year), (2026, 2025))
        campaign.action_compute()
        self.assertEqual(campaign.state, "computed")
        self.assertEqual(self._amounts(campaign), {"Ann": 350, "Bob": 160, "Cleo": 100})
        cleo = self._line(campaign, self.cleo)
        self.assertEqual(cleo.problem, "no_figures")
        self.assertEqual(cleo.warning, "No validated figures for 2025.")
        self.assertEqual(campaign.amount_total, 610)
        self.assertEqual((campaign.to_call_count, campaign.waiting_count), (2, 1))
        self.assertEqual(
            self._line(campaign, self.ann).explanation.replace("\xa0", " "),
            "Fixed amount: 100.00 €\n12.5 FTE × 20.00 € = 250.00 €",
        )

    def test_figures_that_are_not_validated(self):
        self._create_figures(self.cleo, fte=2, state="submitted")
        campaign = self._create_campaign()
        campaign.action_compute()
        self.assertTrue(self._line(campaign, self.cleo).problem)
        campaign.figures_submitted = True
        campaign.action_compute()
        # 100 + 2 × 20
        self.assertEqual(self._line(campaign, self.cleo).amount, 140)
        self.assertFalse(self._line(campaign, self.cleo).problem)

    def test_reductions_do_not_add_up(self):
        self.rule.write(
            {
                "first_year_discount": 50,
                "small_discount": 30,
                "small_limit": 3,
                "prorata": "months",
            }
        )
        self.ann.write({"dues_discount": 10, "dues_discount_reason": "Board, 3 March"})
        self.bob.write({"dues_discount": 10})
        dan = self._admit("Dan", "2026-07-31")
        self._create_figures(dan, fte=1)
        campaign = self._create_campaign()
        campaign.action_compute()
        amounts = self._amounts(campaign)
        self.assertEqual(amounts["Ann"], 315)  # 350 less 10 %
        self.assertEqual(amounts["Bob"], 112)  # 160 less 30 %, not 40 %
        # 120 less 50 %, 6 of 12 months: July has begun
        self.assertEqual(amounts["Dan"], 30)
        line = self._line(campaign, dan)
        self.assertEqual((line.gross, line.discount, line.part), (120, 60, 0.5))
        self.assertIn("6/12", line.explanation)
        self.assertIn("first year", line.explanation)
        self.assertIn("Board", self._line(campaign, self.ann).explanation)

    def test_who_is_in_a_campaign(self):
        left_before = self._admit("Eve", "2020-01-01")
        left_before.action_leave("2025-12-31")
        left_within = self._admit("Fay", "2020-01-01")
        left_within.action_leave("2026-02-28")
        self._admit("Gus", "2027-01-01")
        self._admit("Hal", "2020-01-01", category_id=self.category_supporter.id)
        self.rule.write({"prorata": "days"})
        campaign = self._create_campaign()
        campaign.action_compute()
        amounts = self._amounts(campaign)
        self.assertEqual(set(amounts), {"Ann", "Bob", "Cleo", "Fay"})
        self.assertEqual(amounts["Fay"], 16.16)  # 100 × 59 / 365
        campaign.category_ids = self.category_supporter
        campaign.rule_id = self.rule
        campaign.action_compute()
        self.assertEqual(set(self._amounts(campaign)), {"Hal"})

    def test_own_rule_exemption_and_rule_out_of_date(self):
        own = self._create_rule(code="OWN", fixed_amount=5, unit_amount=0)
        self.ann.dues_rule_id = own
        self.bob.dues_exempt = True
        self.rule.date_to = "2025-12-31"
        campaign = self._create_campaign()
        campaign.action_compute()
        self.assertEqual(self._line(campaign, self.ann).amount, 5)
        bob = self._line(campaign, self.bob)
        self.assertTrue(bob.excluded)
        self.assertEqual(bob.exclude_reason, "Exempt from dues")
        cleo = self._line(campaign, self.cleo)
        self.assertEqual(cleo.problem, "no_rule")
        self.assertIn("not valid on", cleo.warning)
        campaign.action_call()
        self.assertEqual(campaign.called_count, 1)

    def test_compute_again_keeps_who_is_left_out(self):
        campaign = self._create_campaign()
        campaign.action_compute()
        line = self._line(campaign, self.bob)
        line.with_user(self.user_accountant).write(
            {"excluded": True, "exclude_reason": "Board"}
        )
        campaign.action_compute()
        self.assertEqual(self._line(campaign, self.bob), line)
        self.assertEqual((line.excluded, campaign.amount_total), (True, 450))

    @mute_logger("odoo.sql_db")
    def test_leaving_out_needs_a_reason(self):
        campaign = self._create_campaign()
        campaign.action_compute()
        line = self._line(campaign, self.bob)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            line.write({"excluded": True, "exclude_reason": " "})
            line.flush_recordset()

    def test_amounts_are_not_typed(self):
        campaign = self._call()
        line = self._line(campaign, self.ann).with_user(self.user_manager)
        with self.assertRaisesRegex(UserError, "by hand"):
            line.amount = 1
        with self.assertRaisesRegex(UserError, "Correct"):
            line.write({"excluded": True, "exclude_reason": "Late"})
        with self.assertRaisesRegex(UserError, "kept"):
            line.unlink()
        with self.assertRaisesRegex(UserError, "Compute"):
            self.env["cae.dues.line"].with_user(self.user_manager).create(
                {"campaign_id": campaign.id, "membership_id": self.cleo.id}
            )

    def test_a_campaign_is_of_a_year_at_most(self):
        with self.assertRaisesRegex(ValidationError, "a year at most"):
            self._create_campaign(date_to="2027-01-01")

    def test_language_of_the_member(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.ann.partner_id.lang = "fr_FR"
        campaign = self._create_campaign()
        campaign.action_compute()
        text = self._line(campaign, self.ann).explanation
        self.assertIn("12,5", text)
        self.assertIn("12.5", self._explain_in("en_US"))

    def _explain_in(self, lang):
        self.ann.partner_id.lang = lang
        campaign = self._create_campaign()
        campaign.action_compute()
        return self._line(campaign, self.ann).explanation

    def test_as_many_queries_for_ten_members_as_for_forty(self):
        counts = []
        for size in (5, 10, 40):
            names = [f"Member {size} {index}" for index in range(size)]
            partners = self.env["res.partner"].create([{"name": n} for n in names])
            members = self.env["cae.membership"].create(
                [
                    {
                        "partner_id": partner.id,
                        "category_id": self.category.id,
                        "state": "member",
                        "admission_date": "2020-01-01",
                    }
                    for partner in partners
                ]
            )
            self.env["cae.workforce"].create(
                [
                    {
                        "membership_id": m.id,
                        "year": 2025,
                        "posts": 1,
                        "fte": 1,
                        "state": "validated",
                    }
                    for m in members
                ]
            )
            campaign = self._create_campaign()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.action_compute()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertGreater(len(campaign.line_ids), size)
        # The first run also reads what the transaction keeps.
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install")
class TestDuesCall(CaeDuesCase):
    def test_invoices(self):
        campaign = self._call()
        self.assertEqual(campaign.state, "called")
        line = self._line(campaign, self.ann)
        move = line.move_id
        self.assertEqual((move.state, move.move_type), ("posted", "out_invoice"))
        self.assertEqual(move.partner_id, self.ann.partner_id)
        self.assertEqual((move.amount_untaxed, move.amount_residual), (350, 350))
        self.assertEqual(
            (str(move.invoice_date), str(move.invoice_date_due)),
            ("2026-02-01", "2026-03-31"),
        )
        product = move.invoice_line_ids
        self.assertEqual(product.account_id, self.accounts["income"])
        self.assertFalse(product.tax_ids)
        self.assertIn("Dues 2026 – Dues of members", product.name)
        self.assertIn("12.5 FTE", product.name)
        self.assertEqual((line.payment_state, line.residual), ("not_paid", 350))
        # Cleo waits for figures.
        self.assertFalse(self._line(campaign, self.cleo).move_id)
        self.assertEqual(campaign.waiting_count, 1)
        self.assertEqual((campaign.amount_called, campaign.move_count), (510, 2))

    def test_taxes_terms_and_product(self):
        group = self.env["account.tax.group"].create({"name": "VAT"})
        tax = self.env["account.tax"].create(
            {"name": "20 %", "amount": 20, "tax_group_id": group.id}
        )
        term = self.env["account.payment.term"].create(
            {"name": "30 days", "line_ids": [(0, 0, {"nb_days": 30})]}
        )
        self.rule.write(
            {
                "account_id": False,
                "tax_ids": tax.ids,
                "payment_term_id": term.id,
                "journal_id": self.journals["sale"].id,
            }
        )
        line = self._line(self._call(), self.ann)
        self.assertEqual(line.move_id.amount_total, 420)
        self.assertEqual((line.called_amount, line.residual), (350, 420))
        self.assertEqual(str(line.date_due), "2026-03-03")
        account = line.move_id.invoice_line_ids.account_id
        self.assertEqual(account, self.journals["sale"].default_account_id)

    def test_no_income_account(self):
        self.rule.account_id = False
        self.journals["sale"].default_account_id = False
        with self.assertRaisesRegex(UserError, "no income account"):
            self._call()

    def test_payment_is_seen_on_line_campaign_and_member(self):
        campaign = self._call()
        line = self._line(campaign, self.ann)
        self._pay(line.move_id, amount=50)
        self.assertEqual((line.payment_state, line.residual), ("partial", 300))
        self.assertEqual(self.ann.dues_residual, 300)
        self._pay(line.move_id)
        self.assertEqual((line.payment_state, line.residual), ("paid", 0))
        # Bob's 160 is left.
        self.assertEqual(campaign.amount_residual, 160)
        self.assertEqual(self.ann.dues_residual, 0)

    def test_who_comes_after_is_added_alone(self):
        campaign = self._call()
        called = campaign.line_ids.move_id
        dan = self._admit("Dan", "2026-09-01")
        self._create_figures(dan, fte=1)
        self._create_figures(self.cleo, fte=2)
        campaign.action_compute()
        self.assertEqual(campaign.state, "called")
        campaign.action_call()
        self.assertEqual(len(campaign.line_ids.move_id - called), 2)
        self.assertEqual(self._line(campaign, self.cleo).move_id.amount_total, 140)
        with self.assertRaisesRegex(UserError, "nothing to call"):
            campaign.action_call()

    def test_call_without_figures(self):
        campaign = self._call(call_without_figures=True)
        self.assertEqual(self._line(campaign, self.cleo).move_id.amount_total, 100)
        self.assertEqual(campaign.waiting_count, 0)

    def test_nothing_to_pay_is_no_invoice(self):
        self.ann.write({"dues_discount": 100, "dues_discount_reason": "Founder"})
        line = self._line(self._call(), self.ann)
        self.assertEqual((line.amount, line.state), (0, "called"))
        self.assertFalse(line.move_id)
        self.assertEqual(line.payment_state, "nothing")

    def test_never_called_twice_for_a_year(self):
        first, second = self._create_campaign(), self._create_campaign(name="Again")
        first.action_compute()
        second.action_compute()
        first.action_call()
        with self.assertRaisesRegex(
            UserError, "already called for 2026 by “Dues 2026”"
        ):
            second.action_call()
        second.action_compute()
        line = self._line(second, self.ann)
        self.assertTrue(line.excluded)
        self.assertIn("Dues 2026", line.exclude_reason)
        with self.assertRaisesRegex(UserError, "nothing to call"):
            second.action_call()
        # Another year is another call.
        self._create_figures(self.ann, year=2026, fte=1)
        third = self._create_campaign(date_from="2027-01-01", date_to="2027-12-31")
        third.action_compute()
        third.action_call()
        self.assertEqual(third.called_count, 1)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_a_second_call(self):
        first, second = self._create_campaign(), self._create_campaign(name="Again")
        (first | second).action_compute()
        first.action_call()
        line = self._line(second, self.ann).sudo()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            line.state = "called"
            line.flush_recordset()

    def test_another_rule_is_a_warning_only(self):
        self._call()
        fund = self._create_rule(code="FUND", name="Fund", unit_amount=0)
        campaign = self._create_campaign(name="Fund 2026", rule_id=fund.id)
        campaign.action_compute()
        line = self._line(campaign, self.ann)
        self.assertFalse(line.excluded)
        self.assertIn("Already called for 2026", line.warning)
        campaign.action_call()
        self.assertEqual(line.move_id.amount_total, 100)

    def test_one_call_for_three_or_twelve_members(self):
        """The queries of the call grow no faster than Odoo's own, per invoice."""
        counts = []
        for size in (3, 12):
            campaign = self._create_campaign(name=f"Size {size}")
            campaign.rule_id = self._create_rule(code=f"S{size}", unit_amount=0)
            for index in range(size - 3):
                self._admit(f"M{size}-{index}", "2020-01-01")
            campaign.action_compute()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.action_call()
            self.env.flush_all()
            ours = self.env.cr.sql_log_count - before
            vals = campaign.sudo().line_ids._prepare_moves_vals()
            for val in vals:
                val["dues_line_id"] = False
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["account.move"].create(vals)._post(soft=False)
            self.env.flush_all()
            counts.append(ours - (self.env.cr.sql_log_count - before))
        self.assertLessEqual(counts[1] - counts[0], 3)

    def test_cancel_only_while_nothing_is_posted(self):
        campaign = self._create_campaign()
        campaign.action_compute()
        campaign.action_cancel()
        self.assertEqual(set(campaign.line_ids.mapped("state")), {"cancelled"})
        campaign.action_reopen()
        campaign.line_ids.sudo().unlink()
        campaign.action_compute()
        campaign.action_call()
        with self.assertRaisesRegex(UserError, "is posted"):
            campaign.action_cancel()
        with self.assertRaisesRegex(UserError, "kept"):
            campaign.unlink()
        campaign.line_ids.move_id.button_draft()
        campaign.action_cancel()
        self.assertEqual(set(campaign.line_ids.move_id.mapped("state")), {"cancel"})
        # Free for another campaign.
        self.assertEqual(self._call(name="Again").called_count, 2)

    def test_put_back_after_a_cancelled_invoice(self):
        campaign = self._call()
        line = self._line(campaign, self.ann)
        with self.assertRaisesRegex(UserError, "not cancelled"):
            line.action_put_back()
        line.move_id.button_draft()
        line.move_id.button_cancel()
        line.with_user(self.user_accountant).action_put_back()
        self.assertEqual((line.state, campaign.to_call_count), ("computed", 1))
        campaign.action_call()
        self.assertEqual(line.move_id.state, "posted")
        self.assertEqual(line.called_amount, 350)

    def test_closed_is_closed(self):
        campaign = self._call()
        campaign.action_close()
        for action in ("action_compute", "action_call", "action_cancel"):
            with self.subTest(action), self.assertRaises(UserError):
                getattr(campaign, action)()
        with self.assertRaisesRegex(UserError, "Reopen"):
            campaign.line_ids[0].action_correct()
        campaign.action_reopen()
        self.assertEqual(campaign.state, "called")
        with self.assertRaisesRegex(UserError, "has called dues"):
            campaign.date_from = "2026-02-01"


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
