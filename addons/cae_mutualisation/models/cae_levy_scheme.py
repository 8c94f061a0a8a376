# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal, InvalidOperation

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from ..kernel import levy

FIGURES = ("turnover", "purchase", "subcontracting", "pass_through", "collected")


class CaeLevyScheme(models.Model):
    """The price list of the pooled services that a meeting voted, from a date on."""

    _name = "cae.levy.scheme"
    _description = "Levy Scheme"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="First Month", required=True, tracking=True)
    date_to = fields.Date(string="Last Day", tracking=True)
    decision = fields.Char(
        tracking=True, help="The resolution that voted it, e.g. AGM of 12 June 2025."
    )
    component_ids = fields.One2many(
        "cae.levy.component", "scheme_id", string="Levies", copy=True
    )
    note = fields.Html()

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A scheme ends after it starts.",
    )

    @api.constrains("date_from", "date_to", "company_id", "active")
    def _check_dates(self):
        for scheme in self:
            if scheme.date_from.day != 1:
                raise ValidationError(
                    self.env._(
                        "The scheme %(name)s starts on %(date)s. Levies are monthly: "
                        "start it on the first day of a month.",
                        name=scheme.name,
                        date=format_date(self.env, scheme.date_from),
                    )
                )
            overlap = scheme.active and self.search(
                [
                    ("id", "!=", scheme.id),
                    ("company_id", "=", scheme.company_id.id),
                    ("date_from", "<=", scheme.date_to or "9999-12-31"),
                    "|",
                    ("date_to", "=", False),
                    ("date_to", ">=", scheme.date_from),
                ],
                limit=1,
            )
            if overlap:
                raise ValidationError(
                    self.env._(
                        "The schemes %(name)s and %(other)s apply at the same time. "
                        "End one the day before the other starts.",
                        name=scheme.name,
                        other=overlap.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_levied(self):
        used = (
            self.env["cae.levy.run.line"]
            .sudo()
            ._read_group(
                [("component_id", "in", self.component_ids.ids)], ["component_id"]
            )
        )
        if used:
            raise UserError(
                self.env._(
                    "The scheme %(name)s has already been levied. End it and make "
                    "another one instead.",
                    name=used[0][0].scheme_id.name,
                )
            )

    def _applies(self, month):
        """Whether the scheme is in force on the first day of the month."""
        self.ensure_one()
        return self.date_from <= month and (not self.date_to or self.date_to >= month)

    def simulate(self, months, member=False):
        """What the scheme would levy on typed figures, without touching a record.

        :param months: list of dicts with ``date`` (a day of the month, date or ISO
            string) and amounts in the company's currency, costs positive:
            ``turnover``, ``purchase``, ``subcontracting``, ``pass_through``,
            ``collected``, and kinds of them (``turnover.Training``). A missing amount
            is 0; ``collected`` is ``turnover`` when missing. The years of the company
            start each a new computation.
        :param member: whether the levies are those of a member, where they differ
        :return: list of dicts in the same order: ``date`` as given, one amount per
            component code, ``total``.
        :raises UserError: a month given twice, an unknown key, a value that is no
            amount or no date
        """
        self.ensure_one()
        keys = self._get_figure_keys()
        figures = [self._read_simulated(values, keys) for values in months]
        self._check_simulated_once([day for day, _amounts in figures])
        results = [{"date": values["date"]} for values in months]
        others = "others" if member else "members"
        for component in self.component_ids:
            if component.audience == others:
                for result in results:
                    result[component.code] = 0.0
                continue
            for index, amount in self._simulate_component(component, figures).items():
                results[index][component.code] = amount
        for result in results:
            amounts = [result[code] for code in self.component_ids.mapped("code")]
            result["total"] = self.currency_id.round(sum(amounts))
        return results

    def _simulate_component(self, component, figures):
        """The amount of each month: ``{index: amount}``."""
        by_year = defaultdict(list)
        for index, (day, amounts) in enumerate(figures):
            year = self.company_id.compute_fiscalyear_dates(day)["date_from"]
            by_year[year].append(
                (day, index, self._simulated_month(component, day, amounts))
            )
        result = {}
        for rows in by_year.values():
            rows.sort(key=lambda row: row[0])
            levies = levy.compute(component._to_kernel(), [row[2] for row in rows])
            for (_day, index, _month), month_levy in zip(rows, levies, strict=True):
                result[index] = float(month_levy.amount)
        return result

    def _simulated_month(self, component, day, amounts):
        def value(nature):
            key = nature._figure_key()
            if key == "turnover" and component.recognition == "collected":
                key = "collected"
            return amounts.get(key, levy.ZERO)

        base = sum(map(value, component.base_nature_ids), levy.ZERO)
        base -= sum(map(value, component.deducted_nature_ids), levy.ZERO)
        turnover = (
            amount
            for key, amount in amounts.items()
            if key.partition(".")[0] == "turnover"
        )
        return levy.Month(day, base, sum(turnover, levy.ZERO))

    def _get_figure_keys(self):
        """What may be typed of a month: main natures and kinds of them."""
        natures = self.company_id._cae_get_natures().filtered("kind")
        return [*FIGURES, *(nature._figure_key() for nature in natures)]

    def _read_simulated(self, values, figures):
        """Check one month of typed figures: ``(first day, {figure: Decimal})``."""
        unknown = set(values) - {"date", *figures}
        if unknown:
            raise UserError(
                self.env._(
                    "“%(key)s” is not a figure of the simulation. Give date, "
                    "%(figures)s.",
                    key=sorted(unknown)[0],
                    figures=", ".join(figures),
                )
            )
        try:
            day = fields.Date.to_date(values.get("date"))
        except ValueError:
            day = None
        if not day:
            raise UserError(
                self.env._(
                    "“%(date)s” is not a date. Write it as 2026-03-01.",
                    date=values.get("date"),
                )
            )
        amounts = {code: self._read_amount(code, values.get(code)) for code in figures}
        if values.get("collected") is None:
            amounts["collected"] = amounts["turnover"]
        return day.replace(day=1), amounts

    def _read_amount(self, code, value):
        try:
            amount = Decimal(str(value or 0))
        except InvalidOperation:
            amount = None
        if amount is None or not amount.is_finite():
            raise UserError(
                self.env._(
                    "“%(value)s” is not an amount (%(figure)s). Write a number, "
                    "e.g. 1250.50.",
                    value=value,
                    figure=code,
                )
            )
        return amount

    def _check_simulated_once(self, days):
        for day in days:
            if days.count(day) > 1:
                raise UserError(
                    self.env._(
                        "The month of %(date)s is given twice. Add its figures "
                        "together.",
                        date=format_date(self.env, day),
                    )
                )
