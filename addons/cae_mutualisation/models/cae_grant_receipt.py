# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeGrantReceipt(models.Model):
    """What a funder paid on a day."""

    _name = "cae.grant.receipt"
    _description = "Receipt of a Grant"
    _order = "date desc, id desc"

    grant_id = fields.Many2one(
        "cae.grant", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="grant_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today)
    amount = fields.Monetary(required=True)
    note = fields.Char()

    _amount_not_zero = models.Constraint(
        "CHECK (amount <> 0)", "A receipt has an amount; below zero, it was given back."
    )
