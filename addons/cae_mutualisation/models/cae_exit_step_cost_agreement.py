# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
class CaeExitStep(models.Model):
    _inherit = "cae.exit.step"

    check_code = fields.Selection(
        selection_add=[
            ("cost_agreements_ended", "The cost-sharing agreements have an end")
        ],
        ondelete={"cost_agreements_ended": "set null"},
    )
