# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostSimulationValue(models.Model):
    """What a member would weigh for a key, in a simulation."""

    _name = "cae.cost.simulation.value"
    _description = "Figure of a Member in a Simulation"
    _inherit = ["cae.cost.simulation.change"]
    _order = "change_id, id"
    _rec_name = "key_id"
    _check_company_auto = True

    change_id = fields.Many2one(
        "cae.cost.simulation.member",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    simulation_id = fields.Many2one(
        related="change_id.simulation_id", store=True, index=True
    )
    company_id = fields.Many2one(related="change_id.company_id", store=True, index=True)
    key_id = fields.Many2one(
        "cae.cost.key",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        domain="[('method', 'not in', ('equal', 'mixed'))]",
    )
    amount = fields.Float(
        string="Value",
        digits=(16, 4),
        help="FTE, posts, square metres… from the day on. Hours: those of the whole "
        "period.",
    )

    _key_uniq = models.UniqueIndex(
        "(change_id, key_id)", "This key has a figure in this line already."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "The value of a key is not negative."
    )
