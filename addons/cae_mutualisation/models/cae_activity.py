# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

FIGURES_GROUPS = (
    "cae_member.group_coach,cae_member.group_accountant,cae_member.group_auditor"
)


class CaeActivity(models.Model):
    """The ledger of an activity: what its analytic lines say, read in sets."""

    _inherit = "cae.activity"

    levy_exception_ids = fields.One2many(
        "cae.levy.exception", "activity_id", string="Levy Exceptions"
    )
    levy_line_ids = fields.One2many("cae.levy.run.line", "activity_id", string="Levies")
    statement_ids = fields.One2many(
        "cae.activity.statement", "activity_id", string="Statements"
    )
    result = fields.Monetary(
        compute="_compute_figures",
        groups=FIGURES_GROUPS,
        help="Everything the activity earned and spent so far, levies included.",
    )
    uncollected = fields.Monetary(
        compute="_compute_figures",
        groups=FIGURES_GROUPS,
        help="Untaxed part of what customers still have to pay.",
    )
    unpaid = fields.Monetary(
        compute="_compute_figures",
        groups=FIGURES_GROUPS,
        help="Untaxed part of what suppliers still have to be paid.",
    )
    available_cash = fields.Monetary(
        compute="_compute_figures",
        groups=FIGURES_GROUPS,
        help="What the activity may spend today: result − uncollected + unpaid.",
    )
    expected_cash = fields.Monetary(
        compute="_compute_figures",
        groups=FIGURES_GROUPS,
        help="Available cash once every customer and supplier is paid.",
    )

    def _compute_figures(self):
        today = fields.Date.context_today(self)
        figures = self._read_figures(today)
        for activity in self:
            activity.update(figures[activity.id])

    def action_view_ledger(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.account_analytic_line_action_ledger"
        )
        action["domain"] = [("cae_activity_id", "in", self.ids)]
        return action

    def action_view_levies(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_levy_run_line_action"
        )
        action["domain"] = [("activity_id", "=", self.id)]
        action["context"] = {}
        return action

    @api.model
    def _find_living(self, company, months):
        """Activities of the company that lived or had a line in the months.

        :param months: first days of months, in order
        """
        with_lines = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", company.id),
                    ("cae_activity_id", "!=", False),
                    ("date", ">=", months[0]),
                    ("date", "<=", months[-1] + relativedelta(day=31)),
                ],
                aggregates=["cae_activity_id:array_agg_distinct"],
            )
        )
        return self.with_context(active_test=False).search(
            self._get_living_domain(company, months, with_lines[0][0] or [])
        )

    @api.model
    def _get_living_domain(self, company, months, with_lines):
        """Activities that were open in the months, or have a line: those of the ids."""
        return [
            ("company_id", "=", company.id),
            "|",
            ("id", "in", with_lines),
            "&",
            ("date_start", "<=", months[-1] + relativedelta(day=31)),
            "|",
            ("date_end", "=", False),
            ("date_end", ">=", months[0]),
        ]

    def _month_series(self, months=12):
        """Turnover, costs and levy of the last months, for charts, oldest first.

        :return: list of ``{"month", "turnover", "costs", "levy"}``, costs and levy
            positive, in currency; the caller checks that the reader may see it
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        first = today + relativedelta(day=1, months=1 - months)
        natures = {nature.id: nature for nature in self.company_id._cae_get_natures()}
        ledger = self._read_months(first, today + relativedelta(day=31))
        series = []
        for index in range(months):
            month = first + relativedelta(months=index)
            row = {"month": month, "turnover": 0.0, "costs": 0.0, "levy": 0.0}
            for nature_id, amount in ledger.get((self.id, month), {}).items():
                nature = natures.get(nature_id, self.env["cae.ledger.nature"])
                if nature.code == "levy":
                    row["levy"] -= amount
                elif nature.sign == "1":
                    row["turnover"] += amount
                else:
                    row["costs"] -= amount
            series.append(row)
        return series

    def _read_figures(self, date):
        """The treasury of each activity at the end of a day, in currency.

        :return: ``{activity id: {result, uncollected, unpaid, available_cash,
            expected_cash}}``; the caller checks that the reader may see it
        """
        results = dict.fromkeys(self.ids, 0.0)
        for activity, amount in (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [("cae_activity_id", "in", self.ids), ("date", "<=", date)],
                ["cae_activity_id"],
                ["amount:sum"],
            )
        ):
            results[activity.id] = amount
        open_amounts = self._read_open_documents(date)
        figures = {}
        for activity in self:
            currency = activity.currency_id
            result = currency.round(results.get(activity.id, 0.0))
            uncollected, unpaid = map(
                currency.round, open_amounts.get(activity.id, (0.0, 0.0))
            )
            figures[activity.id] = {
                "result": result,
                "uncollected": uncollected,
                "unpaid": unpaid,
                "available_cash": currency.round(result - uncollected + unpaid),
                "expected_cash": result,
            }
        return figures

    def _read_months(self, date_from, date_to, recognition="invoiced"):
        """Amounts of the ledger by month and nature, as the analytic lines have them.

        :param recognition: ``invoiced`` by the date of the line; ``collected`` in
            proportion of the payments of its document, at the payments' dates; a
            line without a document to pay counts at its own date
        :return: ``{(activity id, first day of the month): {nature id: amount}}``
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT activity_id, date_trunc('month', date)::date, nature_id,
                       SUM(amount)::float
                  FROM (%s) ledger
              GROUP BY 1, 2, 3
                """,
                self._sql_ledger(self._sql_scope(), date_from, date_to, recognition),
            )
        )
        months = defaultdict(dict)
        for activity_id, month, nature_id, amount in rows:
            months[activity_id, month][nature_id or False] = amount
        return months

    def _read_natures(self, date_from, date_to):
        """Amounts of a period, in order: ``{activity id: {nature: amount}}``."""
        natures = defaultdict(dict)
        for activity, nature, amount in (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [
                    ("cae_activity_id", "in", self.ids),
                    ("date", ">=", date_from),
                    ("date", "<=", date_to),
                ],
                ["cae_activity_id", "cae_nature_id"],
                ["amount:sum"],
                order="cae_nature_id",
            )
        ):
            natures[activity.id][nature] = activity.currency_id.round(amount)
        return natures

    @api.model
    def _sql_ledger(self, scope, date_from, date_to, recognition):
        """Rows (activity_id, date, nature_id, amount) of a period.

        :param scope: SQL condition on the analytic lines, named ``analytic``
        :param recognition: as for `_read_months`
        """
        self._flush_ledger()
        if recognition == "invoiced":
            return SQL(
                """
                SELECT cae_activity_id AS activity_id, date, cae_nature_id AS nature_id,
                       amount
                  FROM account_analytic_line analytic
                 WHERE %(scope)s AND cae_activity_id IS NOT NULL
                   AND date BETWEEN %(date_from)s AND %(date_to)s
                """,
                scope=scope,
                date_from=date_from,
                date_to=date_to,
            )
        return self._sql_collected(scope, date_from, date_to)

    @api.model
    def _sql_collected(self, scope, date_from, date_to):
        """Each line at the dates, and for the share, of its document's payments."""
        return SQL(
            """
            WITH line AS (%(lines)s), due AS (%(due)s),
            settled AS (
                SELECT item.move_id, part.max_date,
                       SUM(part.amount) / MIN(due.amount) AS share
                  FROM due
                  JOIN account_move_line item
                    ON item.move_id = due.move_id
                   AND item.display_type = 'payment_term'
                  JOIN (%(parts)s) part ON part.item_id = item.id
                 WHERE part.max_date BETWEEN %(date_from)s AND %(date_to)s
              GROUP BY item.move_id, part.max_date)
            SELECT line.cae_activity_id AS activity_id, settled.max_date AS date,
                   line.cae_nature_id AS nature_id,
                   line.amount * settled.share AS amount
              FROM line
              JOIN settled USING (move_id)
            UNION ALL
            SELECT line.cae_activity_id, line.date, line.cae_nature_id, line.amount
              FROM line
         LEFT JOIN due USING (move_id)
             WHERE due.move_id IS NULL AND line.date >= %(date_from)s
            """,
            lines=self._sql_document_lines(scope, date_to),
            due=self._sql_due(),
            parts=self._sql_reconciled_parts(),
            date_from=date_from,
            date_to=date_to,
        )

    def _read_open_documents(self, date):
        """Untaxed share of what is unpaid: ``{activity id: (uncollected, unpaid)}``."""
        self._flush_ledger()
        rows = self.env.execute_query(
            SQL(
                """
                WITH line AS (%(lines)s), due AS (%(due)s),
                open AS (
                    SELECT due.move_id,
                           1 - COALESCE(SUM(part.amount), 0) / MIN(due.amount) AS share
                      FROM due
                      JOIN account_move_line item
                        ON item.move_id = due.move_id
                       AND item.display_type = 'payment_term'
                 LEFT JOIN (%(parts)s) part
                        ON part.item_id = item.id AND part.max_date <= %(date)s
                  GROUP BY due.move_id)
                SELECT line.cae_activity_id,
                       SUM(line.amount * open.share)
                           FILTER (WHERE move.move_type LIKE 'out\\_%%'),
                       -SUM(line.amount * open.share)
                           FILTER (WHERE move.move_type LIKE 'in\\_%%')
                  FROM line
                  JOIN open USING (move_id)
                  JOIN account_move move ON move.id = line.move_id
              GROUP BY 1
                """,
                lines=self._sql_document_lines(self._sql_scope(), date),
                due=self._sql_due(),
                parts=self._sql_reconciled_parts(),
                date=date,
            )
        )
        return {row[0]: (row[1] or 0.0, row[2] or 0.0) for row in rows}

    @api.model
    def _read_member_periods(self, company):
        """When all holders are members: ``{activity id: (first day, exit day)}``."""
        self.env["cae.activity.holder"].flush_model()
        self.env["cae.membership"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT holder.activity_id, MAX(membership.admission_date),
                       MIN(membership.exit_date)
                  FROM cae_activity_holder holder
             LEFT JOIN cae_membership membership
                    ON membership.partner_id = holder.partner_id
                   AND membership.company_id = holder.company_id
                 WHERE holder.company_id = %s
              GROUP BY holder.activity_id
                HAVING bool_and(membership.admission_date IS NOT NULL)
                """,
                company.id,
            )
        )
        return {activity_id: period for activity_id, *period in rows}

    def _sql_scope(self):
        return SQL("analytic.cae_activity_id IN %s", tuple(self.ids) or (0,))

    @api.model
    def _sql_document_lines(self, scope, date_to):
        return SQL(
            """
            SELECT analytic.cae_activity_id, analytic.cae_nature_id, analytic.amount,
                   analytic.date, item.move_id
              FROM account_analytic_line analytic
         LEFT JOIN account_move_line item ON item.id = analytic.move_line_id
             WHERE %s AND analytic.cae_activity_id IS NOT NULL
               AND analytic.date <= %s
            """,
            scope,
            date_to,
        )

    @api.model
    def _sql_due(self):
        """What each document of the lines has to be paid for, in company currency."""
        return SQL(
            """
            SELECT move_id, SUM(ABS(balance)) AS amount
              FROM account_move_line
             WHERE display_type = 'payment_term'
               AND move_id IN (SELECT move_id FROM line)
          GROUP BY move_id
            HAVING SUM(ABS(balance)) > 0
            """
        )

    @api.model
    def _sql_reconciled_parts(self):
        """Both sides of each partial reconciliation, dated by its later side."""
        return SQL(
            """
            SELECT debit_move_id AS item_id, amount, max_date
              FROM account_partial_reconcile
         UNION ALL
            SELECT credit_move_id, amount, max_date
              FROM account_partial_reconcile
            """
        )

    def _flush_ledger(self):
        self.env["account.analytic.line"].flush_model()
        self.env["account.move.line"].flush_model(["display_type", "balance"])
        self.env["account.partial.reconcile"].flush_model()
