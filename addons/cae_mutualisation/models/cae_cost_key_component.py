# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CaeCostKeyComponent(models.Model):
    """A key in a mixed key, and how much it counts."""

    _name = "cae.cost.key.component"
    _description = "Part of a Mixed Key"
    _order = "key_id, sequence, id"

    key_id = fields.Many2one(
        "cae.cost.key",
        string="Mixed Key",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="key_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    part_id = fields.Many2one(
        "cae.cost.key",
        string="Key",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('method', '!=', 'mixed'), ('company_id', '=', company_id)]",
    )
    coefficient = fields.Float(
        default=50.0,
        digits=(16, 4),
        help="60 and 40, or 3 and 2: only proportions count.",
    )

    _coefficient_positive = models.Constraint(
        "CHECK (coefficient > 0)", "A part of a mixed key counts more than nothing."
    )
    _part_uniq = models.UniqueIndex(
        "(key_id, part_id)", "This key is already a part of the mixed key."
    )

    @api.constrains("key_id", "part_id")
    def _check_part(self):
        for component in self:
            part = component.part_id
            if part.method == "mixed" or part.company_id != component.key_id.company_id:
                raise ValidationError(
                    self.env._(
                        "%(part)s cannot be a part of %(key)s: choose a key that is "
                        "not mixed itself, of the same company.",
                        part=part.name,
                        key=component.key_id.name,
                    )
                )
