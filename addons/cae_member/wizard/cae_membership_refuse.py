# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeMembershipRefuse(models.TransientModel):
    """The decision to refuse applications, and what the applicants are told."""

    _name = "cae.membership.refuse"
    _description = "Refuse Applications"

    membership_ids = fields.Many2many("cae.membership", string="Applications")
    reason = fields.Char(help="Kept with the application, for the team.")
    send_mail = fields.Boolean(string="Tell by E-mail")
    tell_reason = fields.Boolean(
        string="With the Reason", help="Write the reason in the e-mail."
    )

    def action_refuse(self):
        self.ensure_one()
        self.membership_ids.action_refuse(reason=self.reason)
        failed = self.membership_ids.browse()
        if self.send_mail:
            failed = self.membership_ids._send_mail_template(
                "cae_member.mail_template_membership_refusal",
                cae_reason=self.reason if self.tell_reason else False,
            )
        return failed._notify_not_reached()
