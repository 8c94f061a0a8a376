# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import Decimal

from odoo import api, fields, models

from ..kernel.sharing import Period, part


class CaeGrant(models.Model):
    """A grant for a pool or a territory: deducted from the costs before sharing."""

    _name = "cae.grant"
    _description = "Grant"
    _inherit = ["cae.state.mixin", "cae.deadline.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    funder_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    reference = fields.Char(help="Of the funder: number of the agreement.")
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(string="To", required=True, tracking=True)
    pool_id = fields.Many2one(
        "cae.cost.pool",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Whose costs it pays. Empty: those of all the pools, by their costs.",
    )
    territory_id = fields.Many2one(
        "cae.territory", check_company=True, index="btree_not_null", ondelete="restrict"
    )
    amount_asked = fields.Monetary(tracking=True)
    amount_granted = fields.Monetary(tracking=True)
    receipt_ids = fields.One2many("cae.grant.receipt", "grant_id", string="Receipts")
    amount_received = fields.Monetary(compute="_compute_amount_received", store=True)
    deducted = fields.Selection(
        [("granted", "What Was Granted"), ("received", "What Was Received")],
        required=True,
        default="granted",
        tracking=True,
        help="What is taken off the costs of its period, month by month.",
    )
    account_id = fields.Many2one(
        "account.account",
        string="Booked on",
        check_company=True,
        ondelete="restrict",
        help="What is booked on this account is not deducted twice from the costs.",
    )
    state = fields.Selection(
        [
            ("asked", "Asked"),
            ("granted", "Granted"),
            ("closed", "Closed"),
            ("refused", "Refused"),
        ],
        required=True,
        default="asked",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    conditions = fields.Text(help="What the funder asks for, and what it pays for.")
    user_id = fields.Many2one(
        "res.users", string="Responsible", index="btree_not_null", tracking=True
    )

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A grant does not end before it starts."
    )
    _amounts_positive = models.Constraint(
        "CHECK (amount_asked >= 0 AND amount_granted >= 0)",
        "The amounts of a grant are not negative.",
    )

    @api.depends("receipt_ids.amount")
    def _compute_amount_received(self):
        for grant in self:
            grant.amount_received = sum(grant.receipt_ids.mapped("amount"))

    def _get_amount(self, period):
        """What is deducted in a period, to the cent: its part by months."""
        self.ensure_one()
        total = self[f"amount_{self.deducted}"]
        return part(
            Decimal(f"{total or 0:.2f}"), Period(self.date_from, self.date_to), period
        )
