# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostBudget(models.Model):
    """What the members voted for a pool in a period; provisions are called from it."""

    _name = "cae.cost.budget"
    _description = "Budget of a Pool"
    _inherit = ["cae.state.mixin", "mail.thread"]
    _order = "date_from desc, pool_id"
    _check_company_auto = True

    pool_id = fields.Many2one(
        "cae.cost.pool",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="pool_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    cost = fields.Monetary(tracking=True, help="Foreseen, staff included.")
    grant = fields.Monetary(
        string="Grants and Income", tracking=True, help="Foreseen, deducted."
    )
    amount = fields.Monetary(
        string="Net Budget",
        compute="_compute_amount",
        store=True,
        help="Costs less grants and income: what members are called for.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("voted", "Voted"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    decision = fields.Char(copy=False, help="Which meeting voted it, and when.")
    voted_on = fields.Date(copy=False, tracking=True)
    note = fields.Text()

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A budget does not end before it starts."
    )
    _voted_uniq = models.UniqueIndex(
        "(pool_id, date_from) WHERE state = 'voted'",
        "This pool has a voted budget from that day already.",
    )

    @api.depends("cost", "grant")
    def _compute_amount(self):
        for budget in self:
            budget.amount = budget.cost - budget.grant

    @api.depends("pool_id.name", "date_from", "date_to")
    def _compute_display_name(self):
        for budget in self:
            budget.display_name = (
                f"{budget.pool_id.name} {budget.date_from} – {budget.date_to}"
            )

    def action_vote(self):
        """Provisions may be called from a voted budget."""
        self._check_state(("draft",), self.env._("Only a draft can be voted."))
        self._write_dated({"state": "voted"}, "voted_on")
