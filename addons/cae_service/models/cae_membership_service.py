# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import models

from odoo.addons.cae_member.models.cae_membership import ADMITTED_STATES


class CaeMembership(models.Model):
    """Who is admitted is served: the requests that waited for it go on."""

    _inherit = "cae.membership"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in ADMITTED_STATES:
            self._resume_service_requests()
        return result

    def _resume_service_requests(self):
        """Those of the organisations below go on by the daily job."""
        self.env["cae.service.request"].sudo().search(
            [
                ("state", "=", "invited"),
                ("company_id", "in", self.company_id.ids),
                ("partner_id", "child_of", self.partner_id.ids),
            ]
        )._resume_served()
