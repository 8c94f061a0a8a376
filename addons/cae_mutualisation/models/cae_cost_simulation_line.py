# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostSimulationLine(models.Model):
    """What a member pays for a pool now, and what it would pay.

    The simulation writes the rows, all at once; nobody else does.
    """

    _name = "cae.cost.simulation.line"
    _description = "Member's Share in a Simulation"
    _order = "simulation_id desc, difference desc, name, id"

    simulation_id = fields.Many2one(
        "cae.cost.simulation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    membership_id = fields.Many2one(
        "cae.membership",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: it is not a member yet.",
    )
    name = fields.Char(string="Member", required=True)
    pool_id = fields.Many2one(
        "cae.cost.pool", required=True, index=True, ondelete="cascade"
    )
    key_before_id = fields.Many2one(
        "cae.cost.key", index="btree_not_null", ondelete="set null"
    )
    key_after_id = fields.Many2one(
        "cae.cost.key", index="btree_not_null", ondelete="set null"
    )
    shared_before = fields.Monetary(
        string="Net Cost of the Pool Before", aggregator=None
    )
    shared_after = fields.Monetary(string="Net Cost of the Pool After", aggregator=None)
    weight_before = fields.Float(
        digits=(16, 6),
        aggregator=None,
        help="The value of the key × the days. With a mixed key, or one that changes "
        "in the period: the part of the whole.",
    )
    weight_after = fields.Float(digits=(16, 6), aggregator=None)
    weight_total_before = fields.Float(
        string="Weight of All Before", digits=(16, 6), aggregator=None
    )
    weight_total_after = fields.Float(
        string="Weight of All After", digits=(16, 6), aggregator=None
    )
    amount_before = fields.Monetary(string="Before")
    amount_after = fields.Monetary(string="After")
    difference = fields.Monetary()
    percent = fields.Float(
        string="Difference (%)",
        digits=(16, 2),
        aggregator=None,
        help="Of what it pays now. 0 when it pays nothing now.",
    )
    direction = fields.Selection(
        [("more", "Pays More"), ("less", "Pays Less"), ("same", "Pays the Same")]
    )
