# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_exit import ExitCase


@tagged("post_install", "-at_install")
class TestExitSteps(ExitCase):
    """What is asked of whom, what records prove, and what nobody waits for."""

    def _find(self, exit_file, code):
        return exit_file.task_ids.filtered(lambda task: task.check_code == code)

    def _state(self, exit_file, code):
        exit_file.invalidate_recordset()
        exit_file.task_ids.invalidate_recordset()
        return self._find(exit_file, code).state

    def _names(self, exit_file):
        return set(exit_file.task_ids.step_id.mapped("country_id.code"))

    def test_steps_of_the_country(self):
        french = self._create_exit(start=True)
        self.assertEqual(self._names(french), {"FR"})
        self.company.country_id = self.env.ref("base.be")
        belgian = self._create_exit(self.bob.partner_id, start=True)
        self.assertEqual(self._names(belgian), {"BE"})
        self.assertIn(
            self.env.ref("cae_member.exit_step_be_release"), belgian.task_ids.step_id
        )
        self.company.country_id = self.env.ref("base.ca")
        other = self._create_exit(self.cleo.partner_id, start=True)
        self.assertFalse(self._names(other))
        self.assertTrue(other.task_ids)

    def test_steps_of_the_company(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        own, foreign = self.env["cae.exit.step"].create(
            [
                {"name": "Key 12", "company_id": self.company.id, "delay_days": -3},
                {"name": "Key 13", "company_id": elsewhere.id},
            ]
        )
        exit_file = self._create_exit(start=True)
        task = exit_file.task_ids.filtered(lambda task: task.step_id == own)
        self.assertEqual(task.date_due, self.today - timedelta(3))
        self.assertTrue(task.is_late)
        self.assertNotIn(foreign, exit_file.task_ids.step_id)
        own.name = "Another key"
        self.assertEqual(task.name, "Key 12")

    def test_membership_and_activity(self):
        later = self.today + timedelta(9)
        exit_file = self._create_exit(start=True, exit_date=later)
        self.assertEqual(self._state(exit_file, "membership_ended"), "todo")
        self.assertEqual(self._state(exit_file, "activity_closed"), "todo")
        self.assertIn("Joinery", self._find(exit_file, "activity_closed").proof)
        self.held.action_close()
        self.assertEqual(self._state(exit_file, "activity_closed"), "done")
        self.ann.action_leave(self.today)
        self.assertEqual(self._state(exit_file, "membership_ended"), "done")
        action = self._find(exit_file, "membership_ended").action_view_proof()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("cae.membership", self.ann.id)
        )

    def test_handed_over_to_the_other_holder(self):
        self.held.write(
            {
                "holder_ids": [
                    (1, self.held.holder_ids.id, {"share_percent": 50}),
                    (0, 0, {"partner_id": self.bob.partner_id.id, "share_percent": 50}),
                ]
            }
        )
        exit_file = self._create_exit(start=True)
        self.assertEqual(self._state(exit_file, "activity_closed"), "todo")
        mine, other = self.held.holder_ids.sorted("id")
        self.held.write(
            {"holder_ids": [(2, mine.id), (1, other.id, {"share_percent": 100})]}
        )
        self.assertEqual(self.held.state, "open")
        self.assertEqual(self._state(exit_file, "activity_closed"), "done")

    def test_debts(self):
        invoice = self._create_invoice(self.held, 120)
        bill = self._create_invoice(self.held, 50, move_type="in_invoice")
        exit_file = self._create_exit(start=True)
        task = self._find(exit_file, "no_customer_debt")
        self.assertEqual(task.state, "todo")
        self.assertIn("Unpaid documents: 1", task.proof)
        self.assertIn("120.00", task.proof)
        self.assertEqual(task.action_view_proof()["res_id"], invoice.id)
        self.assertEqual(self._state(exit_file, "no_supplier_debt"), "todo")
        self._pay(invoice)
        self._pay(bill)
        self.assertEqual(self._state(exit_file, "no_customer_debt"), "done")
        self.assertEqual(self._state(exit_file, "no_supplier_debt"), "done")

    def test_shares(self):
        self._subscribe_paid(self.ann, 5, "2024-01-10")
        self._subscribe_paid(self.bob, 5, "2024-01-10")
        later = self.today + timedelta(9)
        exit_file = self._create_exit(start=True, exit_date=later)
        task = self._find(exit_file, "shares_started")
        self.assertEqual((task.state, task.proof), ("todo", "5 shares are still held."))
        # Ten shares were there once: a floor of 75 % lets two of them go.
        self.company.cae_capital_floor = 75
        self.ann.action_leave(self.today)
        self.assertEqual(self._state(exit_file, "shares_started"), "done")
        self.assertEqual(task.proof, "3 shares wait for the capital floor.")

    def test_data_and_access(self):
        partner = self.user_portal.partner_id
        exit_file = self._create_exit(partner, start=True)
        self.assertEqual(self._state(exit_file, "data_exported"), "todo")
        self.assertEqual(self._state(exit_file, "access_closed"), "todo")
        exit_file._mark_exported()
        self.assertEqual(self._state(exit_file, "data_exported"), "done")
        exit_file.access_end_date = self.today
        self.env["cae.exit"]._cron_close_access()
        self.assertEqual(self._state(exit_file, "access_closed"), "done")

    def test_proven_steps_are_not_ticked(self):
        exit_file = self._create_exit(start=True)
        with self.assertRaisesRegex(UserError, "proven by records"):
            self._find(exit_file, "data_exported").action_tick()

    def test_tick_and_take_back(self):
        exit_file = self._create_exit(start=True, user_id=self.user_coach.id)
        task = exit_file.task_ids.filtered(lambda task: not task.check_code)[0]
        task.with_user(self.user_coach).action_tick()
        self.assertEqual(
            (task.state, task.done_date, task.done_user_id, task.proof),
            ("done", self.today, self.user_coach, self.user_coach.name),
        )
        task.with_user(self.user_coach).action_untick()
        self.assertEqual((task.state, task.done_user_id.id), ("todo", False))

    def test_who_ticks(self):
        """A stranger to the file does not; the accountant, the own steps only."""
        exit_file = self._create_exit(start=True, coach_id=self.user_support.id)
        step = self.env["cae.exit.step"]
        task = exit_file.task_ids.filtered(lambda task: not task.check_code)[0]
        with self.assertRaises(AccessError):
            task.with_user(self.user_coach).action_tick()
        with self.assertRaises(AccessError):
            task.with_user(self.user_accountant).action_tick()
        with self.assertRaises(AccessError):
            task.with_user(self.user_support).write({"done_date": self.today})
        step.create({"name": "Last account", "who": "accountant"})
        other = self._create_exit(self.bob.partner_id, start=True)
        task = other.task_ids.filtered(lambda task: task.name == "Last account")
        task.with_user(self.user_accountant).action_tick()
        self.assertEqual(task.done_user_id, self.user_accountant)

    def test_finish_asks_for_mandatory_steps(self):
        self._create_invoice(self.held, 120)
        exit_file = self._create_exit(start=True)
        with self.assertRaises(UserError) as caught:
            exit_file.action_done()
        message = str(caught.exception)
        for part in ("Ann", "Activities closed", "Customers have paid", "120.00"):
            self.assertIn(part, message)
        self.assertNotIn("Exit interview", message)
        self._settle(exit_file)
        with self.assertRaisesRegex(UserError, "Customers have paid"):
            exit_file.action_done()

    def test_manager_waives(self):
        self._create_invoice(self.held, 120)
        exit_file = self._create_exit(start=True)
        self._settle(exit_file)
        task = self._find(exit_file, "no_customer_debt")
        with self.assertRaises(AccessError):
            task.with_user(self.user_support).action_waive("Bankrupt")
        with self.assertRaises(AccessError):
            task.with_user(self.user_support).action_open_waive()
        manager = task.with_user(self.user_manager)
        with self.assertRaisesRegex(UserError, "Say why"):
            manager.action_waive("  ")
        action = manager.action_open_waive()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.user_manager)
            .with_context(**action["context"])
        )
        wizard.reason = "The customer is bankrupt"
        wizard.save().action_waive()
        self.assertEqual(
            (task.state, task.proof), ("waived", "The customer is bankrupt")
        )
        self.assertEqual(task.waive_user_id, self.user_manager)
        self.assertIn("bankrupt", exit_file.message_ids[0].body)
        with self.assertRaises(AccessError):
            task.with_user(self.user_support).action_untick()
        exit_file.action_done()
        self.assertEqual(exit_file.state, "done")

    def test_proofs_are_kept(self):
        """What was proven when the file was finished stays, whatever comes after."""
        exit_file = self._create_exit(start=True)
        self._settle(exit_file)
        exit_file.action_done()
        task = self._find(exit_file, "activity_closed")
        self.held.action_reopen()
        self.assertEqual(self._state(exit_file, "activity_closed"), "done")
        self.assertEqual(task.done_date, self.today)
        self.assertEqual(exit_file.task_done_count, exit_file.task_count)

    def test_every_check_has_its_method(self):
        exits = self.env["cae.exit"]
        for code, _label in self.env["cae.exit.step"]._fields["check_code"].selection:
            self.assertEqual(getattr(exits, f"_prove_{code}")(), {}, code)

    def test_summary_says_all(self):
        self._subscribe_paid(self.ann, 5, "2024-01-10")
        exit_file = self._create_exit(start=True, keep_note="The brand Joinery")
        page, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "cae_member.report_exit_summary", exit_file.ids
        )
        text = page.decode()
        for part in (
            "Ann",
            "The brand Joinery",
            "100.00",
            "Exit interview",
            self.ann.number,
        ):
            self.assertIn(part, text)
