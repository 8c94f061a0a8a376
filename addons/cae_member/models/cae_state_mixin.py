# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2.errors import SerializationFailure

from odoo import fields, models
from odoo.exceptions import LockError, UserError


class CaeStateMixin(models.AbstractModel):
    """Helpers of records whose `state` changes by actions only."""

    _name = "cae.state.mixin"
    _description = "State Changed by Actions"

    def _get_state_label(self):
        """The state in the user's language."""
        self.ensure_one()
        return dict(self._fields["state"]._description_selection(self.env))[self.state]

    def _check_state(self, allowed, remedy):
        """Refuse an action on records in another state than those `allowed`."""
        for record in self:
            if record.state not in allowed:
                raise UserError(
                    self.env._(
                        "%(record)s is in the state “%(state)s”. %(remedy)s",
                        record=record.display_name,
                        state=record._get_state_label(),
                        remedy=remedy,
                    )
                )

    def _lock_rows(self, message, fnames):
        """Keep others off the records, and read again what they may have changed.

        :param fnames: fields to read again once the records are locked
        :raises UserError: the message, when somebody else works on them
        """
        self.check_access("write")
        self.flush_recordset()
        try:
            self.lock_for_update(allow_referencing=True)
        except (LockError, SerializationFailure) as error:
            raise UserError(message) from error
        self.invalidate_recordset(fnames)

    def _write_dated(self, vals, field_name, date=None):
        """Write `vals` with the date given, or each record's own, or today's."""
        if date:
            self.write({**vals, field_name: date})
            return
        dated = self.filtered(field_name)
        undated = self - dated
        if dated:
            dated.write(vals)
        if undated:
            undated.write({**vals, field_name: fields.Date.context_today(self)})
