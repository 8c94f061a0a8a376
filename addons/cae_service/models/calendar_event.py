# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

TIME_FIELDS = {"start", "stop", "start_date", "stop_date", "duration", "allday"}


class CalendarEvent(models.Model):
    """The event of a visit, once moved or removed, moves or cancels the visit."""

    _inherit = "calendar.event"

    cae_visit_ids = fields.One2many(
        "cae.service.visit", "event_id", string="Visits", groups="base.group_user"
    )

    def write(self, vals):
        names = set(vals)
        result = super().write(vals)
        visits = self.env["cae.service.visit"]
        if not visits._is_syncing():
            if vals.get("active") is False:
                self._get_visits("planned")._cancel_from_calendar()
            elif names & TIME_FIELDS:
                self._move_visits()
        return result

    def unlink(self):
        visits = self.env["cae.service.visit"]
        if not visits._is_syncing():
            visits = self._get_visits("planned")
        result = super().unlink()
        visits._cancel_from_calendar()
        return result

    def _get_visits(self, *states):
        domain = [("event_id", "in", self.ids)]
        if states:
            domain.append(("state", "in", states))
        return self.env["cae.service.visit"].sudo().search(domain)

    def _move_visits(self):
        """The visits take the times of their events.

        :raises UserError: for a visit that is done
        """
        for visit in self._get_visits():
            event = visit.event_id
            if (event.start, event.stop) == (visit.start, visit.stop):
                continue
            if visit.state == "done":
                raise UserError(
                    self.env._(
                        "%(visit)s is done: it does not move any more. Undo it first.",
                        visit=visit.display_name,
                    )
                )
            hours = (event.stop - event.start).total_seconds() / 3600
            visit.with_context(cae_visit_sync=True).write(
                {"start": event.start, "duration": hours}
            )
