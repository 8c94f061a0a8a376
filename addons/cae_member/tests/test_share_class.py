# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeMemberCase


@tagged("post_install", "-at_install")
class TestShareClass(CaeMemberCase):
    """The accounts proposed for the capital, country by country."""

    def _create_class(self, company, **vals):
        return (
            self.env["cae.share.class"]
            .with_company(company)
            .create(
                {
                    "name": "Shares",
                    "nominal_value": 20,
                    "company_id": company.id,
                    **vals,
                }
            )
        )

    def _codes(self, share_class):
        share_class = share_class.with_company(share_class.company_id)
        return [
            share_class[f"account_{name}_id"].code
            for name in ("receivable", "called", "paid", "repayable", "loss")
        ]

    def test_french_accounts(self):
        share_class = self._create_class(self.company)
        self.assertEqual(
            self._codes(share_class), ["456210", "101200", "101300", "456700", "119000"]
        )
        self.assertEqual(share_class.journal_id.type, "sale")
        second = self._create_class(self.company)
        self.assertEqual(self._codes(second), self._codes(share_class))
        self.assertEqual(second.journal_id, share_class.journal_id)

    def test_belgian_and_canadian_accounts(self):
        for country, codes in (
            ("be", ["410000", "110900", "110900", "489000", "141000"]),
            ("ca", ["113310", "314000", "314000", "222100", "321000"]),
        ):
            company = self._create_company(
                name=f"Coop {country}", country_id=self.env.ref(f"base.{country}").id
            )
            self.assertEqual(self._codes(self._create_class(company)), codes)

    def test_account_of_the_chart_with_another_type(self):
        """Odoo's French chart has 4562 and 4567 as current assets."""
        chart = self._create_account(self.company, "456210", "asset_current")
        share_class = self._create_class(self.company)
        self.assertEqual(share_class.account_receivable_id.code, "456211")
        self.assertTrue(share_class.account_receivable_id.non_trade)
        self.assertEqual(chart.account_type, "asset_current")

    def test_what_was_chosen_is_kept(self):
        mine = self._create_account(self.company, "101999", "equity")
        share_class = self._create_class(self.company, account_paid_id=mine.id)
        self.assertEqual(share_class.account_paid_id, mine)

    def test_missing_account(self):
        share_class = self._create_class(self.company)
        share_class.account_repayable_id = False
        member = self._create_membership(state="member")
        with self.assertRaisesRegex(UserError, "Capital to Be Repaid"):
            member.subscribe(share_class, 1)
        share_class.action_propose_accounts()
        member.subscribe(share_class, 1)
        self.assertEqual(member.share_quantity, 1)

    def test_one_account_for_the_capital_makes_no_entry(self):
        share_class = self._create_class(self.company)
        share_class.account_paid_id = share_class.account_called_id
        member = self._create_membership(state="member")
        row = member.subscribe(share_class, 1)
        entries = self.env["account.move"].search(
            [("share_call_id", "=", row.move_id.id)]
        )
        self.assertFalse(entries)

    @mute_logger("odoo.sql_db")
    def test_nominal_value_is_positive(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_class(self.company, nominal_value=0).flush_recordset()
