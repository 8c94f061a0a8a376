# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Keys whose values are dated figures of each member; the others need none.
VALUED_METHODS = ("fixed", "posts", "fte", "payroll", "turnover", "hours", "surface")
# Where the figures of a method stand in the yearly workforce of a member.
WORKFORCE_FIELDS = {
    "posts": "posts",
    "fte": "fte",
    "payroll": "payroll",
    "turnover": "turnover",
}


class CaeCostKey(models.Model):
    """By what the members share costs: equal parts, FTE, posts, square metres…"""

    _name = "cae.cost.key"
    _description = "Cost Key"
    _inherit = ["mail.thread"]
    _order = "sequence, name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(help="Short code, unique in the company.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    method = fields.Selection(
        [
            ("equal", "Equal Parts"),
            ("fixed", "Fixed Percentages"),
            ("posts", "Posts"),
            ("fte", "Full-Time Equivalents"),
            ("payroll", "Payroll"),
            ("turnover", "Turnover"),
            ("hours", "Hours Worked for the Member"),
            ("surface", "Surface"),
            ("mixed", "Mixed"),
        ],
        required=True,
        default="fte",
        tracking=True,
    )
    value_ids = fields.One2many("cae.cost.key.value", "key_id", string="Values")
    component_ids = fields.One2many(
        "cae.cost.key.component", "key_id", string="Mixed of", copy=True
    )
    note = fields.Text(help="What the members agreed about this key, and when.")

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "Another cost key of this company has this code."
    )

    @api.constrains("method", "component_ids")
    def _check_components(self):
        for key in self:
            if key.method == "mixed" and not key.component_ids:
                raise ValidationError(
                    self.env._(
                        "%(key)s is mixed: say of which keys, and how much each counts.",
                        key=key.name,
                    )
                )
