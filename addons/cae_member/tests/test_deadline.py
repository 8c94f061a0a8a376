# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_contract import CaeContractCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-22")
class TestDeadline(CaeContractCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category.min_shares = 2
        cls.partner_awa = cls._create_partner(name="Awa")
        cls.awa = cls._create_person("Awa", partner=cls.partner_awa)
        cls.activity = cls._create_activity(
            "Bakery",
            cls.partner_awa,
            coach_id=cls.user_coach.id,
            territory_id=cls.territory.id,
        )

    def _rows(self, employee=None):
        rows = self.env["cae.deadline"].search(
            [("employee_id", "=", (employee or self.awa).id)]
        )
        return {row.kind: row for row in rows}

    def test_rows_follow_contracts(self):
        self.activity.holder_ids.employee_id = self.awa
        self.awa.open_term(self.cape, "2026-10-01", "2026-12-31")
        rows = self._rows()
        # 36 months from the CAPE; its own limit is 36 months too.
        self.assertEqual(
            {kind: row.deadline_date for kind, row in rows.items()},
            {
                "membership": date(2029, 10, 1),
                "limit": date(2029, 10, 1),
                "contract_end": date(2026, 12, 31),
            },
        )
        row = rows["contract_end"]
        self.assertEqual(row.user_id, self.user_coach)
        self.assertEqual(row.activity_id, self.activity)
        self.assertEqual(row.territory_id, self.territory)
        self.assertEqual(row.days_left, 39)
        self.assertEqual(row.deadline_state, "soon")
        self.assertEqual(rows["membership"].deadline_state, "far")
        self.awa.open_term(self.cesa, "2027-01-01", trial_date_end="2027-03-31")
        rows = self._rows()
        self.assertEqual(set(rows), {"membership", "trial"})
        self.assertEqual(rows["trial"].deadline_date, date(2027, 3, 31))

    def test_what_is_missing_to_join(self):
        self.awa.open_term(self.cesa, "2024-01-01")
        row = self._rows()["membership"]
        self.assertEqual(row.missing, "no application")
        self.assertEqual(row.deadline_state, "soon")
        membership = self._create_membership(self.partner_awa)
        row = self._rows()["membership"]
        self.assertEqual(row.membership_id, membership)
        self.assertEqual(row.missing, "application to examine, shares to subscribe: 2")
        membership.action_examine()
        row.invalidate_recordset()
        self.assertEqual(row.missing, "admission to decide, shares to subscribe: 2")
        membership.action_admit()
        self.assertEqual(row.deadline_state, "met")
        self.assertFalse(row.missing)

    def test_renewals_left_of_a_contract_that_ends(self):
        # Two renewals allowed, one used, then both.
        self.awa.open_term(self.cape, "2026-01-01", "2026-06-30")
        self.assertEqual(self._rows()["contract_end"].missing, "renewals left: 2")
        self.awa.open_term(self.cape, "2026-07-01", "2026-11-30")
        self.assertEqual(self._rows()["contract_end"].missing, "renewals left: 1")
        self.awa.open_term(self.cape, "2026-12-01", "2026-12-31")
        self.assertEqual(self._rows()["contract_end"].missing, "no renewal left")
        self.assertFalse(self._rows()["limit"].missing)
        other = self._create_person("Luc")
        other.open_term(self.candidate, "2026-01-01", "2026-06-30")
        self.assertFalse(self._rows(other)["contract_end"].missing)

    def test_overdue_and_one_notice(self):
        self.activity.holder_ids.employee_id = self.awa
        self.awa.open_term(self.cesa, "2023-01-01")
        row = self._rows()["membership"]
        self.assertEqual(row.deadline_date, date(2026, 1, 1))
        self.assertEqual(row.deadline_state, "overdue")
        self.env["cae.deadline.mixin"]._cron_refresh_deadlines()
        self.env["cae.deadline.mixin"]._cron_refresh_deadlines()
        self.assertEqual(len(row.activity_ids), 1)
        self.assertEqual(row.activity_ids.user_id, self.user_coach)
        self.assertIn("no application", row.activity_ids.summary)

    def test_trial_is_met_once_over(self):
        self.awa.open_term(self.cesa, "2026-06-01", trial_date_end="2026-11-30")
        row = self._rows()["trial"]
        self.assertEqual(row.deadline_state, "soon")
        with freeze_time("2026-12-01"):
            self.env["cae.deadline.mixin"]._cron_refresh_deadlines()
            self.assertEqual(row.deadline_state, "met")

    def test_gone_has_no_deadline(self):
        self.awa.open_term(self.cape, "2026-01-01", "2026-12-31")
        self.awa.terminate_term("2026-11-30", note="Own company")
        self.assertEqual(self._rows()["contract_end"].deadline_state, "met")
        with freeze_time("2026-12-01"):
            self.env["cae.deadline.mixin"]._cron_refresh_deadlines()
            self.assertFalse(self._rows())

    def test_exit_file_settles_the_end(self):
        """Who leaves by an exit file needs no decision; once gone, nothing is due."""
        self.activity.holder_ids.employee_id = self.awa
        self.awa.open_term(self.cape, "2026-01-01", "2026-12-15")
        exit_file = self.env["cae.exit"].create(
            {
                "partner_id": self.partner_awa.id,
                "exit_date": "2026-11-30",
                "reason_id": self.env.ref("cae_member.exit_reason_own_business").id,
            }
        )
        self.assertEqual(self._rows()["contract_end"].deadline_state, "soon")
        exit_file.action_start()
        self.assertEqual(self._rows()["contract_end"].deadline_state, "met")
        task = exit_file.task_ids.filtered(lambda t: t.check_code == "contract_ended")
        self.assertEqual(task.state, "todo")
        self.awa.terminate_term("2026-11-30", note="Own company")
        task.invalidate_recordset()
        self.assertEqual(task.state, "done")
        self.assertIn("11/30/2026", task.proof)
        with freeze_time("2026-12-01"):
            self.env["cae.deadline.mixin"]._cron_refresh_deadlines()
            self.assertFalse(self._rows())

    def test_archived_person_has_no_deadline(self):
        self.awa.open_term(self.cape, "2026-01-01", "2026-12-31")
        self.awa.active = False
        self.assertFalse(self._rows())

    def test_no_deadline_by_setting(self):
        self.awa.open_term(self.cesa, "2026-01-01")
        self.company.cae_membership_delay = 0
        self.assertFalse(self._rows())

    def test_hr_fields_stay_with_hr(self):
        self.awa.open_term(self.cesa, "2024-01-01", wage=1500)
        row = self._rows()["membership"].with_user(self.user_coach)
        self.assertEqual(row.deadline_date, date(2027, 1, 1))
        with self.assertRaises(AccessError):
            row.read(["employee_id"])
        with self.assertRaises(AccessError):
            self.awa.with_user(self.user_manager).read(["wage"])
        with self.assertRaises(AccessError):
            self.awa.version_id.with_user(self.user_manager).read(["cae_objectives"])
        with self.assertRaises(AccessError):
            row.write({"deadline_date": "2030-01-01"})

    def test_queries_do_not_grow(self):
        def refresh(count):
            people = self.env["hr.employee"]
            for index in range(count):
                person = self._create_person(f"P{count}{index}")
                person.open_term(self.cape, "2026-01-01", "2026-12-31")
                people |= person
            self.env.flush_all()
            self.env.invalidate_all()
            people.mapped("name")
            before = self.cr.sql_log_count
            people._cae_sync_deadlines()
            return self.cr.sql_log_count - before

        refresh(1)  # warms the caches up
        self.assertEqual(refresh(3), refresh(12))
