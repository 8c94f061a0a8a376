# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from collections import defaultdict
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date

from ..kernel.schedule import local_day, nearest
from .sale_order_line_plan import SHIFT_DAYS


class CaeServiceVisit(models.Model):
    """Absences move planned visits, or give them to a stand-in, as settings say."""

    _inherit = "cae.service.visit"

    @api.model
    def _yield_to_absences(self, leaves):
        """Find another day or another person for planned visits to come.

        :param leaves: time off of persons, or public holidays
        """
        absences = leaves.sudo().filtered(lambda leave: leave.time_type == "leave")
        affected = self._find_affected(absences)
        for company, visits in self.browse(affected).grouped("company_id").items():
            visits = visits.sorted("start")
            changes = {}
            if company.cae_service_absence != "warn":
                changes = visits._find_other_times(
                    company.cae_service_absence == "stand_in"
                )
            reasons = {
                visit: visit._get_absence_reason(affected[visit.id]) for visit in visits
            }
            moved = self.browse()
            for visit, vals in changes.items():
                moved += visit
                visit.with_context(cae_visit_sync=True, tracking_disable=True).write(
                    {**vals, "move_reason": reasons[visit]}
                )
            moved._sync_events()
            visits._tell_absence(reasons, changes)

    @api.model
    def _find_affected(self, absences):
        """The planned visits that the absences hit: `{id: absence}`."""
        if not absences:
            return {}
        domain = [
            ("state", "=", "planned"),
            ("start", "<", max(absences.mapped("date_to"))),
            ("stop", ">", min(absences.mapped("date_from"))),
            ("start", ">=", fields.Datetime.now().replace(hour=0, minute=0, second=0)),
        ]
        resources = absences.resource_id
        if all(absence.resource_id for absence in absences):
            domain.append(
                ("professional_id.employee_id.resource_id", "in", resources.ids)
            )
        affected = {}
        for visit in self.sudo().search(domain):
            professional = visit.professional_id
            resource = professional.employee_id.resource_id
            for absence in absences:
                if (
                    absence.date_from < visit.stop
                    and absence.date_to > visit.start
                    and professional._has_absence(absence, resource)
                ):
                    affected[visit.id] = absence
        return affected

    def _find_other_times(self, stand_in):
        """Who else comes, or when: `{visit: values}`; nothing for those without."""
        first = min(visit._get_local_day() for visit in self)
        last = max(visit._get_local_day() for visit in self)
        zone = self[:1].professional_id._get_tz()
        today = fields.Date.context_today(self.with_context(tz=zone))
        professionals = self.professional_id | self.sale_line_id.cae_backup_ids
        diaries = professionals._read_diaries(
            min(today, first), last + timedelta(days=SHIFT_DAYS)
        )
        used = self._read_used_days()
        changes = {}
        for visit in self:
            vals = visit._find_stand_in(diaries) if stand_in else None
            vals = vals or visit._find_other_day(diaries, today, used)
            if vals:
                changes[visit] = vals
        return changes

    def _read_used_days(self):
        """The days on which the lines have visits: `{sale line id: days}`."""
        used = defaultdict(set)
        for visit in self.search(
            [
                ("sale_line_id", "in", self.sale_line_id.ids),
                ("state", "!=", "cancelled"),
            ]
        ):
            used[visit.sale_line_id.id].add(visit._get_local_day())
        return used

    def _find_stand_in(self, diaries):
        """The first stand-in who is free at the time of the visit."""
        self.ensure_one()
        for backup in self.sale_line_id.cae_backup_ids - self.professional_id:
            diary = diaries[backup.id]
            day = local_day(self.start, diary.zone)
            if diary.works_on(day) and diary.is_free(self.start, self.stop):
                diary.add(self.start, self.stop)
                return {"professional_id": backup.id}
        return None

    def _find_other_day(self, diaries, today, used):
        """The next free day of the agreement, else the nearest before."""
        self.ensure_one()
        diary = diaries[self.professional_id.id]
        hour, day = diary.hour(self.start), self._get_local_day()
        order, taken = self.order_id, used[self.sale_line_id.id]
        start = max(order.cae_start_date or today, today)
        latest = day + timedelta(days=SHIFT_DAYS)
        end = min(order.cae_end_date or latest, latest)
        found = nearest(
            day,
            start,
            end,
            lambda other: (
                other not in taken and bool(diary.moment(other, hour, self.duration))
            ),
        )
        if not found:
            return None
        taken.add(found)
        moment = diary.moment(found, hour, self.duration)
        diary.add(moment, moment + (self.stop - self.start))
        return {"start": moment}

    def _get_absence_reason(self, absence):
        """In words; the kind of a person's absence is nobody's business."""
        self.ensure_one()
        zone = self.professional_id._get_tz()
        if not absence.resource_id:
            return self.env._(
                "Day off: %(name)s",
                name=absence.name or format_date(self.env, absence.date_from),
            )
        return self.env._(
            "Absence of %(professional)s, %(date_from)s – %(date_to)s",
            professional=self.professional_id.name,
            date_from=format_date(self.env, local_day(absence.date_from, zone)),
            date_to=format_date(self.env, local_day(absence.date_to, zone)),
        )

    def _tell_absence(self, reasons, changes):
        """A note on each visit, and a to-do on each agreement for who follows it."""
        texts = {}
        for visit in self:
            vals = changes.get(visit, {})
            if "professional_id" in vals:
                what = self.env._(
                    "%(professional)s stands in.",
                    professional=visit.professional_id.name,
                )
            elif vals:
                what = self.env._(
                    "Moved to %(date)s.",
                    date=format_date(self.env, visit._get_local_day()),
                )
            else:
                what = self.env._("It stays planned: find another day or person.")
            texts[visit] = f"{reasons[visit]}. {what}"
        self._log_on_each(lambda visit: texts[visit])
        todo = self.env.ref("mail.mail_activity_data_todo")
        model = self.env["ir.model"]._get("sale.order")
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(
            [
                {
                    "activity_type_id": todo.id,
                    "res_model_id": model.id,
                    "res_id": order.id,
                    "user_id": visits[:1]._get_responsible().id,
                    "date_deadline": fields.Date.context_today(self),
                    "summary": self.env._(
                        "Visits changed by an absence: tell the member"
                    ),
                    "note": visits._get_absence_note(texts),
                }
                for order, visits in self.grouped("order_id").items()
            ]
        )

    def _get_absence_note(self, texts):
        items = Markup().join(
            Markup("<li>%s: %s</li>") % (visit.display_name, texts[visit])
            for visit in self
        )
        return Markup("<ul>%s</ul><p>%s</p>") % (
            items,
            self.env._(
                "If the absence is given up, the visits do not move back by "
                "themselves: move them in the calendar."
            ),
        )
