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
        own = [("activity_id", "in", export.activities.ids)]
        return self._make_table(
            export,
            "levies.csv",
            self.env._(
                "What your activities contributed to the cooperative, month by month."
            ),
            {
                self.env._("Cooperative"): "company_id.name",
                self.env._("Activity"): "activity_id.name",
                self.env._("Month"): "month",
                self.env._("Posted on"): "run_date",
                self.env._("Levy"): "component_id.name",
                self.env._("Base"): "base_amount",
                self.env._("Due for the Month"): "due_amount",
                self.env._("Levied"): "amount",
                self.env._("Currency"): "currency_id.name",
            },
            self._read_batches(
                "cae.levy.run.line",
                [*own, ("run_state", "=", "posted")],
                ["month", "run_date", "base_amount", "due_amount", "amount"],
                order="month, id",
            ),
        )

    @api.model
    def _get_statement_domain(self, export):
        return [
            ("activity_id", "in", export.activities.ids),
            ("state", "=", PUBLISHED),
        ]

    @api.model
    def _export_statement_table(self, export):
        return self._make_table(
            export,
            "statements.csv",
            self.env._(
                "The figures of the statements of your activities, as published."
            ),
            {
                self.env._("Cooperative"): "company_id.name",
                self.env._("Activity"): "activity_id.name",
                self.env._("From"): "date_from",
                self.env._("To"): "date_to",
                self.env._("Opening Cash"): "opening_cash",
                self.env._("Income"): "income",
                self.env._("Costs"): "costs",
                self.env._("Levy"): "levy",
                self.env._("Available Cash"): "closing_cash",
                self.env._("Currency"): "currency_id.name",
            },
            self._read_batches(
                "cae.activity.statement",
                self._get_statement_domain(export),
                ["date_from", "date_to", "opening_cash", "income", "costs", "levy"],
                order="date_to, id",
            ),
        )

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
