# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeLedgerReclassificationLine(models.TransientModel):
    """Lines of a month that go from one nature to another."""

    _name = "cae.ledger.reclassification.line"
    _description = "Reviewed Natures"
    _order = "month desc, id"

    wizard_id = fields.Many2one("cae.ledger.reclassification", ondelete="cascade")
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    month = fields.Date(readonly=True)
    former_id = fields.Many2one("cae.ledger.nature", string="From", readonly=True)
    nature_id = fields.Many2one("cae.ledger.nature", string="To", readonly=True)
    count = fields.Integer(string="Lines", readonly=True)
    amount = fields.Monetary(readonly=True)
