# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models

from ..kernel import leaving


class CaeExit(models.Model):
    """The news of those who left: planned for the responsible, then recorded."""

    _inherit = "cae.exit"

    deadline_date = fields.Date(
        string="Next Follow-up", compute="_compute_deadline_date", store=True
    )
    follow_up_ids = fields.One2many(
        "cae.exit.follow.up", "exit_id", string="Follow-ups"
    )
    situation = fields.Selection(
        lambda self: (
            self.env["cae.exit.follow.up"]
            ._fields["situation"]
            ._description_selection(self.env)
        ),
        string="Last Known Situation",
        compute="_compute_situation",
        store=True,
    )

    @api.depends("state", "kind", "exit_date", "follow_up_ids.date")
    def _compute_deadline_date(self):
        for exit_file in self:
            exit_file.deadline_date = (
                exit_file._get_next_follow_up() if exit_file.state == "done" else False
            )

    def _get_next_follow_up(self):
        self.ensure_one()
        if self.kind == "death" or not self.exit_date:
            return None
        months = self.company_id._cae_get_follow_up_months()
        days = [day for day in self.follow_up_ids.mapped("date") if day]
        return leaving.next_follow_up(self.exit_date, months, days)

    @api.depends("follow_up_ids.date", "follow_up_ids.situation")
    def _compute_situation(self):
        for exit_file in self:
            last = exit_file.follow_up_ids.sorted("date")[-1:]
            exit_file.situation = last.situation

    def _get_deadline_user(self):
        return self.user_id or self.coach_id

    def _get_deadline_summary(self):
        return self.env._("Ask %(person)s for news", person=self.partner_id.name)

    def _end_follow_up(self):
        """Those of whom no more news are planned are followed up."""
        over = self.filtered(
            lambda found: found.state == "done" and not found.deadline_date
        )
        over.write({"state": "followed"})

    def action_end_follow_up(self):
        """Stop asking for news."""
        self._check_state(("done",), self.env._("Only a finished file is followed up."))
        self.write({"state": "followed"})
        return True
