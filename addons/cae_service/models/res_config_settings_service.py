# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cae_service_network_depth = fields.Integer(
        related="company_id.cae_service_network_depth", readonly=False
    )
    cae_service_response_days = fields.Integer(
        related="company_id.cae_service_response_days", readonly=False
    )
    cae_service_routing_weeks = fields.Integer(
        related="company_id.cae_service_routing_weeks", readonly=False
    )
    cae_service_candidates_max = fields.Integer(
        related="company_id.cae_service_candidates_max", readonly=False
    )
    cae_service_weight_member = fields.Integer(
        related="company_id.cae_service_weight_member", readonly=False
    )
    cae_service_weight_territory = fields.Integer(
        related="company_id.cae_service_weight_territory", readonly=False
    )
    cae_service_weight_capacity = fields.Integer(
        related="company_id.cae_service_weight_capacity", readonly=False
    )
    cae_service_together_percent = fields.Integer(
        related="company_id.cae_service_together_percent", readonly=False
    )
