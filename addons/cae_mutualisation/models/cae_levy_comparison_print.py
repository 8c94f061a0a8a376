# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from ..controllers import bar_chart
from ..kernel import distribution
from .report_style import read_styles


class CaeLevyComparison(models.Model):
    """How a comparison is shown: bands, biggest changes, spreadsheet, print."""

    _name = "cae.levy.comparison"
    _inherit = ["cae.levy.comparison", "cae.study.mixin"]

    band_chart = fields.Html(compute="_compute_band_chart", sanitize=False)
    rise_ids = fields.Many2many(
        "cae.levy.comparison.line",
        string="Biggest Rises",
        compute="_compute_biggest_changes",
    )
    fall_ids = fields.Many2many(
        "cae.levy.comparison.line",
        string="Biggest Falls",
        compute="_compute_biggest_changes",
    )

    @api.depends("line_ids.band_from", "band_used")
    @api.depends_context("lang")
    def _compute_band_chart(self):
        for comparison in self:
            if not comparison.computed_on:
                comparison.band_chart = False
                continue
            width = comparison.band_used
            bands = distribution.histogram(
                comparison.line_ids.mapped("difference"), width
            )
            labels = [comparison._format_band(band.start) for band in bands]
            comparison.band_chart = self.env["ir.qweb"]._render(
                "cae_mutualisation.levy_band_chart",
                {
                    "bands": bands,
                    "labels": labels,
                    "title": self.env._(
                        "Activities by difference, in bands of %(width)s",
                        width=f"{formatLang(self.env, width, digits=0)} "
                        f"{comparison.currency_id.symbol}",
                    ),
                    "chart": comparison._layout_bands(bands),
                },
            )

    def _format_band(self, start):
        return " … ".join(
            formatLang(self.env, bound, digits=0)
            for bound in (start, start + self.band_used)
        )

    def _layout_bands(self, bands):
        columns = [
            [{"less": band.less, "same": band.same, "more": band.more}]
            for band in bands
        ]
        return bar_chart.layout(columns, 900, 240, -(-len(columns) // 8) or 1)

    @api.depends("line_ids.difference", "top_count")
    def _compute_biggest_changes(self):
        for comparison in self:
            lines = comparison.line_ids.sorted("difference")
            rises = lines.filtered(lambda line: line.difference > 0)[::-1]
            falls = lines.filtered(lambda line: line.difference < 0)
            comparison.rise_ids = rises[: comparison.top_count]
            comparison.fall_ids = falls[: comparison.top_count]

    @api.depends("line_ids")
    @api.depends_context("lang")
    def _compute_spreadsheet(self):
        return super()._compute_spreadsheet()

    def action_print(self):
        """One page for a meeting."""
        self._check_computed()
        return self.env.ref(
            "cae_mutualisation.action_report_levy_comparison"
        ).report_action(self)

    def _check_computed(self):
        for comparison in self:
            if not comparison.computed_on:
                raise UserError(
                    self.env._(
                        "%(name)s has no figures yet: compute it first.",
                        name=comparison.display_name,
                    )
                )

    def _get_file_name(self):
        self.ensure_one()
        name = f"{self.display_name} {self.date_from} {self.date_to}"
        return name.replace("/", "-")

    def _get_table(self):
        """`(titles, rows)` for a spreadsheet; a percentage of nothing is None."""
        titles = [
            self.env._("Activity"),
            self.env._("Territory"),
            self.env._("Coach"),
            self.env._("Turnover"),
            self.env._("Base now"),
            self.env._("Base then"),
            self.env._("Levy now"),
            self.env._("Levy then"),
            self.env._("Difference"),
            self.env._("Difference (%)"),
            self.env._("% of turnover now"),
            self.env._("% of turnover then"),
        ]
        return titles, [
            [
                line.activity_id.display_name,
                line.territory_id.display_name or "",
                line.coach_id.name or "",
                line.turnover,
                line.base_now,
                line.base_then,
                line.amount_now,
                line.amount_then,
                line.difference,
                line.difference_percent if line.amount_now else None,
                line.rate_now if line.turnover else None,
                line.rate_then if line.turnover else None,
            ]
            for line in self.line_ids.sorted("difference", reverse=True)
        ]

    def _write_workbook(self, book):
        texts = [f"{self.company_id.name} – {self.display_name}", self._format_period()]
        self._write_sheet(book, texts, *self._get_table())

    def _get_method_sentences(self):
        """What is compared with what, for the print."""
        self.ensure_one()
        sentences = [
            self.env._(
                "What %(scheme)s would take from the activities' own figures, compared "
                "with %(reference)s. Months compared: %(count)s.",
                scheme=self.scheme_id.name,
                reference=self.reference_scheme_id.name
                or self.env._("the schemes in force"),
                count=self.month_count,
            )
        ]
        if self.left_out:
            sentences.append(
                self.env._(
                    "Left out, as no scheme was in force or as it was before the first "
                    "month of levies: %(months)s.",
                    months=self.left_out,
                )
            )
        return sentences

    def _get_result_sentence(self):
        self.ensure_one()
        return self.env._(
            "Of %(count)s activities, %(more)s would pay more, %(less)s less and "
            "%(same)s the same. Half of them would see a difference below %(median)s, "
            "half above.",
            count=self.activity_count,
            more=self.more_count,
            less=self.less_count,
            same=self.same_count,
            median=formatLang(
                self.env, self.median_difference, currency_obj=self.currency_id
            ),
        )

    def _get_report_style(self):
        return read_styles("statement", "levy_chart")
