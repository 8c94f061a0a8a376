# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.tests import Form, tagged

from .common_contract import CaeContractCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-22")
class TestContractTerms(CaeContractCase):
    def test_cape_renewed_twice_refused_third(self):
        employee = self._create_person("Awa")
        terms = (("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30"))
        for start, end in (*terms, ("2026-07-01", "2026-09-30")):
            version = employee.open_term(self.cape, start, end)
        self.assertEqual(version.cae_change, "renewal")
        # Three terms of three months: nine months of the 36, yet a fourth is refused.
        with self._assert_refused(
            "CAPE from 10/01/2026 is refused. .* 2 times at most"
        ):
            employee.open_term(self.cape, "2026-10-01", "2026-12-31")
        self.assertEqual(len(employee.version_ids), 3, "nothing is half written")

    def test_cape_term_too_long(self):
        employee = self._create_person("Awa")
        # Twelve months from 29 February 2024 end on 27 February 2025.
        with self._assert_refused("until 02/27/2025"):
            employee.open_term(self.cape, "2024-02-29", "2025-02-28")
        employee.open_term(self.cape, "2024-02-29", "2025-02-27")
        self.assertEqual(employee.version_id.cae_change, "contract")

    def test_limited_type_needs_end(self):
        employee = self._create_person("Awa")
        with self._assert_refused("needs an end, on 12/31/2026"):
            employee.open_term(self.cape, "2026-01-01")

    def test_candidate_eighteen_months_and_extension(self):
        """BE: 18 months in all; a decision may add up to six."""
        employee = self._create_person("Luc")
        employee.open_term(self.candidate, "2025-01-31", "2026-01-30")
        # A year from 31 January, then six months from 31 January end on 30 July.
        self.assertEqual(employee.contract_limit_date, date(2026, 7, 31))
        with self._assert_refused("until 07/30/2026"):
            employee.open_term(self.candidate, "2026-01-31", "2026-09-30")
        extension = self.env["cae.contract.extension"].create(
            {
                "employee_id": employee.id,
                "contract_type_id": self.candidate.id,
                "months": 2,
                "decided_by": "Technical committee of 15 January",
                "reason": "Maternity",
            }
        )
        self.assertEqual(employee.contract_limit_date, date(2026, 9, 30))
        employee.open_term(self.candidate, "2026-01-31", "2026-09-29")
        with self._assert_refused("is over the limit"):
            extension.unlink()
        with self._assert_refused("would make 7 months"):
            extension.months = 7

    def test_gap_between_terms(self):
        """The limit of all terms counts contracts, not the time between them."""
        employee = self._create_person("Luc")
        employee.open_term(self.candidate, "2024-01-01", "2024-12-31")
        # Away for a year; six of the eighteen months are left.
        employee.open_term(self.candidate, "2026-01-01", "2026-06-30")
        self.assertEqual(employee.contract_limit_date, date(2026, 7, 1))
        with self._assert_refused("01/01/2024 – 12/31/2024"):
            employee.open_term(self.candidate, "2026-08-01", "2026-08-31")

    def test_counted_anew_after_absence(self):
        self.candidate.reset_months = 12
        employee = self._create_person("Luc")
        employee.open_term(self.candidate, "2023-01-01", "2024-06-30")
        # Eleven months away: all is used; twelve: counted anew.
        with self._assert_refused("is over the limit"):
            employee.open_term(self.candidate, "2025-06-01", "2025-06-30")
        employee.open_term(self.candidate, "2025-07-01", "2026-12-31")
        self.assertEqual(employee.contract_limit_date, date(2027, 1, 1))

    def test_other_employer_by_setting(self):
        contact = self._create_partner(name="Léa")
        other = self._create_company(name="Other Coop")
        elsewhere = self._create_person("Léa", partner=contact, company=other)
        elsewhere.open_term(self.candidate, "2024-01-01", "2024-12-31")
        employee = self._create_person("Léa", partner=contact)
        employee.open_term(self.candidate, "2025-01-01", "2026-06-30")
        self.assertEqual(employee.contract_limit_date, date(2026, 7, 1))
        self.company.cae_count_other_employers = True
        # 12 of the 18 months were used elsewhere.
        self.assertEqual(employee.contract_limit_date, date(2025, 7, 1))
        self.assertEqual(elsewhere.contract_limit_date, date(2025, 7, 1))

    def test_person_who_came_back(self):
        """The archived employee of the same person counts."""
        contact = self._create_partner(name="Léa")
        first = self._create_person("Léa", partner=contact)
        first.open_term(self.cape, "2024-01-01", "2024-12-31")
        first.active = False
        again = self._create_person("Léa", partner=contact)
        again.open_term(self.cape, "2026-01-01", "2026-12-31")
        self.assertEqual(again.version_id.cae_change, "renewal")
        self.assertEqual(again.cae_first_counted_date, date(2024, 1, 1))

    def test_membership_deadline_cape_included(self):
        employee = self._create_person("Awa")
        employee.open_term(self.cape, "2024-03-01", "2025-02-28")
        employee.open_term(self.cesa, "2025-03-01")
        self.assertEqual(employee.cae_first_counted_date, date(2024, 3, 1))
        self.assertEqual(employee.membership_deadline, date(2027, 3, 1))
        self.company.cae_membership_delay = 24
        self.assertEqual(employee.membership_deadline, date(2026, 3, 1))

    def test_membership_deadline_gap_by_setting(self):
        employee = self._create_person("Awa")
        employee.open_term(self.cape, "2024-03-01", "2024-08-31")
        employee.open_term(self.cesa, "2025-03-01")
        self.assertEqual(employee.membership_deadline, date(2027, 3, 1))
        self.company.cae_membership_gaps = "contract"
        # Six months used; thirty more from 1 March 2025.
        self.assertEqual(employee.membership_deadline, date(2027, 9, 1))

    def test_no_new_term_after_deadline(self):
        partner = self._create_partner(name="Awa")
        employee = self._create_person("Awa", partner=partner)
        employee.open_term(self.cesa, "2023-01-01", "2025-12-31")
        with self._assert_refused("time to become a member ended on 01/01/2026"):
            employee.open_term(self.cesa, "2026-01-01")
        membership = self._create_membership(partner)
        membership.action_examine()
        membership.action_admit(date="2025-11-30")
        employee.open_term(self.cesa, "2026-01-01")
        self.assertEqual(employee.version_id.contract_date_start, date(2026, 1, 1))

    def test_trial_limit(self):
        employee = self._create_person("Awa")
        employee.open_term(self.cape, "2025-01-01", "2025-02-28")
        # Eight months less the two of the CAPE: until 31 August.
        with self._assert_refused("until 08/31/2025"):
            employee.open_term(self.cesa, "2025-03-01", trial_date_end="2025-09-01")
        employee.open_term(self.cesa, "2025-03-01", trial_date_end="2025-08-31")
        other = self._create_person("Léa")
        other.open_term(self.cape, "2025-01-01", "2025-12-31")
        with self._assert_refused("has no trial"):
            other.open_term(self.cesa, "2026-01-01", trial_date_end="2026-01-31")

    def test_extending_a_term_checks_later_ones(self):
        employee = self._create_person("Luc")
        employee.open_term(self.candidate, "2024-01-01", "2024-06-30")
        employee.open_term(self.candidate, "2025-01-01", "2025-12-31")
        first = employee.version_ids.sorted("date_version")[0]
        with self._assert_refused("01/01/2025 to 12/31/2025"):
            first.contract_date_end = date(2024, 7, 31)

    def test_amendment_is_dated_version(self):
        employee = self._create_person("Awa")
        employee.open_term(self.cesa, "2026-01-01", wage=1000, cae_turnover_goal=20000)
        version = employee.amend_term("2026-06-01", wage=1200)
        self.assertEqual(version.cae_change, "amendment")
        self.assertEqual(version.contract_date_start, date(2026, 1, 1))
        self.assertEqual(version.cae_turnover_goal, 20000)
        self.assertEqual(
            employee.version_ids.sorted("date_version").mapped("wage"), [1000, 1200]
        )
        with self._assert_refused("no contract in force on 12/31/2025"):
            employee.amend_term("2025-12-31", wage=1)

    def test_termination_is_dated_version(self):
        employee = self._create_person("Awa")
        employee.open_term(self.cape, "2026-01-01", "2026-12-31")
        employee.amend_term("2026-11-01", cae_objectives="Ten customers")
        reason = self.env.ref("hr.departure_resigned")
        version = employee.terminate_term("2026-06-30", reason, note="Own company")
        self.assertEqual(version.cae_change, "termination")
        self.assertEqual(version.cae_planned_end, date(2026, 12, 31))
        self.assertEqual(
            set(employee.version_ids.mapped("contract_date_end")), {date(2026, 6, 30)}
        )
        self.assertEqual(len(employee.version_ids), 2, "the later amendment is void")
        with self._assert_refused("ends on 06/30/2026 already"):
            employee.terminate_term("2026-06-30")

    def test_standard_new_contract_drops_limited_type(self):
        """Odoo's own button copies the version before: not its limited type."""
        employee = self._create_person("Awa")
        employee.open_term(self.cape, "2026-01-01", "2026-06-30")
        version = employee.create_contract(date(2026, 7, 1))
        self.assertFalse(version.contract_type_id)
        with self._assert_refused("needs an end"):
            version.contract_type_id = self.cape

    def test_type_limits_not_negative(self):
        with self._assert_refused("CAPE: “Renewals” is -1"):
            self.cape.max_renewals = -1

    def test_wizard_proposes_what_is_allowed(self):
        employee = self._create_person("Awa")
        employee.open_term(self.cape, "2026-01-01", "2026-03-31")
        form = Form(
            self.env["cae.contract.change"]
            .with_user(self.user_hr)
            .with_context(default_employee_id=employee.id)
        )
        self.assertEqual(form.contract_type_id, self.cape)
        self.assertEqual(form.date, date(2026, 4, 1))
        self.assertEqual(form.date_end, date(2027, 3, 31))
        self.assertIn("Renewals: 0 of 2", form.limits)
        form.save().action_apply()
        self.assertEqual(
            employee.version_ids.sorted("date_version").mapped("cae_change"),
            ["contract", "renewal"],
        )

    def test_wizard_amends_what_differs(self):
        employee = self._create_person("Awa")
        employee.open_term(self.cesa, "2026-01-01", wage=1000)
        wizards = self.env["cae.contract.change"].with_user(self.user_hr)
        values = {"employee_id": employee.id, "kind": "amendment", "date": "2026-06-01"}
        with self._assert_refused("nothing differs"):
            wizards.create(values).action_apply()
        wizards.create({**values, "wage": 1100}).action_apply()
        self.assertEqual(employee.version_id.wage, 1100)
        wizards.create(
            {**values, "kind": "termination", "date": "2026-10-31", "note": "Agreed"}
        ).action_apply()
        self.assertEqual(employee.version_id.cae_change, "termination")

    def test_queries_do_not_grow(self):
        """Checks and deadlines of many contracts cost no more queries than of two."""

        def change(count):
            people = [self._create_person(f"P{count}{i}") for i in range(count)]
            versions = self.env["hr.version"]
            for person in people:
                versions |= person.open_term(self.cape, "2026-01-01", "2026-06-30")
            self.env.flush_all()
            self.env.invalidate_all()
            versions.employee_id.mapped("name")
            before = self.cr.sql_log_count
            versions.with_context(cae_defer_terms=False)._check_cae_terms()
            versions.employee_id._cae_sync_deadlines()
            return self.cr.sql_log_count - before

        change(1)  # warms the caches up
        self.assertEqual(change(3), change(12))
