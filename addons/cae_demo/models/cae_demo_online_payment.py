# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class CaeDemoLoader(models.AbstractModel):
    """Members pay their invoices in the portal, by a provider that asks no money."""

    _inherit = "cae.demo.loader"

    def _load_online_payment(self):
        """Odoo's demo provider in the company; its payments go to the bank at once."""
        if self._has("payment_provider"):
            return
        demo = self.env.ref("payment.payment_provider_demo")
        provider = demo.copy(
            {
                "name": "Paiement de démonstration",
                "company_id": self.env.company.id,
                "state": "test",
                "is_published": True,
            }
        )
        self._name_records({"payment_provider": provider})
        journal = self._journal("bank")
        provider.journal_id = journal
        lines = journal.inbound_payment_method_line_ids
        lines = lines.filtered(lambda line: line.payment_provider_id == provider)
        lines.payment_account_id = journal.default_account_id
