# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class CaeLevyForecastLine(models.Model):
    """What an activity should invoice and be levied in a month of a forecast."""

    _name = "cae.levy.forecast.line"
    _description = "Levy Forecast Month"
    _order = "forecast_id, activity_id, month, id"
    _check_company_auto = True
    _rec_name = "activity_id"

    forecast_id = fields.Many2one(
        "cae.levy.forecast", required=True, ondelete="cascade", index=True
    )
    state = fields.Selection(related="forecast_id.state")
    company_id = fields.Many2one(
        related="forecast_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    activity_id = fields.Many2one(
        "cae.activity",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        help="Empty: activities to come, and whatever is not foreseen one by one.",
    )
    territory_id = fields.Many2one(
        related="activity_id.territory_id", store=True, precompute=True
    )
    month = fields.Date(
        required=True, help="Any day of the month; its first day is kept."
    )
    turnover_amount = fields.Monetary(string="Turnover Expected")
    levy_amount = fields.Monetary(string="Levy Expected")

    _month_uniq = models.UniqueIndex(
        "(forecast_id, COALESCE(activity_id, 0), month)",
        "A forecast has one line for an activity and a month.",
    )

    @api.constrains("month", "forecast_id")
    def _check_month(self):
        for line in self:
            forecast = line.forecast_id
            if not forecast.date_from.replace(day=1) <= line.month <= forecast.date_to:
                raise ValidationError(
                    self.env._(
                        "%(month)s is not in the year of %(forecast)s, %(year)s. "
                        "Change the month, or put the line in another forecast.",
                        month=format_date(self.env, line.month, date_format="MMMM y"),
                        forecast=forecast.display_name,
                        year=forecast._format_year(),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        default = self.env.context.get("default_forecast_id")
        forecasts = {vals.get("forecast_id") or default for vals in vals_list}
        self._check_draft(self.env["cae.levy.forecast"].browse(forecasts - {None}))
        return super().create([self._first_day(vals) for vals in vals_list])

    def write(self, vals):
        forecasts = self.forecast_id
        if vals.get("forecast_id"):
            forecasts |= forecasts.browse(vals["forecast_id"])
        self._check_draft(forecasts)
        return super().write(self._first_day(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self._check_draft(self.forecast_id)

    @api.model
    def _check_draft(self, forecasts):
        forecasts._check_state(
            ("draft",),
            self.env._(
                "Set it back to draft to change its months, or duplicate it to make "
                "another forecast of the year."
            ),
        )

    @api.model
    def _first_day(self, vals):
        if not vals.get("month"):
            return vals
        try:
            return {**vals, "month": fields.Date.to_date(vals["month"]).replace(day=1)}
        except ValueError as error:
            raise ValidationError(
                self.env._("“%(month)s” is not a date.", month=vals["month"])
            ) from error
