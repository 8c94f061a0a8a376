# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

from ..kernel.workforce import (
    FIGURE_NAMES,
    Figures,
    negative_figures,
    parts_over_posts,
)

# A member changes these; the team may correct them until they are validated.
FROZEN_FIELDS = (
    "membership_id",
    "year",
    "date_reference",
    "territory_id",
    *FIGURE_NAMES,
)
ANSWERED_STATES = ("submitted", "validated")


class CaeWorkforce(models.Model):
    """The jobs and the turnover of a member in one year."""

    _name = "cae.workforce"
    _description = "Workforce of a Member"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "year desc, membership_id, id"
    _check_company_auto = True
    _rec_names_search = ["membership_id"]

    # === Whose, and when === #
    membership_id = fields.Many2one(
        "cae.membership",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    partner_id = fields.Many2one(
        related="membership_id.partner_id", string="Member", store=True, index=True
    )
    company_id = fields.Many2one(
        related="membership_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    category_id = fields.Many2one(related="membership_id.category_id", store=True)
    territory_id = fields.Many2one(
        "cae.territory",
        compute="_compute_territory_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="Where the jobs are. Empty, it takes the territory of the member.",
    )
    year = fields.Integer(
        required=True,
        index=True,
        aggregator=None,
        tracking=True,
        default=lambda self: self._get_default_year(),
    )
    date_reference = fields.Date(
        string="Counted On",
        compute="_compute_date_reference",
        store=True,
        readonly=False,
        precompute=True,
        help="Who is employed on this day counts: 31 December unless told otherwise.",
    )

    # === Figures === #
    posts = fields.Integer(
        tracking=True, help="Persons employed on the day of reference."
    )
    fte = fields.Float(
        string="FTE",
        digits=(10, 2),
        tracking=True,
        help="Full-time equivalents: the same persons by their working time. A "
        "half-time post is 0.5.",
    )
    subsidised_posts = fields.Integer(
        tracking=True, help="Posts on a contract that public money helps to pay."
    )
    permanent_posts = fields.Integer(
        tracking=True, help="Posts on a contract without an end date."
    )
    full_time_posts = fields.Integer(tracking=True)
    part_time_above_half = fields.Integer(
        tracking=True,
        help="Posts at part time, above half time.",
    )
    turnover = fields.Monetary(tracking=True)
    payroll = fields.Monetary(
        tracking=True, help="Gross pay and employer contributions of the year."
    )

    # === Path === #
    state = fields.Selection(
        [
            ("draft", "To Fill In"),
            ("submitted", "Submitted"),
            ("validated", "Validated"),
        ],
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    source = fields.Selection(
        [("member", "Member"), ("team", "Team"), ("import", "Import")],
        required=True,
        default=lambda self: (
            "import" if self.env.context.get("import_file") else "team"
        ),
        copy=False,
        help="Who typed the figures.",
    )
    submitted_on = fields.Date(readonly=True, copy=False)
    validated_by = fields.Many2one("res.users", readonly=True, copy=False)
    validated_on = fields.Date(readonly=True, copy=False)
    note = fields.Text(string="Remarks", help="What explains the figures.")

    _member_year_uniq = models.UniqueIndex(
        "(membership_id, year)",
        "This member already has figures for this year: open those.",
    )
    _company_year_idx = models.Index("(company_id, year)")
    _year_range = models.Constraint(
        "CHECK (year BETWEEN 1950 AND 2200)",
        "Write the year of the workforce with four digits, such as 2026.",
    )

    @api.depends("membership_id.partner_id.name", "year")
    def _compute_display_name(self):
        for workforce in self:
            name = workforce.partner_id.sudo().name or ""
            workforce.display_name = f"{name} {workforce.year or ''}".strip()

    @api.depends("membership_id.territory_id")
    def _compute_territory_id(self):
        for workforce in self:
            workforce.territory_id = (
                workforce.territory_id or workforce.membership_id.territory_id
            )

    @api.depends("year")
    def _compute_date_reference(self):
        for workforce in self:
            year = workforce.year
            workforce.date_reference = (
                date(year, 12, 31) if year and 1950 <= year <= 2200 else False
            )

    # === Checks === #

    @api.constrains(*FIGURE_NAMES)
    def _check_figures(self):
        for workforce in self:
            problems = self._get_problems(
                {name: workforce[name] for name in FIGURE_NAMES}
            )
            if problems:
                raise ValidationError(
                    self.env._(
                        "%(member)s, %(year)s: %(problem)s",
                        member=workforce.partner_id.sudo().name,
                        year=workforce.year,
                        problem=" ".join(message for _names, message in problems),
                    )
                )

    @api.model
    def _get_problems(self, values):
        """What is wrong with figures: `[(field names, message)]`."""
        figures = Figures.from_values(values)
        labels = self._get_figure_labels()
        problems = [
            (
                (name,),
                self.env._(
                    "%(figure)s is %(value)s: write zero or more.",
                    figure=labels[name],
                    value=self._format_figure(getattr(figures, name)),
                ),
            )
            for name in negative_figures(figures)
        ]
        problems += [
            (
                names,
                self.env._(
                    "%(figure)s (%(value)s) cannot be more than the posts "
                    "(%(posts)s). Correct one or the other.",
                    figure=" + ".join(labels[name] for name in names),
                    value=self._format_figure(
                        sum(getattr(figures, name) for name in names)
                    ),
                    posts=self._format_figure(figures.posts),
                ),
            )
            for names in parts_over_posts(figures)
        ]
        return problems

    def _format_figure(self, value):
        """A number as the user's language writes it."""
        digits = 0 if isinstance(value, int) else 2
        return formatLang(self.env, float(value), digits=digits)

    @api.model
    def _get_figure_labels(self):
        return {
            name: self._fields[name]._description_string(self.env)
            for name in FIGURE_NAMES
        }

    @api.model_create_multi
    def create(self, vals_list):
        workforces = super().create(vals_list)
        workforces.filtered(lambda w: w.state == "validated")._stamp_validation()
        return workforces

    def write(self, vals):
        if any(name in vals for name in FROZEN_FIELDS):
            self._check_not_validated()
        return super().write(vals)

    def _check_not_validated(self):
        for workforce in self:
            if workforce.state == "validated":
                raise UserError(
                    self.env._(
                        "The figures of %(member)s for %(year)s are validated. Reopen "
                        "them before you change them.",
                        member=workforce.partner_id.sudo().name,
                        year=workforce.year,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated(self):
        self._check_not_validated()

    # === Transitions === #

    def action_submit(self):
        """The figures are complete: the team may look at them."""
        self._check_state(
            ("draft",), self.env._("Only figures to fill in can be submitted.")
        )
        self.write(
            {"state": "submitted", "submitted_on": fields.Date.context_today(self)}
        )

    def action_validate(self):
        """The team has looked at the figures: they count and don't move any more."""
        self._check_state(
            ("submitted",), self.env._("Submit the figures before you validate them.")
        )
        self._stamp_validation()

    def action_reopen(self):
        """Give the figures back to the member, to be corrected."""
        self._check_state(
            ANSWERED_STATES, self.env._("These figures can already be changed.")
        )
        self.write(
            {
                "state": "draft",
                "submitted_on": False,
                "validated_by": False,
                "validated_on": False,
            }
        )

    def _stamp_validation(self):
        self.write(
            {
                "state": "validated",
                "validated_by": self.env.uid,
                "validated_on": fields.Date.context_today(self),
            }
        )

    # === Figures for dues, keys and statistics === #

    @api.model
    def figures(self, company, year, validated_only=True):
        """The figures of the members of a company in a year, read in one query.

        :param company: a `res.company` record or its id
        :param year: the year, as a number
        :param validated_only: else submitted figures count too; drafts never do
        :return: ``{membership_id: {"posts": int, "fte": float, "subsidised_posts":
            int, "permanent_posts": int, "full_time_posts": int,
            "part_time_above_half": int, "turnover": float, "payroll": float}}``,
            without the members who have no figures; money in the company's currency
        """
        company_id = getattr(company, "id", company)
        states = ("validated",) if validated_only else ANSWERED_STATES
        found = self.search_fetch(
            [
                ("company_id", "=", company_id),
                ("year", "=", year),
                ("state", "in", states),
            ],
            ["membership_id", *FIGURE_NAMES],
            order="id",
        )
        return {
            workforce.membership_id.id: {name: workforce[name] for name in FIGURE_NAMES}
            for workforce in found
        }
