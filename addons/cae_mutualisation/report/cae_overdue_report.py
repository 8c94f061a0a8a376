# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CaeOverdueReport(models.Model):
    """A customer invoice past due, or the part of it that an activity earned.

    Amounts are what is left to pay today, in the company's currency. An invoice of
    several activities is shared in proportion of their untaxed lines.
    """

    _name = "cae.overdue.report"
    _description = "Overdue Customer Invoice"
    _inherit = "cae.activity.dimension.mixin"
    _auto = False
    _order = "date_due, id"
    _depends = {
        "account.move": [
            "name",
            "move_type",
            "state",
            "invoice_date",
            "partner_id",
            "commercial_partner_id",
            "amount_untaxed_signed",
        ],
        "account.move.line": [
            "move_id",
            "display_type",
            "parent_state",
            "balance",
            "amount_residual",
            "reconciled",
            "date_maturity",
        ],
        "account.partial.reconcile": [
            "debit_move_id",
            "credit_move_id",
            "amount",
            "max_date",
        ],
        "account.analytic.line": [
            "cae_activity_id",
            "move_line_id",
            "date",
            "amount",
        ],
        "res.company": ["currency_id", "cae_overdue_interval"],
        "res.currency": ["rounding"],
    }

    name = fields.Char(string="Invoice", readonly=True)
    move_id = fields.Many2one("account.move", string="Document", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    commercial_partner_id = fields.Many2one(
        "res.partner", string="Company of the Customer", readonly=True
    )
    date_invoice = fields.Date(string="Invoiced on", readonly=True)
    date_due = fields.Date(
        string="Due on", readonly=True, help="The oldest instalment that is not paid."
    )
    overdue_days = fields.Integer(
        string="Days Overdue", readonly=True, aggregator="max"
    )
    age = fields.Char(readonly=True)
    overdue_amount = fields.Monetary(
        string="Overdue, VAT Incl.", readonly=True, help="What the customer owes."
    )
    overdue_untaxed = fields.Monetary(
        string="Overdue, Untaxed",
        readonly=True,
        help="The part that is the activity's, in its uncollected amount.",
    )

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        return SQL(
            """
            WITH open AS (%(open)s)
            SELECT part.move_id::bigint * 1048576 + part.cae_activity_id AS id,
                   part.cae_activity_id AS activity_id,
                   part.move_id,
                   part.company_id,
                   company.currency_id,
                   activity.territory_id,
                   activity.coach_id,
                   activity.state AS activity_state,
                   contract.contract_type_id,
                   move.name,
                   move.partner_id,
                   move.commercial_partner_id,
                   move.invoice_date AS date_invoice,
                   part.date_due,
                   %(today)s::date - part.date_due AS overdue_days,
                   %(age)s AS age,
                   ROUND(part.overdue / currency.rounding) * currency.rounding
                       AS overdue_amount,
                   ROUND(part.overdue_untaxed / currency.rounding)
                       * currency.rounding AS overdue_untaxed
              FROM (%(parts)s) part
              JOIN account_move move ON move.id = part.move_id
              JOIN cae_activity activity ON activity.id = part.cae_activity_id
              JOIN res_company company ON company.id = part.company_id
              JOIN res_currency currency ON currency.id = company.currency_id
         LEFT JOIN (%(contracts)s) contract
                ON contract.activity_id = part.cae_activity_id
             WHERE part.overdue > 0
            """,
            open=self._sql_open(today),
            parts=self._sql_parts(today),
            today=today,
            age=self._sql_age(today),
            contracts=self._sql_contracts(),
        )

    @api.model
    def _sql_open(self, today):
        """Documents not wholly paid at the end of a day: what is open and overdue.

        A document whose items are all reconciled by that day has nothing open: only
        the others are read, one by one by their indexes, whatever the history.
        ``share`` is as in `cae.activity._read_open_documents`.
        """
        return SQL(
            """
            SELECT document.move_id,
                   item.due,
                   1 - COALESCE(item.paid, 0) / item.due AS share,
                   item.residual,
                   item.date_due
              FROM (SELECT move_id
                      FROM account_move_line
                     WHERE display_type = 'payment_term'
                       AND parent_state = 'posted'
                       AND reconciled IS NOT TRUE
                     UNION
                    SELECT late.move_id
                      FROM account_partial_reconcile part
                      JOIN account_move_line late
                        ON late.id IN (part.debit_move_id, part.credit_move_id)
                     WHERE part.max_date > %(today)s) document
        CROSS JOIN LATERAL (
                   SELECT SUM(ABS(item.balance)) AS due,
                          SUM(paid.amount) AS paid,
                          SUM(item.amount_residual) FILTER (
                              WHERE item.amount_residual > 0
                                AND item.date_maturity < %(today)s) AS residual,
                          MIN(item.date_maturity) FILTER (
                              WHERE item.amount_residual > 0
                                AND item.date_maturity < %(today)s) AS date_due
                     FROM account_move_line item
                LEFT JOIN LATERAL (
                          SELECT SUM(amount) AS amount
                            FROM (%(parts)s) part
                           WHERE part.item_id = item.id
                             AND part.max_date <= %(today)s) paid
                       ON TRUE
                    WHERE item.move_id = document.move_id
                      AND item.display_type = 'payment_term') item
             WHERE item.due > 0
            """,
            today=today,
            parts=self.env["cae.activity"]._sql_reconciled_parts(),
        )

    @api.model
    def _sql_parts(self, today):
        """Each activity's part of the open documents, of a query that has `open`."""
        return SQL(
            """
            SELECT line.cae_activity_id,
                   open.move_id,
                   line.company_id,
                   move.move_type,
                   open.date_due,
                   line.amount * open.share AS open,
                   CASE WHEN move.move_type IN ('out_invoice', 'out_receipt')
                        THEN COALESCE(line.amount * open.residual
                                      / NULLIF(move.amount_untaxed_signed, 0), 0)
                        ELSE 0
                   END AS overdue,
                   CASE WHEN move.move_type IN ('out_invoice', 'out_receipt')
                        THEN COALESCE(line.amount * open.residual / open.due, 0)
                        ELSE 0
                   END AS overdue_untaxed
              FROM open
              JOIN account_move move ON move.id = open.move_id
        CROSS JOIN LATERAL (
                   SELECT line.cae_activity_id, line.company_id,
                          SUM(line.amount) AS amount
                     FROM account_move_line item
                     JOIN account_analytic_line line ON line.move_line_id = item.id
                    WHERE item.move_id = open.move_id
                      AND line.cae_activity_id IS NOT NULL
                      AND line.date <= %s
                 GROUP BY line.cae_activity_id, line.company_id) line
            """,
            today,
        )

    def _sql_age(self, today):
        """The age in words, by the interval of the company."""
        return SQL(
            """
            (SELECT CASE WHEN days > 3 * step
                    THEN replace(%(over)s, '#', (3 * step)::text)
                    ELSE replace(replace(%(between)s,
                         '#1', ((days - 1) / step * step + 1)::text),
                         '#2', (((days - 1) / step + 1) * step)::text)
                    END
               FROM (VALUES (%(today)s::date - part.date_due,
                             company.cae_overdue_interval)) AS late (days, step))
            """,
            today=today,
            over=self.env._("Over %(days)s days", days="#"),
            between=self.env._("%(first)s – %(last)s days", first="#1", last="#2"),
        )

    def action_open_invoice(self):
        """The invoice, for those who may read it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "view_mode": "form",
            "views": [(False, "form")],
            "res_id": self.move_id.id,
        }
