# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    membership_ids = fields.One2many(
        "cae.membership",
        "partner_id",
        string="Memberships",
        groups="cae_member.group_user",
    )
    cae_membership_id = fields.Many2one(
        "cae.membership",
        string="Membership",
        compute="_compute_cae_membership_id",
        search="_search_cae_membership_id",
        groups="cae_member.group_user",
        help="The membership in the current company.",
    )
    cae_legal_form = fields.Char(
        string="Legal Form",
        groups="cae_member.group_user",
        help="Of an organisation: association, cooperative, limited company…",
    )
    cae_birthdate = fields.Date(
        string="Date of Birth",
        groups="cae_member.group_user",
        help="Of a person, for the statistics of members by age.",
    )
    cae_membership_state = fields.Selection(
        related="cae_membership_id.state",
        string="Membership State",
        groups="cae_member.group_user",
    )
    cae_holder_ids = fields.One2many(
        "cae.activity.holder",
        "partner_id",
        string="Activities Held",
        groups="cae_member.group_user",
    )
    cae_activity_count = fields.Integer(
        string="Number of Activities",
        compute="_compute_cae_activity_count",
        groups="cae_member.group_user",
    )

    @api.depends("membership_ids.company_id")
    @api.depends_context("company")
    def _compute_cae_membership_id(self):
        memberships = self.env["cae.membership"].search(
            [("partner_id", "in", self.ids), ("company_id", "=", self.env.company.id)]
        )
        by_partner = {
            membership.partner_id.id: membership for membership in memberships
        }
        for partner in self:
            partner.cae_membership_id = by_partner.get(partner._origin.id)

    def _search_cae_membership_id(self, operator, value):
        return [
            (
                "membership_ids",
                "any",
                [("company_id", "=", self.env.company.id), ("id", operator, value)],
            )
        ]

    @api.depends("cae_holder_ids")
    def _compute_cae_activity_count(self):
        counts = dict(
            self.env["cae.activity.holder"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.cae_activity_count = counts.get(partner._origin, 0)

    def action_view_cae_membership(self):
        """The membership here, or a new application filled with the partner."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "cae.membership",
            "res_id": self.cae_membership_id.id,
            "view_mode": "form",
            "context": {"default_partner_id": self.id},
        }

    def action_choose_for_cae_application(self):
        """Make this contact the one of the application shown."""
        self.ensure_one()
        application = self.env["cae.membership.application"].browse(
            self.env.context.get("cae_application_id")
        )
        application._check_state(("new",), self.env._("It has already been handled."))
        application.partner_id = self
        return True

    def action_view_cae_activities(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_activity_action"
        )
        return {
            **action,
            "domain": [("holder_ids.partner_id", "=", self.id)],
            "context": {},
        }
