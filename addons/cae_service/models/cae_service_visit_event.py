# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models
from odoo.fields import Command

# Nobody is invited: the professional finds the visit in the calendar, without a mail.
SILENT = {
    "cae_visit_sync": True,
    "no_mail_to_attendees": True,
    "skip_attendee_notification": True,
    "skip_contact_description": True,
    "calendar_no_videocall": True,
    "dont_notify": True,
    "is_calendar_event_new": True,
    "mail_create_nosubscribe": True,
    "tracking_disable": True,
    "mail_notrack": True,
}


class CaeServiceVisit(models.Model):
    """A visit stands in the calendar of the professional's user; others see “busy”."""

    _inherit = "cae.service.visit"

    event_id = fields.Many2one(
        "calendar.event",
        string="Calendar Event",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _sync_events(self):
        """Bring the calendar events in line with the visits, all together."""
        if self._is_syncing():
            return
        visits = self.sudo()
        shown = visits.filtered(
            lambda visit: (
                visit.user_id
                and visit.state != "cancelled"
                and visit.kind in ("visit", "remote")
            )
        )
        (visits - shown)._remove_events()
        # Somebody else's event does not move over: it is removed and made anew.
        shown.filtered(
            lambda visit: visit.event_id and visit.event_id.user_id != visit.user_id
        )._remove_events()
        for visit in shown.filtered("event_id"):
            vals = visit._prepare_event_times()
            event = visit.event_id
            if any(event[name] != value for name, value in vals.items()):
                event.with_context(**SILENT).write(vals)
                event.attendee_ids.filtered(
                    lambda found: found.state == "needsAction"
                ).state = "accepted"
        missing = shown.filtered(
            lambda visit: not visit.event_id and visit.state == "planned"
        )
        if not missing:
            return
        events = (
            self.env["calendar.event"]
            .sudo()
            .with_context(**SILENT)
            .create([visit._prepare_event_vals() for visit in missing])
        )
        for visit, event in zip(missing, events, strict=True):
            visit.event_id = event

    def _remove_events(self):
        events = self.sudo().event_id
        if events:
            events.with_context(**SILENT).unlink()

    def _prepare_event_times(self):
        self.ensure_one()
        return {"name": self.display_name, "start": self.start, "stop": self.stop}

    def _prepare_event_vals(self):
        """An event that only the professional reads, already accepted."""
        self.ensure_one()
        partner = self.user_id.partner_id
        return {
            **self._prepare_event_times(),
            "allday": False,
            "user_id": self.user_id.id,
            "privacy": "private",
            "show_as": "busy",
            "event_tz": self.professional_id._get_tz(),
            "partner_ids": [Command.link(partner.id)],
            "attendee_ids": [
                Command.create({"partner_id": partner.id, "state": "accepted"})
            ],
            "activity_ids": [Command.clear()],
            "alarm_ids": [Command.clear()],
        }

    def _cancel_from_calendar(self):
        """The professional removed the events of planned visits."""
        if self:
            self._cancel(self.env._("Removed from the professional's calendar."))
