# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Date
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common_billing import CaeBillingCase


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15")
class TestServiceRate(CaeBillingCase):
    def test_provisional_rate(self):
        # 96 000 / 2 400 = 40.00; 100 000 / 2 400 = 41.666… = 41.67
        self.assertEqual(self.rate.rate, 40)
        self.rate.budget_cost = 100000
        self.assertEqual(self.rate.provisional_rate, 41.67)
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            with self.env.cr.savepoint():
                self.rate.override_rate = 42
                self.env.flush_all()
        self.rate.write({"override_rate": 42, "override_reason": "Vote"})
        self.assertEqual((self.rate.rate, self.rate.provisional_rate), (42, 41.67))

    def test_the_service_has_the_price_of_the_year(self):
        books = self.service_books.product_tmpl_id
        self._create_rate(
            name="2027", date_from="2027-01-01", date_to="2027-12-31", budget_cost=98400
        )
        self.assertEqual(books._get_cae_cost_rate(), 40)
        self.assertEqual(books._get_cae_price("cost", Date.to_date("2027-02-01")), 41)
        # No rate: the sales price.
        books.list_price = 39
        self.assertEqual(books._get_cae_cost_rate("2025-12-31"), 39)

    def test_one_rate_for_a_service_and_a_day(self):
        with self.assertRaisesRegex(ValidationError, "Bookkeeping.*“Accounting 2026”"):
            self._create_rate(
                name="Second",
                expertise_ids=[],
                service_ids=self.service_books.product_tmpl_id.ids,
                date_from="2026-12-31",
                date_to="2027-12-30",
            )

    def test_actual_cost_and_hours(self):
        plan = self.env["account.analytic.plan"].create({"name": "Structure"})
        account = self.env["account.analytic.account"].create(
            {"name": "Accounting", "plan_id": plan.id, "company_id": self.company.id}
        )
        for kind, price in (("in_invoice", 1000), ("out_invoice", 300)):
            self.env["account.move"].create(
                {
                    "move_type": kind,
                    "partner_id": self.stranger.id,
                    "invoice_date": "2026-03-01",
                    "date": "2026-03-01",
                    "invoice_line_ids": [
                        (
                            0,
                            0,
                            {
                                "name": kind,
                                "price_unit": price,
                                "tax_ids": [],
                                "analytic_distribution": {str(account.id): 50},
                            },
                        )
                    ],
                }
            ).action_post()
        self.rate.write(
            {
                "account_ids": account.ids,
                "cost_ids": [(0, 0, {"name": "Half of the rent", "amount": 240.5})],
            }
        )
        # Half of 1 000 is on the account; the grant counts only if asked.
        self.assertEqual(self.rate.actual_cost, 500 + 240.5)
        self.rate.net_of_income = True
        self.assertEqual(self.rate.actual_cost, 500 - 150 + 240.5)
        line = self._create_agreement(
            (self.service_books, self.pro_books, {})
        ).order_line
        self._record_time(line, ("2025-12-31", 7), ("2026-01-01", 2), ("2026-12-31", 3))
        self.rate.invalidate_recordset()
        self.assertEqual(self.rate.actual_hours, 5)
        # 590.50 / 5
        self.assertEqual(self.rate.real_rate, 118.1)


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15")
class TestServiceBilling(CaeBillingCase):
    """What was served is billed once, and every line leads to its time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._create_agreement(
            (cls.service_books, cls.pro_books, {"product_uom_qty": 10}),
            (cls.service_law, cls.pro_law, {"product_uom_qty": 10}),
            (cls.service_payroll, cls.pro_books, {"price_unit": 120}),
        )
        cls.cost, cls.hourly, cls.flat = cls.agreement.order_line

    def test_preview_then_invoice(self):
        time = self._record_time(self.cost, ("2026-06-02", 1.5), ("2026-06-30", 2))
        late = self._record_time(self.cost, ("2026-07-01", 8))
        law = self._record_time(self.hourly, ("2026-06-03", 0.5))
        payroll = self._record_time(self.flat, ("2026-06-04", 5))
        billing = self._create_billing()
        rows = [
            (line.pricing, line.quantity, line.price_unit, line.amount_untaxed)
            for line in billing.line_ids.sorted("sale_line_id")
        ]
        # At cost 40.00; by the hour 80.00; January to June at 120.00
        self.assertEqual(
            rows,
            [("cost", 3.5, 40, 140), ("hourly", 0.5, 80, 40), ("flat", 6, 120, 720)],
        )
        self.assertEqual((billing.timesheet_count, billing.hours), (4, 9))
        self.assertEqual(billing.note_count, 0)
        self.assertFalse(time.timesheet_invoice_id)
        billing.action_invoice()
        move = billing.line_ids.move_id
        self.assertEqual((move.state, move.amount_untaxed), ("posted", 900))
        self.assertEqual(move.invoice_date, Date.to_date("2026-07-15"))
        self.assertEqual((time + law + payroll).timesheet_invoice_id, move)
        self.assertFalse(late.timesheet_invoice_id)
        cost_line = move.invoice_line_ids.filtered("cae_rate_id")
        self.assertEqual(cost_line.cae_timesheet_ids, time)
        self.assertEqual(cost_line.cae_rate_id, self.rate)
        self.assertEqual(
            self.env["account.analytic.line"].search(
                move.action_view_cae_time()["domain"]
            ),
            time + law + payroll,
        )
        self.assertEqual(
            self.agreement.order_line.mapped("qty_invoiced"), [3.5, 0.5, 6]
        )
        # Flat time costs nothing more, whatever it was.
        self.assertEqual(payroll.cae_move_line_id.price_subtotal, 720)

    def test_never_twice(self):
        self._record_time(self.cost, ("2026-06-02", 1))
        first, second = self._create_billing(), self._create_billing()
        # The first run holds the hour; the flat fee is in both until it is invoiced.
        self.assertEqual(second.line_ids.mapped("pricing"), ["flat"])
        first.action_invoice()
        with self.assertRaisesRegex(UserError, "Payroll.*Compute it again"):
            second.action_invoice()
        second.action_compute()
        self.assertFalse(second.line_ids)
        with self.assertRaisesRegex(UserError, "nothing to invoice"):
            second.action_invoice()
        with self.assertRaisesRegex(UserError, "state “Invoiced”"):
            first.action_invoice()

    def test_time_changed_since_it_was_looked_at(self):
        time = self._record_time(self.cost, ("2026-06-02", 1), ("2026-06-03", 1))
        billing = self._create_billing()
        time[0].unit_amount = 4
        with self.assertRaisesRegex(UserError, "Bookkeeping.*Compute it again"):
            billing.action_invoice()
        billing.action_compute()
        time[1].unlink()
        with self.assertRaisesRegex(UserError, "Compute it again"):
            billing.action_invoice()
        billing.action_compute()
        billing.action_invoice()
        self.assertEqual(self.cost.qty_invoiced, 4)

    def test_credited_or_cancelled_time_is_billed_again(self):
        time = self._record_time(self.cost, ("2026-06-02", 3))
        move = self._bill()
        self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=move.ids
        ).create({"journal_id": move.journal_id.id, "reason": "Error"}).reverse_moves()
        move.reversal_move_ids.action_post()
        self.assertFalse(time.timesheet_invoice_id)
        self.assertFalse(time.cae_move_line_id)
        credit = move.reversal_move_ids.invoice_line_ids.filtered("cae_rate_id")
        self.assertEqual(credit.cae_rate_id, self.rate)
        again = self._bill(post=False)
        self.assertEqual((again.state, again.amount_untaxed), ("draft", 3 * 40 + 720))
        again.button_cancel()
        billing = self._create_billing()
        self.assertEqual(billing.amount_untaxed, 3 * 40 + 720)
        self.assertEqual(time.cae_billing_line_id.billing_id, billing)
        billing.action_invoice()
        self.assertEqual(time.cae_move_line_id.move_id.state, "posted")

    def test_a_run_is_cancelled_with_its_drafts(self):
        time = self._record_time(self.cost, ("2026-06-02", 3))
        billing = self._create_billing(post=False)
        billing.action_invoice()
        billing.action_cancel()
        self.assertEqual(billing.line_ids.move_id.state, "cancel")
        again = self._create_billing()
        self.assertEqual(again.hours, 3)
        again.action_invoice()
        with self.assertRaisesRegex(UserError, "is posted. Credit"):
            again.action_cancel()
        self.assertEqual(time.timesheet_invoice_id.state, "posted")

    def test_odoo_button(self):
        time = self._record_time(self.cost, ("2026-06-02", 3), ("2026-06-09", 1))
        wizard = self.env["sale.advance.payment.inv"].with_context(
            active_model="sale.order", active_ids=self.agreement.ids
        )
        wizard.create(
            {
                "date_start_invoice_timesheet": "2026-06-01",
                "date_end_invoice_timesheet": "2026-06-07",
            }
        ).create_invoices()
        move = self.agreement.invoice_ids
        # 3 hours at cost, and the six months that are over: not 0 hours of them.
        self.assertEqual(
            move.invoice_line_ids.mapped(lambda line: (line.quantity, line.price_unit)),
            [(3, 40), (6, 120)],
        )
        self.assertEqual(time.mapped("timesheet_invoice_id"), move)
        self.assertEqual(time[0].cae_move_line_id.cae_rate_id, self.rate)
        self.assertFalse(time[1].timesheet_invoice_id)
        billing = self._create_billing()
        self.assertEqual(billing.line_ids.timesheet_count, 1)
        self.assertEqual(billing.amount_untaxed, 40)
        billing.action_invoice()
        with self.assertRaisesRegex(UserError, "No items are available"):
            wizard.create({}).create_invoices()

    def test_two_years_two_rates(self):
        self._create_rate(
            name="2025", date_from="2025-01-01", date_to="2025-12-31", budget_cost=72000
        )
        time = self._record_time(self.cost, ("2025-12-31", 2), ("2026-01-01", 3))
        expected = {(2.0, 30.0), (3.0, 40.0)}
        billing = self._create_billing()
        found = billing.line_ids.filtered("rate_id")
        self.assertEqual({(line.quantity, line.price_unit) for line in found}, expected)
        # Odoo's button cuts them too.
        self.agreement._create_invoices()
        lines = self.agreement.invoice_ids.invoice_line_ids.filtered("cae_rate_id")
        self.assertEqual({(line.quantity, line.price_unit) for line in lines}, expected)
        for entry in time:
            self.assertEqual(entry.cae_move_line_id.quantity, entry.unit_amount)

    def test_only_what_is_due(self):
        self.agreement._write_agreement({"cae_billing_period": "quarter"})
        self._record_time(self.cost, ("2026-03-02", 1), ("2026-04-02", 5))
        billing = self._create_billing("2026-05-31")
        # The first quarter is over, the second is not.
        self.assertEqual(
            sorted(billing.line_ids.mapped(lambda line: (line.pricing, line.quantity))),
            [("cost", 1), ("flat", 1)],
        )
        self.agreement._write_agreement({"cae_end_date": "2026-05-15"})
        billing.action_compute()
        # It is over: the rest is due, 45 days of the 91 of the second quarter.
        self.assertEqual(
            sorted(billing.line_ids.mapped(lambda line: (line.pricing, line.quantity))),
            [("cost", 6), ("flat", 1.49)],
        )

    def test_flat_periods_delivered(self):
        self.assertEqual(self.flat.qty_delivered_method, "cae_period")
        self.assertEqual(self.flat.product_uom_id.name, "Periods")
        self.assertEqual(self.flat.qty_delivered, 6)
        self._record_time(self.flat, ("2026-06-04", 5))
        self.assertEqual(self.flat.qty_delivered, 6)
        with freeze_time("2026-08-01"):
            self.env["sale.order.line"]._cron_refresh_cae_periods()
            self.assertEqual(self.flat.qty_delivered, 7)
        self.agreement._write_agreement({"cae_start_date": "2026-01-15"})
        # 17 of 31 days = 0.548…
        self.assertEqual(self.flat.qty_delivered, 5.55)
        self.company.cae_flat_partial = "whole"
        self.assertEqual(self.flat.qty_delivered, 6)

    def test_fees_are_foreseen_as_they_are_billed(self):
        # 14 of 28 days, three months, 14 of 30: 0.50 + 3 + 0.47
        agreement = self._create_agreement(
            (self.service_payroll, self.pro_books, {}),
            cae_start_date="2026-02-15",
            cae_end_date="2026-06-14",
        )
        self.assertEqual(agreement.order_line.product_uom_qty, 3.97)
        self.assertEqual(agreement.order_line.qty_delivered, 3.97)

    def test_grouped_by_member(self):
        other = self._create_agreement((self.service_law, self.pro_law, {}))
        self._record_time(other.order_line, ("2026-06-02", 1))
        self._record_time(self.hourly, ("2026-06-02", 1))
        self.assertEqual(len(self._create_billing().line_ids.order_id), 2)
        self.env["cae.service.billing"].search([]).unlink()
        move = self._bill(group_by="member")
        self.assertEqual(len(move), 1)
        self.assertEqual(move.amount_untaxed, 80 + 80 + 720)
        self.assertEqual(other.order_line.qty_invoiced, 1)

    def test_minutes_are_not_lost(self):
        # 20 minutes are 0.333…: 0.33 + 0.33 + 0.34 make the hour.
        for day in ("2026-04-30", "2026-05-31", "2026-06-30"):
            self._record_time(self.cost, (day, 1 / 3))
            self._bill(day)
        self.assertEqual(self.cost.qty_invoiced, 1)
        self.assertEqual(self.cost.invoice_status, "no")

    def test_details_on_the_invoice(self):
        self._record_time(self.cost, ("2026-06-02", 1.25))
        move = self._bill()
        render = self.env["ir.actions.report"]._render_qweb_html
        html = render("account.report_invoice", move.ids)[0].decode()
        self.assertNotIn("Work of 2026-06-02", html)
        self.company.cae_invoice_details = True
        html = render("account.report_invoice", move.ids)[0].decode()
        self.assertIn("Work of 2026-06-02", html)
        self.assertIn("Luca", html)

    def test_who_may(self):
        self._record_time(self.cost, ("2026-06-02", 1))
        billings = self.env["cae.service.billing"]
        with self.assertRaises(AccessError):
            billings.with_user(self.user_support).create(
                {"name": "June", "date_to": "2026-06-30"}
            )
        simulated = billings.with_user(self.user_manager).create(
            {"name": "June", "date_to": "2026-06-30"}
        )
        simulated.action_compute()
        self.assertEqual(simulated.amount_untaxed, 40 + 720)
        with self.assertRaisesRegex(UserError, "not an accountant"):
            simulated.action_invoice()
        simulated.with_user(self.user_accountant).action_invoice()
        self.assertEqual(simulated.state, "invoiced")
        reader = simulated.with_user(self.user_support)
        self.assertEqual(reader.line_ids.mapped("quantity"), [1, 6])

    def test_queries_do_not_grow_with_time(self):
        counts = []
        for number in (2, 60):
            self._record_time(self.cost, *[("2026-06-02", 0.5)] * number)
            billing = self._create_billing(compute=False)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            billing.action_compute()
            billing.action_invoice()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(self.cost.qty_to_invoice, 0)
        self.assertLessEqual(counts[1], counts[0])
