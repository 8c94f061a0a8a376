# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_dues_reminders = fields.Char(
        string="Reminders of Dues",
        default="15, 45",
        help="Days after the due date when who has not paid is reminded, with commas. "
        "Empty: no reminder by itself.",
    )

    @api.constrains("cae_dues_reminders")
    def _check_cae_dues_reminders(self):
        for company in self:
            try:
                valid = all(day > 0 for day in company._cae_get_dues_reminders())
            except ValueError:
                valid = False
            if not valid:
                raise ValidationError(
                    self.env._(
                        "Write the reminders of dues as days after the due date, with "
                        "commas between them, for example “15, 45”: “%(days)s” is not "
                        "that.",
                        days=company.cae_dues_reminders,
                    )
                )

    def _cae_get_dues_reminders(self):
        """The days after the due date when a reminder is sent, in order."""
        self.ensure_one()
        text = self.sudo().cae_dues_reminders or ""
        return sorted(int(part) for part in text.split(",") if part.strip())
