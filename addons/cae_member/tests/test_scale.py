# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.fields import Command
from odoo.tests import tagged

from .common import CaeMemberCase


@tagged("post_install", "-at_install")
class TestScale(CaeMemberCase):
    """The number of queries does not grow with the number of records."""

    def _count_queries(self, operation, *args):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        operation(*args)
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _create_activities(self, partners):
        return self.env["cae.activity"].create(
            [
                {
                    "name": partner.name,
                    "holder_ids": [Command.create({"partner_id": partner.id})],
                }
                for partner in partners
            ]
        )

    def _create_partners(self, count):
        return self.env["res.partner"].create(
            [{"name": f"Partner {index}"} for index in range(count)]
        )

    def test_activities(self):
        self._create_activities(self._create_partners(1))
        few, many = self._create_partners(10), self._create_partners(100)
        first = self._count_queries(self._create_activities, few)
        second = self._count_queries(self._create_activities, many)
        self.assertLessEqual(second, first + 5)

    def _admit(self, partners):
        memberships = self.env["cae.membership"].create(
            [
                {"partner_id": partner.id, "category_id": self.category.id}
                for partner in partners
            ]
        )
        memberships.action_examine()
        memberships.action_admit()

    def test_admissions(self):
        self._admit(self._create_partners(1))
        few, many = self._create_partners(10), self._create_partners(100)
        first = self._count_queries(self._admit, few)
        second = self._count_queries(self._admit, many)
        self.assertLessEqual(second, first + 5)

    def _invoice_lines(self, activity, count):
        line = {
            "name": "Line",
            "price_unit": 1,
            "account_id": self.accounts["income"].id,
            "tax_ids": [],
        }
        self._create_invoice(
            activity,
            1,
            post=False,
            invoice_line_ids=[Command.create(line) for _index in range(count)],
        )

    def test_distribution_of_lines(self):
        """An activity adds the same few queries to an invoice, whatever its lines."""
        activity = self._create_activity(partner=self.partner)
        self._invoice_lines(activity, 1)
        extra = {}
        for count in (10, 100):
            bare = self._count_queries(self._invoice_lines, None, count)
            filled = self._count_queries(self._invoice_lines, activity, count)
            extra[count] = filled - bare
        self.assertLessEqual(extra[100], extra[10] + 3)
        self.assertLessEqual(extra[100], 12)

    def test_change_of_activity(self):
        activity, other = self._create_activity("One"), self._create_activity("Two")
        counts = {}
        for count in (10, 100):
            self._invoice_lines(activity, count)
            move = self.env["account.move"].search([], order="id desc", limit=1)
            counts[count] = self._count_queries(move.write, {"activity_id": other.id})
            self.assertEqual(
                move.invoice_line_ids.mapped("analytic_distribution"),
                [other._get_analytic_distribution()] * count,
            )
        self.assertLessEqual(counts[100], counts[10] + 10)
