# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import CaeMemberCase

DEADLINE = date(2026, 12, 31)


@freeze_time("2026-01-01")
@tagged("post_install", "-at_install")
class TestDeadlineMixin(CaeMemberCase):
    """States that follow the calendar, and one activity for each notice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        from .fake_models import load_fake_models

        load_fake_models(cls)
        cls.records = cls.env["cae.fake.deadline"]

    def _create_record(self, **vals):
        return self.records.create(
            {
                "name": "Charter",
                "user_id": self.user_support.id,
                "deadline_date": DEADLINE,
                **vals,
            }
        )

    def _run_on(self, days_before):
        with freeze_time(DEADLINE - timedelta(days=days_before)):
            self.records._cron_refresh_deadlines()

    def test_states(self):
        record = self._create_record()
        self.assertEqual(record.deadline_state, "far")
        for days, state in (
            (181, "far"),
            (180, "soon"),
            (0, "soon"),
            (-1, "overdue"),
        ):
            self._run_on(days)
            self.assertEqual(record.deadline_state, state, days)
        record.done = True
        self.assertEqual(record.deadline_state, "met")
        record.deadline_date = False
        self.assertEqual(record.deadline_state, "none")

    def test_one_activity_for_each_notice(self):
        record = self._create_record()
        planned = []
        for days in (181, 180, 179, 91, 90, 90, 30, 29, 1, 0, 0, -1, -100):
            self._run_on(days)
            planned.append(len(record.activity_ids))
        self.assertEqual(planned, [0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4])
        activity = record.activity_ids[0]
        self.assertEqual(activity.user_id, self.user_support)
        self.assertEqual(activity.date_deadline, DEADLINE)

    def test_notice_done_is_not_given_again(self):
        record = self._create_record()
        self._run_on(180)
        record.activity_ids.action_feedback()
        self._run_on(179)
        self.assertFalse(record.activity_ids)

    def test_notices_missed_make_one_activity(self):
        record = self._create_record()
        self._run_on(20)
        self.assertEqual(len(record.activity_ids), 1)

    def test_a_new_deadline_has_its_own_notices(self):
        record = self._create_record()
        self._run_on(20)
        record.deadline_date = DEADLINE + timedelta(days=60)
        self._run_on(19)
        self.assertEqual(len(record.activity_ids), 2)

    def test_nobody_to_tell(self):
        record = self._create_record(user_id=False)
        self._run_on(180)
        self.assertFalse(record.activity_ids)
        record.user_id = self.user_support
        self._run_on(179)
        self.assertEqual(len(record.activity_ids), 1)

    def test_deadline_met_drops_its_activities(self):
        record = self._create_record()
        self._run_on(180)
        record.done = True
        self._run_on(90)
        self.assertFalse(record.activity_ids)

    def test_notices_of_the_company(self):
        self.env.company.cae_deadline_notices = "10, 5"
        record = self._create_record()
        self._run_on(11)
        self.assertEqual(record.deadline_state, "far")
        self._run_on(10)
        self.assertEqual(len(record.activity_ids), 1)
        with self.assertRaisesRegex(ValidationError, "commas"):
            self.env.company.cae_deadline_notices = "ten"

    def test_query_count(self):
        counts = []
        for count in (10, 100):
            records = self.records.create(
                [
                    {"deadline_date": DEADLINE, "user_id": self.user_support.id}
                    for _index in range(count)
                ]
            )
            self.env.flush_all()
            before = self.cr.sql_log_count
            with freeze_time(DEADLINE):
                records._refresh_deadlines()
                self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLess(counts[1], counts[0] * 2)
