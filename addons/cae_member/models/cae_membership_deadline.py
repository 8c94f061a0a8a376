# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, models
from odoo.tools import format_amount


class CaeMembership(models.Model):
    """What the deadline to become a member needs to know of a membership."""

    _inherit = "cae.membership"

    def _get_missing_steps(self):
        """What remains to be done to become a paid-up member, in words."""
        if not self:
            return [self.env._("no application")]
        self.ensure_one()
        steps = {
            "applicant": [self.env._("application to examine")],
            "candidate": [self.env._("admission to decide")],
            "refused": [self.env._("application refused")],
            "former": [self.env._("left; a new application is needed")],
        }.get(self.state, [])
        shares = self.category_id.min_shares - self.share_quantity
        if shares > 0:
            steps = [*steps, self.env._("shares to subscribe: %s", shares)]
        if self.share_unpaid_amount:
            amount = format_amount(
                self.env, self.share_unpaid_amount, self.company_id.currency_id
            )
            steps = [*steps, self.env._("capital to pay: %s", amount)]
        return steps

    def _sync_person_deadlines(self):
        """The deadlines of the people whose membership changed."""
        employees = self.env["hr.employee"].sudo()
        employees.search(
            [
                ("work_contact_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )._cae_sync_deadlines()

    @api.model_create_multi
    def create(self, vals_list):
        memberships = super().create(vals_list)
        memberships._sync_person_deadlines()
        return memberships

    def write(self, vals):
        result = super().write(vals)
        if {"state", "admission_date", "exit_date", "partner_id"} & set(vals):
            self._sync_person_deadlines()
        return result
