# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_date


# pylint: disable=consider-merging-classes-inherited
class CaeMembership(models.Model):
    """The cost-sharing agreements of a member; who leaves is told to end them."""

    _inherit = "cae.membership"

    cost_agreement_ids = fields.One2many(
        "cae.cost.agreement", "membership_id", string="Cost-Sharing Agreements"
    )
    cost_agreement_count = fields.Integer(
        string="Number of Cost-Sharing Agreements",
        compute="_compute_cost_agreement_count",
    )

    @api.depends("cost_agreement_ids.state")
    def _compute_cost_agreement_count(self):
        counts = {}
        agreements = self.env["cae.cost.agreement"]
        if agreements.has_access("read"):
            counts = dict(
                agreements._read_group(
                    [
                        ("membership_id", "in", self.ids),
                        ("state", "!=", "cancelled"),
                    ],
                    ["membership_id"],
                    ["__count"],
                )
            )
        for membership in self:
            membership.cost_agreement_count = counts.get(membership._origin, 0)

    def action_view_cost_agreements(self):
        """The agreements of this member, ready for another one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_agreement_action"
        )
        return {
            **action,
            "domain": [("membership_id", "=", self.id)],
            "context": {"default_membership_id": self.id},
        }

    def action_leave(self, date=None, reason=None):
        result = super().action_leave(date=date, reason=reason)
        self.sudo()._plan_end_of_cost_agreements()
        return result

    def _get_cost_agreements_after(self):
        """Agreements that go on after the exit of these members, in sudo."""
        held = (
            self.env["cae.cost.agreement"]
            .sudo()
            .search(
                [("membership_id", "in", self.ids), ("state", "in", ("sent", "signed"))]
            )
        )
        return held.filtered(
            lambda one: (
                not one.date_end
                or not one.membership_id.exit_date
                or one.date_end > one.membership_id.exit_date
            )
        )

    def _plan_end_of_cost_agreements(self):
        """Ask those responsible to end what would go on: costs go on too."""
        todo = self.env.ref("mail.mail_activity_data_todo")
        model = self.env["ir.model"]._get("cae.cost.agreement")
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model.id,
                    "res_id": agreement.id,
                    "activity_type_id": todo.id,
                    "summary": self.env._(
                        "%(member)s leaves on %(date)s: end this agreement",
                        member=agreement.partner_id.name,
                        date=format_date(self.env, agreement.membership_id.exit_date),
                    ),
                    "date_deadline": fields.Date.context_today(self),
                    "user_id": (agreement.user_id or self.env.user).id,
                }
                for agreement in self._get_cost_agreements_after()
            ]
        )
