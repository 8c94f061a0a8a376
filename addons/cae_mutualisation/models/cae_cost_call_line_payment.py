# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


# pylint: disable=consider-merging-classes-inherited
class CaeCostCallLine(models.Model):
    """Whether a member has paid what it was asked."""

    _inherit = "cae.cost.call.line"

    move_id = fields.Many2one(
        "account.move", string="Invoice", compute="_compute_payment", compute_sudo=True
    )
    payment = fields.Selection(
        [
            ("draft", "Draft Invoice"),
            ("due", "To Pay"),
            ("late", "Late"),
            ("paid", "Paid"),
            ("credited", "Credited"),
        ],
        compute="_compute_payment",
        search="_search_payment",
        compute_sudo=True,
        help="Of the whole invoice of the member, all its pools.",
    )

    @api.depends("call_id.state")
    def _compute_payment(self):
        found = self._read_moves()
        for line in self:
            moves = found.get((line.call_id.id, line.membership_id.id))
            moves = moves or self.env["account.move"]
            invoices = moves.filtered(lambda move: move.move_type == "out_invoice")
            line.move_id = (invoices or moves).sorted("id")[-1:]
            line.payment = self._get_payment(moves)

    def _read_moves(self):
        """`{(call id, membership id): documents that are not cancelled}`."""
        groups = self.env["account.move.line"]._read_group(
            [
                ("cae_cost_call_id", "in", self.call_id.ids),
                ("cae_cost_membership_id", "in", self.membership_id.ids),
                ("parent_state", "!=", "cancel"),
            ],
            ["cae_cost_call_id", "cae_cost_membership_id"],
            ["move_id:recordset"],
        )
        return {
            (call.id, membership.id): moves.with_env(self.env)
            for call, membership, moves in groups
        }

    @api.model
    def _get_payment(self, moves):
        posted = moves.filtered(lambda move: move.state == "posted")
        if not posted:
            return "draft" if moves else False
        if posted._filter_cae_late():
            return "late"
        if posted._filter_cae_open():
            return "due"
        total = sum(posted.mapped("amount_total_signed"))
        currency = posted.company_currency_id
        return "credited" if currency.is_zero(total) else "paid"

    @api.model
    def _search_payment(self, operator, value):
        """Only who is late is looked for, and who is not."""
        if operator != "in" or set(value) != {"late"}:
            return NotImplemented
        self.env["account.move"].flush_model()
        self.env["account.move.line"].flush_model(
            ["cae_cost_call_id", "cae_cost_membership_id", "move_id"]
        )
        late = SQL(
            """(
            SELECT share.id
              FROM cae_cost_call_line share
              JOIN account_move_line line
                ON line.cae_cost_call_id = share.call_id
               AND line.cae_cost_membership_id = share.membership_id
              JOIN account_move move ON move.id = line.move_id
             WHERE move.state = 'posted'
               AND move.move_type = 'out_invoice'
               AND move.amount_residual > 0
               AND move.invoice_date_due < %s)""",
            fields.Date.context_today(self),
        )
        return Domain("id", "in", late)
