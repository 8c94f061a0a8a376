# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeExpertiseSuggestion(models.Model):
    """Who needs one field often needs another: proposed when a request is split."""

    _name = "cae.expertise.suggestion"
    _description = "Adjacent Need"
    _order = "expertise_id, sequence, id"
    _check_company_auto = True
    _rec_name = "suggested_id"

    expertise_id = fields.Many2one(
        "cae.expertise",
        string="Field Asked For",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    suggested_id = fields.Many2one(
        "cae.expertise",
        string="Field to Propose",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    reason = fields.Char(
        translate=True, help="Why, as it is told to the member: “A new contract…”."
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        related="expertise_id.company_id", store=True, index=True
    )

    _pair_uniq = models.UniqueIndex(
        "(expertise_id, suggested_id)", "This need is already proposed."
    )
    _not_itself = models.Constraint(
        "CHECK (expertise_id != suggested_id)",
        "A field of expertise is not adjacent to itself.",
    )
