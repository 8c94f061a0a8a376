# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command


class CaeCostSimulationMember(models.Model):
    """A member that joins or leaves, or whose figures change, in a simulation."""

    _name = "cae.cost.simulation.member"
    _description = "Member in a Simulation"
    _inherit = ["cae.cost.simulation.change"]
    _order = "simulation_id, date, id"
    _check_company_auto = True

    simulation_id = fields.Many2one(
        "cae.cost.simulation",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="simulation_id.company_id", store=True, index=True
    )
    kind = fields.Selection(
        [("join", "Joins"), ("leave", "Leaves"), ("value", "Other Figures")],
        string="Change",
        required=True,
        default="join",
    )
    membership_id = fields.Many2one(
        "cae.membership",
        string="Member",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    name = fields.Char(
        string="Or Who Is Not a Member Yet", help="Any name; nothing is created."
    )
    date = fields.Date(
        string="Day",
        required=True,
        help="Joins: its first day. Leaves: its last day. Other figures: the first "
        "day on which they count.",
    )
    pool_ids = fields.Many2many(
        "cae.cost.pool",
        string="Only These Pools",
        check_company=True,
        help="Which pools it joins or leaves. Empty: all those of the simulation.",
    )
    value_ids = fields.One2many(
        "cae.cost.simulation.value", "change_id", string="Figures", copy=True
    )

    _who = models.Constraint(
        "CHECK (membership_id IS NOT NULL OR name IS NOT NULL)",
        "Choose a member, or type the name of who is not one yet.",
    )

    @api.depends("membership_id.partner_id.name", "name")
    def _compute_display_name(self):
        for change in self:
            change.display_name = change._get_name()

    @api.constrains("kind", "membership_id", "name", "value_ids")
    def _check_who(self):
        for change in self:
            if change.membership_id and change.name:
                raise ValidationError(
                    self.env._(
                        "Choose a member (%(member)s) or type a name (%(name)s), not "
                        "both.",
                        member=change.membership_id.partner_id.name,
                        name=change.name,
                    )
                )
            if change.kind != "join" and not change.membership_id:
                raise ValidationError(
                    self.env._(
                        "%(name)s is not a member yet: it can only join. Type its "
                        "figures there.",
                        name=change.name,
                    )
                )

    @api.constrains("kind", "value_ids")
    def _check_values(self):
        for change in self:
            if change.kind == "value" and not change.value_ids:
                raise ValidationError(
                    self.env._(
                        "%(member)s: type which figures change.",
                        member=change._get_name(),
                    )
                )

    @api.onchange("kind", "membership_id")
    def _onchange_kind(self):
        """Propose the keys that need a figure, with the last one known."""
        self.value_ids = [Command.clear()]
        if self.kind != "join":
            return
        keys = self.simulation_id._get_typed_keys()
        known = self.env["cae.cost.key.value"].search(
            [
                ("key_id", "in", keys.ids),
                ("membership_id", "=", self.membership_id._origin.id),
                ("state", "=", "validated"),
            ],
            order="date_from",
        )
        amounts = {value.key_id: value.amount for value in known}
        self.value_ids = [
            Command.create({"key_id": key.id, "amount": amounts.get(key, 0)})
            for key in keys
        ]

    def _get_name(self):
        self.ensure_one()
        # A member of another team's choosing: its name is no secret here.
        return self.sudo().membership_id.partner_id.name or (self.name or "").strip()
