# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..kernel import forecast as kernel

DRAFT, CONFIRMED = "draft", "confirmed"


class CaeLevyForecast(models.Model):
    """What the cooperative expects to levy in a financial year, as seen on a day.

    Several are kept for a year; boards compare with the last one, that is the
    confirmed one made on the latest day.
    """

    _name = "cae.levy.forecast"
    _description = "Levy Forecast"
    _inherit = ["mail.thread", "cae.state.mixin"]
    _order = "date_from desc, date_made desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="Year From",
        required=True,
        tracking=True,
        default=fields.Date.context_today,
        help="Any day of the financial year; its first day is kept.",
    )
    date_to = fields.Date(string="Year To", compute="_compute_date_to", store=True)
    date_made = fields.Date(
        string="Made on",
        required=True,
        tracking=True,
        copy=False,
        default=fields.Date.context_today,
        help="Months that were not over on this day are not looked at. Of the "
        "confirmed forecasts of a year, boards take the one made last.",
    )
    state = fields.Selection(
        [(DRAFT, "Draft"), (CONFIRMED, "Confirmed")],
        required=True,
        default=DRAFT,
        readonly=True,
        copy=False,
        tracking=True,
    )
    method = fields.Selection(
        [
            ("last_year", "Last year, plus a percentage"),
            ("average", "Months known, then their average"),
        ],
        required=True,
        default="last_year",
        help="Last year: what each activity was levied in the same month. Average: "
        "what is levied so far, then the average of the last months for the months "
        "to come. Nothing is expected of an activity after it closed.",
    )
    growth_percent = fields.Float(
        string="Growth (%)", digits=(6, 2), help="Negative for a fall."
    )
    average_months = fields.Integer(
        string="Months in the Average",
        default=3,
        help="Last months levied that the average is made of. An activity that "
        "opened since then is averaged over its own months.",
    )
    note = fields.Text()
    line_ids = fields.One2many(
        "cae.levy.forecast.line", "forecast_id", string="Months", copy=True
    )
    levy_total = fields.Monetary(
        string="Levy Expected", compute="_compute_totals", store=True
    )
    turnover_total = fields.Monetary(
        string="Turnover Expected", compute="_compute_totals", store=True
    )
    is_last = fields.Boolean(
        string="Used by the Boards",
        compute="_compute_is_last",
        help="The last confirmed forecast of its year.",
    )

    @api.depends("date_from", "company_id")
    def _compute_date_to(self):
        for record in self:
            record.date_to = (
                record.date_from
                and (
                    record.company_id.compute_fiscalyear_dates(record.date_from)[
                        "date_to"
                    ]
                )
            )

    @api.depends("line_ids.levy_amount", "line_ids.turnover_amount")
    def _compute_totals(self):
        totals = {
            record: amounts
            for record, *amounts in self.env["cae.levy.forecast.line"]._read_group(
                [("forecast_id", "in", self.ids)],
                ["forecast_id"],
                ["levy_amount:sum", "turnover_amount:sum"],
            )
        }
        for record in self:
            record.levy_total, record.turnover_total = totals.get(
                record._origin, (0.0, 0.0)
            )

    @api.depends("state", "date_made", "date_from")
    def _compute_is_last(self):
        last = set()
        years = set()
        for record in self.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("date_from", "in", self.filtered("date_from").mapped("date_from")),
                ("state", "=", CONFIRMED),
            ]
        ):
            year = (record.company_id, record.date_from)
            if year not in years:
                years.add(year)
                last.add(record.id)
        for record in self:
            record.is_last = record._origin.id in last

    @api.constrains("method", "average_months")
    def _check_average_months(self):
        for record in self:
            if record.method == "average" and record.average_months < 1:
                raise ValidationError(
                    self.env._(
                        "%(forecast)s: an average is made of one month at least, not "
                        "of %(count)s. Type how many of the last months to take.",
                        forecast=record.display_name,
                        count=record.average_months,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._first_day(vals) for vals in vals_list])

    def write(self, vals):
        if {"date_from", "company_id"} & set(vals):
            self._check_state(
                (DRAFT,), self.env._("Set it back to draft to change its year.")
            )
        return super().write(self._first_day(vals, self.company_id[:1]))

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "name" in (default or {}):
            return vals_list
        return [
            {**vals, "name": self.env._("%(name)s (copy)", name=record.name)}
            for record, vals in zip(self, vals_list, strict=True)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self._check_state(
            (DRAFT,), self.env._("Set it back to draft before you delete it.")
        )

    def action_generate(self):
        """Replace the lines by those that the method gives, to be edited by hand.

        :raises UserError: confirmed already, or nothing was levied to start from
        """
        for record in self:
            record.check_access("write")
            record._check_state(
                (DRAFT,), self.env._("Set it back to draft to compute it again.")
            )
            vals_list = record._prepare_lines()
            if not vals_list:
                raise UserError(
                    self.env._(
                        "Nothing was levied that %(forecast)s could start from. Post "
                        "levy runs first, choose the other method, or type or import "
                        "the months.",
                        forecast=record.display_name,
                    )
                )
            record.line_ids.unlink()
            self.env["cae.levy.forecast.line"].create(vals_list)
        return True

    def action_confirm(self):
        """Keep the forecast as it is: boards compare with the last one confirmed."""
        self._check_state((DRAFT,), self.env._("It is confirmed already."))
        for record in self:
            if not record.line_ids:
                raise UserError(
                    self.env._(
                        "%(forecast)s has no month yet. Compute it, or type or import "
                        "its months.",
                        forecast=record.display_name,
                    )
                )
        self.write({"state": CONFIRMED})
        return True

    def action_draft(self):
        """Let a confirmed forecast be edited again."""
        self._check_state((CONFIRMED,), self.env._("It is a draft already."))
        self.write({"state": DRAFT})
        return True

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_levy_forecast_line_action"
        )
        return {
            **action,
            "display_name": self.display_name,
            "domain": [("forecast_id", "=", self.id)],
            "context": {
                "default_forecast_id": self.id,
                "create": self.state == DRAFT,
                "edit": self.state == DRAFT,
                "delete": self.state == DRAFT,
            },
        }

    def _months(self):
        """First days of the months of the year."""
        self.ensure_one()
        months = [self.date_from.replace(day=1)]
        while kernel.shift(months[-1], 1) <= self.date_to:
            months.append(kernel.shift(months[-1], 1))
        return months

    def _prepare_lines(self):
        """Values of the lines that the method gives, in order of the activities."""
        self.ensure_one()
        months = self._months()
        actuals, last = self._read_actuals(months)
        activities = (
            self.env["cae.activity"]
            .with_context(active_test=False)
            .search([("id", "in", [activity_id for activity_id, _kind in actuals])])
        )
        vals_list = []
        for activity in activities:
            levy, turnover = (
                self._expect(activity, actuals[activity.id, kind], months, last)
                for kind in ("levy", "turnover")
            )
            vals_list += [
                {
                    "forecast_id": self.id,
                    "activity_id": activity.id,
                    "month": month,
                    "levy_amount": float(levy.get(month, 0)),
                    "turnover_amount": float(turnover.get(month, 0)),
                }
                for month in months
                if month in levy or month in turnover
            ]
        return vals_list

    def _expect(self, activity, actual, months, last):
        """``{month: Decimal}`` of an activity, by the method of the forecast."""
        closed = activity.date_end if activity.state == "closed" else None
        precision = Decimal(str(self.currency_id.rounding))
        if self.method == "last_year":
            percent = Decimal(str(self.growth_percent))
            return kernel.grow(actual, months, percent, closed, precision)
        return kernel.extrapolate(
            actual,
            months,
            last,
            self.average_months,
            activity.date_start or None,
            closed,
            precision,
        )

    def _read_actuals(self, months):
        """What was levied and invoiced, and the last month levied.

        :return: ``({(activity id, "levy" or "turnover"): {month: Decimal}}, month)``
        """
        last_year = self.method == "last_year"
        over = kernel.shift(self.date_made + timedelta(days=1), -1)
        limit = kernel.shift(months[0], -1) if last_year else months[-1]
        last = (
            self.env["cae.levy.run"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("state", "=", "posted"),
                    ("month", "<=", min(over, limit)),
                ],
                order="month desc",
                limit=1,
            )
            .month
        )
        actuals = defaultdict(dict)
        if not last:
            return actuals, last
        first = kernel.shift(months[0], -12)
        if not last_year:
            window = kernel.shift(last, 1 - self.average_months)
            first = min(months[0], window)
        for kind, rows in (
            ("levy", self._read_levies(first, last)),
            ("turnover", self._read_turnover(first, last)),
        ):
            for activity, month, amount in rows:
                actuals[activity.id, kind][month] = Decimal(str(amount))
        return actuals, last

    def _read_levies(self, first, last):
        return (
            self.env["cae.levy.run.line"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("run_state", "=", "posted"),
                    ("run_month", ">=", first),
                    ("run_month", "<=", last),
                ],
                ["activity_id", "run_month:month"],
                ["amount:sum"],
            )
        )

    def _read_turnover(self, first, last):
        return (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("cae_activity_id", "!=", False),
                    ("cae_nature_id.code", "=", "turnover"),
                    ("date", ">=", first),
                    ("date", "<", kernel.shift(last, 1)),
                ],
                ["cae_activity_id", "date:month"],
                ["amount:sum"],
            )
        )

    @api.model
    def _first_day(self, vals, company=None):
        """The values with the first day of the financial year that is meant."""
        if not vals.get("date_from"):
            return vals
        company = self.env["res.company"].browse(
            vals.get("company_id") or (company or self.env.company).id
        )
        try:
            date = fields.Date.to_date(vals["date_from"])
        except ValueError as error:
            raise ValidationError(
                self.env._("“%(date)s” is not a date.", date=vals["date_from"])
            ) from error
        return {
            **vals,
            "date_from": company.compute_fiscalyear_dates(date)["date_from"],
        }

    def _format_year(self):
        """The bounds of the year in the reader's language."""
        self.ensure_one()
        return f"{format_date(self.env, self.date_from)} – " + format_date(
            self.env, self.date_to
        )
