# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostAgreementLine(models.Model):
    """A pool that a member shares, the key, and how it is taxed."""

    _name = "cae.cost.agreement.line"
    _description = "Pool of an Agreement"
    _order = "agreement_id, sequence, id"
    _check_company_auto = True

    agreement_id = fields.Many2one(
        "cae.cost.agreement",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    membership_id = fields.Many2one(
        related="agreement_id.membership_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="agreement_id.company_id", store=True, index=True
    )
    pool_id = fields.Many2one(
        "cae.cost.pool",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    key_id = fields.Many2one(
        "cae.cost.key",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        compute="_compute_key_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    exemption_reason_id = fields.Many2one(
        "cae.vat.exemption.reason",
        string="Exempt from VAT by",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', 'in', (company_id, False))]",
        help="Empty: taxable, as services to members are even at cost. The law is "
        "printed on the invoices.",
    )
    state = fields.Selection(related="agreement_id.state", store=True)
    date_start = fields.Date(related="agreement_id.date_start", store=True)
    date_end = fields.Date(related="agreement_id.date_end", store=True)

    _pool_uniq = models.UniqueIndex(
        "(agreement_id, pool_id)", "This pool is in the agreement already."
    )
    _pool_dates_idx = models.Index("(pool_id, date_start)")

    @api.depends("pool_id")
    def _compute_key_id(self):
        for line in self:
            line.key_id = line.key_id or line.pool_id.key_id
