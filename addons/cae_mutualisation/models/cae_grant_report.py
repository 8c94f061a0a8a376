# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeGrantReport(models.Model):
    """What the funder of a grant asks for on a date: an account, a list of persons…"""

    _name = "cae.grant.report"
    _description = "Report Due to a Funder"
    _inherit = ["cae.deadline.mixin"]
    _order = "deadline_date, id"
    _check_company_auto = True

    grant_id = fields.Many2one(
        "cae.grant", required=True, index=True, check_company=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="grant_id.company_id", store=True, index=True)
    funder_id = fields.Many2one(related="grant_id.funder_id", store=True, index=True)
    user_id = fields.Many2one(
        related="grant_id.user_id", store=True, index="btree_not_null"
    )
    name = fields.Char(string="Report", required=True)
    deadline_date = fields.Date(string="Due on", required=True)
    sent_on = fields.Date(copy=False, tracking=True, help="Empty: it is to be sent.")
    note = fields.Text(help="What is to be in it, and how it is sent.")

    @api.depends("name", "grant_id.name")
    def _compute_display_name(self):
        for report in self:
            report.display_name = f"{report.grant_id.name or ''} – {report.name or ''}"

    @api.depends("sent_on", "grant_id.state")
    def _compute_deadline_state(self):
        return super()._compute_deadline_state()

    def _is_deadline_met(self):
        return bool(self.sent_on) or self.grant_id.state == "refused"

    def action_sent(self):
        """It was sent today; the notices end."""
        self.filtered(lambda report: not report.sent_on).write(
            {"sent_on": fields.Date.context_today(self)}
        )
        self._refresh_deadlines()
