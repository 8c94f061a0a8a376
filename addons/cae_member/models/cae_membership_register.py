# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models

from .cae_membership import ADMITTED_STATES


class CaeMembership(models.Model):
    _inherit = "cae.membership"

    @api.model_create_multi
    def create(self, vals_list):
        memberships = super().create(vals_list)
        admitted = memberships.filtered(lambda m: m.state in ADMITTED_STATES)
        admitted._enter_register("admission")
        return memberships

    def write(self, vals):
        before = {member: (member.state, member.category_id) for member in self}
        result = super().write(vals)
        if "state" in vals or "category_id" in vals:
            self._record_changes(before)
        return result

    def _record_changes(self, before):
        """Admissions, exits and changes of category enter the register of members."""
        admitted = self.filtered(
            lambda m: m.state in ADMITTED_STATES and before[m][0] not in ADMITTED_STATES
        )
        left = self.filtered(lambda m: m.state == "former" != before[m][0])
        changed = self.filtered(
            lambda m: m.state in ADMITTED_STATES and m.category_id != before[m][1]
        )
        admitted._enter_register("admission")
        left._enter_register("exit")
        (changed - admitted)._enter_register("category")

    def _enter_register(self, kind):
        entries = self.env["cae.member.entry"].sudo()
        entries = entries.create([m._prepare_entry_vals(kind) for m in self.sudo()])
        entries.action_post()

    def _prepare_entry_vals(self, kind):
        self.ensure_one()
        today = fields.Date.context_today(self)
        dates = {"admission": self.admission_date, "exit": self.exit_date}
        reasons = dict(self._fields["exit_reason"]._description_selection(self.env))
        notes = {
            "admission": self.decision_note,
            "exit": self.exit_note or reasons.get(self.exit_reason),
        }
        return {
            "company_id": self.company_id.id,
            "kind": kind,
            "membership_id": self.id,
            "date": dates.get(kind) or today,
            "member_number": self.number,
            "member_name": self.partner_id.name,
            "category_name": self.category_id.name,
            "note": notes.get(kind),
        }
