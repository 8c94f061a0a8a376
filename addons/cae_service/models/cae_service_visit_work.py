# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class CaeServiceVisit(models.Model):
    """What is done becomes time on the task of the agreement."""

    _inherit = "cae.service.visit"

    def action_done(self):
        """Mark planned visits as done and record their time, one timesheet each.

        :raises UserError: for a visit that is not planned, lies ahead, or whose
            service has no task to record time on
        :raises AccessError: for somebody else's visit
        """
        self.check_access("write")
        self._check_mine()
        self._check_state(
            ("planned",), self.env._("Only a planned visit can be marked as done.")
        )
        visits = self.sudo()
        visits._check_not_ahead()
        for company, group in visits.grouped("company_id").items():
            timesheets = (
                self.env["account.analytic.line"]
                .sudo()
                .with_company(company)
                .create([visit._prepare_timesheet_vals() for visit in group])
            )
            for visit, timesheet in zip(group, timesheets, strict=True):
                visit.timesheet_id = timesheet
        visits.with_context(tracking_disable=True).write({"state": "done"})
        self._log_on_each(
            lambda visit: self.env._(
                "Done: %(hours)s recorded.",
                hours=self._format_hours(visit.timesheet_id.unit_amount),
            )
        )
        return True

    def action_undo(self):
        """Done visits are planned again, and their time is removed.

        :raises UserError: when the time is invoiced
        """
        self.check_access("write")
        self._check_mine()
        self._check_state(("done",), self.env._("Only what is done can be undone."))
        visits = self.sudo()
        visits._check_not_invoiced()
        timesheets = visits.timesheet_id
        visits.with_context(tracking_disable=True).write(
            {"state": "planned", "timesheet_id": False}
        )
        timesheets.with_context(cae_visit_sync=True).unlink()
        self._log_on_each(lambda _visit: self.env._("Undone: its time is removed."))
        return True

    def action_cancel(self, reason=None):
        """Planned visits do not take place.

        :param reason: why, for the member and the team
        """
        self.check_access("write")
        self._check_mine()
        self._check_state(
            ("planned", "cancelled"),
            self.env._("Undo it before you cancel it."),
        )
        self.filtered(lambda visit: visit.state == "planned").sudo()._cancel(reason)
        return True

    def action_replan(self):
        """Cancelled visits take place after all."""
        self.check_access("write")
        self._check_mine()
        self._check_state(
            ("cancelled",), self.env._("Only a cancelled visit is planned again.")
        )
        visits = self.sudo()
        visits.with_context(tracking_disable=True).write(
            {"state": "planned", "cancel_reason": False, "ended": False}
        )
        visits._sync_events()
        self._log_on_each(lambda _visit: self.env._("Planned again."))
        return True

    def action_take_over(self):
        """A stand-in takes planned visits over.

        :raises AccessError: for somebody who does not stand in for this member
        """
        self.check_access("write")
        self._check_state(
            ("planned",), self.env._("Only a planned visit can be taken over.")
        )
        for visit in self.sudo():
            own = visit.sale_line_id.cae_backup_ids.filtered(
                lambda found: found.user_id == self.env.user
            )
            own |= visit.sale_line_id.cae_professional_id.filtered(
                lambda found: found.user_id == self.env.user
            )
            if not own:
                raise AccessError(
                    self.env._(
                        "You do not stand in for %(professional)s at "
                        "%(member)s: ask for being a stand-in of this service.",
                        professional=visit.professional_id.name,
                        member=visit.partner_id.name,
                    )
                )
            visit.professional_id = own[:1]
        return True

    def action_open_close(self):
        """Ask for the real hours and the report; several visits are done as planned."""
        operation = self.env.context.get("cae_operation", "done")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cancel Visits")
            if operation == "cancel"
            else self.env._("What Was Done"),
            "res_model": "cae.service.visit.close",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_operation": operation,
                "default_visit_ids": self.ids,
            },
        }

    def action_view_timesheet(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.analytic.line",
            "res_id": self.timesheet_id.id,
            "view_mode": "form",
            "views": [(self.env.ref("hr_timesheet.hr_timesheet_line_form").id, "form")],
        }

    def _cancel(self, reason=None, ended=False):
        """Cancel planned visits without a check, and tell why on each."""
        if not self:
            return
        self.with_context(tracking_disable=True).write(
            {"state": "cancelled", "cancel_reason": reason, "ended": ended}
        )
        self._sync_events()
        self._log_on_each(
            lambda _visit: self.env._(
                "Cancelled. %(reason)s", reason=reason or ""
            ).strip()
        )

    def _log_on_each(self, get_body):
        """A note on each visit, written together."""
        self.sudo()._message_log_batch(
            {visit.id: get_body(visit) for visit in self.sudo()}
        )

    def _format_hours(self, hours):
        minutes = round(hours * 60)
        return f"{minutes // 60}:{minutes % 60:02d}"

    def _check_not_ahead(self):
        for visit in self:
            zone = visit.professional_id._get_tz()
            today = fields.Date.context_today(visit.with_context(tz=zone))
            day = visit._get_local_day()
            if day > today:
                raise UserError(
                    self.env._(
                        "%(visit)s is planned for %(date)s, which is still ahead. If "
                        "it took place, move it to its day first.",
                        visit=visit.display_name,
                        date=fields.Date.to_string(day),
                    )
                )

    def _check_not_invoiced(self):
        for visit in self:
            if visit.timesheet_id and not visit.timesheet_id._is_not_billed():
                raise UserError(
                    self.env._(
                        "The time of %(visit)s is on invoice %(invoice)s: it does not "
                        "change any more. Correct the invoice instead.",
                        visit=visit.display_name,
                        invoice=visit.timesheet_id.timesheet_invoice_id.display_name,
                    )
                )

    def _prepare_timesheet_vals(self):
        """The time of a visit, on the task of the service of the agreement."""
        self.ensure_one()
        task = self.sale_line_id.task_id
        if not task:
            raise UserError(
                self.env._(
                    "%(visit)s: the service %(service)s of agreement %(order)s has no "
                    "task to record time on. Confirm the agreement, or create the "
                    "task.",
                    visit=self.display_name,
                    service=self.service_id.display_name,
                    order=self.order_id.name,
                )
            )
        return {
            "name": self.name,
            "date": self._get_local_day(),
            "unit_amount": self._get_billed_hours(),
            "employee_id": self.professional_id.employee_id.id,
            "project_id": task.project_id.id,
            "task_id": task.id,
            "cae_visit_id": self.id,
        }

    def _link_timesheets(self):
        """Time that was there before its visit, as in imports, leads to it."""
        self.flush_recordset(["timesheet_id", "kind"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE account_analytic_line line
                   SET cae_visit_id = visit.id, cae_kind = visit.kind
                  FROM cae_service_visit visit
                 WHERE visit.timesheet_id = line.id AND visit.id = ANY(%s)
                """,
                self.ids,
            )
        )
        self.timesheet_id.invalidate_recordset(["cae_visit_id", "cae_kind"])

    def _correct_timesheets(self):
        """The time recorded follows the hours and the subject of what was done."""
        done = self.sudo().filtered("timesheet_id")
        done._check_not_invoiced()
        for visit in done:
            vals = {"name": visit.name, "unit_amount": visit._get_billed_hours()}
            timesheet = visit.timesheet_id
            changed = {
                name: value for name, value in vals.items() if timesheet[name] != value
            }
            if changed:
                timesheet.with_context(cae_visit_sync=True).write(changed)
