# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CaeMutualisationCase


@tagged("post_install", "-at_install")
class TestStatement(CaeMutualisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_scheme()
        cls.invoice = cls._create_invoice(cls.activity, 5000, "2026-01-10")
        cls._create_bill(cls.activity, 2000, "2026-01-20")
        cls._pay(cls.invoice, 5000, "2026-02-05")
        cls.run_january = cls._create_run("2026-01-01", post=True)

    def _statement(self):
        self.run_january.action_prepare_statements()
        return self.env["cae.activity.statement"].search(
            [("activity_id", "=", self.activity.id)]
        )

    def test_figures_of_a_month(self):
        statement = self._statement()
        self.assertEqual(statement.display_name, "Wood – January 2026")
        self.assertEqual(
            (statement.income, statement.costs, statement.levy), (5000, -2000, -300)
        )
        # Nothing is paid yet: 2 700 − 5 000 + 2 000
        self.assertEqual((statement.uncollected, statement.unpaid), (5000, 2000))
        self.assertEqual(statement.closing_cash, -300)
        self.assertEqual(statement.expected_cash, 2700)
        levy = statement.line_ids.filtered(lambda line: line.section == "levy")
        self.assertIn("10 % × (5,000.00 − 2,000.00 subcontracting)", levy.explanation)

    def test_figures_lead_from_opening_to_closing(self):
        self._create_invoice(self.activity, 400, "2026-02-10")
        statement = self.env["cae.activity.statement"].create(
            {
                "activity_id": self.activity.id,
                "date_from": "2026-02-01",
                "date_to": "2026-02-28",
            }
        )
        self.assertEqual(statement.opening_cash, -300)
        # The 5 000 of January are paid, the 400 of February are not
        self.assertEqual(statement.uncollected_change, 4600)
        self.assertEqual(
            statement.closing_cash,
            statement.opening_cash
            + statement.income
            + statement.costs
            + statement.levy
            + statement.uncollected_change
            + statement.unpaid_change,
        )
        self.assertEqual(statement.closing_cash, 4700)

    def test_prepared_once(self):
        statement = self._statement()
        self._create_invoice(self.activity, 100, "2026-01-15")
        self.assertEqual(self._statement(), statement)
        self.assertEqual(statement.income, 5100)

    def test_published_is_frozen(self):
        statement = self._statement()
        statement.action_publish()
        self.assertTrue(statement.published_on)
        for action in (
            lambda: statement.write({"closing_cash": 0}),
            lambda: statement.line_ids[0].write({"amount": 0}),
            lambda: statement.line_ids[0].unlink(),
            lambda: statement.line_ids[0].copy(),
            lambda: statement.action_refresh(),
            lambda: statement.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "withdraw|needs"):
                action()
        self._create_invoice(self.activity, 100, "2026-01-15")
        self._statement()
        self.assertEqual(statement.income, 5000)
        statement.action_withdraw()
        statement.action_refresh()
        self.assertEqual(statement.income, 5100)

    def test_holders_are_told(self):
        statement = self._statement()
        statement.action_publish()
        holder = self.activity.holder_ids.partner_id
        self.assertIn(holder, statement.message_partner_ids)
        self.assertIn(holder, statement.message_ids.notified_partner_ids)

    def test_query_count_does_not_grow(self):
        counts = []
        for size in (2, 60):
            activities = self.env["cae.activity"].create(
                [{"name": f"S{size}-{i}"} for i in range(size)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["cae.activity.statement"].with_context(
                tracking_disable=True
            ).create(
                [
                    {
                        "activity_id": activity.id,
                        "date_from": "2026-01-01",
                        "date_to": "2026-01-31",
                    }
                    for activity in activities
                ]
            )
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1] - counts[0], 5)
