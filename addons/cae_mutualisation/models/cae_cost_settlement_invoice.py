# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


# pylint: disable=consider-merging-classes-inherited
class CaeCostSettlement(models.Model):
    """One invoice or credit note for each member: the difference, and nothing twice."""

    _inherit = "cae.cost.settlement"

    def action_invoice(self):
        """Invoice or credit the differences that were computed.

        :raises UserError: costs, keys or provisions have changed since, or somebody
            else is working on it
        """
        for settlement in self:
            settlement._invoice()
        return True

    def _invoice(self):
        self.ensure_one()
        remedy = self.env._("Compute it first, and look at the lines.")
        self._check_state(("computed", "invoiced"), remedy)
        self.company_id._check_cae_accountant()
        self._lock_rows(self._get_busy_message(), ["state", "line_ids"])
        self._check_state(("computed", "invoiced"), remedy)
        settlement = self.sudo()
        before = settlement._get_fingerprint()
        settlement._compute_lines()
        if before != settlement._get_fingerprint():
            raise UserError(
                self.env._(
                    "%(settlement)s: costs, keys, agreements or provisions have "
                    "changed since it was computed. It has to be computed and looked "
                    "at again.",
                    settlement=self.name,
                )
            )
        due = settlement.line_ids.search(
            [("settlement_id", "=", self.id), ("delta", "!=", 0)]
        )
        settlement._create_invoices(due, "delta")
        settlement._mark_invoiced()
        settlement.write(
            {
                "state": "invoiced",
                "invoiced_on": fields.Datetime.now(),
                # Differences found later are not invoiced in the past, due at once.
                "invoice_date": False,
            }
        )

    def _get_fingerprint(self):
        """What the documents are made of."""
        self.line_ids.flush_model()
        return self.env.execute_query(
            SQL(
                """SELECT membership_id, pool_id, delta
                     FROM cae_cost_settlement_line
                    WHERE settlement_id = %s AND delta <> 0
                    ORDER BY membership_id, pool_id""",
                self.id,
            )
        )

    def _mark_invoiced(self):
        """What is due is settled now; the next computation tells what has changed."""
        self.line_ids.flush_model()
        self.statement_ids.flush_model()
        # Whose figures have changed is sent them again.
        self.env.cr.execute(
            SQL(
                """UPDATE cae_cost_statement statement
                      SET sent_on = NULL, to_send = false
                     FROM cae_cost_settlement_line line
                    WHERE line.statement_id = statement.id AND line.delta <> 0
                      AND line.settlement_id = %s""",
                self.id,
            )
        )
        self.env.cr.execute(
            SQL(
                """UPDATE cae_cost_settlement_line
                      SET settled = settled + delta, delta = 0, amount_before = amount
                    WHERE settlement_id = %s""",
                self.id,
            )
        )
        for cost in self.cost_ids:
            cost.net_before = cost.net
            cost.called = cost.net
        self._sum_statements()

    def action_close(self):
        """The accounts are approved: nothing changes any more.

        :raises UserError: a difference is not invoiced, be it one that nobody has
            computed yet: it would never be
        """
        remedy = self.env._("Invoice the differences before you close.")
        self._check_state(("invoiced",), remedy)
        self.company_id._check_cae_accountant()
        for settlement in self:
            settlement._lock_rows(self._get_busy_message(), ["state", "line_ids"])
            settlement._check_state(("invoiced",), remedy)
            settlement._check_all_invoiced(
                self.env._(
                    "%(settlement)s: differences were computed and not invoiced. "
                    "Invoice them before you close.",
                    settlement=settlement.name,
                )
            )
            settlement._compute_lines()
            settlement._check_all_invoiced(
                self.env._(
                    "%(settlement)s: costs, keys, agreements or invoices have changed "
                    "since it was computed. Compute it again and invoice the "
                    "differences before you close.",
                    settlement=settlement.name,
                )
            )
        self.write({"state": "closed", "closed_on": fields.Datetime.now()})

    def _check_all_invoiced(self, message):
        if self.sudo()._get_fingerprint():
            raise UserError(message)

    def action_reopen(self):
        """Take a closed settlement up again."""
        self._check_state(("closed",), self.env._("Only a closed one is reopened."))
        self.company_id._check_cae_accountant()
        self.write({"state": "invoiced", "closed_on": False})

    def write(self, vals):
        if {"date_from", "date_to", "pool_ids", "company_id"} & vals.keys():
            self._check_state(
                ("draft", "computed"),
                self.env._("What was invoiced stays: make another settlement."),
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_invoiced(self):
        self._check_state(
            ("draft", "computed"),
            self.env._("Its invoices and credit notes lead to it: it is kept."),
        )
