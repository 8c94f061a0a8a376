# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import format_date, formatLang

from ..controllers import line_chart
from ..kernel.distribution import spread

STEPS = 20
SIZE = (900, 260)


class CaeLevySimulation(models.TransientModel):
    """The tables and curves of a simulation, drawn as the user types."""

    _inherit = "cae.levy.simulation"

    curve_max = fields.Monetary(
        string="Up to a Turnover of",
        default=60000,
        help="Yearly turnover at the right end of the curve.",
    )
    purchase_ratio = fields.Float(
        string="Purchases (%)", help="Purchases for 100 of turnover."
    )
    subcontracting_ratio = fields.Float(
        string="Subcontracting (%)", help="Subcontracting for 100 of turnover."
    )
    month_chart = fields.Html(compute="_compute_month_chart", sanitize=False)
    component_table = fields.Html(compute="_compute_component_table", sanitize=False)
    turnover_chart = fields.Html(compute="_compute_turnover_chart", sanitize=False)

    @api.constrains("curve_max", "purchase_ratio", "subcontracting_ratio")
    def _check_curve(self):
        for simulation in self:
            if simulation.curve_max <= 0:
                raise ValidationError(
                    self.env._(
                        "The curve goes up to a turnover of %(amount)s: type an amount "
                        "above zero, e.g. 60000.",
                        amount=simulation._format_money(simulation.curve_max),
                    )
                )
            for ratio in (simulation.purchase_ratio, simulation.subcontracting_ratio):
                if not 0 <= ratio <= 100:
                    raise ValidationError(
                        self.env._(
                            "%(ratio)s %% of the turnover is no share of costs: type a "
                            "percentage from 0 to 100.",
                            ratio=ratio,
                        )
                    )

    @api.depends(
        "scheme_id",
        "compare_scheme_id",
        "line_ids.month",
        "line_ids.levy",
        "line_ids.compare_levy",
    )
    @api.depends_context("lang")
    def _compute_month_chart(self):
        for simulation in self:
            lines = simulation.line_ids.filtered("month").sorted("month")
            series = {"first": lines.mapped("levy")}
            if simulation.compare_scheme_id:
                series["second"] = lines.mapped("compare_levy")
            simulation.month_chart = simulation._draw(
                self.env._("Levy of each month"),
                series if any(map(any, series.values())) else {},
                [
                    format_date(self.env, line.month, date_format="MMM yy")
                    for line in lines
                ],
                self._format_money,
            )

    @api.depends("scheme_id", "compare_scheme_id", "line_ids.detail")
    @api.depends_context("lang")
    def _compute_component_table(self):
        for simulation in self:
            simulation.component_table = self.env["ir.qweb"]._render(
                "cae_mutualisation.levy_simulation_components",
                {
                    "rows": simulation._get_component_rows(),
                    "simulation": simulation,
                    "money": simulation._format_money,
                },
            )

    @api.depends(
        "scheme_id",
        "compare_scheme_id",
        "curve_max",
        "purchase_ratio",
        "subcontracting_ratio",
        "date",
    )
    @api.depends_context("lang")
    def _compute_turnover_chart(self):
        for simulation in self:
            if not simulation.scheme_id or simulation.curve_max <= 0:
                simulation.turnover_chart = False
                continue
            simulation.turnover_chart = self.env["ir.qweb"]._render(
                "cae_mutualisation.levy_simulation_turnovers",
                simulation._get_turnover_values(),
            )

    def _get_turnover_values(self):
        """What the template of the curves by turnover shows."""
        rows = self._get_turnover_rows()
        labels = [formatLang(self.env, row["turnover"], digits=0) for row in rows]
        keys = ["first", "second"] if self.compare_scheme_id else ["first"]
        amounts = {key: [row[key] for row in rows] for key in keys}
        rates = {
            key: [
                100 * row[key] / row["turnover"] if row["turnover"] else None
                for row in rows
            ]
            for key in keys
        }
        titles = [
            self.env._("Levy of a year, by its turnover"),
            self.env._("The same in % of the turnover"),
        ]
        formats = [self._format_money, self._format_percent]
        return {
            "simulation": self,
            "rows": rows,
            "rates": rates,
            "money": self._format_money,
            "percent": self._format_percent,
            "charts": [
                self._draw(title, series, labels, format_value, label_step=2)
                for title, series, format_value in zip(
                    titles, (amounts, rates), formats, strict=True
                )
            ],
        }

    def _get_component_rows(self):
        """Totals by levy: its label, and what each scheme takes, or nothing."""
        self.ensure_one()
        totals = {}
        for index, scheme in enumerate((self.scheme_id, self.compare_scheme_id)):
            for component in scheme.component_ids:
                row = totals.setdefault(component.code, [component.name, None, None])
                row[index + 1] = sum(
                    (line.detail or [{}, {}])[index].get(component.code, 0.0)
                    for line in self.line_ids
                )
        return list(totals.values())

    def _get_turnover_rows(self):
        """Levy of a year for turnovers from 0 to the maximum, in even steps."""
        self.ensure_one()
        schemes = {"first": self.scheme_id, "second": self.compare_scheme_id}
        rows = []
        for index in range(STEPS + 1):
            turnover = self.currency_id.round(self.curve_max * index / STEPS)
            months = self._prepare_even_months(turnover)
            rows.append(
                {
                    "turnover": turnover,
                    **{
                        key: sum(
                            row["total"] for row in scheme._origin.simulate(months)
                        )
                        for key, scheme in schemes.items()
                        if scheme
                    },
                }
            )
        return rows

    def _prepare_even_months(self, turnover):
        """A financial year of equal months, for the scheme to simulate."""
        months = self._get_year_months()
        precision = Decimal(repr(self.currency_id.rounding))
        ratios = {
            "turnover": 100,
            "purchase": self.purchase_ratio,
            "subcontracting": self.subcontracting_ratio,
        }
        parts = {
            code: spread(
                Decimal(repr(turnover)) * Decimal(repr(ratio)) / 100,
                len(months),
                precision,
            )
            for code, ratio in ratios.items()
        }
        return [
            {"date": month, **{code: parts[code][index] for code in ratios}}
            for index, month in enumerate(months)
        ]

    def _draw(self, title, series, labels, format_value, label_step=1):
        return self.env["ir.qweb"]._render(
            "cae_mutualisation.levy_line_chart",
            {
                "title": title,
                "chart": line_chart.layout(series, *SIZE, label_step),
                "labels": labels,
                "names": {
                    "first": self.scheme_id.name,
                    "second": self.compare_scheme_id.name,
                },
                "format_value": format_value,
            },
        )

    def _format_money(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    def _format_percent(self, rate):
        return f"{formatLang(self.env, rate, digits=2)} %"
