# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeServiceReason(models.TransientModel):
    """Why a professional declines, or why a request or a line is closed."""

    _name = "cae.service.reason"
    _description = "Reason"

    kind = fields.Selection(
        [
            ("decline", "Decline"),
            ("cancel_line", "Cancel the Line"),
            ("refuse", "Refuse the Request"),
            ("cancel", "Cancel the Request"),
        ],
        required=True,
        readonly=True,
        default="decline",
    )
    line_id = fields.Many2one("cae.service.request.line", ondelete="cascade")
    request_id = fields.Many2one("cae.service.request", ondelete="cascade")
    reason = fields.Char(required=True)
    send_mail = fields.Boolean(
        string="Tell by E-mail", help="Write the reason to the organisation."
    )

    def action_confirm(self):
        """Do what was asked for, with the reason."""
        self.ensure_one()
        if self.kind == "decline":
            self.line_id.action_decline(self.reason)
        elif self.kind == "cancel_line":
            self.line_id.action_cancel(self.reason)
        elif self.kind == "refuse":
            self.request_id.action_refuse(self.reason)
            if self.send_mail:
                self._tell_member()
        else:
            self.request_id.action_cancel(self.reason)
        if self.kind == "decline" and not self.line_id._is_team():
            # Who declined does not see the line any more: back to the own ones.
            return {
                **self.env["ir.actions.act_window"]._for_xml_id(
                    "cae_service.cae_service_request_line_action_mine"
                ),
                "target": "main",
            }
        return {"type": "ir.actions.act_window_close"}

    def _tell_member(self):
        request = self.request_id
        request.message_post(
            body=self.env._(
                "%(company)s cannot take on your request %(request)s: %(reason)s",
                company=request.company_id.name,
                request=request.name,
                reason=self.reason,
            ),
            partner_ids=request._get_recipient().ids,
            subtype_xmlid="mail.mt_comment",
        )
