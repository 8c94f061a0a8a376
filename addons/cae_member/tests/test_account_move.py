# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import doctest
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import format_date

from odoo.addons.cae_member.models import account_move_line

from .common import CaeMemberCase


@freeze_time("2026-03-10")
@tagged("post_install", "-at_install")
class TestAccountMove(CaeMemberCase):
    """The activity of a document fills the analytic distribution of its lines."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activity = cls._create_activity("Joinery", cls.partner)
        cls.activity_other = cls._create_activity("Garden")
        cls.here = cls.activity._get_analytic_distribution()
        cls.there = cls.activity_other._get_analytic_distribution()
        cls.plan_other = cls.env["account.analytic.plan"].create({"name": "Sites"})
        cls.site = cls.env["account.analytic.account"].create(
            {
                "name": "Site",
                "plan_id": cls.plan_other.id,
                "company_id": cls.company.id,
            }
        )
        cls.on_site = {str(cls.site.id): 100}

    def _get_distributions(self, move):
        return move.invoice_line_ids.mapped("analytic_distribution")

    def _get_ledger(self, activity):
        """Total of the analytic lines on the activity's account."""
        lines = self.env["account.analytic.line"].search(
            [("auto_account_id", "=", activity.analytic_account_id.id)]
        )
        return sum(lines.mapped("amount"))

    def test_examples_of_the_functions(self):
        result = doctest.testmod(account_move_line)
        self.assertEqual(result, doctest.TestResults(failed=0, attempted=3))

    def test_documents(self):
        signs = {
            "out_invoice": 1,
            "out_receipt": 1,
            "out_refund": -1,
            "in_invoice": -1,
            "in_receipt": -1,
            "in_refund": 1,
        }
        for move_type, sign in signs.items():
            with self.subTest(move_type=move_type):
                before = self._get_ledger(self.activity)
                move = self._create_invoice(self.activity, 100, move_type=move_type)
                self.assertEqual(self._get_distributions(move), [self.here])
                others = move.line_ids - move.invoice_line_ids
                self.assertFalse(any(others.mapped("analytic_distribution")))
                self.assertEqual(self._get_ledger(self.activity) - before, sign * 100)

    def test_own_distribution_is_kept(self):
        for own in (self.there, self.on_site):
            move = self._create_invoice(
                self.activity, 100, line_vals={"analytic_distribution": own}
            )
            self.assertEqual(self._get_distributions(move), [own])

    def test_no_activity(self):
        move = self._create_invoice(None, 100)
        self.assertFalse(any(self._get_distributions(move)))

    def test_line_added_later(self):
        move = self._create_invoice(self.activity, 100, post=False)
        move.invoice_line_ids = [
            Command.create(
                {
                    "name": "Added",
                    "price_unit": 1,
                    "account_id": self.accounts["income"].id,
                    "tax_ids": [],
                }
            )
        ]
        self.assertEqual(self._get_distributions(move), [self.here, self.here])

    def test_emptied_line_is_filled_when_posting(self):
        move = self._create_invoice(self.activity, 100, post=False)
        move.invoice_line_ids.analytic_distribution = False
        move.action_post()
        self.assertEqual(self._get_distributions(move), [self.here])

    def test_entry(self):
        move = self._create_entry(self.activity, 100)
        expense, bank = move.line_ids
        self.assertEqual(expense.analytic_distribution, self.here)
        self.assertFalse(bank.analytic_distribution)
        self.assertEqual(self._get_ledger(self.activity), -100)

    def test_reversal_keeps_the_activity(self):
        for create, total in ((self._create_invoice, 100), (self._create_entry, -100)):
            move = create(self.activity, 100)
            self.assertEqual(self._get_ledger(self.activity), total)
            reversal = move._reverse_moves([{"date": date(2026, 3, 10)}], cancel=True)
            self.assertEqual(reversal.activity_id, self.activity)
            self.assertEqual(self._get_ledger(self.activity), 0)

    def test_change_of_activity(self):
        move = self._create_invoice(self.activity, 100, post=False)
        line = {
            "name": "Own",
            "price_unit": 1,
            "account_id": self.accounts["income"].id,
            "tax_ids": [],
        }
        move.invoice_line_ids = [
            Command.create({**line, "analytic_distribution": self.on_site}),
            Command.create({**line, "analytic_distribution": False}),
        ]
        move.activity_id = self.activity_other
        self.assertEqual(
            self._get_distributions(move), [self.there, self.on_site, self.there]
        )
        move.activity_id = False
        self.assertEqual(self._get_distributions(move), [False, self.on_site, False])
        move.activity_id = self.activity
        self.assertEqual(
            self._get_distributions(move), [self.here, self.on_site, self.here]
        )

    def test_change_keeps_the_other_plans(self):
        account, other = str(self.activity.analytic_account_id.id), str(self.site.id)
        new = str(self.activity_other.analytic_account_id.id)
        move = self._create_invoice(
            self.activity,
            100,
            post=False,
            line_vals={"analytic_distribution": {f"{account},{other}": 100}},
        )
        move.activity_id = self.activity_other
        self.assertEqual(self._get_distributions(move), [{f"{new},{other}": 100}])

    def test_change_of_a_posted_document(self):
        move = self._create_invoice(self.activity, 100)
        with self.assertRaisesRegex(UserError, "Reset it to draft"):
            move.activity_id = self.activity_other
        move.button_draft()
        move.activity_id = self.activity_other
        move.action_post()
        self.assertEqual(self._get_ledger(self.activity), 0)
        self.assertEqual(self._get_ledger(self.activity_other), 100)

    def test_distribution_model_of_another_plan(self):
        self.env["account.analytic.distribution.model"].create(
            {
                "partner_id": self.partner.id,
                "analytic_distribution": self.on_site,
                "company_id": self.company.id,
            }
        )
        move = self._create_invoice(self.activity, 100)
        self.assertEqual(self._get_distributions(move), [self.here | self.on_site])
        self.assertEqual(self._get_ledger(self.activity), 100)

    def test_product_chosen_later(self):
        move = self._create_invoice(self.activity, 100, post=False)
        move.invoice_line_ids.account_id = self.accounts["income"].copy()
        self.assertEqual(self._get_distributions(move), [self.here])

    def test_closed_activity(self):
        draft = self._create_invoice(self.activity, 100, post=False)
        self.activity.action_close("2026-03-05")
        closed_on = format_date(self.env, date(2026, 3, 5))
        with self.assertRaisesRegex(UserError, f"Joinery.*{closed_on}.*Reopen"):
            draft.action_post()
        self.activity.action_reopen()
        draft.action_post()
        self.assertEqual(draft.state, "posted")

    def test_form(self):
        with Form(
            self.env["account.move"].with_context(default_move_type="out_invoice")
        ) as form:
            form.partner_id = self.partner
            with form.invoice_line_ids.new() as line:
                line.name = "Before"
                line.price_unit = 1
            form.activity_id = self.activity
            with form.invoice_line_ids.new() as line:
                line.name = "After"
                line.price_unit = 1
            form.activity_id = self.activity_other
        move = form.record
        self.assertEqual(self._get_distributions(move), [self.there, self.there])
        with Form(move) as form:
            form.activity_id = self.activity
            form.activity_id = self.activity_other
            form.activity_id = self.activity
        self.assertEqual(self._get_distributions(move), [self.here, self.here])

    def test_form_keeps_a_line_typed_by_hand(self):
        move = self._create_invoice(self.activity, 100, post=False)
        with Form(move) as form:
            with form.invoice_line_ids.new() as line:
                line.name = "Own"
                line.price_unit = 1
                line.analytic_distribution = self.on_site
            form.activity_id = self.activity_other
        self.assertEqual(self._get_distributions(move), [self.there, self.on_site])

    def test_invoicing_user_without_role(self):
        user = self._create_role_user("billing", "account.group_account_invoice")
        move = self._create_invoice(None, 100, post=False).with_user(user)
        move.activity_id = self.activity.with_user(user)
        move.action_post()
        self.assertEqual(self._get_distributions(move.sudo()), [self.here])
