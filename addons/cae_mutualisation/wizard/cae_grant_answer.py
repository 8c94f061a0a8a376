# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeGrantAnswer(models.TransientModel):
    """How much a funder grants, and when it says so."""

    _name = "cae.grant.answer"
    _description = "Answer of a Funder"

    grant_id = fields.Many2one("cae.grant", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="grant_id.currency_id")
    amount_asked = fields.Monetary(related="grant_id.amount_asked")
    amount_granted = fields.Monetary(
        compute="_compute_from_grant",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    answered_on = fields.Date(required=True, default=fields.Date.context_today)
    reference = fields.Char(
        string="Reference of the Funder",
        compute="_compute_from_grant",
        store=True,
        readonly=False,
        precompute=True,
    )
    conditions = fields.Text(
        compute="_compute_from_grant", store=True, readonly=False, precompute=True
    )

    @api.depends("grant_id")
    def _compute_from_grant(self):
        for answer in self:
            grant = answer.grant_id
            answer.amount_granted = grant.amount_granted or grant.amount_asked
            answer.reference = grant.reference
            answer.conditions = grant.conditions

    def action_confirm(self):
        """Write the answer on the grant."""
        self.ensure_one()
        self.grant_id.write(
            {
                name: self[name]
                for name in ("amount_granted", "answered_on", "reference", "conditions")
            }
        )
        self.grant_id.action_grant()
        return {"type": "ir.actions.act_window_close"}
