# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import tagged

from . import common


@tagged("post_install", "-at_install")
class TestPersonDetails(common.OrganisationCase):
    """The people of Artefacts in figures."""

    code = "art"

    def test_everybody_has_an_age_and_a_sex(self):
        employees = self.env["hr.employee"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertTrue(employees)
        self.assertTrue(all(employees.mapped("birthday")))
        self.assertTrue(all(employees.version_ids.mapped("sex")))

    def test_loading_again_keeps_what_was_changed(self):
        employee = self.ref("employee_roussel")
        employee.birthday = "1991-01-01"
        self.env["cae.demo.loader"]._load()
        self.assertEqual(employee.birthday, fields.Date.to_date("1991-01-01"))

    def _find_under_contract(self, day):
        return (
            self.env["hr.version"]
            .search(
                [
                    ("company_id", "=", self.company.id),
                    ("contract_type_id.cae_kind", "!=", False),
                    ("contract_date_start", "<=", day),
                    "|",
                    ("contract_date_end", "=", False),
                    ("contract_date_end", ">=", day),
                ]
            )
            .employee_id
        )

    def test_figures_of_the_last_year(self):
        """Who is under contract on the last day and on the next one is counted."""
        last = fields.Date.today() + relativedelta(day=1, days=-1)
        first = last + relativedelta(years=-1, days=1)
        figures = self.env["cae.person.report"].figures(self.company, first, last)
        flow = figures["total"][()]
        there = self._find_under_contract(last)
        there &= self._find_under_contract(last + relativedelta(days=1))
        self.assertEqual(flow.end, len(there))
        self.assertEqual(
            flow.start + flow.entered + flow.returned - flow.left, flow.end
        )
        self.assertGreater(figures["changes"], 0)
        self.assertGreater(len(figures["sex_age"]), 3)
