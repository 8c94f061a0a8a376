# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeActivityStatementLine(models.Model):
    """A row of a statement: income, cost or levy of the period."""

    _name = "cae.activity.statement.line"
    _description = "Activity Statement Line"
    _order = "statement_id, sequence, id"

    statement_id = fields.Many2one(
        "cae.activity.statement", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="statement_id.company_id", store=True)
    currency_id = fields.Many2one(related="statement_id.currency_id")
    sequence = fields.Integer()
    section = fields.Selection(
        [("income", "Income"), ("cost", "Costs"), ("levy", "Levy")], required=True
    )
    name = fields.Char(string="Label", required=True)
    explanation = fields.Char()
    amount = fields.Monetary(help="Income positive, costs and levies negative.")
    year_amount = fields.Monetary(
        string="Year to Date", help="Since the first day of the financial year."
    )
    months = fields.Json(
        help="On a yearly statement: the amount of each month, in order."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.statement_id._check_draft()
        return lines

    def write(self, vals):
        self.statement_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.statement_id._check_draft()
