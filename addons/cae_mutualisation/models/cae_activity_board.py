# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, models
from odoo.fields import Domain

LABEL = re.compile(r"^\[(?P<code>[^\]]+)\] (?P<name>.+)$")


class CaeActivity(models.Model):
    _inherit = "cae.activity"

    @api.model
    def _search_display_name(self, operator, value):
        """Also find “[A0001] Wood”: what a spreadsheet exported can be imported."""
        domain = super()._search_display_name(operator, value)
        if operator not in ("=", "in"):
            return domain
        values = [value] if isinstance(value, str) else value or ()
        labels = [LABEL.match(text) for text in values if isinstance(text, str)]
        return Domain.OR(
            [
                domain,
                *(
                    Domain("code", "=", label["code"])
                    & Domain("name", "=", label["name"])
                    for label in labels
                    if label
                ),
            ]
        )
