# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, models

from ..kernel import levy


@dataclass
class LevyLedger:
    """What the activities did, read once, by (activity id, first day of the month)."""

    invoiced: dict[tuple[int, date], dict[int, float]]
    collected: dict[tuple[int, date], dict[int, float]]
    turnover: dict[tuple[int, date], Decimal]
    exceptions: dict[int, list]
    _bases: dict[int, dict] = field(default_factory=dict)

    def bases(self, component):
        """The signed base of a component: ``{(activity id, month): amount}``."""
        if component.id not in self._bases:
            weights = _weights(component)
            paid = component.recognition == "collected"
            self._bases[component.id] = {
                key: _to_decimal(
                    sum(
                        weights[nature_id] * amount
                        for nature_id, amount in amounts.items()
                        if nature_id in weights
                    )
                )
                for key, amounts in (self.collected if paid else self.invoiced).items()
            }
        return self._bases[component.id]


class CaeLevyProjection(models.AbstractModel):
    """What schemes would levy on the real months of activities, posting nothing.

    Computed as a run does: year to date, with the exceptions and the dates of
    presence of each activity. Nothing is checked here: the caller answers for the
    reader's right to see these activities.
    """

    _name = "cae.levy.projection"
    _description = "Levy Projection"

    @api.model
    def _compute_levies(self, schemes, activities, months, ledger=None):
        """What the schemes would levy on each activity, month by month.

        :param schemes: ``{first day of a month: scheme}``, from the start of the
            financial year of the first month wanted (see ``_year_to_date``): tiers
            and limits run from there
        :param months: the months wanted, among those of ``schemes``
        :param ledger: what ``_read_ledger`` gave, to read it once for two schemes
        :return: ``{(activity id, component code): {month: amount}}``, in currency
        """
        ledger = ledger or self._read_ledger([schemes], activities)
        wanted = set(months)
        result = defaultdict(lambda: dict.fromkeys(months, 0.0))
        for (scheme, _year), covered in self._group_months(schemes, activities).items():
            for component in scheme.component_ids:
                kernel_component = component._to_kernel()
                rows = self._kernel_months(component, activities, covered, ledger)
                for activity_id, kernel_months in rows:
                    amounts = result[activity_id, component.code]
                    for due in levy.compute(kernel_component, kernel_months):
                        if due.date in wanted:
                            amounts[due.date] += float(due.amount)
        return dict(result)

    @api.model
    def _compute_bases(self, schemes, activities, months, ledger):
        """The base of the first levy of the schemes: ``{activity id: amount}``."""
        bases = {
            month: ledger.bases(scheme.component_ids[:1])
            for month, scheme in schemes.items()
            if month in months
        }
        return {
            activity_id: float(
                sum(
                    bases[month].get((activity_id, month), levy.ZERO)
                    for month in months
                )
            )
            for activity_id in activities.ids
        }

    @api.model
    def _year_to_date(self, company, months):
        """The months, and before them those of the year that the first one is in."""
        if not months:
            return []
        first = company.compute_fiscalyear_dates(months[0])["date_from"]
        return self.env["cae.levy.period.mixin"]._months_between(first, months[-1])

    @api.model
    def _find_activities(self, company, months):
        """Activities of the company that lived or had a document in the months."""
        date_to = months[-1] + relativedelta(day=31)
        with_lines = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", company.id),
                    ("cae_activity_id", "!=", False),
                    ("date", ">=", months[0]),
                    ("date", "<=", date_to),
                ],
                aggregates=["cae_activity_id:array_agg_distinct"],
            )
        )
        activities = self.env["cae.activity"].with_context(active_test=False)
        return activities.search(
            [
                ("company_id", "=", company.id),
                "|",
                ("id", "in", with_lines[0][0] or []),
                "&",
                ("date_start", "<=", date_to),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", months[0]),
            ]
        )

    @api.model
    def _read_ledger(self, plans, activities):
        """Everything that the schemes need to know of the activities, in sets.

        :param plans: list of ``{month: scheme}``, as ``_compute_levies`` takes them
        """
        months = sorted({month for plan in plans for month in plan})
        if not (months and activities):
            return LevyLedger({}, {}, {}, {})
        date_to = months[-1] + relativedelta(day=31)
        invoiced = activities._read_months(months[0], date_to)
        components = self.env["cae.levy.component"].union(
            *(scheme.component_ids for plan in plans for scheme in set(plan.values()))
        )
        collected = {}
        if "collected" in components.mapped("recognition"):
            collected = activities._read_months(months[0], date_to, "collected")
        exceptions = self.env["cae.levy.exception"].search(
            [("activity_id", "in", activities.ids)]
        )
        return LevyLedger(
            invoiced,
            collected,
            self._read_turnover(activities.company_id, invoiced),
            exceptions.grouped(lambda exception: exception.activity_id.id),
        )

    @api.model
    def _read_turnover(self, companies, invoiced):
        natures = self.env["cae.ledger.nature"].sudo()
        signs = {
            nature.id: int(nature.sign)
            for nature in natures.search(
                [("company_id", "in", companies.ids), ("code", "=", "turnover")]
            )
        }
        return {
            key: _to_decimal(
                sum(sign * amounts.get(id_, 0.0) for id_, sign in signs.items())
            )
            for key, amounts in invoiced.items()
        }

    @api.model
    def _group_months(self, schemes, activities):
        """Months that are computed together: those of a scheme in a year."""
        company = activities.company_id
        groups = defaultdict(list)
        for month in sorted(schemes):
            year = company.compute_fiscalyear_dates(month)["date_from"]
            groups[schemes[month], year].append(month)
        return groups if activities else {}

    @api.model
    def _kernel_months(self, component, activities, months, ledger):
        """Yields ``(activity id, months for the kernel)``."""
        bases = ledger.bases(component)
        spans = [(month, month + relativedelta(day=31)) for month in months]
        for activity in activities:
            exceptions = [
                exception
                for exception in ledger.exceptions.get(activity.id, ())
                if exception.component_code in (component.code, False, "")
            ]
            start, end = activity.date_start, activity.date_end
            yield (
                activity.id,
                [
                    levy.Month(
                        date=month,
                        base=bases.get((activity.id, month), levy.ZERO),
                        turnover=ledger.turnover.get((activity.id, month), levy.ZERO),
                        present=bool(
                            start and start <= last and (not end or end >= month)
                        ),
                        **self._exception_vals(exceptions, month),
                    )
                    for month, last in spans
                ],
            )

    @api.model
    def _exception_vals(self, exceptions, month):
        for exception in exceptions:
            if exception._covers(month):
                if exception.kind == "exempt":
                    return {"exempt": True}
                return {"rate": Decimal(repr(exception.rate))}
        return {}


def _weights(component):
    """How each nature enters the base: ``{nature id: factor}``."""
    weights = defaultdict(int)
    for nature in component.base_nature_ids:
        weights[nature.id] += int(nature.sign)
    for nature in component.deducted_nature_ids:
        weights[nature.id] -= int(nature.sign)
    return dict(weights)


def _to_decimal(amount):
    # Pro rata amounts carry float noise far below a cent's hundredth.
    return Decimal(str(round(amount, 6))) if amount else levy.ZERO
