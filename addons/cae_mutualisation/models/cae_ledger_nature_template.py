# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .cae_ledger_nature import NATURES


class CaeLedgerNatureTemplate(models.Model):
    """The natures that a company of a country starts with (its chart's prefixes)."""

    _name = "cae.ledger.nature.template"
    _description = "Ledger Nature Template"
    _order = "country_id, sequence, id"
    _rec_name = "code"

    country_id = fields.Many2one("res.country", required=True, index=True)
    code = fields.Selection(NATURES, required=True)
    account_prefixes = fields.Char()
    sign = fields.Selection(
        [("1", "Income is positive"), ("-1", "Cost is positive")],
        default="1",
        required=True,
    )
    sequence = fields.Integer(default=10)

    _country_code_uniq = models.UniqueIndex(
        "(country_id, code)", "A country has each nature once."
    )

    def _prepare_nature_vals(self, company):
        self.ensure_one()
        return {
            "company_id": company.id,
            "code": self.code,
            "account_prefixes": self.account_prefixes,
            "sign": self.sign,
            "sequence": self.sequence,
        }
