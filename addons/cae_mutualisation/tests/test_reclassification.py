# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeMutualisationCase


@tagged("post_install", "-at_install")
class TestReclassification(CaeMutualisationCase):
    def _nature(self, move):
        move.line_ids.analytic_line_ids.invalidate_recordset(["cae_nature_id"])
        return move.line_ids.analytic_line_ids.cae_nature_id

    def test_hand_then_big_purchase_then_category_then_account(self):
        category = self.env["product.category"].create({"name": "Materials"})
        product = self.env["product.product"].create(
            {"name": "Oak", "categ_id": category.id, "supplier_taxes_id": False}
        )
        bill = self._create_bill(
            self.activity, 50, "2026-01-10", "rent", product_id=product.id
        )
        line = bill.invoice_line_ids
        self.assertEqual(self._nature(bill), self.natures["expense"])
        category.with_company(self.company).property_cae_nature_id = self.natures[
            "purchase"
        ]
        self.assertEqual(self._nature(bill), self.natures["purchase"])
        line.cae_pass_through = True
        self.assertEqual(self._nature(bill), self.natures["pass_through"])
        line.cae_nature_override_id = self.natures["subcontracting"]
        self.assertEqual(self._nature(bill), self.natures["subcontracting"])
        bill.line_ids.analytic_line_ids.cae_nature_override_id = self.natures["other"]
        self.assertEqual(self._nature(bill), self.natures["other"])
        # What the sets would do is what each line did.
        self.env.flush_all()
        changes = self.env.execute_query(self.company._sql_cae_stale_natures())
        self.assertEqual(changes, [])

    def test_category_of_another_company_is_its_own(self):
        category = self.env["product.category"].create({"name": "Materials"})
        other = self.env["res.company"].create({"name": "Other"})
        category.with_company(self.company).property_cae_nature_id = self.natures[
            "purchase"
        ]
        self.assertFalse(category.with_company(other).property_cae_nature_id)

    def test_levied_months_wait_for_the_accountant(self):
        """10 % × (1 000 − 50) = 95; with the rent as subcontracting of March too."""
        self._create_scheme()
        self._create_invoice(self.activity, 1000, "2026-03-05")
        march = self._create_bill(self.activity, 50, "2026-03-10", "rent")
        april = self._create_bill(self.activity, 30, "2026-04-10", "rent")
        self._create_run("2026-03-01", post=True)
        self.natures["subcontracting"].account_prefixes = "604,611,613"
        self.assertEqual(self._nature(march), self.natures["expense"])
        self.assertEqual(self._nature(april), self.natures["subcontracting"])
        run = self._create_run("2026-04-01")
        self.assertTrue(run.nature_stale)
        self.assertEqual(self._amounts(run), [(4, -3)])

        accountant = self.env(user=self.user_accountant)
        wizard = accountant["cae.ledger.reclassification"].create({})
        (row,) = wizard.line_ids
        self.assertEqual(
            (str(row.month), row.former_id, row.nature_id, row.count, row.amount),
            (
                "2026-03-01",
                self.natures["expense"],
                self.natures["subcontracting"],
                1,
                -50,
            ),
        )
        wizard.action_apply()
        self.assertEqual(self._nature(march), self.natures["subcontracting"])
        self.assertFalse(self.company.cae_nature_stale)
        run.action_compute()
        self.assertEqual(self._amounts(run), [(4, -3), (3, -5)])

    def test_one_main_nature_of_each_code(self):
        vals = {"company_id": self.company.id, "code": "turnover"}
        natures = self.env["cae.ledger.nature"]
        kind = natures.create({**vals, "kind": "Training"})
        self.assertEqual(kind.display_name, "Turnover (Training)")
        self.assertEqual(
            self.company._cae_natures()["turnover"], self.natures["turnover"]
        )
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            natures.create(vals)
