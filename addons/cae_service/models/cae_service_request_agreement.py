# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models
from odoo.exceptions import UserError


class CaeServiceRequest(models.Model):
    """From the assessed lines of a request to an agreement."""

    _inherit = "cae.service.request"

    order_count = fields.Integer(
        string="Number of Agreements", compute="_compute_order_count"
    )
    has_line_to_agree = fields.Boolean(compute="_compute_has_line_to_agree")

    @api.depends("order_ids")
    def _compute_order_count(self):
        for request in self:
            request.order_count = len(request.order_ids)

    def action_view_agreements(self):
        """The agreements that answer the request, all versions."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_service.sale_order_action_agreement"
        )
        return {
            **action,
            "domain": [("cae_request_id", "=", self.id)],
            "context": {"create": False},
        }

    @api.depends("line_ids.state", "line_ids.sale_line_id")
    def _compute_has_line_to_agree(self):
        for request in self:
            request.has_line_to_agree = bool(request._get_cae_lines_to_agree())

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
