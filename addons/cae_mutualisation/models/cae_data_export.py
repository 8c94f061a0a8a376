# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.cae_member.kernel import csv_file

from .cae_activity_statement import PUBLISHED

STATEMENT_REPORT = "cae_mutualisation.action_report_activity_statement"


class CaeDataExport(models.AbstractModel):
    """The statements and the levies of the person's activities."""

    _inherit = "cae.data.export"

    @api.model
    def _cae_export_files(self, export):
        yield from super()._cae_export_files(export)
        yield self._export_levies(export)
        yield self._export_statement_table(export)
        yield from self._export_statement_prints(export)

    @api.model
    def _export_levies(self, export):
        export.about["levies.csv"] = self.env._(
            "What your activities contributed to the cooperative, month by month."
        )
        header = [
            self.env._("Cooperative"),
            self.env._("Activity"),
            self.env._("Month"),
            self.env._("Posted on"),
            self.env._("Levy"),
            self.env._("Base"),
            self.env._("Due for the Month"),
            self.env._("Levied"),
            self.env._("Currency"),
        ]
        batches = self._read_batches(
            "cae.levy.run.line",
            [
                ("activity_id", "in", export.activities.ids),
                ("run_state", "=", "posted"),
            ],
            ["month", "run_date", "base_amount", "due_amount", "amount"],
            order="month, id",
        )
        rows = (
            [
                [
                    line.company_id.name,
                    line.activity_id.name,
                    line.month,
                    line.run_date,
                    line.component_id.name,
                    line.base_amount,
                    line.due_amount,
                    line.amount,
                    line.currency_id.name,
                ]
                for line in batch
            ]
            for batch in batches
        )
        return "levies.csv", self._make_table(export, header, rows)

    @api.model
    def _get_statement_domain(self, export):
        return [
            ("activity_id", "in", export.activities.ids),
            ("state", "=", PUBLISHED),
        ]

    @api.model
    def _export_statement_table(self, export):
        export.about["statements.csv"] = self.env._(
            "The figures of the statements of your activities, as published."
        )
        header = [
            self.env._("Cooperative"),
            self.env._("Activity"),
            self.env._("From"),
            self.env._("To"),
            self.env._("Opening Cash"),
            self.env._("Income"),
            self.env._("Costs"),
            self.env._("Levy"),
            self.env._("Available Cash"),
            self.env._("Currency"),
        ]
        batches = self._read_batches(
            "cae.activity.statement",
            self._get_statement_domain(export),
            ["date_from", "date_to", "opening_cash", "income", "costs", "levy"],
            order="date_to, id",
        )
        rows = (
            [
                [
                    found.company_id.name,
                    found.activity_id.name,
                    found.date_from,
                    found.date_to,
                    found.opening_cash,
                    found.income,
                    found.costs,
                    found.levy,
                    found.closing_cash,
                    found.currency_id.name,
                ]
                for found in batch
            ]
            for batch in batches
        )
        return "statements.csv", self._make_table(export, header, rows)

    @api.model
    def _export_statement_prints(self, export):
        """The last ones, up to the limit of prints: each takes about a second."""
        export.about["statements/"] = self.env._("The statements of your activities.")
        limit = min(export.companies.mapped("cae_export_render_limit"), default=0)
        statements = self.env["cae.activity.statement"]
        domain = self._get_statement_domain(export)
        last = statements.search(domain, order="date_to desc, id", limit=limit or 1)
        for statement in last[:limit]:
            printed = self._render_print(export, STATEMENT_REPORT, statement)
            if printed:
                name = csv_file.file_name(statement.display_name)
                yield f"statements/{name}-{statement.id}.{printed[1]}", printed[0]
        left_out = statements.search_count(domain) - len(last[:limit])
        if left_out:
            export.notes.append(
                self.env._(
                    "%(count)s older statements are in statements.csv; their prints "
                    "are on the portal.",
                    count=left_out,
                )
            )
