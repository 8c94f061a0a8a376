# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain


class CaeLedgerNature(models.Model):
    """Natures found by code or by label, as people type them in a file or a search."""

    _inherit = "cae.ledger.nature"

    @api.model
    def _search_display_name(self, operator, value):
        """Match ``turnover``, ``Turnover`` or its translation; a kind by its own.

        A company has about ten natures: their names are compared in Python, since
        labels are in no column.
        """
        natures = self.search([("code", "!=", False)])
        if operator in ("=", "in", "=ilike"):
            values = {value} if isinstance(value, str) else set(value)
            wanted = {str(item).strip().casefold() for item in values}
            found = natures.filtered(lambda n: n._search_keys() & wanted)
        elif operator in ("ilike", "like"):
            text = str(value or "").strip("%").casefold()
            found = natures.filtered(
                lambda n: any(text in key for key in n._search_keys())
            )
        elif operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented  # the ORM asks for the opposite
        else:
            return super()._search_display_name(operator, value)
        return Domain("id", "in", found.ids)

    def _search_keys(self):
        """What names one nature, lower case, in the reader's language and English."""
        self.ensure_one()
        keys = {self._figure_key()}
        for lang in {self.env.lang or "en_US", "en_US"}:
            keys.add(self.with_context(lang=lang).display_name)
        return {key.casefold() for key in keys if key}
