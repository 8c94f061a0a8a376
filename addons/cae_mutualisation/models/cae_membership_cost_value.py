# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .cae_cost_key_screen import VALUE_GROUPS


# pylint: disable=consider-merging-classes-inherited
class CaeMembership(models.Model):
    """What a member weighs in the costs that it shares."""

    _inherit = "cae.membership"

    cost_value_ids = fields.One2many(
        "cae.cost.key.value",
        "membership_id",
        string="Values of Cost Keys",
        groups=VALUE_GROUPS,
    )
    cost_value_count = fields.Integer(
        string="Number of Cost Key Values",
        compute="_compute_cost_value_count",
        groups=VALUE_GROUPS,
    )

    @api.depends("cost_value_ids.state")
    def _compute_cost_value_count(self):
        counts = dict(
            self.env["cae.cost.key.value"]._read_group(
                [("membership_id", "in", self.ids), ("state", "!=", "replaced")],
                ["membership_id"],
                ["__count"],
            )
        )
        for membership in self:
            membership.cost_value_count = counts.get(membership._origin, 0)

    def action_view_cost_values(self):
        """The values of this member, ready for another one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_key_value_action"
        )
        return {
            **action,
            "domain": [("membership_id", "=", self.id)],
            "context": {
                "default_membership_id": self.id,
                "search_default_group_by_key": 1,
            },
        }
