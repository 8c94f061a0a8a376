# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeActivityStatementShare(models.Model):
    """A holder's part of a statement, frozen with it.

    People who run an activity together sign an agreement with the cooperative that
    says how they share it (French decree 2015-1363); the parts add up to the cent.
    """

    _name = "cae.activity.statement.share"
    _description = "Holder's Part of a Statement"
    _order = "statement_id, sequence, id"
    _rec_name = "partner_id"

    statement_id = fields.Many2one(
        "cae.activity.statement", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="statement_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="statement_id.currency_id")
    sequence = fields.Integer()
    partner_id = fields.Many2one(
        "res.partner",
        string="Holder",
        required=True,
        index=True,
        ondelete="restrict",
    )
    share_percent = fields.Float(string="Share (%)", digits=(5, 2))
    result = fields.Monetary(string="Part of the Result")
    available_cash = fields.Monetary(string="Part of the Available Cash")

    _partner_uniq = models.UniqueIndex(
        "(statement_id, partner_id)", "This holder has a part of this statement."
    )

    @api.model_create_multi
    def create(self, vals_list):
        shares = super().create(vals_list)
        shares.statement_id._check_draft()
        return shares

    def write(self, vals):
        self.statement_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.statement_id._check_draft()
