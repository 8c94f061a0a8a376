# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From what a member asks for to the invoice of a visit, in a browser, at IDEAL."""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from lxml import html

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

# Cost of the year ÷ hours of the year: 42.00 an hour at cost.
BUDGET = 8_400, 200
RATE = 42
TAX = 0.2
# Two visits of 3.5 hours a month for a year; one of them takes three quarters more.
TERM_HOURS = 12 * 2 * 3.5
HOURS = 3.5 + 0.75
TUESDAY = 1


@tagged("post_install", "-at_install")
class TestServiceFromRequestToInvoice(HttpCase):
    """IDEAL's theatre loses its bookkeeper: Thierry comes twice a month."""

    browser_size = "1366x1700"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("cae_demo.company_ideal")
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(
            context={
                **cls.env.context,
                "tracking_disable": True,
                "allowed_company_ids": cls.company.ids,
            }
        )
        cls.member, cls.pro, cls.accountant = (
            cls._get_user(name) for name in ("member1", "pro2", "accountant")
        )
        cls.partner = cls.member.partner_id.commercial_partner_id
        # Months and days as the centre counts them.
        cls.today = fields.Date.context_today(cls.company)
        cls.start = cls.today + relativedelta(months=-1, day=1)
        cls._setup_service()

    @classmethod
    def _get_user(cls, name):
        return cls.env["res.users"].search([("login", "=", f"ideal.{name}")])

    @classmethod
    def _setup_service(cls):
        """A service at cost of a field that one professional alone has."""
        cls.field = cls.env["cae.expertise"].create(
            {"name": "Bookkeeping for stages", "keywords": "régisseur, intermittents"}
        )
        cls.professional = cls.env["cae.professional"].search(
            [("user_id", "=", cls.pro.id)]
        )
        cls.professional.expertise_ids += cls.field
        tax = cls.company.account_sale_tax_id
        assert tax.amount == 100 * TAX
        cls.service = cls.env["product.template"].create(
            {
                "name": "Accounts of a theatre",
                "is_cae_service": True,
                "cae_expertise_id": cls.field.id,
                "cae_pricing": "cost",
                "list_price": RATE,
                "company_id": cls.company.id,
                "taxes_id": [Command.set(tax.ids)],
                "cae_visit_count": 1,
                "cae_visit_period": "month",
                "cae_visit_hours": 2,
                "cae_visit_weekday": str(TUESDAY),
            }
        )
        cost, hours = BUDGET
        cls.env["cae.service.rate"].create(
            {
                "name": "Accounts of a theatre",
                "company_id": cls.company.id,
                "date_from": cls.start + relativedelta(month=1, day=1),
                "date_to": cls.start + relativedelta(month=12, day=31),
                "service_ids": [Command.set(cls.service.ids)],
                "budget_cost": cost,
                "budget_hours": hours,
            }
        )

    def _tour(self, path, name, login):
        self.start_tour(path, name, login=f"ideal.{login}", timeout=180)
        self.env.invalidate_all()

    def test_request_assessment_agreement_visit_and_invoice(self):
        line = self._ask_and_assess()
        order = self._agree(line)
        visit = self._visit(order)
        invoice = self._bill(order, visit)
        self._look_at_portal(order, visit, invoice)

    # === What is needed === #

    def _ask_and_assess(self):
        requests = self.env["cae.service.request"]
        domain = [("partner_id", "=", self.partner.id)]
        before = requests.search(domain)
        self._tour("/my", "cae_portal_service_tour", "member1")
        request = requests.search(domain) - before
        self.assertEqual(request.need, "Our bookkeeper retires")

        path = f"/odoo/action-cae_service.cae_service_request_action/{request.id}"
        self._tour(path, "cae_ideal_split_tour", "support")
        line = request.line_ids
        self.assertEqual((line.expertise_id, line.state), (self.field, "proposed"))
        self.assertEqual(line.professional_id, self.professional)
        self.assertEqual(request.user_id, self._get_user("support"))

        path = "/odoo/action-cae_service.cae_service_request_line_action_mine"
        self._tour(path, "cae_ideal_assess_tour", "pro2")

        self.assertEqual(line.state, "assessed")
        self.assertEqual(line.assessment_date, self.today)
        self.assertEqual(line.service_id.product_tmpl_id, self.service)
        self.assertEqual((line.cae_visit_count, line.cae_visit_hours), (2, 3.5))
        self.assertEqual(line.cae_visit_weekday, str(TUESDAY))
        return line

    # === What is agreed === #

    def _agree(self, line):
        path = f"/odoo/action-cae_service.cae_service_request_line_action/{line.id}"
        self._tour(path, "cae_ideal_agreement_tour", "support")
        order = line.order_id
        self.assertEqual(order.state, "sent")
        self.assertEqual(order.cae_start_date, self.start)
        last_day = self.start + relativedelta(years=1, days=-1)
        self.assertEqual(order.cae_end_date, last_day)
        self.assertEqual(order.order_line.product_uom_qty, TERM_HOURS)
        self.assertAlmostEqual(order.amount_untaxed, TERM_HOURS * RATE, 2)
        self.assertAlmostEqual(order.amount_total, TERM_HOURS * RATE * (1 + TAX), 2)
        self.assertFalse(order.order_line.cae_visit_ids)

        self._tour("/my/agreements", "cae_ideal_sign_tour", "member1")
        self.assertEqual((order.state, order.locked), ("sale", True))
        self.assertEqual(order.signed_by, self.member.name)
        self.assertTrue(order.signature)
        self.assertEqual(line.state, "agreed")
        self.assertEqual(line.request_id.state, "agreed")
        return order

    # === What is done === #

    def _get_tuesdays(self):
        """The second and fourth Tuesdays from tomorrow on, so many months ahead."""
        months = self.company.cae_service_plan_months
        last = self.today + relativedelta(months=months)
        days = [
            self.today + timedelta(days=ahead)
            for ahead in range(1, (last - self.today).days + 1)
        ]
        return [
            day
            for day in days
            if day.weekday() == TUESDAY and (day.day - 1) // 7 in (1, 3)
        ]

    def _visit(self, order):
        visits = order.order_line.cae_visit_ids.sorted("start")
        self.assertEqual(sorted(visits.mapped("planned_date")), self._get_tuesdays())
        self.assertEqual(visits.professional_id, self.professional)
        self.assertEqual(set(visits.mapped("duration")), {3.5})
        self.assertEqual(set(visits.mapped("state")), {"planned"})

        # The journey does not last a month: the first visit was in the last one.
        visit = visits[0]
        moment = datetime.combine(self.start + timedelta(days=14), visit.start.time())
        visit.with_user(self.pro).start = moment
        self.assertTrue(visit.is_late)
        path = "/odoo/action-cae_service.cae_service_visit_action"
        self._tour(path, "cae_ideal_visit_tour", "pro2")
        self.assertEqual((visit.state, visit.duration), ("done", HOURS))
        self.assertEqual(visit.note, "The box is empty")
        time = visit.timesheet_id
        self.assertEqual((time.unit_amount, time.date), (HOURS, moment.date()))
        self.assertEqual(time.employee_id, self.professional.employee_id)
        self.assertEqual(time.so_line, order.order_line)
        self.assertEqual(set((visits - visit).mapped("state")), {"planned"})
        return visit

    # === What is invoiced === #

    def _bill(self, order, visit):
        path = "/odoo/action-cae_service.cae_service_billing_action"
        self._tour(path, "cae_ideal_bill_tour", "accountant")
        run = self.env["cae.service.billing"].search([("name", "=", "Tour of billing")])
        self.assertEqual(run.date_to, self.today + relativedelta(day=1, days=-1))
        self.assertFalse(run.line_ids.move_id)
        self._tour(f"{path}/{run.id}", "cae_ideal_confirm_tour", "accountant")
        billed = run.line_ids.filtered(lambda line: line.order_id == order)
        self.assertEqual((billed.hours, billed.quantity), (HOURS, HOURS))
        self.assertEqual(run.line_ids.partner_id, self.partner)

        invoice = billed.move_id
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.invoice_line_ids.quantity, HOURS)
        self.assertEqual(invoice.invoice_line_ids.price_unit, RATE)
        self.assertAlmostEqual(invoice.amount_untaxed, HOURS * RATE, 2)
        self.assertAlmostEqual(invoice.amount_total, HOURS * RATE * (1 + TAX), 2)
        self.assertEqual(visit.timesheet_id.timesheet_invoice_id, invoice)

        action = invoice.with_user(self.accountant).action_view_cae_time()
        time = self.env[action["res_model"]].with_user(self.accountant)
        self.assertEqual(time.search(action["domain"]).cae_visit_id, visit)
        path = f"/odoo/action-account.action_move_out_invoice_type/{invoice.id}"
        self._tour(path, "cae_ideal_invoice_tour", "accountant")
        return invoice

    # === What the member sees === #

    def _look_at_portal(self, order, visit, invoice):
        self.authenticate("ideal.member1", "ideal.member1")
        rows = [
            self._get_text(row)
            for row in self._get_page("/my/visits?state=done").find_class("o_cae_visit")
        ]
        (row,) = [row for row in rows if "Accounts of a theatre" in row]
        for part in (str(visit.start.day), "04:15", self.professional.name):
            self.assertIn(part, row)
        self.assertIn("The box is empty", row)

        page = self._get_page("/my/hours")
        (table,) = [
            found
            for found in page.find_class("o_cae_hours_table")
            if "Accounts of a theatre" in found.text_content()
        ]
        numbers = [
            self._get_text(cells[1])
            for cells in (row.findall("td") for row in table.iter("tr"))
            if cells
        ]
        # The month, the total, foreseen, left.
        left = TERM_HOURS - HOURS
        self.assertEqual(
            numbers,
            [self._format(n) for n in (HOURS, HOURS, TERM_HOURS, left)],
        )

        url = invoice.get_portal_url(report_type="html")
        text = self._get_text(self._get_page(url))
        self.assertIn("Accounts of a theatre", text)
        for amount in (RATE, HOURS * RATE, HOURS * RATE * (1 + TAX)):
            self.assertIn(self._format(amount), text)
        self.assertIn(
            order.name, self._get_text(self._get_page(order.get_portal_url()))
        )

    def _get_page(self, url):
        response = self.url_open(url, timeout=60)
        self.assertEqual(response.status_code, 200)
        return html.fromstring(response.text)

    def _get_text(self, node):
        return " ".join(node.text_content().split())

    def _format(self, number):
        """A number with two decimals, in the member's language."""
        lang = self.env["res.lang"]._lang_get(self.member.lang)
        return lang.format("%.2f", number, grouping=True)
