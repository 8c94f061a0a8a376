# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_cost_table_open = fields.Boolean(
        string="Members See the Whole Table",
        help="On the portal, a member sees the shares of all the members, not only "
        "its own: everyone can check the settlement.",
    )
