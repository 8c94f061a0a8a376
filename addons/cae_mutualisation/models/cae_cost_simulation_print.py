# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..controllers import bar_chart
from .report_style import read_styles

# Members drawn, and listed in the form and the print: those who change most.
DRAWN = 14
LISTED = 30
# The width of the drawing, and that of a letter in it.
WIDTH, LETTER = 900, 7.5


# pylint: disable=consider-merging-classes-inherited
class CaeCostSimulation(models.Model):
    """How a simulation is shown: table, bars, print, spreadsheet."""

    _name = "cae.cost.simulation"
    _inherit = ["cae.cost.simulation", "cae.study.mixin"]

    member_table = fields.Html(compute="_compute_tables", sanitize=False)
    pool_table = fields.Html(compute="_compute_tables", sanitize=False)
    chart = fields.Html(compute="_compute_tables", sanitize=False)

    @api.depends("state", "computed_on")
    @api.depends_context("lang")
    def _compute_tables(self):
        for simulation in self:
            if simulation.state != "computed":
                simulation.update(
                    {"member_table": False, "pool_table": False, "chart": False}
                )
                continue
            rows = simulation._get_member_rows()
            simulation.member_table = simulation._render(
                "cost_simulation_members",
                rows=_pick(rows, LISTED),
                picked=simulation._say_picked(rows, LISTED),
            )
            simulation.pool_table = simulation._render_pools()
            simulation.chart = simulation._render_chart(
                _pick(rows, DRAWN), simulation._say_picked(rows, DRAWN)
            )

    def _say_picked(self, rows, count):
        if len(rows) <= count:
            return False
        return self.env._(
            "The %(shown)s of %(count)s members whose share changes most",
            shown=count,
            count=len(rows),
        )

    def _render(self, template, **values):
        return self.env["ir.qweb"]._render(
            f"cae_mutualisation.{template}",
            {
                "simulation": self,
                "money": self._format,
                "percent": self._format_percent,
                **values,
            },
        )

    def _render_pools(self):
        """The net cost of the pools, next to what the members pay for them."""
        rows = [
            (row, self.currency_id.round(row.net_after - row.net_before))
            for row in self.pool_ids
        ]
        return self._render(
            "cost_simulation_pools",
            rows=rows,
            net=[
                sum(self.pool_ids.mapped(name)) for name in ("net_before", "net_after")
            ],
            paid=[self.net_before, self.net_after],
        )

    def _render_chart(self, rows, picked):
        columns = [
            [{"before": row["before"]}, {row["direction"]: row["after"]}]
            for row in rows
        ]
        letters = int(WIDTH / max(len(rows), 1) / LETTER)
        names = [row["name"] for row in rows]
        return self._render(
            "cost_simulation_chart",
            chart=bar_chart.layout(columns, WIDTH, 260),
            names=names,
            labels=[
                name if len(name) <= letters else f"{name[: letters - 1]}…"
                for name in names
            ],
            picked=picked,
        )

    def _get_member_rows(self):
        """What each member pays before and after; who pays most more comes first."""
        self.ensure_one()
        groups = self.env["cae.cost.simulation.line"]._read_group(
            [("simulation_id", "=", self.id)],
            ["membership_id", "name"],
            ["amount_before:sum", "amount_after:sum"],
        )
        rows = []
        for membership, name, before, after in groups:
            before, after = (self.currency_id.round(one) for one in (before, after))
            difference = self.currency_id.round(after - before)
            rows.append(
                {
                    "name": name,
                    "is_new": not membership,
                    "before": before,
                    "after": after,
                    "difference": difference,
                    "percent": 100 * difference / before if before else None,
                    "direction": "more"
                    if difference > 0
                    else "less"
                    if difference
                    else "same",
                }
            )
        return sorted(rows, key=lambda row: (-row["difference"], row["name"]))

    def _get_base_label(self):
        """The costs it begins from, in the user's language."""
        self.ensure_one()
        return dict(self._fields["base"]._description_selection(self.env))[self.base]

    def _get_report_style(self):
        return read_styles("statement", "levy_chart", "cost_simulation")

    def action_print(self):
        """One page for the meeting."""
        self._check_computed()
        return self.env.ref(
            "cae_mutualisation.action_report_cost_simulation"
        ).report_action(self, config=False)

    # === Spreadsheet === #

    @api.depends("computed_on", "changes")
    @api.depends_context("lang")
    def _compute_spreadsheet(self):
        return super()._compute_spreadsheet()

    def _get_file_name(self):
        self.ensure_one()
        return f"{self.name} {self.date_from} {self.date_to}".replace("/", "-")

    def _write_workbook(self, book):
        members = [
            [row[name] for name in ("name", "before", "after", "difference", "percent")]
            for row in self._get_member_rows()
        ]
        totals = [self.net_before, self.net_after, self.difference]
        texts = [
            f"{self.company_id.name} – {self.name}",
            f"{self._format_period()} – {self._get_base_label()}",
            *self.changes.splitlines(),
        ]
        self._write_sheet(
            book,
            texts,
            [
                self.env._("Member"),
                self.env._("Before"),
                self.env._("After"),
                self.env._("Difference"),
                self.env._("Difference (%)"),
            ],
            [*members, [self.env._("Total"), *totals, None]],
            self.env._("Members"),
        )
        self._write_sheet(book, texts, *self._get_share_table(), self.env._("Shares"))
        self._write_sheet(book, texts, *self._get_pool_table(), self.env._("Pools"))

    def _get_share_table(self):
        titles = [
            self.env._("Member"),
            self.env._("Pool"),
            self.env._("Key before"),
            self.env._("Weight before"),
            self.env._("Weight of all before"),
            self.env._("Before"),
            self.env._("Key after"),
            self.env._("Weight after"),
            self.env._("Weight of all after"),
            self.env._("After"),
            self.env._("Difference"),
        ]
        return titles, [
            [
                line.name,
                line.pool_id.name,
                line.key_before_id.name or "",
                line.weight_before,
                line.weight_total_before,
                line.amount_before,
                line.key_after_id.name or "",
                line.weight_after,
                line.weight_total_after,
                line.amount_after,
                line.difference,
            ]
            for line in self.line_ids.sorted(lambda line: (line.name, line.pool_id.id))
        ]

    def _get_pool_table(self):
        names = ("cost", "grant", "net")
        titles = [
            self.env._("Pool"),
            self.env._("Key before"),
            self.env._("Key after"),
            self.env._("Cost before"),
            self.env._("Cost after"),
            self.env._("Grants before"),
            self.env._("Grants after"),
            self.env._("Net cost before"),
            self.env._("Net cost after"),
        ]
        return titles, [
            [
                row.pool_id.name,
                row.key_before_id.name or "",
                row.key_after_id.name or "",
                *(
                    row[f"{name}_{side}"]
                    for name in names
                    for side in ("before", "after")
                ),
            ]
            for row in self.pool_ids
        ]


def _pick(rows, count):
    """The rows that change most, in their order."""
    if len(rows) <= count:
        return rows
    biggest = sorted(rows, key=lambda row: -abs(row["difference"]))[:count]
    return [row for row in rows if row in biggest]
