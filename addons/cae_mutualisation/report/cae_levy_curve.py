# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class CaeLevyCurve(models.Model):
    """The amounts of the follow-up one below the other, to draw them as curves."""

    _name = "cae.levy.curve"
    _description = "Levy Curves"
    _inherit = "cae.activity.dimension.mixin"
    _auto = False
    _order = "month desc, series, activity_id, id"
    _rec_name = "activity_id"
    # the follow-up's own query, so what it depends on
    _depends = {"cae.levy.report": ["amount"]}

    month = fields.Date(readonly=True)
    year = fields.Char(string="Financial Year", readonly=True)
    series = fields.Selection(
        [
            ("1_levied", "Levied"),
            ("2_last_year", "Last Year"),
            ("3_forecast", "Forecast"),
        ],
        string="Curve",
        readonly=True,
    )
    amount = fields.Monetary(string="Levy", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT report.id * 4 + series.rank AS id,
                   report.company_id,
                   report.currency_id,
                   report.activity_id,
                   report.territory_id,
                   report.coach_id,
                   report.activity_state,
                   report.contract_type_id,
                   report.month,
                   report.year,
                   series.series,
                   series.amount
              FROM (%s) report
        CROSS JOIN LATERAL (VALUES
                   (1, '1_levied', report.amount),
                   (2, '2_last_year', report.last_year_amount),
                   (3, '3_forecast', report.forecast_amount))
                   AS series (rank, series, amount)
             WHERE series.amount != 0
            """,
            self.env["cae.levy.report"]._table_query,
        )
