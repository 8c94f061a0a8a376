# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeServiceCandidate(models.Model):
    """A professional ranked for a line of a request, and why: kept as evidence."""

    _name = "cae.service.candidate"
    _description = "Candidate for a Request"
    _order = "line_id, rank, id"
    _rec_name = "professional_id"

    line_id = fields.Many2one(
        "cae.service.request.line", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="line_id.company_id", store=True, index=True)
    professional_id = fields.Many2one(
        "cae.professional", required=True, index=True, ondelete="cascade"
    )
    rank = fields.Integer(readonly=True)
    score = fields.Integer(readonly=True, help="The more, the better the fit.")
    has_expertise = fields.Boolean(string="Has the Expertise", readonly=True)
    remaining_hours = fields.Float(
        readonly=True,
        help="Capacity left in the period of the request, in hours, before this line.",
    )
    serves_member = fields.Boolean(
        string="Serves the Member", readonly=True, help="Has an agreement with it."
    )
    same_territory = fields.Boolean(readonly=True)
    declined = fields.Boolean(readonly=True, help="Was asked, and said no.")
    reason = fields.Char(readonly=True, help="The ranking in words.")

    _pair_uniq = models.UniqueIndex(
        "(line_id, professional_id)", "This professional is ranked already."
    )
