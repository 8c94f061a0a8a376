# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .common import CaeServiceCase


@tagged("post_install", "-at_install")
class TestServiceAgreement(CaeServiceCase):
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
