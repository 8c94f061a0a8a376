# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from . import common


@tagged("post_install", "-at_install")
class TestContracts(common.OrganisationCase):
    """The people of Artefacts and their contracts."""

    code = "art"

    def test_terms_keep_the_limits(self):
        versions = self.env["hr.version"].search(
            [("company_id", "=", self.company.id), ("contract_date_start", "!=", False)]
        )
        self.assertGreater(len(versions), 40)
        versions._check_cae_terms()
        self.assertEqual(
            set(versions.mapped("cae_change")),
            {"contract", "renewal", "amendment", "termination"},
        )

    def test_renewals_used_up(self):
        """Garnier's CAPE was renewed twice, and is over."""
        employee = self.ref("employee_garnier")
        last = employee.version_ids.sorted("date_version")[-1]
        self.assertLess(last.contract_date_end, fields.Date.today())
        with self.assertRaises(ValidationError):
            employee.open_term(
                last.contract_type_id, fields.Date.today(), fields.Date.today()
            )

    def test_board(self):
        rows = self.env["cae.deadline"].search([("company_id", "=", self.company.id)])
        states = rows.grouped("deadline_state")
        self.assertEqual(set(states), {"met", "far", "soon", "overdue"})
        self.assertIn(self.ref("partner_garnier"), states["overdue"].partner_id)
        perrot = rows.filtered(
            lambda row: (
                row.partner_id == self.ref("partner_perrot")
                and row.kind == "membership"
            )
        )
        self.assertEqual(perrot.deadline_state, "soon")
        self.assertTrue(perrot.missing)
