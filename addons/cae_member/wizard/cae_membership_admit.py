# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeMembershipAdmit(models.TransientModel):
    """The decision to admit one candidate, or all those of a meeting at once."""

    _name = "cae.membership.admit"
    _description = "Admit Candidates"

    @api.model
    def _get_typed(self, field_name):
        """What was typed on the only candidate before the decision."""
        ids = self.env.context.get("default_membership_ids") or []
        memberships = self.env["cae.membership"].browse(ids)
        return len(memberships) == 1 and memberships[field_name]

    membership_ids = fields.Many2many("cae.membership", string="Candidates")
    date = fields.Date(
        string="Admission Date",
        required=True,
        default=lambda self: (
            self._get_typed("admission_date") or fields.Date.context_today(self)
        ),
    )
    decision = fields.Char(
        default=lambda self: self._get_typed("decision_note"),
        help="Who decided, and when: meeting, resolution…",
    )
    send_welcome = fields.Boolean(string="Send a Welcome Mail", default=True)
    grant_portal = fields.Boolean(
        string="Give Access to the Portal",
        help="Each member gets an invitation by e-mail.",
    )
    without_email = fields.Char(compute="_compute_without_email")

    @api.depends("membership_ids")
    def _compute_without_email(self):
        for wizard in self:
            silent = wizard.membership_ids.filtered(
                lambda m: not m._get_contact().email
            )
            wizard.without_email = ", ".join(silent.mapped("display_name"))

    def action_admit(self):
        self.ensure_one()
        memberships = self.membership_ids
        memberships.action_admit(date=self.date, decision=self.decision)
        failed = memberships.browse()
        if self.grant_portal:
            failed |= memberships._grant_portal_access()
        if self.send_welcome:
            failed |= memberships._send_mail_template(
                "cae_member.mail_template_membership_welcome"
            )
        return failed._notify_not_reached()
