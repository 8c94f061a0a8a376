# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import Decimal
from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..kernel import sharing

# What a member weighs on each day, from the day of a value on.
DATED_METHODS = ("fixed", "posts", "fte", "payroll", "turnover", "surface")
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
    value_ids = fields.One2many(
        "cae.cost.key.value",
        "key_id",
        string="Values",
        domain=[("state", "!=", "replaced")],
    )
    component_ids = fields.One2many(
        "cae.cost.key.component", "key_id", string="Mixed of", copy=True
    )
    year_offset = fields.Integer(
        string="Figures Count after (Years)",
        default=1,
        help="The yearly figures of a member that are taken over: 1, those counted at "
        "the end of 2025 share the costs of 2026; 0, those of 2026 do.",
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
                        "%(key)s is mixed: say of which keys, and how much each "
                        "counts.",
                        key=key.name,
                    )
                )

    @api.constrains("method", "company_id")
    def _check_used_parts(self):
        """What its parts check, when it changes itself."""
        self.env["cae.cost.key.component"].sudo().search(
            ["|", ("part_id", "in", self.ids), ("key_id", "in", self.ids)]
        )._check_part()

    def _get_parts(self):
        """The keys that weigh, and how much each counts: `[(key, Fraction)]`."""
        self.ensure_one()
        if self.method != "mixed":
            return [(self, Fraction(1))]
        total = sum(Fraction(str(part.coefficient)) for part in self.component_ids)
        return [
            (part.part_id, Fraction(str(part.coefficient)) / total)
            for part in self.component_ids
        ]

    def _get_dated_parts(self):
        """Those of its keys for which a member needs a value on its first day."""
        parts = [part for part, _coefficient in self._get_parts()]
        return [part for part in parts if part.method in DATED_METHODS]

    def _weigh(self, values, spans, period):
        """What a member weighs in a period.

        :param values: its validated `Value`s, by date
        :param spans: the `Period`s of its agreements
        """
        self.ensure_one()
        if self.method == "equal":
            return Decimal(
                sum(span.within(period).days for span in sharing.merge(spans))
            )
        if self.method == "hours":
            return sharing.total_of(values, period)
        return sharing.value_days(values, spans, period)
