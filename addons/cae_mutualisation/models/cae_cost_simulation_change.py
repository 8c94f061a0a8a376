# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class CaeCostSimulationChange(models.AbstractModel):
    """What is tried by a simulation: its figures are void when that changes.

    Concrete models have a `simulation_id`.
    """

    _name = "cae.cost.simulation.change"
    _description = "Change Tried by a Simulation"

    @api.model
    def _get_result_names(self):
        """The fields that only the computation writes."""
        return set()

    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        changes.simulation_id._clear_figures()
        return changes

    def write(self, vals):
        inputs = set(vals) - (self._get_result_names() if self.env.su else set())
        simulations = self.simulation_id if inputs else self.env["cae.cost.simulation"]
        result = super().write(vals)
        simulations._clear_figures()
        return result

    def unlink(self):
        simulations = self.simulation_id
        result = super().unlink()
        simulations._clear_figures()
        return result
