# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import models
from odoo.fields import Command

from ..kernel.life import Days
from ..kernel.services import CANCELLED_EVERY, work_day, works

SUBJECTS = {"visit": "Intervention", "phone": "Appel", "mail": "Courrier"}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
PAID_AFTER = 24


class CaeDemoLoader(models.AbstractModel):
    """The visits of agreements, the time recorded, and what was invoiced of it."""

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

    # === Invoices === #

    def _load_service_invoices(self, centre):
        """Once: the periods that were over some months ago, most of them paid."""
        if self._has("move_service_1"):
            return
        hours = self._read_service_hours()
        invoiced = []
        for order, first, last in self._get_service_periods(centre):
            lines = self._prepare_service_lines(order, first, last, hours)
            if lines:
                day = last + timedelta(days=1)
                vals = {
                    **order._prepare_invoice(),
                    "invoice_date": day,
                    "date": day,
                    "invoice_line_ids": [Command.create(line) for line in lines],
                }
                invoiced.append((first, last, vals))
        invoiced.sort(key=lambda row: row[1])
        created = self._make(
            "account.move",
            {
                f"move_service_{rank}": vals
                for rank, (_first, _last, vals) in enumerate(invoiced, start=1)
            },
        )
        moves = self.env["account.move"].union(*created.values())
        for move, (first, last, _vals) in zip(moves, invoiced, strict=True):
            move._link_timesheets_to_invoice(first, last)
        moves.action_post()
        self._pay_service_invoices(moves)

    def _get_service_periods(self, centre):
        """`(agreement, first day, last day)` of what is invoiced already."""
        today = self._today()
        for item in centre.agreements:
            if not item.signed:
                continue
            size = MONTHS[item.period]
            start, end = item.start, item.end or 0
            while start - size >= centre.waiting_months and start >= end:
                first = Days(today).ago(start, 1)
                last = Days(today).ago(start - size, 1) - timedelta(days=1)
                yield self._ref(f"agreement_{item.key}"), first, last
                start -= size

    def _read_service_hours(self):
        """`{(order line, month): hours}` recorded."""
        rows = self.env["account.analytic.line"]._read_group(
            [
                ("company_id", "=", self.env.company.id),
                ("so_line.order_id.is_cae_agreement", "=", True),
                ("project_id", "!=", False),
            ],
            ["so_line", "date:month"],
            ["unit_amount:sum"],
        )
        return {(line, month): hours for line, month, hours in rows}

    def _prepare_service_lines(self, order, first, last, hours):
        months = [
            month
            for month in (Days(last).ago(rank, 1) for rank in range(MONTHS["year"]))
            if month >= first
        ]
        result = []
        for line in order.order_line:
            quantity = (
                len(months)
                if line.cae_pricing == "flat"
                else sum(hours.get((line, month), 0.0) for month in months)
            )
            if quantity:
                result.append(line._prepare_invoice_line(quantity=quantity))
        return result

    def _pay_service_invoices(self, moves):
        """Members pay in time; half of those of the last invoices have not paid yet."""
        items = self._open_items(moves)
        last = max(items.move_id.mapped("invoice_date"))
        waiting = items.filtered(lambda item: item.move_id.invoice_date == last)[::2]
        today = self._today()
        entries, pairs = self._enter_payments(
            [
                (min(day, today), item, None)
                for item in items - waiting
                for day in [item.move_id.invoice_date + timedelta(days=PAID_AFTER)]
            ]
        )
        self._reconcile([pair for found in pairs.values() for pair in found])
        self._name_records(
            {f"move_bank_services_{entry.date:%Y%m%d}": entry for entry in entries}
        )
