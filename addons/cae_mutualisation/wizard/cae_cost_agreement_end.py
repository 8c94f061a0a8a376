# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostAgreementEnd(models.TransientModel):
    """End an agreement, after its notice."""

    _name = "cae.cost.agreement.end"
    _description = "End of a Cost-Sharing Agreement"

    agreement_id = fields.Many2one("cae.cost.agreement", required=True, readonly=True)
    notice_months = fields.Integer(related="agreement_id.notice_months")
    given = fields.Date(
        string="Notice Given on", required=True, default=fields.Date.context_today
    )
    earliest_date = fields.Date(
        string="Earliest Last Day", compute="_compute_earliest_date"
    )
    date = fields.Date(
        string="Last Day",
        required=True,
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
    )
    reason = fields.Char()
    early = fields.Boolean(compute="_compute_early")

    @api.depends("given", "agreement_id")
    def _compute_earliest_date(self):
        for wizard in self:
            agreement = wizard.agreement_id
            wizard.earliest_date = (
                agreement._get_earliest_end(wizard.given)
                if agreement and wizard.given
                else False
            )

    @api.depends("earliest_date")
    def _compute_date(self):
        """The earliest day, or the exit of the member if later, or the agreed end."""
        for wizard in self:
            agreed = wizard.agreement_id.date_end
            leaving = wizard.agreement_id.membership_id.exit_date
            day = wizard.earliest_date or wizard.date
            if leaving and day:
                day = max(day, leaving)
            wizard.date = min(day, agreed) if agreed and day else day

    @api.depends("date", "earliest_date")
    def _compute_early(self):
        for wizard in self:
            days = wizard.date and wizard.earliest_date
            agreed = wizard.agreement_id.date_end
            wizard.early = bool(
                days and wizard.date < wizard.earliest_date and wizard.date != agreed
            )

    def action_end(self):
        """Give the agreement its last day, and tell the member."""
        self.ensure_one()
        self.agreement_id.action_end(self.date, self.reason, self.given)
        return {"type": "ir.actions.act_window_close"}
