# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from . import common

COUNTED = (
    "account.account",
    "account.analytic.account",
    "account.analytic.line",
    "account.journal",
    "account.move",
    "account.move.line",
    "account.partial.reconcile",
    "account.payment",
    "account.tax",
    "cae.activity",
    "cae.activity.holder",
    "cae.activity.statement",
    "cae.college",
    "cae.ledger.nature",
    "cae.levy.component",
    "cae.levy.exception",
    "cae.levy.run",
    "cae.levy.run.line",
    "cae.levy.scheme",
    "cae.levy.tier",
    "cae.member.category",
    "cae.membership",
    "cae.pole",
    "cae.territory",
    "hr.employee",
    "ir.model.data",
    "mail.mail",
    "mail.message",
    "res.company",
    "res.partner",
    "res.users",
)
NAMED = (
    "account.move",
    "account.payment",
    "cae.activity",
    "cae.activity.holder",
    "cae.activity.statement",
    "cae.levy.component",
    "cae.levy.exception",
    "cae.levy.run",
    "cae.levy.scheme",
    "cae.membership",
    "cae.territory",
    "hr.employee",
)


@tagged("post_install", "-at_install")
class TestLoader(common.ArtefactsCase):
    def _count(self):
        counts = {}
        for name in COUNTED:
            model = self.env[name].sudo().with_context(active_test=False)
            counts[name] = model.search_count([])
        return counts

    def test_loading_again_changes_nothing(self):
        before = self._count()
        self.env["cae.demo.loader"]._activate_languages()
        self.env["cae.demo.loader"]._load()
        self.assertEqual(self._count(), before)

    def test_loading_another_day_changes_nothing(self):
        before = self._count()
        later = fields.Date.today() + timedelta(days=70)
        with patch.object(
            self.registry["cae.demo.loader"], "_today", lambda self: later
        ):
            self.env["cae.demo.loader"]._load()
        self.assertEqual(self._count(), before)

    def test_records_have_an_xml_id(self):
        for code in ("art", "be"):
            company = self.env.ref(f"cae_demo.company_{code}")
            for name in NAMED:
                with self.subTest(model=name, code=code):
                    model = self.env[name].with_company(company).sudo()
                    records = model.search([("company_id", "=", company.id)])
                    if name == "account.move":
                        records = records.filtered(lambda m: not m.origin_payment_id)
                    xml_ids = records.get_external_id().values()
                    self.assertTrue(records or name == "hr.employee")
                    self.assertEqual(
                        [
                            found
                            for found in xml_ids
                            if f"cae_demo.{code}_" not in found
                        ],
                        [],
                    )

    def test_upgrade_neither_rewrites_nor_deletes(self):
        # Records made by Python are in no file: without the flag, Odoo deletes them.
        names = self.env["ir.model.data"].search([("module", "=", "cae_demo")])
        ours = names.filtered(lambda name: name.name.startswith(("art_", "company_")))
        self.assertGreater(len(ours), 500)
        self.assertTrue(all(ours.mapped("noupdate")))

    def test_french_is_active_with_its_terms(self):
        installed = dict(self.env["res.lang"].get_installed())
        self.assertIn("fr_FR", installed)
        term = self.env["ir.model.fields"]._get("cae.activity", "holder_ids")
        self.assertNotEqual(
            term.with_context(lang="fr_FR").field_description,
            term.with_context(lang="en_US").field_description,
        )
