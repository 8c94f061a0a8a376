# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_service_any_professional = fields.Boolean(
        string="Anyone May Serve Any Field",
        help="Otherwise an agreement refuses professionals without the expertise that "
        "the service asks for.",
    )
