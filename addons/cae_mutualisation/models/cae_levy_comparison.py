# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from statistics import median

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from ..kernel import distribution


class CaeLevyComparison(models.Model):
    """The whole cooperative under another scheme: who pays more, who less, the effect.

    Both sides are computed afresh by the engine of the runs, on the same months and
    the same documents; what was really levied is not used, nothing is posted.
    """

    _name = "cae.levy.comparison"
    _description = "Comparison of Levy Schemes"
    _inherit = ["cae.levy.period.mixin"]
    _order = "computed_on desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    scheme_id = fields.Many2one(
        "cae.levy.scheme",
        string="Scheme to Try",
        required=True,
        check_company=True,
        ondelete="restrict",
        index=True,
        help="May be archived or not voted yet: its dates do not count here.",
    )
    reference_scheme_id = fields.Many2one(
        "cae.levy.scheme",
        string="Instead Of",
        check_company=True,
        ondelete="restrict",
        help="Empty: the schemes in force, month by month. Months without a scheme in "
        "force are then left out on both sides.",
    )
    line_ids = fields.One2many(
        "cae.levy.comparison.line",
        "comparison_id",
        string="Activities",
        readonly=True,
        copy=False,
    )
    computed_on = fields.Datetime(readonly=True, copy=False)
    month_count = fields.Integer(string="Months Compared", readonly=True, copy=False)
    left_out = fields.Char(
        string="Months Left Out",
        readonly=True,
        copy=False,
        help="Months without a scheme in force, or before the first month of levies.",
    )
    turnover_total = fields.Monetary(string="Turnover", readonly=True, copy=False)
    amount_now = fields.Monetary(string="Levies Now", readonly=True, copy=False)
    amount_then = fields.Monetary(string="Levies Then", readonly=True, copy=False)
    effect = fields.Monetary(
        readonly=True,
        copy=False,
        help="What the cooperative would receive more, or less if negative.",
    )
    median_difference = fields.Monetary(
        readonly=True,
        copy=False,
        help="Half of the activities have a lower difference, half a higher one.",
    )
    activity_count = fields.Integer(
        string="Activities Compared", readonly=True, copy=False
    )
    more_count = fields.Integer(string="Pay More", readonly=True, copy=False)
    less_count = fields.Integer(string="Pay Less", readonly=True, copy=False)
    same_count = fields.Integer(string="Pay the Same", readonly=True, copy=False)
    band_width = fields.Integer(
        help="Width of a band of differences, in currency. Zero: a round one is "
        "chosen from the differences found."
    )
    band_used = fields.Integer(readonly=True, copy=False)
    top_count = fields.Integer(
        string="Biggest Changes Shown",
        default=5,
        help="How many of the biggest rises, and of the biggest falls, are listed.",
    )
    show_names = fields.Boolean(
        string="Name the Activities",
        default=True,
        help="On the print. Untick it before you show it to a general meeting.",
    )

    _band_width_check = models.Constraint(
        "CHECK (band_width >= 0)", "A band of differences is at least one wide."
    )
    _top_count_check = models.Constraint(
        "CHECK (top_count >= 0)", "The number of biggest changes can't be negative."
    )

    @api.depends("scheme_id", "reference_scheme_id")
    def _compute_name(self):
        for comparison in self:
            scheme = comparison.scheme_id.name
            if comparison.reference_scheme_id:
                scheme = self.env._(
                    "%(scheme)s instead of %(reference)s",
                    scheme=scheme,
                    reference=comparison.reference_scheme_id.name,
                )
            comparison.name = scheme

    @api.constrains("scheme_id", "reference_scheme_id")
    def _check_schemes(self):
        for comparison in self:
            if comparison.scheme_id == comparison.reference_scheme_id:
                raise ValidationError(
                    self.env._(
                        "%(scheme)s can't be compared with itself. Choose another "
                        "scheme, or leave “Instead Of” empty to compare with the "
                        "schemes in force.",
                        scheme=comparison.scheme_id.name,
                    )
                )

    def write(self, vals):
        """Figures of other schemes, or of another year, are no figures of this one."""
        stale = {"scheme_id", "reference_scheme_id", "period", "date", "company_id"}
        result = super().write(vals)
        if stale & set(vals):
            self._clear_figures()
        elif "band_width" in vals:
            for comparison in self.filtered("computed_on"):
                comparison._set_bands()
        return result

    def action_compute(self):
        """Compute both sides for every activity, in place of earlier figures.

        :raises UserError: no complete month in the period, no scheme in force to
            compare with, a band too narrow
        """
        self.check_access("write")
        for comparison in self:
            # A year in progress has more complete months than when it was chosen.
            comparison.date_from, comparison.date_to = comparison._get_period_dates()
            comparison.line_ids.sudo().unlink()
            vals_list = comparison._prepare_lines()
            width = comparison._choose_width([vals["difference"] for vals in vals_list])
            for vals in vals_list:
                vals["band_from"] = distribution.band_start(vals["difference"], width)
            self.env["cae.levy.comparison.line"].sudo().create(vals_list)
            comparison.write(
                {
                    **comparison._prepare_totals(),
                    "band_used": width,
                    "computed_on": fields.Datetime.now(),
                }
            )
        return True

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_levy_comparison_line_action"
        )
        action["domain"] = [("comparison_id", "=", self.id)]
        action["display_name"] = self.display_name
        if direction := self.env.context.get("cae_direction"):
            action["context"] = {f"search_default_{direction}": 1}
        return action

    def _clear_figures(self):
        self.line_ids.sudo().unlink()
        empty = self._prepare_totals_of([])
        self.write({**empty, "computed_on": False, "month_count": 0, "left_out": False})

    def _prepare_lines(self):
        """Values of a line per activity with a turnover or a levy on either side."""
        self.ensure_one()
        projection = self.env["cae.levy.projection"]
        wanted = self._get_months()
        self._check_months(wanted)
        reference = self._get_reference(
            projection._year_to_date(self.company_id, wanted)
        )
        months = [month for month in wanted if month in reference]
        self._note_left_out([month for month in wanted if month not in reference])
        activities = self.env["cae.activity"]._find_living(self.company_id, months)
        plans = [reference, dict.fromkeys(reference, self.scheme_id)]
        sides = [
            (
                self._sum_by_activity(
                    projection._compute_levies(plan, activities, months)
                ),
                projection._read_bases(plan, activities, months),
            )
            for plan in plans
        ]
        turnovers = sides[0][1]
        lines = [
            self._prepare_line(
                activity,
                turnovers[activity.id][0],
                *(
                    (levies.get(activity.id, {}), bases[activity.id][1])
                    for levies, bases in sides
                ),
            )
            for activity in activities
        ]
        fnames = ("turnover", "amount_now", "amount_then")
        return [vals for vals in lines if any(vals[fname] for fname in fnames)]

    def _check_months(self, months):
        if not months:
            raise UserError(
                self.env._(
                    "The financial year of %(date)s has no complete month yet. Choose "
                    "an earlier reference day.",
                    date=format_date(self.env, self.date),
                )
            )

    def _get_reference(self, months):
        """What is compared with: ``{month: scheme}``, without uncovered months."""
        self.ensure_one()
        if self.reference_scheme_id:
            return dict.fromkeys(months, self.reference_scheme_id)
        schemes = self.env["cae.levy.scheme"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("date_from", "<=", months[-1]),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", months[0]),
            ]
        )
        start = self.company_id.cae_levy_start
        start = start and start.replace(day=1)
        reference = {}
        for month in months:
            scheme = schemes.filtered(lambda scheme, day=month: scheme._applies(day))
            if scheme and not (start and month < start):
                reference[month] = scheme[0]
        if not any(month in reference for month in self._get_months()):
            raise UserError(
                self.env._(
                    "No scheme of %(company)s was in force from %(start)s to %(end)s. "
                    "Choose in “Instead Of” a scheme to compare with, or another "
                    "reference day.",
                    company=self.company_id.display_name,
                    start=format_date(self.env, self.date_from),
                    end=format_date(self.env, self.date_to),
                )
            )
        return reference

    def _note_left_out(self, months):
        names = [format_date(self.env, month, date_format="MMMM y") for month in months]
        self.left_out = ", ".join(names) or False
        self.month_count = len(self._get_months()) - len(months)

    def _sum_by_activity(self, levies):
        """``{activity id: {component code: amount of the period}}``."""
        result = {}
        for (activity_id, code), amounts in levies.items():
            total = self.currency_id.round(sum(amounts.values()))
            result.setdefault(activity_id, {})[code] = total
        return result

    def _prepare_line(self, activity, turnover, side_now, side_then):
        """Values of a line; a side is ``({component code: amount}, base)``."""
        (now, base_now), (then, base_then) = side_now, side_then
        amount_now, amount_then = (
            self.currency_id.round(sum(side.values())) for side in (now, then)
        )
        difference = self.currency_id.round(amount_then - amount_now)
        return {
            "comparison_id": self.id,
            "activity_id": activity.id,
            "territory_id": activity.territory_id.id,
            "coach_id": activity.coach_id.id,
            "turnover": turnover,
            "base_now": base_now,
            "base_then": base_then,
            "amount_now": amount_now,
            "amount_then": amount_then,
            "difference": difference,
            "difference_percent": _percent(difference, amount_now),
            "rate_now": _percent(amount_now, turnover),
            "rate_then": _percent(amount_then, turnover),
            "direction": "more" if difference > 0 else "less" if difference else "same",
            "detail": {
                code: [now.get(code), then.get(code)] for code in {**now, **then}
            },
        }

    def _prepare_totals(self):
        fnames = ["turnover", "amount_now", "amount_then", "difference"]
        return self._prepare_totals_of(
            [[line[fname] for fname in fnames] for line in self.line_ids]
        )

    def _prepare_totals_of(self, rows):
        """Totals of ``[turnover, now, then, difference]`` rows."""
        turnover, now, then, differences = zip(*rows, strict=True) if rows else [()] * 4
        return {
            "turnover_total": sum(turnover),
            "amount_now": sum(now),
            "amount_then": sum(then),
            "effect": sum(differences),
            "median_difference": median(differences) if differences else 0.0,
            "activity_count": len(rows),
            "more_count": sum(difference > 0 for difference in differences),
            "less_count": sum(difference < 0 for difference in differences),
            "same_count": sum(not difference for difference in differences),
        }

    def _set_bands(self):
        """Put each line in its band again, one write per band."""
        self.ensure_one()
        lines = self.line_ids.sudo()
        width = self._choose_width(lines.mapped("difference"))
        self.band_used = width
        bands = lines.grouped(
            lambda line: distribution.band_start(line.difference, width)
        )
        for start, members in bands.items():
            members.band_from = start

    def _choose_width(self, differences):
        """The width of the bands: typed, or a round one for these differences."""
        width = self.band_width or distribution.band_width(differences)
        span = max([0.0, *differences]) - min([0.0, *differences])
        if span / width > distribution.MAX_BANDS:
            raise UserError(
                self.env._(
                    "Bands of %(width)s are too narrow for differences that spread "
                    "over %(span)s. Type at least %(least)s, or 0 for a round width.",
                    width=width,
                    span=round(span),
                    least=int(span / distribution.MAX_BANDS) + 1,
                )
            )
        return width


def _percent(part, whole):
    return 100 * part / whole if whole else 0.0
