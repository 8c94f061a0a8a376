# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class IrActionsReport(models.Model):
    """Cost-sharing agreements carry page numbers and their seal too."""

    _inherit = "ir.actions.report"

    def _get_cae_sealed_models(self):
        return {
            **super()._get_cae_sealed_models(),
            "cae_mutualisation.report_cost_agreement": "cae.cost.agreement",
        }
