# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeMembershipLeave(models.TransientModel):
    """The exit of members; for a network, with a look at whom it brought."""

    _name = "cae.membership.leave"
    _description = "Record an Exit"

    @api.model
    def _default_date(self):
        """The date typed on the only member, else today."""
        ids = self.env.context.get("default_membership_ids") or []
        memberships = self.env["cae.membership"].browse(ids)
        typed = len(memberships) == 1 and memberships.exit_date
        return typed or fields.Date.context_today(self)

    membership_ids = fields.Many2many("cae.membership", string="Members")
    date = fields.Date(
        string="Exit Date",
        required=True,
        default=lambda self: self._default_date(),
        help="In the future, the member is leaving until that day.",
    )
    reason = fields.Selection(
        lambda self: (
            self.env["cae.membership"]
            ._fields["exit_reason"]
            ._description_selection(self.env)
        )
    )
    note = fields.Char(string="In Words")
    auxiliary_ids = fields.Many2many(
        "cae.membership",
        string="Auxiliary Members",
        compute="_compute_auxiliary_ids",
        help="Who came through them, at any depth.",
    )

    @api.depends("membership_ids")
    def _compute_auxiliary_ids(self):
        for wizard in self:
            members = wizard.membership_ids._origin
            wizard.auxiliary_ids = members._get_auxiliaries() - members

    def action_leave(self):
        self.ensure_one()
        self.membership_ids.action_leave(date=self.date, reason=self.reason or None)
        if self.note:
            self.membership_ids.exit_note = self.note
        return {"type": "ir.actions.act_window_close"}
