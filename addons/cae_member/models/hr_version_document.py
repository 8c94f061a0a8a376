# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import models


class HrVersion(models.Model):
    _inherit = "hr.version"

    def action_prepare_document(self):
        """Write the document of the contract, amendment or termination."""
        self.ensure_one()
        return self.env["cae.contract.document"]._prepare_for(self).action_open()
