# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestCostCallPlan(CaeCostCase):
    """The calls of a year in one go, and what happens on their days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._share(cls.pool, {cls.agiie: 12, cls.proxim: 6, cls.vital: 2})
        cls.calls = cls.env["cae.cost.call"]

    def _plan(self, **vals):
        wizard = self.env["cae.cost.call.plan"].create({"date": "2026-05-05", **vals})
        return self.calls.search(wizard.action_plan()["domain"], order="date_from")

    def _dates(self, calls):
        return [
            (str(call.date_from), str(call.date_to), str(call.invoice_date))
            for call in calls
        ]

    def test_quarters_on_the_day_of_the_settings(self):
        self.company.cae_cost_period = "3"
        self.company.cae_cost_invoice_day = 5
        calls = self._plan()
        self.assertEqual(
            self._dates(calls),
            [
                ("2026-01-01", "2026-03-31", "2026-01-05"),
                ("2026-04-01", "2026-06-30", "2026-04-05"),
                ("2026-07-01", "2026-09-30", "2026-07-05"),
                ("2026-10-01", "2026-12-31", "2026-10-05"),
            ],
        )
        self.assertEqual(set(calls.mapped("state")), {"draft"})
        self.assertEqual(calls[0].name, "Provisions January 2026 – March 2026")

    def test_months_on_the_last_day(self):
        calls = self._plan(period="1", invoice_day=31)
        self.assertEqual(len(calls), 12)
        self.assertEqual(
            self._dates(calls)[1], ("2026-02-01", "2026-02-28", "2026-02-28")
        )
        self.assertEqual(calls[1].name, "Provisions February 2026")

    def test_half_years_and_years_of_a_financial_year(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        self.assertEqual(
            self._dates(self._plan(period="6", invoice_day=1)),
            [
                ("2025-07-01", "2025-12-31", "2025-07-01"),
                ("2026-01-01", "2026-06-30", "2026-01-01"),
            ],
        )
        self.assertEqual(
            self._dates(self._plan(date="2026-07-01", period="12", invoice_day=1)),
            [("2026-07-01", "2027-06-30", "2026-07-01")],
        )

    def test_what_is_planned_stays(self):
        self._create_call("2026-04-01", "2026-04-30", compute=False)
        calls = self._plan(period="3")
        # The second quarter has a call in it: it stays, the others are made.
        self.assertEqual(
            [str(call.date_to) for call in calls],
            ["2026-03-31", "2026-04-30", "2026-09-30", "2026-12-31"],
        )
        self.calls.search([("company_id", "=", self.company.id)])[:1].unlink()
        self.assertEqual(len(self._plan(period="3")), 4)
        with self.assertRaisesRegex(UserError, "are planned already"):
            self._plan(period="3")

    def test_preview(self):
        self._create_budget(self.pool, 12000)
        with Form(self.env["cae.cost.call.plan"]) as form:
            form.date = "2026-02-02"
            form.period = "6"
            form.invoice_day = 10
            self.assertEqual(
                form.preview.replace("\xa0", " "),
                "01/01/2026 – 06/30/2026, invoiced on 01/10/2026: 6,000.00 €\n"
                "07/01/2026 – 12/31/2026, invoiced on 07/10/2026: 6,000.00 €",
            )
            form.date = "2027-02-02"
            self.assertIn("no budget is voted yet", form.preview)

    def test_the_year_adds_up(self):
        self._create_budget(self.pool, 10000.01)
        calls = self._plan(period="1")
        calls.action_compute()
        self.assertEqual(round(100 * sum(calls.mapped("amount"))), 1000001)

    def test_who_plans(self):
        for user in (self.user_manager, self.user_support, self.user_auditor):
            with self.assertRaises(AccessError):
                self.env["cae.cost.call.plan"].with_user(user).create({})
        wizard = self.env["cae.cost.call.plan"].with_user(self.user_accountant)
        wizard.create({"date": "2026-01-01"}).action_plan()

    # === On the day of the invoices === #

    def _run(self, day):
        crons = type(self.env["ir.cron"])
        with freeze_time(day), patch.object(crons, "_commit_progress"):
            self.calls._cron_call()
        self.env.invalidate_all()

    def _states(self, calls):
        return [call.state for call in calls]

    def test_nothing_by_itself_by_default(self):
        self._create_budget(self.pool, 12000)
        calls = self._plan(period="6")
        self._run("2026-12-31")
        self.assertEqual(self._states(calls), ["draft", "draft"])

    def test_computed_with_a_to_do(self):
        self.company.cae_cost_call_auto = "compute"
        self._create_budget(self.pool, 12000)
        calls = self._plan(period="6", invoice_day=5)
        self._run("2026-01-04")
        self.assertEqual(self._states(calls), ["draft", "draft"])
        self._run("2026-01-05")
        self.assertEqual(self._states(calls), ["computed", "draft"])
        self.assertIn(self.user_accountant, calls[0].activity_ids.user_id)
        self.assertFalse(calls[0].move_count)
        count = len(calls[0].activity_ids)
        self._run("2026-01-06")
        self.assertEqual(len(calls[0].activity_ids), count)

    def test_called_when_the_settings_say_so(self):
        self.company.cae_cost_call_auto = "call"
        self._create_budget(self.pool, 12000)
        calls = self._plan(period="6")
        self._run("2026-01-01")
        self.assertEqual(self._states(calls), ["called", "draft"])
        self.assertEqual(calls[0].move_count, 3)

    def test_what_cannot_be_computed_is_said_once(self):
        self.company.cae_cost_call_auto = "call"
        calls = self._plan(period="6")
        self._run("2026-01-01")
        self._run("2026-01-02")
        self.assertEqual(self._states(calls), ["draft", "draft"])
        found = calls[0].activity_ids.filtered(
            lambda one: one.user_id == self.user_accountant
        )
        self.assertEqual(len(found), 1)
        self.assertIn("No budget is voted", found.note)

    def test_settings(self):
        settings = self.env["res.config.settings"].create({})
        settings.cae_cost_period = "1"
        settings.execute()
        self.assertEqual(self.env["cae.cost.call.plan"].new({}).period, "1")
