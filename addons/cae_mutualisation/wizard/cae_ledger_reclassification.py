# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools import SQL


class CaeLedgerReclassification(models.TransientModel):
    """What would change in months already levied if natures follow the settings."""

    _name = "cae.ledger.reclassification"
    _description = "Review of Natures"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    line_ids = fields.One2many(
        "cae.ledger.reclassification.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
    )

    @api.depends("company_id")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [
                Command.clear(),
                *(Command.create(vals) for vals in wizard._read_changes()),
            ]

    def _read_changes(self):
        """One row a month and pair of natures, the last month first."""
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT date_trunc('month', line.date)::date AS month,
                       target.former_id, target.nature_id, COUNT(*) AS count,
                       SUM(line.amount) AS amount
                  FROM (%s) target
                  JOIN account_analytic_line line ON line.id = target.line_id
              GROUP BY 1, 2, 3
              ORDER BY 1 DESC, 2, 3
                """,
                self.company_id._sql_cae_stale_natures(),
            )
        )
        return rows

    def action_apply(self):
        """Give the lines the nature of the settings; the next run regularises."""
        self.ensure_one()
        self.company_id._cae_reclassify_ledger(levied=True)
        return {"type": "ir.actions.act_window_close"}
