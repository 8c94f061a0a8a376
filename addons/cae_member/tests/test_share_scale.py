# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .common_capital import CaeCapitalCase


@tagged("post_install", "-at_install")
class TestShareScale(CaeCapitalCase):
    """Registers answer with the same few queries whatever their length."""

    def _count_queries(self, operation):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        operation()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _create_holders(self, count):
        partners = self.env["res.partner"].create(
            [{"name": f"Holder {index}"} for index in range(count)]
        )
        members = self.env["cae.membership"].create(
            [{"partner_id": p.id, "category_id": self.category.id} for p in partners]
        )
        members.action_examine()
        members.action_admit("2024-01-01")
        rows = self.movements.create(
            [
                member._prepare_movement_vals("subscription", self.share_class, 5, date)
                for member in members
                for date in ("2024-01-01", "2024-06-01", "2025-01-01")
            ]
        )
        rows.action_post()
        return members

    def _answers(self, members):
        company = self.company
        return {
            "capital": lambda: self.movements.capital_at(company, "2024-06-01"),
            "highest": lambda: self.movements.highest_capital(company),
            "register": lambda: self.movements.register_at(company, "2024-06-01"),
            "shares": lambda: members.shares_at("2024-06-01"),
            "days": lambda: self.movements.get_share_days(
                company, "2024-01-01", "2024-12-31"
            ),
            "verify": lambda: self.movements.verify_register(company),
            "late": lambda: self.env["cae.membership"]._follow_late_capital(company),
            "computed": lambda: members.read(
                [
                    "share_quantity",
                    "share_paid_amount",
                    "share_hold_quantity",
                    "capital_late_amount",
                ]
            ),
        }

    def test_answers(self):
        few = self._create_holders(5)
        first = {k: self._count_queries(f) for k, f in self._answers(few).items()}
        many = self._create_holders(100)
        second = {k: self._count_queries(f) for k, f in self._answers(many).items()}
        for answer, count in second.items():
            self.assertLessEqual(count, first[answer], answer)
        self.assertEqual(self.movements.capital_at(self.company), 105 * 15 * 20)

    def test_holdings_and_posting(self):
        self._create_holders(1)
        first = self._count_queries(lambda: self._create_holders(5))
        second = self._count_queries(lambda: self._create_holders(100))
        self.assertLessEqual(second, first + 8)

    def test_exits(self):
        """Reading, ordering and posting do not grow; journal entries are Odoo's own."""
        self.company.cae_capital_floor = 100
        few, many = self._create_holders(5), self._create_holders(50)
        first = self._count_queries(lambda: few.action_leave("2025-02-01"))
        second = self._count_queries(lambda: many.action_leave("2025-02-02"))
        self.assertLessEqual(second, first + 8)
        self.assertEqual(sum(many.mapped("share_hold_quantity")), 50 * 15)
