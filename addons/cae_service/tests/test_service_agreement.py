# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_agreement import CaeAgreementCase


@tagged("post_install", "-at_install")
class TestServiceAgreement(CaeAgreementCase):
    """An agreement is an order whose services are invoiced by the time recorded."""

    def test_time_is_delivered(self):
        agreement = self._create_agreement(
            (self.service_books, self.pro_books, {"product_uom_qty": 10}),
            confirm=False,
        )
        agreement.with_user(self.user_support).action_confirm()
        line = agreement.order_line
        self.assertEqual(line.task_id.project_id.partner_id, self.member)
        self.env["account.analytic.line"].create(
            {
                "name": "Entries of January",
                "date": "2026-02-02",
                "unit_amount": 3.5,
                "employee_id": self.pro_books.employee_id.id,
                "task_id": line.task_id.id,
                "project_id": line.task_id.project_id.id,
            }
        )
        self.assertEqual(line.qty_delivered, 3.5)

    def test_professionals_see_what_they_serve(self):
        agreement = self._create_agreement(
            (self.service_books, self.pro_books, {"product_uom_qty": 10})
        )
        orders = self.env["sale.order"]
        self.assertEqual(orders.with_user(self.user_books).search([]), agreement)
        self.assertFalse(orders.with_user(self.user_law).search([]))

    # === From the request === #

    def test_agreement_from_a_request(self):
        request = self._create_assessed_request(
            (self.service_books, self.pro_books), (self.service_payroll, self.pro_both)
        )
        request.line_ids.with_user(self.user_support).action_draft_specification()
        order = self._make_agreement(request)
        books, payroll = order.order_line
        self.assertTrue(order.is_cae_agreement)
        self.assertEqual(order.cae_request_id, request)
        self.assertEqual(order.partner_id, self.member)
        # At cost: 2 × 12 visits × 3.5 hours at 40. Flat: 12 months at 120.
        self.assertEqual((books.product_uom_qty, books.price_unit), (84, 40))
        self.assertEqual(books.product_uom_id, self.env.ref("uom.product_uom_hour"))
        self.assertEqual((payroll.product_uom_qty, payroll.price_unit), (12, 120))
        self.assertEqual(payroll.product_uom_id, self.env.ref("cae_service.uom_period"))
        self.assertEqual(order.amount_untaxed, 84 * 40 + 12 * 120)
        self.assertEqual(books.cae_professional_id, self.pro_books)
        self.assertIn("Bookkeeping", order.cae_specification)
        self.assertIn("Payroll", order.cae_specification)
        self.assertEqual(request.line_ids.sale_line_id, order.order_line)
        self.assertEqual(set(request.line_ids.mapped("state")), {"assessed"})
        order.action_confirm()
        self.assertEqual(set(request.line_ids.mapped("state")), {"agreed"})
        self.assertEqual(request.state, "agreed")

    def test_support_makes_sends_and_confirms(self):
        request = self._create_assessed_request((self.service_books, self.pro_books))
        request = request.with_user(self.user_support)
        action = request.action_make_agreement()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.user_support)
            .with_context(**action["context"])
        )
        wizard.start_date = "2026-03-01"
        # Without a template, a term of twelve months is proposed.
        self.assertEqual(wizard.end_date, fields.Date.to_date("2027-02-28"))
        made = wizard.save().action_make()
        order = (
            self.env["sale.order"].with_user(self.user_support).browse(made["res_id"])
        )
        order.action_quotation_sent()
        order.action_confirm()
        self.assertEqual(order.cae_agreement_state, "active")

    def test_chosen_lines_only(self):
        request = self._create_assessed_request(
            (self.service_books, self.pro_books), (self.service_law, self.pro_law)
        )
        books, law = request.line_ids
        order = self._make_agreement(request, line_ids=[Command.set(law.ids)])
        self.assertEqual(order.order_line.product_id, self.service_law)
        other = self._make_agreement(request)
        self.assertEqual(other.order_line.product_id, self.service_books)
        with self.assertRaisesRegex(UserError, "no assessed line"):
            request.action_make_agreement()
        with self.assertRaisesRegex(UserError, "already"):
            self._make_agreement(request, line_ids=[Command.set(books.ids)])

    def test_cancelled_agreement_gives_the_lines_back(self):
        request = self._create_assessed_request((self.service_books, self.pro_books))
        order = self._make_agreement(request)
        order._action_cancel()
        self.assertFalse(request.line_ids.sale_line_id)
        self.assertEqual(order.cae_agreement_state, "cancelled")
        again = self._make_agreement(request)
        again.action_confirm()
        self.assertEqual(request.line_ids.state, "agreed")
        again.action_unlock()
        again.action_cancel()
        self.assertEqual(request.line_ids.state, "assessed")
        self.assertEqual(request.state, "qualified")

    def test_strangers_are_refused(self):
        request = self._create_assessed_request(
            (self.service_books, self.pro_books), partner=self.stranger
        )
        with self.assertRaisesRegex(UserError, "cannot be served"):
            request.action_make_agreement()
        with self.assertRaisesRegex(UserError, "cannot be served"):
            self._make_agreement(request)
        with self.assertRaisesRegex(UserError, "Stranger cannot be served"):
            self._create_agreement(
                (self.service_books, self.pro_books, {}), partner=self.stranger
            )

    # === Prices === #

    def test_price_by_pricing(self):
        order = self._create_agreement(
            (self.service_law, self.pro_law, {"cae_pricing": "hourly"}),
            (self.service_payroll, self.pro_both, {"cae_pricing": "flat"}),
            (self.service_books, self.pro_books, {"cae_pricing": "cost"}),
            confirm=False,
            cae_billing_period="quarter",
        )
        self.assertEqual(order.order_line.mapped("price_unit"), [80, 120, 40])
        # Four quarters in the year.
        self.assertEqual(order.order_line[1].product_uom_qty, 4)
        labels = [line._get_cae_price_label() for line in order.order_line]
        self.assertTrue(labels[1].endswith("a quarter"), labels)
        self.assertIn("real cost", labels[2])

    def test_another_pricing_has_another_price(self):
        order = self._create_agreement(
            (self.service_payroll, self.pro_both, {"price_unit": 99}), confirm=False
        )
        line = order.order_line
        self.assertEqual(line.price_unit, 99)
        line.cae_pricing = "hourly"
        self.assertEqual(line.price_unit, 45)
        self.assertEqual(line.product_uom_id, self.env.ref("uom.product_uom_hour"))
        with Form(order) as form, form.order_line.edit(0) as edited:
            edited.cae_pricing = "flat"
            self.assertEqual(edited.price_unit, 120)

    def test_quantity_follows_the_frequency_and_the_term(self):
        order = self._create_agreement(
            (self.service_books, self.pro_books, {"product_uom_qty": 7}), confirm=False
        )
        line = order.order_line
        self.assertEqual(line.product_uom_qty, 7)
        line.write(
            {"cae_visit_count": 1, "cae_visit_period": "week", "cae_visit_hours": 4}
        )
        # 365 ÷ 7 = 52.14: 52 visits.
        self.assertEqual(line.product_uom_qty, 52 * 4)
        order.cae_end_date = "2026-06-30"
        # 181 ÷ 7 = 25.86: 26 visits.
        self.assertEqual(line.product_uom_qty, 26 * 4)

    def test_professional_has_the_expertise(self):
        lines = (self.service_law, self.pro_books, {})
        with self.assertRaisesRegex(
            ValidationError, "Luca has not the expertise “Law”"
        ):
            self._create_agreement(lines, confirm=False)
        self.company.cae_service_any_professional = True
        order = self._create_agreement(lines, confirm=False)
        self.assertEqual(order.order_line.cae_professional_id, self.pro_books)

    # === Template === #

    def test_template_gives_the_terms(self):
        template = self.env["sale.order.template"].create(
            {
                "name": "Six months",
                "is_cae_agreement": True,
                "cae_term_months": 6,
                "cae_billing_period": "quarter",
                "cae_renewal": "explicit",
                "cae_renewal_months": 6,
                "cae_notice_months": 1,
            }
        )
        self.assertEqual(
            (template.require_signature, template.require_payment), (True, False)
        )
        order = self._create_agreement(
            (self.service_books, self.pro_books, {"product_uom_qty": 7}), confirm=False
        )
        order.sale_order_template_id = template
        self.assertEqual(order.cae_end_date, fields.Date.to_date("2026-06-30"))
        self.assertEqual(order.cae_billing_period, "quarter")
        self.assertEqual(order.cae_renewal, "explicit")
        self.assertEqual(order.cae_notice_date, fields.Date.to_date("2026-05-31"))
        self.assertEqual(len(order.order_line), 1)
        self.service_books.cae_agreement_template_id = template
        request = self._create_assessed_request((self.service_books, self.pro_books))
        wizard = self.env["cae.service.agreement.make"].create(
            {"request_id": request.id, "start_date": "2026-01-31"}
        )
        self.assertEqual(wizard.template_id, template)
        # Six months from 31 January: the last day of July is not reached.
        self.assertEqual(wizard.end_date, fields.Date.to_date("2026-07-30"))
        self.assertEqual(wizard.billing_period, "quarter")

    def test_agreements_are_signed_and_not_paid(self):
        self.company.write(
            {"portal_confirmation_sign": False, "portal_confirmation_pay": True}
        )
        order = self._create_agreement(
            (self.service_books, self.pro_books, {}), confirm=False
        )
        self.assertEqual(
            (order.require_signature, order.require_payment), (True, False)
        )
        plain = self.env["sale.order"].create({"partner_id": self.member.id})
        self.assertEqual(
            (plain.require_signature, plain.require_payment), (False, True)
        )
        self.assertFalse(plain.cae_agreement_state)
        self.assertFalse(plain.deadline_date)
        self.assertFalse(plain.cae_start_date)

    # === Locked === #

    def test_signed_agreement_is_locked(self):
        order = self._create_agreement(
            (self.service_books, self.pro_books, {"product_uom_qty": 10})
        )
        line = order.order_line
        order.action_unlock()
        for record, vals in (
            (order, {"cae_end_date": "2027-12-31"}),
            (order, {"cae_specification": "<p>Else</p>"}),
            (order, {"cae_clauses": "<p>Else</p>"}),
            (order, {"cae_notice_months": 0}),
            (
                order,
                {"order_line": [Command.create({"product_id": line.product_id.id})]},
            ),
            (line, {"price_unit": 1}),
            (line, {"product_uom_qty": 1}),
            (line, {"cae_pricing": "flat"}),
            (line, {"cae_visit_count": 9}),
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(UserError, "Make an amendment"),
            ):
                record.write(vals)
        with self.assertRaises(UserError):
            line.unlink()
        # Who serves is not in the contract.
        line.cae_professional_id = self.pro_both
        self.assertEqual(line.price_unit, 40)

    def test_price_of_a_signed_agreement_stays(self):
        order = self._create_agreement(
            (
                self.service_books,
                self.pro_books,
                {"cae_visit_count": 1, "cae_visit_hours": 2},
            ),
            cae_end_date="2026-12-31",
        )
        self.service_books.list_price = 50
        order._write_agreement({"cae_end_date": "2027-12-31"})
        # Renewed for a second year: 24 visits of 2 hours, at the price signed.
        self.assertEqual(order.order_line.product_uom_qty, 48)
        self.assertEqual(order.order_line.price_unit, 40)

    def test_sent_agreement_goes_back_to_draft_to_change(self):
        order = self._create_agreement(
            (self.service_books, self.pro_books, {"product_uom_qty": 10}), confirm=False
        )
        order.action_quotation_sent()
        with self.assertRaisesRegex(UserError, "set it back to draft"):
            order.order_line.price_unit = 1
        order.action_draft()
        self.assertFalse(order.cae_clauses)
        order.order_line.price_unit = 1
        self.assertEqual(order.order_line.price_unit, 1)

    def test_project_is_for_those_who_serve(self):
        order = self._create_agreement(
            (
                self.service_books,
                self.pro_books,
                {"cae_visit_count": 2, "cae_visit_hours": 3.5},
            ),
            (self.service_payroll, self.pro_both, {}),
        )
        project = order.order_line.project_id
        self.assertEqual(len(project), 1)
        self.assertEqual(project.name, f"{order.name} – Network")
        self.assertEqual(project.privacy_visibility, "followers")
        self.assertIn(self.user_books.partner_id, project.message_partner_ids)
        # 84 hours of visits; the flat fee foresees none.
        self.assertEqual(order.order_line.task_id.mapped("allocated_hours"), [84, 0])
        self.assertEqual(project.allocated_hours, 84)

    def test_support_sees_the_project_the_task_and_the_time(self):
        order = self._create_agreement(
            (self.service_books, self.pro_books, {"product_uom_qty": 10})
        )
        time = self._record_time(order.order_line, "2026-02-02", 2)
        task = order.order_line.task_id
        for record in (task.project_id, task, time):
            with self.subTest(record=record):
                self.assertTrue(record.with_user(self.user_support).has_access("read"))
                self.assertFalse(record.with_user(self.user_law).has_access("read"))
