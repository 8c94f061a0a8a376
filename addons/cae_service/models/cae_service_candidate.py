# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


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
    decline_reason = fields.Char(readonly=True, help="Why this professional said no.")
    obstacle = fields.Selection(
        [
            ("capacity", "Not Enough Hours Left"),
            ("declined", "Declined"),
            ("indirect", "Does Not Intervene"),
            ("expertise", "Has Not the Expertise"),
        ],
        readonly=True,
        help="Why this professional was not proposed. Empty: could be.",
    )
    reason = fields.Char(compute="_compute_reason", help="The ranking in words.")

    _pair_uniq = models.UniqueIndex(
        "(line_id, professional_id)", "This professional is ranked already."
    )

    @api.depends(
        "obstacle",
        "decline_reason",
        "remaining_hours",
        "serves_member",
        "same_territory",
    )
    def _compute_reason(self):
        """The facts of the ranking, in the language of who reads them."""
        obstacles = dict(self._fields["obstacle"]._description_selection(self.env))
        for candidate in self:
            parts = [obstacles.get(candidate.obstacle)]
            if candidate.declined and candidate.decline_reason:
                parts.append(f"“{candidate.decline_reason}”")
            if candidate.serves_member:
                parts.append(self.env._("serves the member"))
            if candidate.same_territory:
                parts.append(self.env._("same territory"))
            parts.append(
                self.env._(
                    "%(hours)g h left", hours=round(candidate.remaining_hours, 1)
                )
            )
            candidate.reason = ", ".join(part for part in parts if part)

    def action_propose(self):
        """Ask this professional, whatever the ranking says."""
        self.ensure_one()
        return self.line_id.action_propose(self.professional_id)
