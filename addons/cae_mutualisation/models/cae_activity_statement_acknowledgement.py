# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeActivityStatementAcknowledgement(models.Model):
    """A holder said that they have read a published statement, and when.

    Nobody writes it by hand: `cae.activity.statement.acknowledge` does, for the user
    who asks.
    """

    _name = "cae.activity.statement.acknowledgement"
    _description = "Statement Read by a Holder"
    _order = "statement_id, date, id"
    _rec_name = "partner_id"

    statement_id = fields.Many2one(
        "cae.activity.statement",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        related="statement_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Holder",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Datetime(
        string="Read on", required=True, readonly=True, default=fields.Datetime.now
    )

    _partner_uniq = models.UniqueIndex(
        "(statement_id, partner_id)", "This holder has acknowledged this statement."
    )
