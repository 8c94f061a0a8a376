# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


# pylint: disable=consider-merging-classes-inherited
class CaeCostDocumentMixin(models.AbstractModel):
    """What was invoiced, what is paid, who is late."""

    _inherit = "cae.cost.document.mixin"

    amount_billed = fields.Monetary(
        string="Invoiced, Taxes Included",
        compute="_compute_payments",
        help="Posted invoices less credit notes.",
    )
    amount_paid = fields.Monetary(string="Paid", compute="_compute_payments")
    amount_due = fields.Monetary(string="Still to Pay", compute="_compute_payments")
    amount_late = fields.Monetary(string="Late", compute="_compute_payments")
    late_count = fields.Integer(string="Late Members", compute="_compute_payments")

    def _compute_payments(self):
        found = self._read_payments()
        for document in self:
            billed, due, late, count = found.get(document._origin.id, (0, 0, 0, 0))
            document.amount_billed = billed
            document.amount_paid = billed - due
            document.amount_due = due
            document.amount_late = late
            document.late_count = count

    def _read_payments(self):
        """`{id: (billed, still to pay, late, members late)}`, in one query."""
        if not self.ids:
            return {}
        link = SQL.identifier(self._get_link_name())
        self.env["account.move"].flush_model()
        self.env["account.move.line"].flush_model([self._get_link_name(), "move_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT found.document_id,
                       sum(move.amount_total_signed),
                       sum(move.amount_residual_signed),
                       coalesce(sum(move.amount_residual_signed) FILTER (
                           WHERE move.move_type = 'out_invoice'
                             AND move.amount_residual > 0
                             AND move.invoice_date_due < %(today)s), 0),
                       count(DISTINCT move.commercial_partner_id) FILTER (
                           WHERE move.move_type = 'out_invoice'
                             AND move.amount_residual > 0
                             AND move.invoice_date_due < %(today)s)
                  FROM (SELECT DISTINCT %(link)s document_id, move_id
                          FROM account_move_line WHERE %(link)s IN %(ids)s) found
                  JOIN account_move move ON move.id = found.move_id
                 WHERE move.state = 'posted'
                 GROUP BY found.document_id
                """,
                link=link,
                ids=tuple(self.ids),
                today=fields.Date.context_today(self),
            )
        )
        return {document_id: values for document_id, *values in rows}

    def _get_late_moves(self):
        """The invoices whose due date has passed, whoever looks."""
        return self._get_move_lines().move_id._filter_cae_late()

    def action_view_late(self):
        """The invoices that are late, to choose whom to remind."""
        return {
            **self.action_view_moves(),
            "domain": [("id", "in", self._get_late_moves().ids)],
            "name": self.env._("Late Payments"),
        }

    def action_remind(self):
        """Remind all the members who are late, once a day at most."""
        late = self._get_late_moves().with_env(self.env)
        if not late:
            raise UserError(self.env._("Nobody is late: there is nothing to remind."))
        return late.action_remind_cae_cost()

    def action_send(self):
        """Odoo's own screen sends or prints the invoices that were not sent."""
        self.ensure_one()
        moves = self._get_move_lines().move_id.filtered(
            lambda move: move.state == "posted" and not move.is_move_sent
        )
        if not moves:
            raise UserError(
                self.env._(
                    "%(record)s has no invoice that waits to be sent.", record=self.name
                )
            )
        return moves.with_env(self.env).action_send_and_print()
