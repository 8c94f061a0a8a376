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
        string="Turnover Before", readonly=True, help="Of as many months before them."
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
                       ledger.last_invoice_date,
                       COALESCE(12 * EXTRACT(YEAR FROM idle.since)
                                + EXTRACT(MONTH FROM idle.since), 0)::int
                           AS idle_months,
                       COALESCE(late.overdue_days, 0) AS overdue_days,
                       call.date_deadline AS call_date,
                       %(rounded)s
                  FROM cae_activity activity
                  JOIN res_company company ON company.id = activity.company_id
                  JOIN res_currency currency ON currency.id = company.currency_id
             LEFT JOIN (%(contracts)s) contract
                    ON contract.activity_id = activity.id
             LEFT JOIN (%(ledger)s) ledger ON ledger.cae_activity_id = activity.id
             LEFT JOIN (%(late)s) late ON late.cae_activity_id = activity.id
             LEFT JOIN (%(calls)s) call ON call.res_id = activity.id
        CROSS JOIN LATERAL (
                    SELECT age(%(today)s::date, COALESCE(
                        ledger.last_invoice_date, activity.date_start,
                        activity.create_date::date)) AS since) idle
                 WHERE activity.active AND activity.state IN ('open', 'closing')
              ) amounts
            """,
            rounded=self._sql_rounded(),
            contracts=self._sql_contracts(),
            ledger=self._sql_ledger(today),
            late=self._sql_late(today),
            calls=self._sql_calls(),
            today=today,
        )

    def _sql_rounded(self):
        columns = {
            "result": "ledger",
            "turnover_recent": "ledger",
            "turnover_before": "ledger",
            "uncollected": "late",
            "unpaid": "late",
            "overdue_amount": "late",
        }
        return SQL(", ").join(
            SQL(
                "ROUND(COALESCE(%(column)s, 0) / currency.rounding)"
                " * currency.rounding AS %(name)s",
                column=SQL.identifier(table, name),
                name=SQL.identifier(name),
            )
            for name, table in columns.items()
        )

    def _sql_ledger(self, today):
        """What the ledger of each activity says up to a day."""
        return SQL(
            """
            SELECT line.cae_activity_id,
                   SUM(line.amount) AS result,
                   MAX(line.date) FILTER (
                       WHERE nature.id IS NOT NULL AND line.amount > 0)
                       AS last_invoice_date,
                   SUM(line.amount) FILTER (
                       WHERE nature.id IS NOT NULL
                         AND line.date >= period.recent_from
                         AND line.date < period.recent_to) AS turnover_recent,
                   SUM(line.amount) FILTER (
                       WHERE nature.id IS NOT NULL
                         AND line.date >= period.before_from
                         AND line.date < period.recent_from) AS turnover_before
              FROM account_analytic_line line
              JOIN period ON period.company_id = line.company_id
         LEFT JOIN cae_ledger_nature nature
                ON nature.id = line.cae_nature_id AND nature.code = 'turnover'
             WHERE line.cae_activity_id IS NOT NULL AND line.date <= %s
          GROUP BY line.cae_activity_id
            """,
            today,
        )

    def _sql_late(self, today):
        """What customers and suppliers have not paid, by activity."""
        return SQL(
            """
            SELECT part.cae_activity_id,
                   SUM(part.open) FILTER (WHERE part.move_type LIKE 'out\\_%%')
                       AS uncollected,
                   -SUM(part.open) FILTER (WHERE part.move_type LIKE 'in\\_%%')
                       AS unpaid,
                   SUM(part.overdue) FILTER (WHERE part.overdue > 0)
                       AS overdue_amount,
                   %(today)s::date - MIN(part.date_due)
                       FILTER (WHERE part.overdue > 0) AS overdue_days
              FROM (%(parts)s) part
          GROUP BY part.cae_activity_id
            """,
            today=today,
            parts=self.env["cae.overdue.report"]._sql_parts(today),
        )

    def _sql_calls(self):
        """The next call planned with each activity."""
        return SQL(
            """
            SELECT todo.res_id, MIN(todo.date_deadline) AS date_deadline
              FROM mail_activity todo
              JOIN mail_activity_type kind ON kind.id = todo.activity_type_id
             WHERE todo.res_model = 'cae.activity'
               AND todo.active AND kind.category = 'phonecall'
          GROUP BY todo.res_id
            """
        )
