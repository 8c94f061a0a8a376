# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import ROUND_HALF_UP, Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .cae_cost_pool_cost import ZERO, cents

CENT = Decimal("0.01")


class CaeCostSimulationPool(models.Model):
    """A pool in a simulation: what is changed about it, and what it costs."""

    _name = "cae.cost.simulation.pool"
    _description = "Pool of a Simulation"
    _inherit = ["cae.cost.simulation.change"]
    _order = "simulation_id, sequence, id"
    _check_company_auto = True

    simulation_id = fields.Many2one(
        "cae.cost.simulation",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        related="simulation_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    pool_id = fields.Many2one(
        "cae.cost.pool",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    # === What is tried === #
    dropped = fields.Boolean(
        string="No Longer Shared",
        help="Neither its cost nor its grants are counted afterwards.",
    )
    new_key_id = fields.Many2one(
        "cae.cost.key",
        string="Other Key",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: by the keys of the agreements.",
    )
    share_all = fields.Boolean(
        string="All Members Share It",
        help="Everybody who shares any pool shares this one too, on the same days: to "
        "try a pool for which no agreement is signed yet.",
    )
    new_cost = fields.Monetary(
        string="Other Cost",
        help="Before grants, for the whole period. 0: as it is.",
    )
    cost_percent = fields.Float(
        string="Cost Change (%)",
        digits=(16, 2),
        help="10: a tenth dearer; −10: a tenth cheaper. 0: as it is.",
    )
    grant_lost = fields.Monetary(
        string="Grants Lost",
        help="How much less in grants and income, for the whole period.",
    )
    grant_lost_percent = fields.Float(
        string="Grants Lost (%)",
        digits=(16, 2),
        help="100: all its grants and income are lost.",
    )
    # === What comes out === #
    cost_before = fields.Monetary(readonly=True, copy=False)
    cost_after = fields.Monetary(readonly=True, copy=False)
    grant_before = fields.Monetary(
        string="Grants Before",
        readonly=True,
        copy=False,
        help="Of a budget: grants and income. Of real costs: grants only.",
    )
    grant_after = fields.Monetary(string="Grants After", readonly=True, copy=False)
    net_before = fields.Monetary(
        string="Net Cost Before",
        readonly=True,
        copy=False,
        help="What its members share. 0 when nobody does.",
    )
    net_after = fields.Monetary(string="Net Cost After", readonly=True, copy=False)
    key_before_id = fields.Many2one(
        "cae.cost.key",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    key_after_id = fields.Many2one(
        "cae.cost.key",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    _pool_uniq = models.UniqueIndex(
        "(simulation_id, pool_id)", "This pool is in the simulation already."
    )
    _lost_percent_range = models.Constraint(
        "CHECK (grant_lost_percent BETWEEN 0 AND 100)",
        "Between nothing and 100 % of the grants are lost.",
    )
    _amounts_positive = models.Constraint(
        "CHECK (new_cost >= 0 AND grant_lost >= 0)",
        "Other costs and lost grants are not negative.",
    )
    _percent_range = models.Constraint(
        "CHECK (cost_percent >= -100)", "A cost does not fall by more than 100 %."
    )

    @api.depends("pool_id.name")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.pool_id.name

    @api.constrains("new_cost", "cost_percent", "grant_lost", "grant_lost_percent")
    def _check_one_way(self):
        for row in self:
            if (row.new_cost and row.cost_percent) or (
                row.grant_lost and row.grant_lost_percent
            ):
                raise ValidationError(
                    self.env._(
                        "%(pool)s: type an amount or a percentage, not both.",
                        pool=row.pool_id.name,
                    )
                )

    @api.model
    def _get_result_names(self):
        return {
            f"{name}_{side}"
            for name in ("cost", "grant", "net")
            for side in ("before", "after")
        } | {"key_before_id", "key_after_id"}

    # === Costs afterwards, to the cent === #

    def _change_cost(self, cost):
        self.ensure_one()
        if self.new_cost:
            return cents(self.new_cost)
        return _cents(cost * (1 + Decimal(f"{self.cost_percent:.2f}") / 100))

    def _change_grant(self, grant, lost):
        """The grants that are left.

        :param lost: of the grants that the simulation loses by name
        :raises UserError: more is typed than there are
        """
        self.ensure_one()
        typed = cents(self.grant_lost) or _cents(
            grant * Decimal(f"{self.grant_lost_percent:.2f}") / 100
        )
        if typed > max(grant, ZERO):
            raise UserError(
                self.env._(
                    "%(pool)s: %(lost)s of grants are lost, but only %(grant)s are "
                    "counted in this period. Type less, or change the cost.",
                    pool=self.pool_id.name,
                    lost=typed,
                    grant=grant,
                )
            )
        return grant - min(typed + lost, max(grant, ZERO))

    def _get_net(self, cost, grant):
        """What is shared: real costs that leave a surplus may stay with the pool."""
        self.ensure_one()
        net = cost - grant
        kept = self.simulation_id.base == "real" and self.pool_id.keep_surplus
        return max(net, ZERO) if kept else net


def _cents(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)
