# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeLevyTier(models.Model):
    """From an amount on, the rate of a levy."""

    _name = "cae.levy.tier"
    _description = "Levy Tier"
    _order = "component_id, amount_from"

    component_id = fields.Many2one(
        "cae.levy.component", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="component_id.company_id", store=True)
    currency_id = fields.Many2one(related="component_id.currency_id")
    amount_from = fields.Monetary(
        string="From Amount", help="Base of the period from which the rate applies."
    )
    rate = fields.Float(string="Rate (%)", digits=(16, 4), required=True)

    _amount_from_uniq = models.UniqueIndex(
        "(component_id, amount_from)", "Two tiers of a levy start at the same amount."
    )
    _amount_from_check = models.Constraint(
        "CHECK (amount_from >= 0)", "A tier starts at zero or above."
    )
