# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_agreement import CaeAgreementCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestServiceAmendment(CaeAgreementCase):
    """An amendment is a version of the whole that takes over from a day on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        request = cls._create_assessed_request(
            (cls.service_books, cls.pro_books), (cls.service_law, cls.pro_law)
        )
        cls.request = request
        cls.agreement = cls._make_agreement(request)
        cls.agreement.action_confirm()
        cls.old_books, cls.old_law = cls.agreement.order_line

    def _amend(self, agreement=None):
        found = (agreement or self.agreement).action_amend()
        return self.env["sale.order"].browse(found["res_id"])

    def _day(self, text):
        return fields.Date.to_date(text)

    def test_draft_of_an_amendment(self):
        order = self._amend(self.agreement.with_user(self.user_support))
        self.assertEqual(order.name, f"{self.agreement.name}-2")
        self.assertEqual(order.cae_version, 2)
        self.assertEqual(order.cae_previous_id, self.agreement)
        # The first of next month, to the end of the same term.
        self.assertEqual(order.cae_start_date, self._day("2026-04-01"))
        self.assertEqual(order.cae_end_date, self._day("2026-12-31"))
        self.assertEqual(order.type_name, "Amendment")
        self.assertEqual(
            order.order_line.cae_previous_line_id, self.agreement.order_line
        )
        # 9 months × 2 visits × 3.5 hours, at the price agreed.
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [63, 63])
        self.assertEqual(self.agreement.cae_end_date, self._day("2026-12-31"))
        self.assertEqual(self.agreement.cae_version_count, 2)
        self.assertFalse(order._get_cae_change_rows())

    def test_one_amendment_at_a_time(self):
        order = self._amend()
        with self.assertRaisesRegex(UserError, "has another version"):
            self.agreement.action_amend()
        with self.assertRaisesRegex(UserError, "is not signed"):
            order.action_amend()
        order._action_cancel()
        self.assertEqual(self._amend().name, f"{self.agreement.name}-3")
        self.assertEqual(self.request.line_ids.sale_line_id, self.agreement.order_line)

    def test_what_changes(self):
        order = self._amend()
        books, law = order.order_line
        books.write({"price_unit": 42, "cae_visit_count": 3})
        law.unlink()
        order.write(
            {
                "cae_notice_months": 3,
                "cae_end_date": "2027-03-31",
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.service_payroll.id,
                            "cae_professional_id": self.pro_both.id,
                        }
                    )
                ],
            }
        )
        rows = [
            tuple(text.replace("\xa0", " ") for text in row)
            for row in order._get_cae_change_rows()
        ]
        self.assertIn(("Agreement", "Notice (Months)", "2", "3"), rows)
        self.assertIn(("Agreement", "End", "31 December 2026", "31 March 2027"), rows)
        self.assertIn(
            (
                "Bookkeeping",
                "Frequency",
                "2 visits a month of 3.5 hours",
                "3 visits a month of 3.5 hours",
            ),
            rows,
        )
        [price] = [row for row in rows if row[:2] == ("Bookkeeping", "Price")]
        self.assertIn("40.00", price[2])
        self.assertIn("42.00", price[3])
        self.assertIn(("Legal Advice", "Removed"), [row[:2] for row in rows])
        self.assertIn(("Payroll", "Added"), [row[:2] for row in rows])
        self.assertEqual(len(rows), 6)
        order.action_confirm()
        # Signed, the old version was cut: what was agreed is still what is compared.
        again = [
            tuple(text.replace("\xa0", " ") for text in row)
            for row in order._get_cae_change_rows()
        ]
        self.assertEqual(again, rows)

    def test_signed_amendment_takes_over(self):
        before = self._create_visit(self.old_books, "2026-03-31 09:00:00")
        after = self._create_visit(self.old_books, "2026-04-02 09:00:00")
        left_out = self._create_visit(self.old_law, "2026-04-03 09:00:00")
        done = self._create_visit(self.old_law, "2026-04-01 09:00:00", state="done")
        task = self.old_books.task_id
        order = self._amend()
        books, law = order.order_line
        law.unlink()
        books.cae_professional_id = self.pro_both
        order.order_line = [
            Command.create(
                {
                    "product_id": self.service_payroll.id,
                    "cae_professional_id": self.pro_both.id,
                }
            )
        ]
        order.with_user(self.user_support).action_confirm()
        self.assertEqual(self.agreement.cae_end_date, self._day("2026-03-31"))
        self.assertEqual(self.agreement.cae_term_end_date, self._day("2026-12-31"))
        # In force until its last day; then replaced.
        self.assertEqual(self.agreement.cae_agreement_state, "active")
        with freeze_time("2026-04-01"):
            self.env["sale.order"]._follow_deadlines()
        self.assertEqual(self.agreement.cae_agreement_state, "replaced")
        payroll = order.order_line - books
        self.assertEqual(books.task_id, task)
        self.assertEqual(task.sale_line_id, books)
        self.assertEqual(payroll.task_id.project_id, task.project_id)
        self.assertEqual(before.sale_line_id, self.old_books)
        self.assertEqual(after.sale_line_id, books)
        self.assertEqual(after.professional_id, self.pro_both)
        self.assertEqual(left_out.state, "cancelled")
        self.assertEqual((done.state, done.sale_line_id), ("done", self.old_law))
        asked_books, asked_law = self.request.line_ids
        self.assertEqual(
            (asked_books.state, asked_books.sale_line_id), ("agreed", books)
        )
        self.assertEqual(asked_law.state, "done")

    def test_time_belongs_to_the_version_of_its_day(self):
        old = self._record_time(self.old_books, "2026-03-20", 2)
        order = self._amend()
        order.action_confirm()
        books = order.order_line[0]
        late = self._record_time(books, "2026-03-31", 1)
        new = self._record_time(books, "2026-04-01", 3)
        self.assertEqual(old.so_line, self.old_books)
        self.assertEqual(late.so_line, self.old_books)
        self.assertEqual(new.so_line, books)
        self.assertEqual((self.old_books.qty_delivered, books.qty_delivered), (3, 3))
        new.date = "2026-03-30"
        self.assertEqual(new.so_line, self.old_books)
        # All of it is on one task.
        self.assertEqual(books.task_id.timesheet_ids, old + late + new)

    def test_amendment_begins_after_the_version_before(self):
        order = self._amend()
        order.cae_start_date = "2026-01-01"
        with self.assertRaisesRegex(UserError, "must begin after"):
            order.action_confirm()

    def test_signed_versions_are_not_cancelled(self):
        order = self._amend()
        order.action_confirm()
        for version in (order, self.agreement):
            version.action_unlock()
            with self.assertRaisesRegex(UserError, "signed versions"):
                version.action_cancel()
        third = self._amend(order)
        self.assertEqual(third.cae_version, 3)
        self.assertEqual(third.cae_origin_id, self.agreement)
        self.assertEqual(third.name, f"{self.agreement.name}-3")
        # May: April begins the second version, and the third one follows it.
        self.assertEqual(third.cae_start_date, self._day("2026-04-02"))

    def test_renewal_by_agreement(self):
        found = self.agreement.action_renew()
        order = self.env["sale.order"].browse(found["res_id"])
        self.assertEqual(order.cae_start_date, self._day("2027-01-01"))
        self.assertEqual(order.cae_end_date, self._day("2027-12-31"))
        order.action_confirm()
        self.assertEqual(self.agreement.cae_end_date, self._day("2026-12-31"))
        self.assertEqual(self.agreement.deadline_state, "met")
