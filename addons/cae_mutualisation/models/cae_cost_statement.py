# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostStatement(models.Model):
    """A settlement as one member reads it: each pool, its share, what is owed."""

    _name = "cae.cost.statement"
    _description = "Statement of Shared Costs"
    _inherit = ["cae.cost.frozen.mixin", "portal.mixin"]
    _order = "settlement_id desc, partner_id"
    # Members read a closed settlement, too.
    _free_fields = frozenset({"access_token", "sent_on", "to_send"})

    settlement_id = fields.Many2one(
        "cae.cost.settlement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    membership_id = fields.Many2one(
        "cae.membership",
        required=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Member", required=True, index=True, ondelete="restrict"
    )
    state = fields.Selection(related="settlement_id.state")
    date_from = fields.Date(related="settlement_id.date_from")
    date_to = fields.Date(related="settlement_id.date_to")
    line_ids = fields.One2many("cae.cost.settlement.line", "statement_id")
    amount = fields.Monetary(string="Share", readonly=True)
    provisional = fields.Monetary(string="Provisions", readonly=True)
    settled = fields.Monetary(string="Settled Before", readonly=True)
    delta = fields.Monetary(string="To Invoice or Credit", readonly=True)

    _member_uniq = models.UniqueIndex("(settlement_id, membership_id)")

    @api.depends("settlement_id.name", "partner_id.name")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = (
                f"{statement.settlement_id.name} – {statement.partner_id.name or ''}"
            )

    def _compute_access_url(self):
        for statement in self:
            statement.access_url = f"/my/shared-costs/{statement.id}"
