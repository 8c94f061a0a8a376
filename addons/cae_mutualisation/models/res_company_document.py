# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _cae_describe_levy(self, date):
        """What was typed in the settings, or the levy scheme in force on the day."""
        typed = super()._cae_describe_levy(date)
        if typed or not date:
            return typed
        schemes = self.env["cae.levy.scheme"].sudo()
        scheme = schemes.search(
            [
                ("company_id", "=", self.id),
                ("date_from", "<=", date),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", date),
            ],
            limit=1,
        )
        return scheme._describe() if scheme else ""
