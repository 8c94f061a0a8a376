# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare


class CaeCollege(models.Model):
    """A voting college: the members of its categories share its weight."""

    _name = "cae.college"
    _description = "Voting College"
    _order = "name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    @api.model
    def _default_weight(self):
        """What the other colleges of the company leave: 100 % for the only one."""
        colleges = self.search([("company_id", "=", self.env.company.id)])
        return max(0.0, 100.0 - sum(colleges.mapped("weight")))

    name = fields.Char(required=True)
    code = fields.Char(help="Short code, unique in the company.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    weight = fields.Float(
        string="Weight (%)",
        digits=(5, 2),
        default=lambda self: self._default_weight(),
        help="Part of the votes of a general meeting held by this college.",
    )
    category_ids = fields.One2many(
        "cae.member.category", "college_id", string="Member Categories"
    )

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "Another college of this company has this code."
    )
    _weight_range = models.Constraint(
        "CHECK (weight >= 0 AND weight <= 100)",
        "The weight of a college is between 0 and 100 %.",
    )

    @api.constrains("weight", "company_id", "active")
    def _check_total_weight(self):
        totals = self._read_group(
            [("company_id", "in", self.company_id.ids)], ["company_id"], ["weight:sum"]
        )
        for company, total in totals:
            if float_compare(total, 100, precision_digits=2) > 0:
                raise ValidationError(
                    self.env._(
                        "The colleges of %(company)s weigh %(total).2f %% together. "
                        "Lower some of them: they cannot exceed 100 %%.",
                        company=company.name,
                        total=total,
                    )
                )
