# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.cae_member.models.cae_exit_proof import Proof

from .cae_activity import FIGURES_GROUPS
from .cae_activity_statement import PUBLISHED


class CaeExitStep(models.Model):
    _inherit = "cae.exit.step"

    check_code = fields.Selection(
        selection_add=[("statement_published", "The last statement is published")],
        ondelete={"statement_published": "set null"},
    )


class CaeExit(models.Model):
    """What the ledger says of the activities of somebody who leaves."""

    _inherit = "cae.exit"

    available_cash = fields.Monetary(
        compute="_compute_available_cash",
        groups=FIGURES_GROUPS,
        help="What the activities may still spend today, levies deducted.",
    )

    @api.depends("held_activity_ids")
    def _compute_available_cash(self):
        activities = self.held_activity_ids._origin
        figures = activities._read_figures(fields.Date.context_today(self))
        for exit_file in self:
            exit_file.available_cash = sum(
                figures[activity.id]["available_cash"]
                for activity in exit_file.held_activity_ids._origin
            )

    def _get_owed_rows(self):
        rows = super()._get_owed_rows()
        cash = self.sudo().available_cash
        if cash:
            rows.append((self.env._("Available cash of the activities"), cash))
        return rows

    def _prove_statement_published(self):
        """Each activity has a published statement up to its last day, or later."""
        groups = self.env["cae.activity.statement"]._read_group(
            [
                ("activity_id", "in", self.held_activity_ids.ids),
                ("state", "=", PUBLISHED),
            ],
            ["activity_id"],
            ["date_to:max"],
        )
        published = {activity.id: day for activity, day in groups}
        proofs = {}
        for exit_file in self:
            late = exit_file.held_activity_ids.filtered(
                lambda found, file=exit_file: (
                    not published.get(found.id)
                    or published[found.id] < (found.date_end or file.exit_date)
                )
            )
            days = [
                published[found.id]
                for found in exit_file.held_activity_ids
                if found.id in published
            ]
            if not exit_file.held_activity_ids:
                text = self.env._("No activity.")
            elif late:
                text = self.env._(
                    "No statement up to the end: %(activities)s",
                    activities=", ".join(late.mapped("name")),
                )
            else:
                text = self.env._(
                    "Published up to %(date)s.",
                    date=format_date(self.env, min(days)),
                )
            proofs[exit_file.id] = Proof(not late, text)
        return proofs
