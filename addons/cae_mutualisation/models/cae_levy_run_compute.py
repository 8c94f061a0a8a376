# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..kernel import levy


class CaeLevyRun(models.Model):
    """How the lines of a run are computed: read in sets, one kernel call a levy."""

    _inherit = "cae.levy.run"

    def _prepare_lines(self):
        """Values of the lines of one run: the month's own, then the corrections."""
        self.ensure_one()
        months = self._months()
        activities = self._activities(months)
        vals_list = []
        for scheme in self._schemes(months):
            covered = [month for month in months if scheme._applies(month)]
            for component in scheme.component_ids:
                vals_list += self._prepare_component_lines(
                    component, activities, covered
                )
        return vals_list

    def _months(self):
        """First days of the months to compute: the year up to the run's month."""
        first = self.company_id.compute_fiscalyear_dates(self.month)["date_from"]
        if self.company_id.cae_levy_start:
            first = max(first, self.company_id.cae_levy_start)
        first = first.replace(day=1)
        if first > self.month:
            raise UserError(
                self.env._(
                    "%(run)s is before the first month of levies of %(company)s, "
                    "%(start)s (settings).",
                    run=self.display_name,
                    company=self.company_id.display_name,
                    start=format_date(self.env, self.company_id.cae_levy_start),
                )
            )
        count = (self.month.year - first.year) * 12 + self.month.month - first.month
        return [first + relativedelta(months=index) for index in range(count + 1)]

    def _schemes(self, months):
        """The schemes in force in the months; the run's own month must have one."""
        schemes = self.env["cae.levy.scheme"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("date_from", "<=", self.month),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", months[0]),
            ],
            order="date_from",
        )
        if not any(scheme._applies(self.month) for scheme in schemes):
            raise UserError(
                self.env._(
                    "No levy scheme of %(company)s is in force in %(month)s. Create "
                    "one under Configuration / Levy / Levy Schemes.",
                    company=self.company_id.display_name,
                    month=self._format_month(self.month),
                )
            )
        return schemes

    def _activities(self, months):
        """Activities that lived or had a document in the months."""
        date_to = self.month + relativedelta(day=31)
        activities = self.env["cae.activity"].with_context(active_test=False)
        with_lines = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("cae_activity_id", "!=", False),
                    ("date", ">=", months[0]),
                    ("date", "<=", date_to),
                ],
                aggregates=["cae_activity_id:array_agg_distinct"],
            )
        )
        return activities.search(
            [
                ("company_id", "=", self.company_id.id),
                "|",
                ("id", "in", with_lines[0][0] or []),
                "&",
                ("date_start", "<=", date_to),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", months[0]),
            ]
        )

    def _prepare_component_lines(self, component, activities, months):
        amounts, turnover = self._read_bases(component, activities, months)
        levied = self._read_levied(component, activities, months)
        exceptions = self._read_exceptions(component, activities)
        kernel_component = component._to_kernel()
        vals_list = []
        for activity in activities:
            parts = {
                month: component._base_parts(amounts.get((activity.id, month), {}))
                for month in months
            }
            levies = levy.compute(
                kernel_component,
                [
                    self._kernel_month(
                        activity,
                        month,
                        parts[month],
                        turnover.get((activity.id, month), 0.0),
                        exceptions.get(activity.id, ()),
                    )
                    for month in months
                ],
            )
            for month_levy in levies:
                month = month_levy.date
                vals = self._prepare_line(
                    month_levy, parts[month], levied.get((activity.id, month), 0.0)
                )
                if vals:
                    vals_list.append(
                        {
                            **vals,
                            "run_id": self.id,
                            "activity_id": activity.id,
                            "component_id": component.id,
                        }
                    )
        return vals_list

    def _read_bases(self, component, activities, months):
        """Amounts by activity and month, and the turnover invoiced in each month."""
        if not months:
            return {}, {}
        date_to = months[-1] + relativedelta(day=31)
        invoiced = activities._read_months(months[0], date_to)
        nature = self.company_id._cae_natures().get("turnover")
        turnover = (
            {key: values.get(nature.id, 0.0) for key, values in invoiced.items()}
            if nature
            else {}
        )
        if component.recognition == "invoiced":
            return invoiced, turnover
        return activities._read_months(months[0], date_to, "collected"), turnover

    def _read_levied(self, component, activities, months):
        """What posted runs levied: ``{(activity id, month): amount}``."""
        return {
            (activity.id, month): amount
            for activity, month, amount in self.env["cae.levy.run.line"]._read_group(
                [
                    ("component_id", "=", component.id),
                    ("activity_id", "in", activities.ids),
                    ("run_state", "=", "posted"),
                    ("month", "in", months),
                ],
                ["activity_id", "month:day"],
                ["amount:sum"],
            )
        }

    def _read_exceptions(self, component, activities):
        exceptions = self.env["cae.levy.exception"].search(
            [
                ("activity_id", "in", activities.ids),
                ("component_code", "in", [component.code, False]),
            ]
        )
        return exceptions.grouped(lambda exception: exception.activity_id.id)

    def _kernel_month(self, activity, month, parts, turnover, exceptions):
        end = month + relativedelta(day=31)
        exception = next(
            (found for found in exceptions if found._covers(month)),
            self.env["cae.levy.exception"],
        )
        return levy.Month(
            date=month,
            base=_to_decimal(sum(amount for _nature, amount in parts)),
            turnover=_to_decimal(turnover),
            present=bool(
                activity.date_start
                and activity.date_start <= end
                and (not activity.date_end or activity.date_end >= month)
            ),
            exempt=exception.kind == "exempt",
            rate=Decimal(repr(exception.rate)) if exception.kind == "rate" else None,
        )

    def _prepare_line(self, month_levy, parts, levied):
        """Values of a line, or nothing when there is nothing to say of the month."""
        amount = self.currency_id.round(float(month_levy.amount) - levied)
        is_correction = month_levy.date != self.month
        if not amount and (is_correction or not (parts or month_levy.terms)):
            return None
        return {
            "month": month_levy.date,
            "is_correction": is_correction,
            "base_amount": sum(part for _nature, part in parts),
            "due_amount": float(month_levy.amount),
            "levied_before": levied,
            "amount": amount,
            "detail": {
                "parts": [[nature.code, part] for nature, part in parts],
                "terms": [
                    {
                        "kind": term.kind,
                        "amount": float(term.amount),
                        "rate": None if term.rate is None else float(term.rate),
                        "base": None if term.base is None else float(term.base),
                    }
                    for term in month_levy.terms
                ],
            },
        }


def _to_decimal(amount):
    # Pro rata amounts carry float noise far below a cent's hundredth.
    return Decimal(str(round(amount, 6)))
