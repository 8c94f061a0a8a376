# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeServiceRateCost(models.Model):
    """A cost typed for a group of services: a salary, a share of the rent…"""

    _name = "cae.service.rate.cost"
    _description = "Cost of Shared Services"
    _order = "rate_id, sequence, id"

    rate_id = fields.Many2one(
        "cae.service.rate", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="rate_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(
        string="Cost", required=True, help="E.g. the salary of X, half of the rent."
    )
    amount = fields.Monetary(help="Of the whole period. Below zero: a grant received.")
