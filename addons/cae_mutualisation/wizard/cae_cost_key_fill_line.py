# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostKeyFillLine(models.TransientModel):
    """What taking over a figure would do to the value of a member."""

    _name = "cae.cost.key.fill.line"
    _description = "Figure to Take over"
    _order = "id"

    wizard_id = fields.Many2one("cae.cost.key.fill", ondelete="cascade", index=True)
    status = fields.Selection(
        [
            ("missing", "No validated figures"),
            ("propose", "Changed: proposed instead of the validated value"),
            ("update", "Changed: corrected"),
            ("create", "New"),
            ("typed", "Typed by hand: kept"),
            ("same", "Already there"),
        ],
        readonly=True,
    )
    key_id = fields.Many2one("cae.cost.key", readonly=True)
    unit = fields.Char(related="key_id.unit")
    membership_id = fields.Many2one("cae.membership", string="Member", readonly=True)
    date_from = fields.Date(string="From", readonly=True)
    has_current = fields.Boolean(readonly=True)
    current = fields.Float(string="Value Now", digits=(16, 4), readonly=True)
    has_figure = fields.Boolean(readonly=True)
    amount = fields.Float(string="Figure", digits=(16, 4), readonly=True)
