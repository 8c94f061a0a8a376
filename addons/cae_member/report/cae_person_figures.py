# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from ..kernel.people import Stretch, flows, months_between, summarise

# What people are sorted by, and the columns of their line.
DIMENSIONS = {
    "total": (),
    "territory": ("territory_id",),
    "kind": ("kind",),
    "sex_age": ("sex", "age_bracket"),
    "coach": ("coach_id",),
}


class CaePersonReport(models.Model):
    """The figures of a period, to the day; the rows of the months agree with them."""

    _inherit = "cae.person.report"

    @api.model
    def figures(self, company, date_from, date_to, territories=None):
        """Who was there, entered, came back, moved and left in a period.

        The flow of each line fulfils ``start + entered + returned + moved - left =
        end``, where start is the end of the day before `date_from` (see kernel/people).
        People move between lines by a change of contract or amendment; with
        `territories`, the total moves by those who come from or go to others.

        :param company: res.company, one that the user works for
        :param date_from: first day, included
        :param date_to: last day, included, today at the latest; ages are of this day
        :param territories: cae.territory that people are of; None or empty: all
        :return: ``{"total" | "territory" | "kind" | "sex_age" | "coach":
            {key: kernel.people.Flow}, "changes": changes of contract type,
            "exits": {hr.departure.reason id or None: [months under contract]},
            "membership": {year of admission: [months from the first counted
            contract]}}``; keys are tuples of ids or values, None when unknown
        :raises UserError: for a period that ends before it starts, or after today
        :raises AccessError: without the right to read the report, or the company
        """
        self.check_access("read")
        company.with_env(self.env).check_access("read")
        date_from, date_to = map(fields.Date.to_date, (date_from, date_to))
        self._check_period(date_from, date_to)
        rows = self._read_stretches(company, date_to)
        admissions = self._read_admissions(rows, date_from, date_to)
        if territories:
            kept = set(territories.ids)
            rows = [row for row in rows if row["territory_id"] in kept]
            admissions = [row for row in admissions if row["territory_id"] in kept]
        pairs = [(row, self._make_stretch(row)) for row in rows]
        found = {
            name: flows(
                ((tuple(row[c] for c in columns), stretch) for row, stretch in pairs),
                date_from,
                date_to,
            )
            for name, columns in DIMENSIONS.items()
        }
        return {
            **found,
            "changes": sum(
                row["changes"] and date_from <= row["date_from"] <= date_to
                for row in rows
            ),
            "exits": self._get_exits(rows, date_from, date_to),
            "membership": self._get_times_to_membership(admissions),
        }

    def _check_period(self, date_from, date_to):
        today = fields.Date.context_today(self)
        if date_to < date_from:
            raise UserError(
                self.env._(
                    "The period from %(date_from)s to %(date_to)s ends before it "
                    "starts. Choose a later end.",
                    date_from=format_date(self.env, date_from),
                    date_to=format_date(self.env, date_to),
                )
            )
        if date_to > today:
            raise UserError(
                self.env._(
                    "The period ends on %(date_to)s, which is to come: nobody knows "
                    "who will leave. Choose an end on %(today)s at the latest.",
                    date_to=format_date(self.env, date_to),
                    today=format_date(self.env, today),
                )
            )

    def _read_stretches(self, company, date_to):
        """The stretches begun by a day: one query, rows as dicts, in their order."""
        self.env.flush_all()
        day_key = int(date_to.strftime("%Y%m%d"))
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT stretch.person_key,
                       stretch.territory_id, stretch.coach_id, stretch.kind,
                       stretch.sex, %(age_bracket)s AS age_bracket,
                       stretch.date_from,
                       CASE WHEN isfinite(stretch.date_to) THEN stretch.date_to END
                           AS date_to,
                       stretch.opens, stretch.back, stretch.closes,
                       COALESCE(stretch.changes, FALSE) AS changes,
                       stretch.path_start, stretch.departure_reason_id,
                       stretch.first_counted, stretch.admission_date
                  FROM (%(stretches)s) stretch
                 WHERE stretch.date_from <= %(date_to)s
              ORDER BY stretch.person_key, stretch.date_from
                """,
                age_bracket=self._sql_age_bracket(SQL("%s", day_key)),
                stretches=self._sql_stretches(company),
                date_to=date_to,
            )
        )

    @api.model
    def _make_stretch(self, row):
        return Stretch(
            row["date_from"], row["date_to"], row["opens"], row["back"], row["closes"]
        )

    def _get_exits(self, rows, date_from, date_to):
        """Months that each path had lasted when it ended in the period, by reason."""
        exits = defaultdict(list)
        for row in rows:
            if row["closes"] and date_from <= row["date_to"] <= date_to:
                stop = fields.Date.add(row["date_to"], days=1)
                exits[row["departure_reason_id"]].append(
                    months_between(row["path_start"], stop)
                )
        return dict(exits)

    def _read_admissions(self, rows, date_from, date_to):
        """The stretch in which, or after which, each first admission took place."""
        admissions = {}
        for row in rows:
            admitted, first = row["admission_date"], row["first_counted"]
            if (
                admitted
                and first
                and date_from <= admitted <= date_to
                and first <= admitted
                and row["date_from"] <= admitted
            ):
                admissions[row["person_key"]] = row
        return list(admissions.values())

    def _get_times_to_membership(self, admissions):
        """Months from the first counted contract, by year of admission."""
        times = defaultdict(list)
        for row in admissions:
            months = months_between(row["first_counted"], row["admission_date"])
            times[row["admission_date"].year].append(months)
        return dict(times)

    @api.model
    def _summarise(self, durations):
        """`(count, average, median)` of months, rounded as they are shown."""
        count, average, middle = summarise(durations)
        return count, count and round(average, 1), count and round(middle, 1)
