# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestCostSettlement(CaeCostCase):
    """From the budget to the invoices of a settlement, in figures checked by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 12, 6 and 2 of 20 FTE: 60, 30 and 10 %.
        cls._share(cls.pool, {cls.agiie: 12, cls.proxim: 6, cls.vital: 2})

    def _invoiced(self, document):
        """`{member: (type, total)}` of the invoices of a call or a settlement."""
        moves = document._get_move_lines().move_id
        return {
            move.partner_id.name: (move.move_type, move.amount_untaxed)
            for move in moves
        }

    def test_provisions_are_the_voted_budget_by_periods_and_key(self):
        # 12 000 ÷ 4 = 3 000 a quarter: 1 800, 900, 300
        self._create_budget(self.pool, 14000, grant=2000)
        call = self._create_call("2026-01-01", "2026-03-31")
        self.assertEqual(
            self._read_lines(call, "shared", "amount"),
            {
                ("AGIIE", "HR"): ("3000.00", "1800.00"),
                ("Proxim", "HR"): ("3000.00", "900.00"),
                ("Vital", "HR"): ("3000.00", "300.00"),
            },
        )
        line = call.line_ids.filtered(lambda line: line.partner_id.name == "AGIIE")
        # 12 FTE × 90 days of 20 FTE × 90 days
        self.assertEqual((line.weight, line.weight_total), (1080, 1800))
        self.assertEqual(line.percent, 60)
        self.assertIn("1,080 / 1,800 (FTE)", line.explanation)
        call.action_call()
        self.assertEqual(
            self._invoiced(call),
            {
                "AGIIE": ("out_invoice", 1800),
                "Proxim": ("out_invoice", 900),
                "Vital": ("out_invoice", 300),
            },
        )

    def test_settlement_then_a_late_bill(self):
        self._create_budget(self.pool, 12000)
        call = self._create_call("2026-01-01", "2026-12-31")
        call.action_call()
        self._spend(self.pool, 11500)
        self._spend(self.pool, -500)
        settlement = self._create_settlement()
        # net 11 000: 6 600, 3 300, 1 100 less 7 200, 3 600, 1 200
        self.assertEqual(
            self._read_lines(settlement, "amount", "provisional", "delta"),
            {
                ("AGIIE", "HR"): ("6600.00", "7200.00", "-600.00"),
                ("Proxim", "HR"): ("3300.00", "3600.00", "-300.00"),
                ("Vital", "HR"): ("1100.00", "1200.00", "-100.00"),
            },
        )
        settlement.action_invoice()
        self.assertEqual(
            self._invoiced(settlement),
            {
                "AGIIE": ("out_refund", 600),
                "Proxim": ("out_refund", 300),
                "Vital": ("out_refund", 100),
            },
        )
        self._spend(self.pool, 100.01, "2026-12-31")
        settlement.action_compute()
        # 11 100.01: 6 660.01 (.006), 3 330.00 (.003), 1 110.00 (.001)
        self.assertEqual(
            self._read_lines(settlement, "amount", "amount_before", "settled", "delta"),
            {
                ("AGIIE", "HR"): ("6660.01", "6600.00", "-600.00", "60.01"),
                ("Proxim", "HR"): ("3330.00", "3300.00", "-300.00", "30.00"),
                ("Vital", "HR"): ("1110.00", "1100.00", "-100.00", "10.00"),
            },
        )
        with self.assertRaisesRegex(UserError, "differences were computed"):
            settlement.action_close()
        settlement.action_invoice()
        self.assertEqual(settlement.net, 11100.01)
        self.assertEqual(settlement.delta, 0)
        self.assertEqual(
            -sum(
                self.env["account.move.line"]
                .search([("cae_cost_pool_id", "=", self.pool.id)])
                .mapped("balance")
            ),
            11100.01,
        )
        settlement.action_close()
        with self.assertRaisesRegex(UserError, "Reopen it"):
            settlement.action_compute()

    def test_a_member_without_value_is_named(self):
        other = self._create_cost_members("Mobil")
        self._create_agreement(other, self.pool, date="2026-04-01")
        settlement = self._create_settlement(compute=False)
        with self.assertRaisesRegex(UserError, "FTE: Mobil, on 04/01/2026"):
            settlement.action_compute()
        self._create_value(self.fte, other, 0, "2026-04-01")
        self._spend(self.pool, 100)
        settlement.action_compute()
        self.assertEqual(
            self._read_lines(settlement, "amount")["Mobil", "HR"], ("0.00",)
        )

    def test_two_settlements_of_the_same_days(self):
        self._create_settlement()
        with self.assertRaisesRegex(ValidationError, "on some of the same days"):
            self._create_settlement(name="Again")

    def test_a_key_that_changes_in_the_year(self):
        # FTE until June (181 days), equal parts from July (184 days) of 365.
        agreements = self.env["cae.cost.agreement"].search(
            [("membership_id", "in", self.members.ids)]
        )
        agreements._write_managed({"date_end": "2026-06-30"})
        self.pool.key_id = self.equal
        for member in self.members:
            self._create_agreement(member, self.pool, date="2026-07-01")
        self._spend(self.pool, 36500)
        settlement = self._create_settlement()
        # 18 100 by 12, 6, 2 of 20: 10 860, 5 430, 1 810
        # 18 400 ÷ 3 = 6 133.33…; AGIIE 16 993.33, Proxim 11 563.33, Vital 7 943.33
        # (.333… each): the cent left goes to the first
        self.assertEqual(
            self._read_lines(settlement, "amount"),
            {
                ("AGIIE", "HR"): ("16993.34",),
                ("Proxim", "HR"): ("11563.33",),
                ("Vital", "HR"): ("7943.33",),
            },
        )

    def test_agreements_that_disagree_about_the_key(self):
        self.pool.key_id = self.equal
        other = self._create_cost_members("Mobil")
        self._create_agreement(other, self.pool)
        with self.assertRaisesRegex(UserError, "Members share a pool by one key"):
            self._create_settlement()
