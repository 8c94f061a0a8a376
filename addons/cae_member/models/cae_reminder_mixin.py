# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeReminderMixin(models.AbstractModel):
    """A record whose payer is reminded by mail: how often, and when last.

    Concrete models name the mail (`_get_reminder_template`), the invoice that keeps a
    trace of it (`_get_reminded_move`), and what that trace says
    (`_get_reminder_note`).
    """

    _name = "cae.reminder.mixin"
    _description = "Payment That Is Reminded"

    reminder_count = fields.Integer(
        string="Reminders", readonly=True, copy=False, aggregator=None
    )
    reminded_on = fields.Date(string="Last Reminder", readonly=True, copy=False)

    def _get_reminder_template(self):
        raise NotImplementedError

    def _get_reminded_move(self):
        raise NotImplementedError

    def _get_reminder_note(self):
        raise NotImplementedError

    def _send_reminders(self, today):
        """Send one mail for each record, and keep a trace of it on its invoice."""
        if not self:
            return
        self._get_reminder_template().sudo().send_mail_batch(self.ids)
        moves = self.env["account.move"].union(
            *(record._get_reminded_move() for record in self.sudo())
        )
        note = self._get_reminder_note()
        moves._message_log_batch(dict.fromkeys(moves.ids, note))
        for count, records in self.sudo().grouped("reminder_count").items():
            records.write({"reminder_count": count + 1, "reminded_on": today})
