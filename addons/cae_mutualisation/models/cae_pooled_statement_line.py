# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaePooledStatementLine(models.Model):
    """What a levy brought to the pooled services, or another income or cost."""

    _name = "cae.pooled.statement.line"
    _description = "Line of the Account of the Pooled Services"
    _order = "statement_id, sequence, id"

    statement_id = fields.Many2one(
        "cae.pooled.statement", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="statement_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="statement_id.currency_id")
    sequence = fields.Integer()
    section = fields.Selection(
        [("levy", "Levies received"), ("income", "Other income"), ("cost", "Costs")],
        required=True,
    )
    nature = fields.Char(help="Nature of the general account, as it was called then.")
    account_code = fields.Char(string="Account")
    name = fields.Char(string="Label", required=True)
    amount = fields.Monetary(help="Income positive, costs negative.")
    previous_amount = fields.Monetary(
        string="Year Before", help="The same in the financial year before."
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
