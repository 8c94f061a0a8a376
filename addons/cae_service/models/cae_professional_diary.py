# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from datetime import datetime, time, timedelta

from odoo import models

from ..kernel.diary import Diary


class CaeProfessional(models.Model):
    """When professionals are free, and what they have to do."""

    _inherit = "cae.professional"

    def write(self, vals):
        result = super().write(vals)
        if "user_id" in vals:
            self.env["cae.service.visit"].sudo().search(
                [("professional_id", "in", self.ids), ("state", "=", "planned")]
            )._sync_events()
        return result

    def _get_work_calendar(self):
        """The working hours: the employee's, else the company's."""
        self.ensure_one()
        found = self.sudo()
        return (
            found.employee_id.resource_id.calendar_id
            or found.company_id.resource_calendar_id
        )

    def _get_tz(self):
        """The time zone in which the hours of this person's visits are told."""
        self.ensure_one()
        return (
            self._get_work_calendar().tz
            or self.sudo().company_id.resource_calendar_id.tz
            or "UTC"
        )

    def _read_diaries(self, date_from, date_to):
        """What is planned and when they are absent: `{professional id: Diary}`.

        Absences are the validated ones and the public holidays of their working
        hours. In a calendar of two weeks, a day that is worked in one of them counts.

        :param date_from: first day
        :param date_to: last day, included
        """
        # A day before and after: a local day is not one of UTC.
        first = datetime.combine(date_from, time.min) - timedelta(days=1)
        last = datetime.combine(date_to, time.max) + timedelta(days=1)
        diaries = {}
        for found in self:
            attendances = found._get_work_calendar().attendance_ids
            weekdays = {
                int(slot.dayofweek) for slot in attendances if not slot.display_type
            }
            diaries[found.id] = Diary(found._get_tz(), weekdays or range(5))
        self._add_absences(diaries, first, last)
        visits = (
            self.env["cae.service.visit"]
            .sudo()
            .search_fetch(
                [
                    ("professional_id", "in", self.ids),
                    ("state", "!=", "cancelled"),
                    ("start", "<", last),
                    ("stop", ">", first),
                ],
                ["professional_id", "start", "stop"],
            )
        )
        for visit in visits:
            diaries[visit.professional_id.id].add(visit.start, visit.stop)
        return diaries

    def _add_absences(self, diaries, first, last):
        """Note the absences between two moments in the diaries."""
        resources = {found: found.sudo().employee_id.resource_id for found in self}
        absences = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search_fetch(
                [
                    ("time_type", "=", "leave"),
                    ("date_from", "<", last),
                    ("date_to", ">", first),
                    "|",
                    ("resource_id", "in", [found.id for found in resources.values()]),
                    "&",
                    ("resource_id", "=", False),
                    ("company_id", "in", [*self.company_id.ids, False]),
                ],
                ["resource_id", "calendar_id", "company_id", "date_from", "date_to"],
            )
        )
        for found in self:
            for absence in absences:
                if found._has_absence(absence, resources[found]):
                    start = max(absence.date_from, first)
                    diaries[found.id].add(start, min(absence.date_to, last))

    def _has_absence(self, absence, resource):
        """Whether a time off is this person's, whose resource is told."""
        if absence.resource_id:
            return absence.resource_id == resource
        return absence.company_id in (
            self.company_id,
            absence.company_id.browse(),
        ) and absence.calendar_id in (
            absence.calendar_id.browse(),
            self._get_work_calendar(),
        )

    def action_view_workload(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_service.cae_service_workload_action"
        )
        action["domain"] = [("professional_id", "=", self.id)]
        action["context"] = {"search_default_ahead": 1}
        return action
