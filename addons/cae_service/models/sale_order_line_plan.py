# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from datetime import timedelta

from odoo import models

from ..kernel.schedule import plan

# A visit is not moved further than this beyond the days that are planned.
SHIFT_DAYS = 60


class SaleOrderLine(models.Model):
    """The visits of a service of an agreement."""

    _inherit = "sale.order.line"

    def _has_visits(self):
        self.ensure_one()
        return bool(
            not self.display_type
            and self.product_id.is_cae_service
            and self.cae_visit_count
            and self.cae_visit_hours
        )

    def _prepare_visits(self, today, until):
        """The values of the visits of the lines, from a day to another.

        Lines that ask for a weekday choose first.
        """
        known, taken = self._read_visit_days()
        diaries = self.cae_professional_id._read_diaries(
            today, until + timedelta(days=SHIFT_DAYS)
        )
        vals_list = []
        ordered = self.sorted(lambda line: (not line.cae_visit_weekday, line.id))
        for line in ordered:
            diary = diaries[line.cae_professional_id.id]
            vals_list += line._prepare_line_visits(
                diary, today, until, known[line.id], taken[line.id]
            )
        return vals_list

    def _read_visit_days(self):
        """The days of the grid that are planned, and those that have a visit."""
        known = {line.id: set() for line in self}
        taken = {line.id: set() for line in self}
        visits = (
            self.env["cae.service.visit"]
            .sudo()
            .search_fetch(
                [("sale_line_id", "in", self.ids)],
                ["sale_line_id", "planned_date", "generated", "ended", "start"]
                + ["state", "professional_id"],
            )
        )
        for visit in visits:
            if visit.generated and not visit.ended:
                known[visit.sale_line_id.id].add(visit.planned_date)
            if visit.state != "cancelled":
                taken[visit.sale_line_id.id].add(visit._get_local_day())
        return known, taken

    def _prepare_line_visits(self, diary, today, until, known, taken):
        """The values of the visits of one line, which are noted in the diary."""
        self.ensure_one()
        order, hour, hours = (
            self.order_id,
            self.cae_visit_start_hour,
            self.cae_visit_hours,
        )
        # The hour of today's visits may have passed.
        start = max(order.cae_start_date, today + timedelta(days=1))
        latest = until + timedelta(days=SHIFT_DAYS)
        end = min(order.cae_end_date or latest, latest)
        if start > end:
            return []
        visits = plan(
            start,
            end,
            self.cae_visit_count,
            self.cae_visit_period or "month",
            int(self.cae_visit_weekday) if self.cae_visit_weekday else None,
            free=lambda day: bool(diary.moment(day, hour, hours)),
            until=until,
            known=known,
            taken=taken,
        )
        vals_list = []
        for visit in visits:
            moment = diary.moment(visit.day, hour, hours)
            diary.add(moment, moment + timedelta(minutes=round(hours * 60)))
            vals_list.append(
                {
                    "name": self.product_id.display_name,
                    "sale_line_id": self.id,
                    "professional_id": self.cae_professional_id.id,
                    "start": moment,
                    "duration": hours,
                    "generated": True,
                    "planned_date": visit.planned,
                    "move_reason": visit.day != visit.planned
                    and self.env._("The day of the agreement was not free."),
                }
            )
        return vals_list
