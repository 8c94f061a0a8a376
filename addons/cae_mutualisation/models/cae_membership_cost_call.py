# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL

# Who reads what members are asked for shared costs.
FOLLOWERS = (
    "cae_member.group_support,cae_member.group_accountant,cae_member.group_auditor"
)


# pylint: disable=consider-merging-classes-inherited
class CaeMembership(models.Model):
    """What a member was asked for shared costs, and what it still owes."""

    _inherit = "cae.membership"

    cost_billed = fields.Monetary(
        string="Shared Costs Invoiced",
        compute="_compute_cost_payments",
        groups=FOLLOWERS,
        help="Provisions and settlements, taxes included, less credit notes.",
    )
    cost_due = fields.Monetary(
        string="Shared Costs to Pay",
        compute="_compute_cost_payments",
        groups=FOLLOWERS,
    )

    def _compute_cost_payments(self):
        found = {}
        if self.ids:
            self.env["account.move"].flush_model()
            self.env["account.move.line"].flush_model(
                ["cae_cost_membership_id", "move_id"]
            )
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT found.membership_id, sum(move.amount_total_signed),
                           sum(move.amount_residual_signed)
                      FROM (SELECT DISTINCT cae_cost_membership_id membership_id,
                                   move_id
                              FROM account_move_line
                             WHERE cae_cost_membership_id IN %s) found
                      JOIN account_move move ON move.id = found.move_id
                     WHERE move.state = 'posted'
                     GROUP BY found.membership_id
                    """,
                    tuple(self.ids),
                )
            )
            found = {membership_id: values for membership_id, *values in rows}
        for membership in self:
            membership.cost_billed, membership.cost_due = found.get(
                membership._origin.id, (0, 0)
            )

    def action_view_provisions(self):
        """The provisions of this member, period by period."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_call_line_action"
        )
        return {
            **action,
            "domain": [("membership_id", "=", self.id)],
            "context": {"search_default_group_by_call": 1},
        }
