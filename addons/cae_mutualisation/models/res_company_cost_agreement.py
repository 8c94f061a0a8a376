# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
class ResCompany(models.Model):
    """The numbers of cost-sharing agreements."""

    _inherit = "res.company"

    cae_cost_agreement_sequence_id = fields.Many2one(
        "ir.sequence",
        string="Numbers of Cost-Sharing Agreements",
        help="Created with the first agreement that is sent.",
    )

    @api.model
    def _prepare_cae_sequence_vals(self, field_name):
        vals = super()._prepare_cae_sequence_vals(field_name)
        if field_name == "cae_cost_agreement_sequence_id":
            vals["prefix"] = "CSA"
        return vals
