# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from collections import defaultdict
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ..kernel import levy

# What the engine writes of a line; the rest is copied from the run and the activity.
COLUMNS = {
    "activity_id": "integer",
    "component_id": "integer",
    "month": "date",
    "is_correction": "boolean",
    "base_amount": "numeric",
    "due_amount": "numeric",
    "levied_before": "numeric",
    "amount": "numeric",
    "detail": "jsonb",
}


class CaeLevyRun(models.Model):
    """How the lines of a run are computed: read in sets, one kernel call a levy."""

    _inherit = "cae.levy.run"

    def _compute_lines(self):
        """Replace the lines of one run: the month's own, and the corrections."""
        self.ensure_one()
        months = self._months()
        levied = self._read_levied(months)
        components = self._components(months, levied)
        levies = self.env["cae.levy.engine"]._compute_levies(
            components, months, applies=self._applies
        )
        changes = {
            component: self._changes(levies[component], levied[component.id], months)
            for component in components
        }
        parts = self._read_parts(changes)
        self._write_lines(
            [
                vals
                for component, rows in changes.items()
                for vals in self._prepare_lines(component, rows, parts)
            ]
        )

    def _months(self):
        """First days of the months to compute: the year up to the run's month."""
        start = self.company_id.cae_levy_start
        if start and start.replace(day=1) > self.month:
            raise UserError(
                self.env._(
                    "%(run)s is before the first month of levies of %(company)s, "
                    "%(start)s (settings).",
                    run=self.display_name,
                    company=self.company_id.display_name,
                    start=format_date(self.env, start),
                )
            )
        first = self.company_id.compute_fiscalyear_dates(self.month)["date_from"]
        first = first.replace(day=1)
        count = (self.month.year - first.year) * 12 + self.month.month - first.month
        return [first + relativedelta(months=index) for index in range(count + 1)]

    def _components(self, months, levied):
        """The levies in force in the months, and those levied that are not any more.

        The run's own month must have a scheme.
        """
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
        former = self.env["cae.levy.component"].browse(levied)
        return schemes.component_ids | former

    def _applies(self, component, month):
        scheme = component.scheme_id
        return scheme.active and scheme._applies(month)

    def _read_levied(self, months):
        """What posted runs levied: ``{component id: {activity id: {place: Decimal}}}``.

        The place is that of the month in the list.
        """
        self.env["cae.levy.run.line"].flush_model()
        levied = defaultdict(lambda: defaultdict(dict))
        for component_id, activity_id, place, amount in self.env.execute_query(
            SQL(
                """
                SELECT component_id, activity_id,
                       width_bucket(month, %(months)s::date[]) - 1, SUM(amount)::text
                  FROM cae_levy_run_line
                 WHERE company_id = %(company)s AND run_state = 'posted'
                   AND month BETWEEN %(first)s AND %(last)s
              GROUP BY 1, 2, 3
                """,
                company=self.company_id.id,
                months=months,
                first=months[0],
                last=months[-1],
            )
        ):
            levied[component_id][activity_id][place] = Decimal(amount)
        return levied

    def _changes(self, levies, levied, months):
        """Levies of the run's month, and of earlier ones that are not as levied.

        :return: ``[(activity id, kernel MonthLevy, amount levied before)]``
        """
        start = self.company_id.cae_levy_start
        first = start.replace(day=1) if start else months[0]
        places = {month: place for place, month in enumerate(months)}
        changes = []
        for activity_id, month_levies in levies.items():
            before = levied.pop(activity_id, {})
            for month_levy in month_levies:
                day = month_levy.date
                amount = before.pop(places[day], levy.ZERO)
                if day == self.month or (month_levy.amount != amount and day >= first):
                    changes.append((activity_id, month_levy, amount))
            if before:  # months that no levy is in force for any more
                levied[activity_id] = before
        changes += [
            (activity_id, levy.MonthLevy(months[place], levy.ZERO, ()), amount)
            for activity_id, amounts in levied.items()
            for place, amount in amounts.items()
            if amount
        ]
        return changes

    def _read_parts(self, changes):
        """Amounts by nature of the months that have a line, by recognition.

        :return: ``{recognition: {(activity id, month): {nature id: amount}}}``
        """
        activities = self.env["cae.activity"]
        wanted = defaultdict(lambda: defaultdict(set))
        for component, rows in changes.items():
            for activity_id, month_levy, _before in rows:
                corrected = month_levy.date != self.month
                wanted[component.recognition][corrected].add(
                    (activity_id, month_levy.date)
                )
        parts = defaultdict(dict)
        for recognition, by_kind in wanted.items():
            for keys in by_kind.values():
                months = [month for _activity_id, month in keys]
                parts[recognition].update(
                    activities.browse({key[0] for key in keys})._read_months(
                        min(months), max(months) + relativedelta(day=31), recognition
                    )
                )
        return parts

    def _prepare_lines(self, component, rows, parts):
        """Values of the lines of a levy, where there is something to say."""
        amounts = parts[component.recognition]
        natures = component._get_base_natures()
        for activity_id, month_levy, before in rows:
            month, amount = month_levy.date, month_levy.amount - before
            if not (amount or month_levy.terms):
                continue
            found = amounts.get((activity_id, month), {})
            base = [
                [code, factor * found[nature_id]]
                for nature_id, code, factor in natures
                if month_levy.terms and found.get(nature_id)
            ]
            yield {
                "activity_id": activity_id,
                "component_id": component.id,
                "month": month,
                "is_correction": month != self.month,
                "base_amount": sum(part for _code, part in base),
                "due_amount": month_levy.amount,
                "levied_before": before,
                "amount": amount,
                "detail": json.dumps(
                    {"parts": base, "terms": [_to_json(t) for t in month_levy.terms]}
                ),
            }

    def _write_lines(self, vals_list):
        """Replace the lines by SQL: one insertion, whatever their number.

        Nobody but the engine writes them, so that what the ORM does at a creation
        comes to the columns copied here and to the totals of the run.
        """
        lines = self.env["cae.levy.run.line"]
        lines.flush_model()
        self.flush_recordset()
        self.env["cae.activity"].flush_model(["territory_id", "coach_id"])
        self.env.cr.execute(
            SQL("DELETE FROM cae_levy_run_line WHERE run_id = %s", self.id)
        )
        names = SQL(", ").join(map(SQL.identifier, COLUMNS))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO cae_levy_run_line (
                    run_id, run_state, run_month, run_date, company_id, territory_id,
                    coach_id,
                    create_uid, write_uid, create_date, write_date, %(names)s)
                SELECT run.id, run.state, run.month, run.date, run.company_id,
                       activity.territory_id, activity.coach_id, %(uid)s, %(uid)s,
                       %(now)s, %(now)s, %(values)s
                  FROM unnest(%(arrays)s) line(%(names)s)
                  JOIN cae_activity activity ON activity.id = line.activity_id
                  JOIN cae_levy_run run ON run.id = %(run)s
                """,
                names=names,
                values=SQL(", ").join(SQL.identifier("line", name) for name in COLUMNS),
                arrays=SQL(", ").join(
                    SQL(f"%s::{kind}[]", [vals[name] for vals in vals_list])
                    for name, kind in COLUMNS.items()
                ),
                run=self.id,
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        lines.invalidate_model()
        self.invalidate_recordset(["line_ids"])
        self.modified(["line_ids"])


def _to_json(term):
    return {
        "kind": term.kind,
        "amount": float(term.amount),
        "rate": None if term.rate is None else float(term.rate),
        "base": None if term.base is None else float(term.base),
    }
