# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

READERS = (
    "cae_member.group_support,cae_member.group_accountant,cae_member.group_auditor"
)


# pylint: disable=consider-merging-classes-inherited
class CaeMembership(models.Model):
    """What a member's part of the shared costs was, year by year."""

    _inherit = "cae.membership"

    cost_statement_count = fields.Integer(
        string="Statements of Shared Costs",
        compute="_compute_cost_statement_count",
        groups=READERS,
    )

    def _compute_cost_statement_count(self):
        counts = dict(
            self.env["cae.cost.statement"]._read_group(
                [("membership_id", "in", self.ids)], ["membership_id"], ["__count"]
            )
        )
        for membership in self:
            membership.cost_statement_count = counts.get(membership._origin, 0)

    def action_view_cost_statements(self):
        """The statements of this member."""
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "cae_mutualisation.cae_cost_statement_action"
            ),
            "domain": [("membership_id", "in", self.ids)],
            "context": {},
        }
