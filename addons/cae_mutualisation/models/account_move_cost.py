# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class AccountMove(models.Model):
    """An invoice without tax says by which law."""

    _inherit = "account.move"

    def _get_cae_exemption_reasons(self):
        """The laws by which lines of the invoice bear no tax."""
        self.ensure_one()
        return self.sudo().invoice_line_ids.cae_exemption_reason_id

    def _get_cae_exemption_texts(self):
        """What the law asks to print on invoices without tax, each text once."""
        texts = self._get_cae_exemption_reasons().mapped("legal_text")
        return list(dict.fromkeys(text for text in texts if text))
