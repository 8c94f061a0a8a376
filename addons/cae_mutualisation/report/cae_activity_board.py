# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class CaeActivityBoard(models.Model):
    """An activity that works, its treasury today, and what makes it difficult.

    The figures are those of the activity itself (`cae.activity._read_figures`), read
    for all activities in one query; its id is the activity's.
    """

    _name = "cae.activity.board"
    _description = "Cash and Difficulties"
    _inherit = "cae.activity.dimension.mixin"
    _auto = False
    _order = "difficulty_count desc, available_cash, id"
    _rec_name = "activity_id"
    _depends = {
        "cae.overdue.report": ["overdue_amount"],
        "account.analytic.line": [
            "company_id",
            "cae_activity_id",
            "cae_nature_id",
            "date",
            "amount",
        ],
        "cae.ledger.nature": ["code"],
        "mail.activity": ["res_model", "res_id", "activity_type_id", "date_deadline"],
        "res.company": [
            "currency_id",
            "cae_board_min_cash",
            "cae_board_invoice_months",
            "cae_board_fall_percent",
            "cae_board_fall_months",
            "cae_board_overdue_days",
        ],
    }

    # The relation itself instead of the related field: rows can be grouped by it.
    pole_ids = fields.Many2many(
        "cae.pole",
        "cae_activity_pole_rel",
        "activity_id",
        "pole_id",
        related=None,
        string="Pôles",
        readonly=True,
    )

    # === Treasury === #
    result = fields.Monetary(
        readonly=True, help="Everything earned and spent so far, levies included."
    )
    uncollected = fields.Monetary(
        readonly=True, help="Untaxed part of what customers still have to pay."
    )
    unpaid = fields.Monetary(
        readonly=True, help="Untaxed part of what suppliers still have to be paid."
    )
    available_cash = fields.Monetary(
        readonly=True,
        help="What the activity may spend today: result − uncollected + unpaid.",
    )
    expected_cash = fields.Monetary(
        readonly=True, help="Available cash once every customer and supplier is paid."
    )
    overdue_amount = fields.Monetary(
        string="Overdue, VAT Incl.",
        readonly=True,
        help="What customers owe on invoices past due, as they see it: with VAT.",
    )
    overdue_days = fields.Integer(
        string="Days Overdue",
        readonly=True,
        aggregator="max",
        help="Of the invoice due for the longest time.",
    )

    # === Turnover === #
    date_start = fields.Date(string="Opened on", readonly=True)
    last_invoice_date = fields.Date(
        string="Last Invoiced",
        readonly=True,
        aggregator="min",
        help="The last day of a positive turnover in the ledger.",
    )
    idle_months = fields.Integer(
        string="Months without Invoice",
        readonly=True,
        aggregator="max",
        help="Whole months since the last invoice, or since the activity opened.",
    )
    turnover_recent = fields.Monetary(
        string="Recent Turnover",
        readonly=True,
        help="Of the last complete months, as many as the settings say.",
    )
    turnover_before = fields.Monetary(
        readonly=True, help="Of as many months before them."
    )
    turnover_change = fields.Float(
        string="Change (%)",
        readonly=True,
        digits=(16, 1),
        aggregator="avg",
        help="Recent turnover against the one before; 0 if there was none before.",
    )

    # === Difficulty === #
    is_cash_low = fields.Boolean(string="Low Cash", readonly=True)
    is_idle = fields.Boolean(string="No Invoice", readonly=True)
    is_falling = fields.Boolean(string="Falling Turnover", readonly=True)
    is_overdue = fields.Boolean(string="Late Customers", readonly=True)
    difficulty_count = fields.Integer(string="Difficulties", readonly=True)
    call_date = fields.Date(
        string="Call Planned", readonly=True, aggregator="min", help="The next one."
    )

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        return SQL(
            """
            WITH open AS (%(open)s),
            period AS (%(periods)s)
            SELECT flagged.*,
                   is_cash_low::int + is_idle::int + is_falling::int
                       + is_overdue::int AS difficulty_count
              FROM (
                SELECT figure.*,
                       available_cash < COALESCE(company.cae_board_min_cash, 0)
                           AS is_cash_low,
                       company.cae_board_invoice_months > 0
                           AND idle_months >= company.cae_board_invoice_months
                           AS is_idle,
                       company.cae_board_fall_percent > 0
                           AND turnover_before - turnover_recent
                               > turnover_before * company.cae_board_fall_percent / 100
                           AND turnover_before > 0 AS is_falling,
                       overdue_days > company.cae_board_overdue_days AS is_overdue
                  FROM (%(figures)s) figure
                  JOIN res_company company ON company.id = figure.company_id) flagged
            """,
            open=self.env["cae.overdue.report"]._sql_open(today),
            periods=self._sql_periods(today),
            figures=self._sql_figures(today),
        )

    def _sql_periods(self, today):
        """The months of turnover that each company compares."""
        return SQL(
            """
            SELECT id AS company_id,
                   date_trunc('month', %(today)s::date)::date AS recent_to,
                   (date_trunc('month', %(today)s::date)
                    - make_interval(months => cae_board_fall_months))::date
                       AS recent_from,
                   (date_trunc('month', %(today)s::date)
                    - make_interval(months => 2 * cae_board_fall_months))::date
                       AS before_from
              FROM res_company
            """,
            today=today,
        )

    def _sql_figures(self, today):
        """One row per activity; each amount rounded as the activity's own."""
        return SQL(
            """
            SELECT amounts.*,
                   amounts.result - amounts.uncollected + amounts.unpaid
                       AS available_cash,
                   amounts.result AS expected_cash,
                   CASE WHEN turnover_before > 0
                        THEN 100 * (turnover_recent - turnover_before)
                             / turnover_before
                        ELSE 0
                   END AS turnover_change
              FROM (
                SELECT activity.id,
                       activity.id AS activity_id,
                       activity.company_id,
                       company.currency_id,
                       activity.territory_id,
                       activity.coach_id,
                       activity.state AS activity_state,
                       contract.contract_type_id,
                       activity.date_start,
                       last_invoice.date AS last_invoice_date,
                       COALESCE(12 * EXTRACT(YEAR FROM idle.since)
                                + EXTRACT(MONTH FROM idle.since), 0)::int
                           AS idle_months,
                       COALESCE(%(today)s::date - fact.date_due, 0) AS overdue_days,
                       fact.call_date,
                       %(rounded)s
                  FROM cae_activity activity
                  JOIN res_company company ON company.id = activity.company_id
                  JOIN res_currency currency ON currency.id = company.currency_id
             LEFT JOIN (%(facts)s) fact ON fact.activity_id = activity.id
             LEFT JOIN (%(contracts)s) contract
                    ON contract.activity_id = activity.id
             LEFT JOIN LATERAL (%(last_invoice)s) last_invoice ON TRUE
        CROSS JOIN LATERAL (
                    SELECT age(%(today)s::date, COALESCE(
                        last_invoice.date, activity.date_start,
                        activity.create_date::date)) AS since) idle
                 WHERE activity.active AND activity.state IN ('open', 'closing')
              ) amounts
            """,
            rounded=self._sql_rounded(),
            facts=self._sql_facts(today),
            contracts=self._sql_contracts(),
            last_invoice=self._sql_last_invoice(today),
            today=today,
        )

    def _sql_facts(self, today):
        """All that is summed by activity, in one grouping.

        Joining the sums instead would let PostgreSQL, which can't guess how many
        documents are open, compare each activity with each of them.
        """
        arms = (
            self._sql_ledger(today),
            self._sql_turnover(),
            self._sql_late(today),
            self._sql_calls(),
        )
        return SQL(
            """
            SELECT activity_id,
                   SUM(result) AS result,
                   SUM(turnover_recent) AS turnover_recent,
                   SUM(turnover_before) AS turnover_before,
                   SUM(uncollected) AS uncollected,
                   SUM(unpaid) AS unpaid,
                   SUM(overdue_amount) AS overdue_amount,
                   MIN(date_due) AS date_due,
                   MIN(call_date) AS call_date
              FROM (%s) arm
          GROUP BY activity_id
            """,
            SQL(" UNION ALL ").join(arms),
        )

    def _sql_arm(self, columns, source):
        """A part of the facts: its own columns, nothing in the others."""
        names = {
            "result": "numeric",
            "turnover_recent": "numeric",
            "turnover_before": "numeric",
            "uncollected": "numeric",
            "unpaid": "numeric",
            "overdue_amount": "numeric",
            "date_due": "date",
            "call_date": "date",
        }
        return SQL(
            "SELECT %s AS activity_id, %s FROM %s",
            columns["activity_id"],
            SQL(", ").join(
                SQL(
                    "%s AS %s",
                    columns.get(name, SQL(f"NULL::{kind}")),
                    SQL.identifier(name),
                )
                for name, kind in names.items()
            ),
            source,
        )

    def _sql_rounded(self):
        columns = (
            "result",
            "turnover_recent",
            "turnover_before",
            "uncollected",
            "unpaid",
            "overdue_amount",
        )
        return SQL(", ").join(
            SQL(
                "ROUND(COALESCE(%(column)s, 0) / currency.rounding)"
                " * currency.rounding AS %(name)s",
                column=SQL.identifier("fact", name),
                name=SQL.identifier(name),
            )
            for name in columns
        )

    def _sql_ledger(self, today):
        """The result of each activity up to a day."""
        return self._sql_arm(
            {"activity_id": SQL("cae_activity_id"), "result": SQL("SUM(amount)")},
            SQL(
                """
                account_analytic_line
                WHERE cae_activity_id IS NOT NULL AND date <= %s
                GROUP BY cae_activity_id
                """,
                today,
            ),
        )

    def _sql_turnover(self):
        """The turnover of the two periods that are compared, by activity."""
        return self._sql_arm(
            {
                "activity_id": SQL("line.cae_activity_id"),
                "turnover_recent": SQL(
                    "SUM(line.amount) FILTER (WHERE line.date >= period.recent_from)"
                ),
                "turnover_before": SQL(
                    "SUM(line.amount) FILTER (WHERE line.date < period.recent_from)"
                ),
            },
            SQL(
                """
                account_analytic_line line
                JOIN period ON period.company_id = line.company_id
                WHERE line.cae_activity_id IS NOT NULL
                  AND line.cae_nature_id = ANY(%s)
                  AND line.date >= (SELECT MIN(before_from) FROM period)
                  AND line.date >= period.before_from
                  AND line.date < period.recent_to
                GROUP BY line.cae_activity_id
                """,
                self._sql_turnover_natures(),
            ),
        )

    def _sql_late(self, today):
        """What customers and suppliers have not paid, document by document."""
        sale = SQL("part.move_type LIKE 'out\\_%%'")
        purchase = SQL("part.move_type LIKE 'in\\_%%'")
        late = SQL("part.overdue > 0")
        return self._sql_arm(
            {
                "activity_id": SQL("part.cae_activity_id"),
                "uncollected": SQL("CASE WHEN %s THEN part.open END", sale),
                "unpaid": SQL("CASE WHEN %s THEN -part.open END", purchase),
                "overdue_amount": SQL("CASE WHEN %s THEN part.overdue END", late),
                "date_due": SQL("CASE WHEN %s THEN part.date_due END", late),
            },
            SQL("(%s) part", self.env["cae.overdue.report"]._sql_parts(today)),
        )

    def _sql_calls(self):
        """The calls planned with the activities."""
        return self._sql_arm(
            {"activity_id": SQL("todo.res_id"), "call_date": SQL("todo.date_deadline")},
            SQL(
                """
                mail_activity todo
                JOIN mail_activity_type kind ON kind.id = todo.activity_type_id
                WHERE todo.res_model = 'cae.activity'
                  AND todo.active AND kind.category = 'phonecall'
                """
            ),
        )

    def _sql_last_invoice(self, today):
        """The last day of a positive turnover of one activity, by the index."""
        return SQL(
            """
            SELECT line.date
              FROM account_analytic_line line
             WHERE line.cae_activity_id = activity.id
               AND line.date <= %(today)s
               AND line.amount > 0
               AND line.cae_nature_id = ANY(%(natures)s)
          ORDER BY line.date DESC
             LIMIT 1
            """,
            today=today,
            natures=self._sql_turnover_natures(),
        )

    def _sql_turnover_natures(self):
        return SQL("ARRAY(SELECT id FROM cae_ledger_nature WHERE code = 'turnover')")
