# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_capital import CaeCapitalCase


@freeze_time("2026-12-15")
@tagged("post_install", "-at_install")
class TestSharePlan(CaeCapitalCase):
    """A percentage of pay, until a cap."""

    def _create_plan(self, **vals):
        return self.env["cae.share.plan"].create(
            {
                "membership_id": self.ann.id,
                "share_class_id": self.share_class.id,
                "percent": 2,
                "cap": 70,
                **vals,
            }
        )

    def test_shares_are_subscribed_as_they_fill(self):
        plan = self._create_plan()
        amounts, shares = [], []
        for month in (1, 2, 3, 4):
            line = plan.record_pay(750 if month == 1 else 1500, f"2026-0{month}-28")
            amounts.append(line.amount)
            shares.append(self.ann.share_quantity)
        self.assertEqual(amounts, [15, 30, 25, 0])
        self.assertEqual(shares, [0, 2, 3, 3])
        self.assertEqual((plan.amount, plan.subscribed_amount), (70, 60))
        self.assertEqual(plan.line_ids.movement_id.mapped("quantity"), [2, 1])

    def test_a_pay_counts_once(self):
        plan = self._create_plan()
        plan.record_pay(1000, "2026-01-28")
        with self.assertRaisesRegex(UserError, "already"):
            plan.record_pay(1000, "2026-01-28")

    def test_dialog_and_roles(self):
        plan = self._create_plan()
        dialog = self.env["cae.share.plan.pay"].with_user(self.user_support)
        dialog.create({"plan_id": plan.id, "pay": 1000}).action_record()
        self.assertEqual(self.ann.share_quantity, 1)
        with self.assertRaises(AccessError):
            plan.with_user(self.user_coach).record_pay(1000)

    @mute_logger("odoo.sql_db")
    def test_ranges(self):
        for vals in ({"percent": 0}, {"percent": 101}, {"cap": 0}):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                self._create_plan(**vals).flush_recordset()
