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

    _cae_service_positive = models.Constraint(
        "CHECK (cae_service_network_depth >= 0 AND cae_service_response_days >= 0)",
        "The settings of the shared services are not negative.",
    )
