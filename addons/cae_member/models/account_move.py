# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class AccountMove(models.Model):
    _inherit = "account.move"

    activity_id = fields.Many2one(
        "cae.activity",
        check_company=True,
        domain="[('company_id', '=', company_id),"
        " ('state', 'in', ('open', 'closing'))]",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="The activity that this document belongs to: it fills the analytic "
        "distribution of every line that has none.",
    )
    distributed_activity_id = fields.Many2one(
        "cae.activity",
        compute="_compute_distributed_activity_id",
        help="Technical: the activity that the lines were filled from in this form.",
    )

    # No dependency on purpose: it keeps the former activity while a form is edited.
    def _compute_distributed_activity_id(self):
        for move in self:
            move.distributed_activity_id = move.activity_id

    @api.onchange("activity_id")
    def _onchange_activity_id(self):
        lines = self.line_ids | self.invoice_line_ids
        lines._replace_activity_distribution(
            self.distributed_activity_id, self.activity_id
        )
        self.distributed_activity_id = self.activity_id

    def write(self, vals):
        if "activity_id" not in vals:
            return super().write(vals)
        activity = self.env["cae.activity"].browse(vals["activity_id"])
        changed = self.filtered(lambda move: move.activity_id != activity)
        changed._check_activity_editable()
        former_lines = [
            (former, moves, moves.line_ids._filter_activity_distribution(former))
            for former, moves in changed.grouped("activity_id").items()
        ]
        result = super().write(vals)
        self.invalidate_recordset(["distributed_activity_id"], flush=False)
        for former, moves, lines in former_lines:
            empty = moves.line_ids.filtered(lambda line: not line.analytic_distribution)
            lines = lines.exists() | empty
            lines._replace_activity_distribution(former, activity)
        return result

    def _check_activity_editable(self):
        for move in self:
            if move.state == "posted":
                raise UserError(
                    self.env._(
                        "%(document)s is posted. Reset it to draft to change its "
                        "activity.",
                        document=move.display_name,
                    )
                )

    def _post(self, soft=True):
        self._check_activity_not_closed()
        for activity, moves in (
            self.filtered("activity_id").grouped("activity_id").items()
        ):
            empty = moves.line_ids.filtered(lambda line: not line.analytic_distribution)
            empty._replace_activity_distribution(activity.browse(), activity)
        return super()._post(soft=soft)

    def _check_activity_not_closed(self):
        for move in self:
            activity = move.sudo().activity_id
            if activity.state == "closed":
                raise UserError(
                    self.env._(
                        "%(activity)s was closed on %(date)s and takes no more "
                        "documents. Reopen the activity, or choose another one on "
                        "%(document)s.",
                        activity=activity.display_name,
                        date=format_date(self.env, activity.date_end),
                        document=move.display_name,
                    )
                )
