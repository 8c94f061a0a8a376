# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

# Who reads what members owe.
FOLLOWERS = (
    "cae_member.group_coach,cae_member.group_accountant,cae_member.group_auditor"
)


# pylint: disable=consider-merging-classes-inherited
class CaeMembership(models.Model):
    """What a member agreed on about the dues, and what they owe."""

    _inherit = "cae.membership"

    dues_rule_id = fields.Many2one(
        "cae.dues.rule",
        string="Own Dues Rule",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        groups="cae_member.group_user",
        help="Replaces the rule of the member category.",
    )
    dues_discount = fields.Float(
        string="Dues Reduction (%)",
        digits=(5, 2),
        tracking=True,
        groups="cae_member.group_user",
        help="Agreed with this member. The rule may give one too: the highest counts.",
    )
    dues_discount_reason = fields.Char(
        string="Reason of the Reduction",
        tracking=True,
        groups="cae_member.group_user",
        help="Printed on the invoice.",
    )
    dues_exempt = fields.Boolean(
        string="Exempt from Dues", tracking=True, groups="cae_member.group_user"
    )
    dues_line_ids = fields.One2many(
        "cae.dues.line",
        "membership_id",
        string="Dues",
        groups=FOLLOWERS,
    )
    dues_residual = fields.Monetary(
        string="Dues to Pay",
        compute="_compute_dues_residual",
        groups=FOLLOWERS,
    )

    _dues_discount_range = models.Constraint(
        "CHECK (dues_discount BETWEEN 0 AND 100)",
        "The reduction of the dues is from 0 to 100 %.",
    )

    @api.depends("dues_line_ids.residual")
    def _compute_dues_residual(self):
        totals = dict(
            self.env["cae.dues.line"]._read_group(
                [("membership_id", "in", self.ids), ("state", "=", "called")],
                ["membership_id"],
                ["residual:sum"],
            )
        )
        for membership in self:
            membership.dues_residual = totals.get(membership._origin, 0.0)

    def action_view_dues(self):
        """The dues of this member, year by year."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_dues_line_action"
        )
        return {
            **action,
            "domain": [("membership_id", "=", self.id)],
            "context": {},
        }
