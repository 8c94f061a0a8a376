# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_service_network_depth = fields.Integer(
        string="Depth of the Networks Served",
        default=2,
        help="0: direct members only. 1: also members of a network. 2: also the "
        "members of these, and so on.",
    )
    cae_service_response_days = fields.Integer(
        string="Days to Answer a Request",
        default=3,
        help="Requests without an answer after so many days are late.",
    )
    cae_service_routing_weeks = fields.Integer(
        string="Weeks of the Ranking",
        default=4,
        help="The capacity of professionals is reckoned over so many weeks, from the "
        "week in which the member wants them.",
    )
    cae_service_candidates_max = fields.Integer(
        string="Professionals Ranked",
        default=10,
        help="How many are kept for each line, the best first.",
    )
    cae_service_weight_member = fields.Integer(
        string="Points: Serves the Member",
        default=30,
        help="For who has an agreement with the member already.",
    )
    cae_service_weight_territory = fields.Integer(
        string="Points: Same Territory",
        default=20,
        help="For who works in the territory of the request.",
    )
    cae_service_weight_capacity = fields.Integer(
        string="Points: Free Time",
        default=50,
        help="For who is wholly free in these weeks; in proportion otherwise.",
    )
    cae_service_together_percent = fields.Integer(
        string="Asked Together (%)",
        default=20,
        help="A field is proposed when at least so many percent of the requests for "
        "another field asked for it too.",
    )

    _cae_service_positive = models.Constraint(
        "CHECK (cae_service_network_depth >= 0 AND cae_service_response_days >= 0)",
        "The settings of the shared services are not negative.",
    )
    _cae_service_routing_positive = models.Constraint(
        "CHECK (cae_service_routing_weeks > 0 AND cae_service_candidates_max > 0)",
        "Give at least one week and one professional to the ranking.",
    )
    _cae_service_weights_positive = models.Constraint(
        "CHECK (cae_service_weight_member >= 0 AND cae_service_weight_territory >= 0"
        " AND cae_service_weight_capacity >= 0 AND cae_service_together_percent >= 0)",
        "The points of the ranking and the percentage are not negative.",
    )
