# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

MEASURES = (
    "amount",
    "base_amount",
    "correction_amount",
    "last_year_amount",
    "forecast_amount",
    "turnover",
    "last_year_turnover",
    "forecast_turnover",
)


class CaeLevyReport(models.Model):
    """An activity in a month: levied, a year before, and by the last forecast.

    A month has a row as soon as one of them has an amount. The rows of a month and a
    company add up to its posted run, corrections of earlier months included.
    """

    _name = "cae.levy.report"
    _description = "Levy Follow-up"
    _inherit = "cae.activity.dimension.mixin"
    _auto = False
    _order = "month desc, activity_id, id"
    _rec_name = "activity_id"
    _depends = {
        "cae.levy.run": ["company_id", "month", "state"],
        "cae.levy.run.line": [
            "company_id",
            "activity_id",
            "run_month",
            "run_state",
            "is_correction",
            "base_amount",
            "amount",
        ],
        "cae.levy.forecast": ["company_id", "date_from", "date_made", "state"],
        "cae.levy.forecast.line": [
            "forecast_id",
            "company_id",
            "activity_id",
            "month",
            "levy_amount",
            "turnover_amount",
        ],
        "account.analytic.line": [
            "company_id",
            "cae_activity_id",
            "cae_nature_id",
            "date",
            "amount",
        ],
        "cae.ledger.nature": ["code"],
        "res.company": ["currency_id", "fiscalyear_last_month"],
    }

    month = fields.Date(readonly=True)
    year = fields.Char(
        string="Financial Year",
        readonly=True,
        help="Named after the calendar year in which it ends.",
    )
    is_levied = fields.Boolean(
        string="Month Levied", readonly=True, help="The run of the month is posted."
    )
    amount = fields.Monetary(
        string="Levied",
        readonly=True,
        help="Posted in the month, corrections of earlier months included.",
    )
    base_amount = fields.Monetary(
        string="Base",
        readonly=True,
        help="Bases of the month's levies, without corrections. An activity with two "
        "levies has two bases.",
    )
    correction_amount = fields.Monetary(string="Of Which Corrections", readonly=True)
    last_year_amount = fields.Monetary(
        string="Last Year",
        readonly=True,
        help="Levied in the same month a year before.",
    )
    last_year_to_date = fields.Monetary(
        string="Last Year, to Date",
        readonly=True,
        help="In the months that are levied this year so far.",
    )
    last_year_difference = fields.Monetary(
        string="Difference with Last Year",
        readonly=True,
        help="Levied, less last year to date: like is compared with like.",
    )
    forecast_amount = fields.Monetary(
        string="Forecast",
        readonly=True,
        help="By the last confirmed forecast of the year.",
    )
    forecast_to_date = fields.Monetary(
        string="Forecast, to Date",
        readonly=True,
        help="In the months that are levied so far.",
    )
    forecast_difference = fields.Monetary(
        string="Difference with Forecast",
        readonly=True,
        help="Levied, less the forecast to date: like is compared with like.",
    )
    turnover = fields.Monetary(
        readonly=True, help="Invoiced in the month, by the ledger of the activity."
    )
    last_year_turnover = fields.Monetary(
        string="Turnover Last Year", readonly=True, help="In the same month."
    )
    forecast_turnover = fields.Monetary(string="Turnover Forecast", readonly=True)

    # An id made of the activity (or the company, for the activities to come) and of
    # the month is the same at each reading, and lets PostgreSQL push filters down.
    @property
    def _table_query(self):
        return SQL(
            """
            SELECT (COALESCE(fact.activity_id::bigint * 2,
                             fact.company_id::bigint * 2 + 1) * 100000
                    + EXTRACT(YEAR FROM fact.month)::int * 12
                    + EXTRACT(MONTH FROM fact.month)::int) AS id,
                   fact.*,
                   to_char(fact.month + make_interval(
                       months => 12 - company.fiscalyear_last_month::int), 'YYYY')
                       AS year,
                   company.currency_id,
                   activity.territory_id,
                   activity.coach_id,
                   activity.state AS activity_state,
                   contract.contract_type_id,
                   run.id IS NOT NULL AS is_levied,
                   CASE WHEN run.id IS NULL THEN 0 ELSE fact.last_year_amount
                   END AS last_year_to_date,
                   CASE WHEN run.id IS NULL THEN 0 ELSE fact.forecast_amount
                   END AS forecast_to_date,
                   CASE WHEN run.id IS NULL THEN 0
                        ELSE fact.amount - fact.last_year_amount
                   END AS last_year_difference,
                   CASE WHEN run.id IS NULL THEN 0
                        ELSE fact.amount - fact.forecast_amount
                   END AS forecast_difference
              FROM (%(facts)s) fact
              JOIN res_company company ON company.id = fact.company_id
         LEFT JOIN cae_levy_run run
                ON run.company_id = fact.company_id
               AND run.month = fact.month
               AND run.state = 'posted'
         LEFT JOIN cae_activity activity ON activity.id = fact.activity_id
         LEFT JOIN (%(contracts)s) contract ON contract.activity_id = fact.activity_id
            """,
            facts=self._sql_facts(),
            contracts=self._sql_contracts(),
        )

    def _sql_facts(self):
        """Amounts by company, activity and month, of all that is compared."""
        levies = SQL("cae_levy_run_line WHERE run_state = 'posted'")
        turnover = SQL(
            """
            account_analytic_line line
            JOIN cae_ledger_nature nature
              ON nature.id = line.cae_nature_id AND nature.code = 'turnover'
            WHERE line.cae_activity_id IS NOT NULL
            """
        )
        day = SQL("date_trunc('month', line.date)")
        arms = (
            self._sql_arm(
                levies,
                SQL("run_month"),
                amount=SQL("amount"),
                base_amount=SQL("CASE WHEN NOT is_correction THEN base_amount END"),
                correction_amount=SQL("CASE WHEN is_correction THEN amount END"),
            ),
            self._sql_arm(
                levies,
                SQL("(run_month + interval '1 year')::date"),
                last_year_amount=SQL("amount"),
            ),
            self._sql_arm(
                SQL("(%s) forecast", self._sql_last_forecasts()),
                SQL("month"),
                forecast_amount=SQL("levy_amount"),
                forecast_turnover=SQL("turnover_amount"),
            ),
            self._sql_arm(
                turnover, SQL("%s::date", day), ledger=True, turnover=SQL("amount")
            ),
            self._sql_arm(
                turnover,
                SQL("(%s + interval '1 year')::date", day),
                ledger=True,
                last_year_turnover=SQL("amount"),
            ),
        )
        sums = [
            SQL("COALESCE(SUM(%(name)s), 0) AS %(name)s", name=SQL.identifier(name))
            for name in MEASURES
        ]
        return SQL(
            "SELECT company_id, activity_id, month, %s FROM (%s) arm GROUP BY 1, 2, 3",
            SQL(", ").join(sums),
            SQL(" UNION ALL ").join(arms),
        )

    def _sql_arm(self, source, month, ledger=False, **measures):
        columns = SQL(", ").join(
            SQL(
                "%s AS %s",
                measures.get(name, SQL("NULL::numeric")),
                SQL.identifier(name),
            )
            for name in MEASURES
        )
        return SQL(
            "SELECT %s AS company_id, %s AS activity_id, %s AS month, %s FROM %s",
            SQL("line.company_id") if ledger else SQL("company_id"),
            SQL("cae_activity_id") if ledger else SQL("activity_id"),
            month,
            columns,
            source,
        )

    def _sql_last_forecasts(self):
        """The lines of the last confirmed forecast of each year."""
        return SQL(
            """
            SELECT line.*
              FROM cae_levy_forecast_line line
              JOIN (SELECT DISTINCT ON (company_id, date_from) id
                      FROM cae_levy_forecast
                     WHERE state = 'confirmed'
                  ORDER BY company_id, date_from, date_made DESC, id DESC) last
                ON last.id = line.forecast_id
            """
        )

    def action_open_levies(self):
        """The lines, with their explanation, that make the amount of the row."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_levy_run_line_action"
        )
        return {
            **action,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [
                ("activity_id", "=", self.activity_id.id),
                ("run_month", "=", self.month),
                ("run_state", "=", "posted"),
            ],
            "context": {},
        }
