# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

OF_THE_VISIT = {
    "unit_amount",
    "date",
    "employee_id",
    "task_id",
    "project_id",
    "so_line",
}


class AccountAnalyticLine(models.Model):
    """Time recorded by a visit, a call or a letter leads to it."""

    _inherit = "account.analytic.line"

    cae_visit_id = fields.Many2one(
        "cae.service.visit",
        string="Visit",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_kind = fields.Selection(
        related="cae_visit_id.kind",
        string="Kind of Service Work",
        store=True,
        help="Empty: time written directly on the task.",
    )

    def write(self, vals):
        syncing = self.env["cae.service.visit"]._is_syncing()
        if vals.keys() & OF_THE_VISIT and not syncing:
            for line in self.sudo().filtered("cae_visit_id"):
                if any(
                    name in vals
                    and self._fields[name].convert_to_write(line[name], line)
                    != vals[name]
                    for name in OF_THE_VISIT
                ):
                    line._refuse_change_of_visit()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_visit(self):
        if self.env["cae.service.visit"]._is_syncing():
            return
        for line in self.sudo().filtered("cae_visit_id"):
            line._refuse_change_of_visit()

    def _refuse_change_of_visit(self):
        raise UserError(
            self.env._(
                "This time comes from “%(visit)s”: correct the hours there, or undo "
                "it.",
                visit=self.cae_visit_id.display_name,
            )
        )
