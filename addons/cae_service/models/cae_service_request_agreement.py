# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import models
from odoo.exceptions import UserError


class CaeServiceRequest(models.Model):
    """From the assessed lines of a request to an agreement."""

    _inherit = "cae.service.request"

    def action_make_agreement(self):
        """Ask for the dates and the terms, then draft the agreement.

        :raises UserError: nothing is assessed, or the organisation may not be served
        """
        self.ensure_one()
        self._check_may_be_served()
        if not self._get_cae_lines_to_agree():
            raise UserError(
                self.env._(
                    "%s has no assessed line without an agreement: assess the needs "
                    "first.",
                    self.name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Draft an Agreement"),
            "res_model": "cae.service.agreement.make",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }

    def _get_cae_lines_to_agree(self):
        """The assessed lines that no agreement answers yet."""
        return self.line_ids.filtered(
            lambda line: line.state == "assessed" and not line.sale_line_id
        )
