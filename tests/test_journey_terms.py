# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A CAPE renewed twice and refused the third time, in a real browser, on the demo."""

from datetime import date

from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestTermsOfContracts(HttpCase):
    """The human resources of Artefacts renew a contract from the screen."""

    def test_renewed_twice_refused_third(self):
        company = self.env.ref("cae_demo.company_art")
        employees = self.env["hr.employee"].with_company(company)
        partner = self.env["res.partner"].create(
            {"name": "Solène Marin", "company_id": company.id}
        )
        employee = employees.create(
            {
                "name": partner.name,
                "work_contact_id": partner.id,
                "company_id": company.id,
            }
        )
        cape = self.env.ref("cae_member.contract_type_cape")
        employee.open_term(cape, "2026-01-01", "2026-03-31")
        employee.open_term(cape, "2026-04-01", "2026-06-30")
        self.start_tour(
            f"/odoo/action-hr.open_view_employee_list_my/{employee.id}",
            "cae_contract_tour",
            login="art.hr",
            timeout=180,
        )
        self.env.invalidate_all()
        versions = employee.version_ids.sorted("date_version")
        self.assertEqual(
            versions.mapped("cae_change"), ["contract", "renewal", "renewal"]
        )
        # Proposed: from the day after, for the twelve months of a term.
        self.assertEqual(versions[-1].contract_date_start, date(2026, 7, 1))
        self.assertEqual(versions[-1].contract_date_end, date(2027, 6, 30))
        # 36 months from 1 January 2026, on the board that the coaches read.
        deadline = self.env["cae.deadline"].search(
            [("partner_id", "=", partner.id), ("kind", "=", "membership")]
        )
        self.assertEqual(deadline.deadline_date, date(2029, 1, 1))
