# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeServiceVisitClose(models.TransientModel):
    """The real hours and the report of a visit, or why it does not take place."""

    _name = "cae.service.visit.close"
    _description = "Close a Visit"

    operation = fields.Selection(
        [("done", "Done"), ("cancel", "Cancelled")], required=True, default="done"
    )
    visit_ids = fields.Many2many("cae.service.visit", string="Visits", required=True)
    single = fields.Boolean(compute="_compute_single")
    duration = fields.Float(
        string="Real Hours",
        compute="_compute_from_visit",
        store=True,
        readonly=False,
        help="What is recorded, and invoiced unless the fee is flat.",
    )
    note = fields.Text(
        string="Report",
        compute="_compute_from_visit",
        store=True,
        readonly=False,
        help="The member reads it on the portal.",
    )
    reason = fields.Char(help="The member may read it.")

    @api.depends("visit_ids")
    def _compute_single(self):
        for dialog in self:
            dialog.single = len(dialog.visit_ids) == 1

    @api.depends("visit_ids")
    def _compute_from_visit(self):
        for dialog in self:
            visit = dialog.visit_ids[:1]
            dialog.duration = visit.duration
            dialog.note = visit.note

    def action_apply(self):
        """Close the visits: one with its own hours and report, several as planned."""
        self.ensure_one()
        if self.operation == "cancel":
            self.visit_ids.action_cancel(self.reason)
            return True
        if self.single:
            self.visit_ids.write({"duration": self.duration, "note": self.note})
        self.visit_ids.action_done()
        return True
