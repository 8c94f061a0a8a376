# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_dues import CaeDuesCase


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
        campaign.action_compute()
        self.assertEqual(campaign.amount_total, 610)
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
        cancelled = line.move_ids
        campaign.action_compute()
        self.assertEqual(self._line(campaign, self.ann), line)
        self.assertEqual(line.move_ids, cancelled)
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
