# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class CaeMembership(models.Model):
    """The exit files of a member, and the export of the data."""

    _inherit = "cae.membership"

    exit_ids = fields.One2many("cae.exit", "membership_id", string="Exit Files")
    exit_file_count = fields.Integer(
        string="Number of Exit Files", compute="_compute_exit_file_count"
    )

    def _compute_exit_file_count(self):
        counts = {}
        exits = self.env["cae.exit"]
        if exits.has_access("read"):
            counts = dict(
                exits._read_group(
                    [("membership_id", "in", self.ids), ("state", "!=", "cancelled")],
                    ["membership_id"],
                    ["__count"],
                )
            )
        for membership in self:
            membership.exit_file_count = counts.get(membership._origin, 0)

    def action_open_exit(self):
        """The open exit file of the person, or the last one, or a new one."""
        self.ensure_one()
        files = self.env["cae.exit"].search(
            [("membership_id", "=", self.id), ("state", "!=", "cancelled")],
            order="id desc",
            limit=1,
        )
        keep = self.state in ("member", "leaving") and files.state in (
            "done",
            "followed",
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "cae.exit",
            "res_id": False if keep else files.id,
            "view_mode": "form",
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_company_id": self.company_id.id,
                "default_wanted_date": self.exit_date
                or fields.Date.context_today(self),
            },
        }

    def action_export_data(self):
        """Download the data of the member, to hand it over."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/cae_member/membership/{self.id}/data",
            "target": "download",
        }
