# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_visit import CaeVisitCase


@freeze_time("2026-04-09 12:00:00")
@tagged("post_install", "-at_install")
class TestVisitWork(CaeVisitCase):
    """What is done is time of the agreement, recorded by who did it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-03-16"):
            cls.agreement = cls._create_weekly(
                cae_backup_ids=[Command.set(cls.pro_law.ids)]
            )
        cls.line = cls.agreement.order_line
        cls.planned = cls.line.cae_visit_ids.sorted("start")

    def test_done_is_time(self):
        visits = self.planned[:2].with_user(self.user_books)
        visits.action_done()
        self.assertEqual(visits.mapped("state"), ["done", "done"])
        time = visits.sudo().timesheet_id
        self.assertEqual(len(time), 2)
        self.assertEqual(
            [str(line.date) for line in time.sorted("date")],
            ["2026-03-18", "2026-03-25"],
        )
        self.assertEqual(time.task_id, self.line.task_id)
        self.assertEqual(time.employee_id, self.pro_books.employee_id)
        self.assertEqual(time.so_line, self.line)
        self.assertEqual(time.mapped("cae_kind"), ["visit", "visit"])
        self.assertEqual(self.line.qty_delivered, 6)  # two visits of three hours

    def test_hours_and_report(self):
        visit = self.planned[0].with_user(self.user_books)
        action = visit.action_open_close()
        dialog = Form(
            self.env[action["res_model"]]
            .with_user(self.user_books)
            .with_context(**action["context"])
        )
        self.assertEqual(dialog.duration, 3)
        dialog.duration = 2.5
        dialog.note = "Entries of February"
        dialog.save().action_apply()
        self.assertEqual((visit.state, visit.note), ("done", "Entries of February"))
        self.assertEqual(self.line.qty_delivered, 2.5)

    def test_correct_then_undo(self):
        visit = self.planned[0]
        visit.action_done()
        visit.duration = 4
        self.assertEqual(visit.timesheet_id.unit_amount, 4)
        self.assertEqual(self.line.qty_delivered, 4)
        visit.action_undo()
        self.assertEqual((visit.state, self.line.qty_delivered), ("planned", 0))
        self.assertFalse(self.line.task_id.timesheet_ids)

    def test_invoiced_time_stays(self):
        visit = self.planned[0]
        visit.action_done()
        self.agreement._create_invoices()
        visit.invalidate_recordset()
        self.assertTrue(visit.timesheet_id.timesheet_invoice_id)
        for change in (visit.action_undo, lambda: visit.write({"duration": 1})):
            with self.assertRaisesRegex(UserError, "on invoice"):
                change()

    def test_what_is_done_does_not_move(self):
        visit = self.planned[0]
        visit.action_done()
        with self.assertRaisesRegex(UserError, "is done: its start"):
            visit.start = "2026-03-19 08:00:00"
        with self.assertRaisesRegex(UserError, "correct the hours there"):
            visit.timesheet_id.unit_amount = 8
        with self.assertRaisesRegex(UserError, "correct the hours there"):
            visit.timesheet_id.unlink()
        with self.assertRaisesRegex(UserError, "Undo it before you delete it"):
            visit.unlink()
        with self.assertRaisesRegex(UserError, "Only a planned visit"):
            visit.action_done()

    def test_visit_ahead_is_not_done(self):
        with self.assertRaisesRegex(UserError, "2026-04-15, which is still ahead"):
            self.planned[4].action_done()

    def test_move_keeps_the_planned_day(self):
        visit = self.planned[4]
        visit.write({"start": "2026-04-16 12:00:00", "duration": 2})  # a drag
        self.assertEqual(visit.stop, datetime(2026, 4, 16, 14))
        self.assertEqual(str(visit.planned_date), "2026-04-15")

    def test_cancel_and_plan_again(self):
        visit = self.planned[4]
        visit.action_cancel("Closed")
        self.assertEqual((visit.state, visit.cancel_reason), ("cancelled", "Closed"))
        self.assertFalse(visit.event_id)
        visit.action_replan()
        self.assertEqual(visit.state, "planned")
        self.assertEqual(visit.event_id.start, visit.start)

    def test_late_and_two_at_once(self):
        domain = [("sale_line_id", "=", self.line.id)]
        late = self.visits.search([*domain, ("is_late", "=", True)])
        self.assertEqual(late, self.planned[:4].sorted("start", reverse=True))
        self.assertEqual(
            self.visits.search([*domain, ("is_late", "=", False)]), self.planned[4]
        )
        other = self.visits.create(
            {
                "sale_line_id": self.line.id,
                "start": self.planned[4].start,
                "duration": 0.5,
            }
        )
        both = other + self.planned[4]
        self.assertTrue(all(both.mapped("has_overlap")))
        found = self.visits.search([*domain, ("has_overlap", "=", True)])
        self.assertEqual(found, both.sorted(lambda visit: -visit.id))
        other.start = self.planned[4].stop
        self.assertFalse(other.has_overlap)

    def test_time_written_on_the_task_counts(self):
        line = self.env["account.analytic.line"].create(
            {
                "name": "By hand",
                "unit_amount": 1,
                "employee_id": self.pro_books.employee_id.id,
                "task_id": self.line.task_id.id,
                "project_id": self.line.task_id.project_id.id,
            }
        )
        self.assertFalse(line.cae_kind)
        line.unit_amount = 2
        self.assertEqual(self.line.qty_delivered, 2)

    def test_visit_of_earlier_time(self):
        time = self.env["account.analytic.line"].create(
            {
                "name": "Imported",
                "date": "2026-03-10",
                "unit_amount": 1,
                "employee_id": self.pro_books.employee_id.id,
                "task_id": self.line.task_id.id,
                "project_id": self.line.task_id.project_id.id,
            }
        )
        visit = self.visits.create(
            {
                "sale_line_id": self.line.id,
                "kind": "remote",
                "start": "2026-03-10 08:00:00",
                "state": "done",
                "timesheet_id": time.id,
            }
        )
        self.assertEqual((time.cae_visit_id, time.cae_kind), (visit, "remote"))
        self.assertFalse(visit.event_id)

    # === Who === #

    def test_professionals_touch_their_own(self):
        own = self.planned[0].with_user(self.user_books)
        stranger = self.planned[0].with_user(self.user_internal)
        stand_in = self.planned[0].with_user(self.user_law)
        for change in (
            stranger.action_done,
            lambda: stranger.write({"note": "x"}),
            stand_in.action_done,
            lambda: stand_in.write({"start": "2026-03-20 08:00:00"}),
        ):
            with self.assertRaises(AccessError):
                change()
        stand_in.action_take_over()
        self.assertEqual(stand_in.professional_id, self.pro_law)
        stand_in.action_done()
        with self.assertRaises(AccessError):
            own.action_undo()
        time = stand_in.sudo().timesheet_id
        self.assertEqual(time.employee_id, self.pro_law.employee_id)

    def test_state_changes_by_buttons_only(self):
        own = self.planned[0].with_user(self.user_books)
        for vals in ({"state": "done"}, {"timesheet_id": 1}, {"generated": False}):
            with self.assertRaisesRegex(UserError, "by its buttons"):
                own.write(vals)

    def test_professional_serves_no_strange_member(self):
        other = self._create_agreement(
            (self.service_law, self.pro_both, {"product_uom_qty": 1})
        )
        with self.assertRaises(AccessError):
            self.visits.with_user(self.user_books).create(
                {
                    "sale_line_id": other.order_line.id,
                    "professional_id": self.pro_books.id,
                    "kind": "phone",
                    "name": "Not mine",
                }
            )

    # === Calls and mail === #

    def _create_log(self, user=None, **vals):
        return self.visits.with_user(user or self.user_books).create(
            {
                "sale_line_id": self.line.id,
                "kind": "phone",
                "contact": "Jo",
                "name": "Question",
                "duration": 7 / 60,
                **vals,
            }
        )

    def test_call_is_done_at_once(self):
        call = self._create_log()
        self.assertEqual((call.state, call.professional_id), ("done", self.pro_books))
        time = call.sudo().timesheet_id
        self.assertEqual(time.cae_kind, "phone")
        self.assertAlmostEqual(time.unit_amount, 7 / 60)
        self.assertFalse(call.activity_ids or call.event_id)

    def test_minutes_are_rounded_as_told(self):
        self.company.cae_service_log_step = 5
        call = self._create_log()
        # seven minutes are two steps of five
        self.assertAlmostEqual(call.sudo().timesheet_id.unit_amount, 10 / 60)
        self.assertAlmostEqual(call.duration, 7 / 60)
        call.duration = 12 / 60
        self.assertAlmostEqual(call.sudo().timesheet_id.unit_amount, 15 / 60)
        self.company.write({"cae_service_log_step": 0, "cae_service_log_minimum": 15})
        mail = self._create_log(kind="mail")
        self.assertAlmostEqual(mail.sudo().timesheet_id.unit_amount, 0.25)

    def test_call_typed_on_a_screen(self):
        """The form of a phone: the member's service, and the rest is proposed."""
        calls = self.visits.with_user(self.user_books).with_context(default_kind="mail")
        form = Form(calls, view="cae_service.cae_service_visit_view_form_log")
        form.sale_line_id = self.line
        self.assertEqual(form.professional_id, self.pro_books)
        self.assertEqual(form.name, "Bookkeeping")
        form.name = "Reminder"
        form.duration = 0.5
        call = form.save()
        self.assertEqual(
            (call.state, call.kind, call.name), ("done", "mail", "Reminder")
        )
        lines = self.env["sale.order.line"].with_context(cae_show_member=True)
        found = lines.with_user(self.user_books).name_search("Network")
        self.assertEqual(
            found, [(self.line.id, f"Network – Bookkeeping ({self.agreement.name})")]
        )

    def test_context_opens_nothing(self):
        """Who sends the context of the synchronisation is refused all the same."""
        visit = self.planned[0]
        visit.action_done()
        own = visit.with_user(self.user_books).with_context(cae_visit_sync=True)
        with self.assertRaisesRegex(UserError, "is done: its start"):
            own.write({"start": "2026-03-19 08:00:00"})
        time = visit.timesheet_id.with_user(self.user_support)
        with self.assertRaisesRegex(UserError, "correct the hours there"):
            time.with_context(cae_visit_sync=True).write({"unit_amount": 8})

    def test_call_to_answer(self):
        call = self._create_log(needs_answer=True)
        self.assertEqual(call.activity_ids.user_id, self.user_books)
        self.assertEqual(call.activity_ids.summary, "Answer Jo")

    def test_stand_in_takes_a_call(self):
        self.assertEqual(self._create_log(self.user_law).professional_id, self.pro_law)

    def test_call_planned_ahead(self):
        call = self._create_log(start="2026-04-10 08:00:00")
        self.assertEqual(call.state, "planned")
        self.assertFalse(call.timesheet_id)

    # === Calendar === #

    def test_event_of_the_professional(self):
        visit = self.planned[4]
        event = visit.event_id
        self.assertEqual((event.start, event.stop), (visit.start, visit.stop))
        self.assertEqual(event.user_id, self.user_books)
        self.assertEqual(event.attendee_ids.mapped("state"), ["accepted"])
        self.assertEqual(event.with_user(self.user_books).name, visit.display_name)
        event.invalidate_recordset()
        self.assertEqual(event.with_user(self.user_internal).display_name, "Busy")
        self.assertEqual(event.with_user(self.user_internal).name, "Busy")
        mails = self.env["mail.mail"].sudo()
        self.assertFalse(
            mails.search(
                [
                    ("model", "=", "calendar.attendee"),
                    ("res_id", "in", event.attendee_ids.ids),
                ]
            )
        )

    def test_visit_moves_its_event(self):
        visit = self.planned[4]
        event = visit.event_id
        visit.with_user(self.user_support).start = "2026-04-16 07:00:00"
        self.assertEqual(visit.event_id, event)
        self.assertEqual(event.start, datetime(2026, 4, 16, 7))
        self.assertEqual(event.stop, datetime(2026, 4, 16, 10))
        self.assertEqual(event.attendee_ids.mapped("state"), ["accepted"])
        visit.professional_id = self.pro_law
        self.assertFalse(event.exists())
        self.assertEqual(visit.event_id.user_id, self.user_law)
        event = visit.event_id
        visit.unlink()
        self.assertFalse(event.exists())

    def test_event_moves_its_visit(self):
        visit = self.planned[4]
        visit.event_id.with_user(self.user_books).write(
            {"start": "2026-04-17 08:00:00", "stop": "2026-04-17 10:00:00"}
        )
        self.assertEqual(visit.start, datetime(2026, 4, 17, 8))
        self.assertEqual((visit.duration, visit.state), (2, "planned"))
        self.assertEqual(str(visit.planned_date), "2026-04-15")
        visit.event_id.with_user(self.user_books).unlink()
        self.assertEqual(visit.state, "cancelled")
        self.assertIn("calendar", visit.cancel_reason)

    def test_event_of_a_done_visit(self):
        visit = self.planned[0]
        visit.action_done()
        with self.assertRaisesRegex(UserError, "does not move any more"):
            visit.event_id.write(
                {"start": "2026-03-19 08:00:00", "stop": "2026-03-19 10:00:00"}
            )
        visit.event_id.unlink()
        self.assertEqual(visit.state, "done")

    def test_user_given_later(self):
        visit = self.planned[4]
        self.pro_books.user_id = False
        self.assertFalse(visit.event_id)
        self.pro_books.user_id = self.user_books
        self.assertEqual(visit.event_id.user_id, self.user_books)

    def test_query_count_does_not_grow(self):
        vals = {"sale_line_id": self.line.id, "duration": 1}
        visits = self.visits.create(
            [{**vals, "start": f"2026-03-{day:02d} 08:00:00"} for day in range(1, 23)]
        )
        few, many = visits[:2], visits[2:]
        for name in ("action_done", "action_undo", "action_cancel"):
            less, more = (self._count_queries(getattr(v, name)) for v in (few, many))
            with self.subTest(action=name):
                self.assertLess(more, less + 5)
