# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeExpertise(models.Model):
    """A field in which the centre's professionals help members: law, accounting…"""

    _name = "cae.expertise"
    _description = "Field of Expertise"
    _order = "sequence, name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Short code, unique in the company.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    description = fields.Text(
        translate=True, help="What members read about it in the catalogue."
    )
    keywords = fields.Char(
        translate=True,
        help="Words of a need that point to this field, parted by commas: lawyer, "
        "statutes, contract…",
    )
    service_ids = fields.One2many(
        "product.template", "cae_expertise_id", string="Services"
    )
    professional_ids = fields.Many2many(
        "cae.professional",
        "cae_professional_expertise_rel",
        "expertise_id",
        "professional_id",
        string="Professionals",
    )
    suggestion_ids = fields.One2many(
        "cae.expertise.suggestion", "expertise_id", string="Adjacent Needs"
    )

    _code_uniq = models.UniqueIndex(
        "(company_id, code)",
        "Another field of this company has this code.",
    )
