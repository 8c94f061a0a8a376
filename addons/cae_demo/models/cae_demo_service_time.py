# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import models

from ..kernel.life import Days
from ..kernel.services import CANCELLED_EVERY, work_day, works

SUBJECTS = {"visit": "Intervention", "phone": "Appel", "mail": "Courrier"}


class CaeDemoLoader(models.AbstractModel):
    """The visits of agreements, and the time recorded."""

    _inherit = "cae.demo.loader"

    # === Time === #

    def _load_service_time(self, centre):
        """Once: time up to yesterday, and the visits of the last months."""
        if self._has("service_time_1"):
            return
        visits, times = [], []
        for item in centre.agreements:
            if not item.signed:
                continue
            for term in item.terms:
                line = self._ref(f"agreement_line_{item.key}_{term.service}")
                self._plan_term(centre, item, term, line, visits, times)
        created = self._make(
            "account.analytic.line",
            {f"service_time_{rank}": vals for rank, vals in enumerate(times, start=1)},
        )
        timesheets = list(created.values())
        self._make(
            "cae.service.visit",
            {
                f"service_visit_{rank}": {
                    **vals,
                    "timesheet_id": timesheet is not None and timesheets[timesheet].id,
                }
                for rank, (vals, timesheet) in enumerate(visits, start=1)
            },
        )

    def _plan_term(self, centre, item, term, line, visits, times):
        """Add a term's visits, with the rank of their time, and its times."""
        today = self._today()
        first, last = item.dates(today)
        known = Days(today).ago(centre.visit_months, 1)
        # Those to come were planned when the agreement was confirmed.
        found = works(term, first, min(last, today - timedelta(days=1)))
        for rank, work in enumerate(found, start=1):
            cancelled = work.start is not None and not rank % CANCELLED_EVERY
            timesheet = None
            if not cancelled:
                timesheet = len(times)
                times.append(
                    self._prepare_time(line, work.day, work.hours, line.product_id.name)
                )
            if work.start is not None and work.day >= known:
                vals = self._prepare_visit(line, "visit", work.day, work.start)
                vals.update(
                    duration=work.hours,
                    state="cancelled" if cancelled else "done",
                    generated=True,
                    planned_date=work.day,
                    note=cancelled and "Reportée à la demande de la structure.",
                )
                visits.append((vals, timesheet))
        self._plan_logs(item, term, line, visits, times)

    def _plan_logs(self, item, term, line, visits, times):
        """Add the calls and letters of a term, each with its time."""
        today = self._today()
        first, _last = item.dates(today)
        for log in term.logs:
            day = work_day(today - timedelta(days=log.days))
            if not first <= day < today:
                continue
            vals = self._prepare_visit(line, log.kind, day, log.hour)
            vals.update(
                name=log.subject,
                duration=log.minutes / 60,
                state="done",
                contact=log.contact,
                note=log.note,
            )
            visits.append((vals, len(times)))
            times.append(self._prepare_time(line, day, vals["duration"], log.subject))

    def _prepare_visit(self, line, kind, day, hour):
        return {
            "name": f"{SUBJECTS[kind]} : {line.product_id.name}",
            "kind": kind,
            "sale_line_id": line.id,
            "professional_id": line.cae_professional_id.id,
            "start": self._moment(day, hour),
        }

    def _prepare_time(self, line, day, hours, name):
        return {
            "name": name,
            "date": day,
            "unit_amount": hours,
            "employee_id": line.cae_professional_id.employee_id.id,
            "task_id": line.task_id.id,
            "project_id": line.task_id.project_id.id,
        }
