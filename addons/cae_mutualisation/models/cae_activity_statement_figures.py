# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, models

from ..kernel.allocation import allocate
from .cae_activity_statement import DRAFT, MONTH, YEAR


class CaeActivityStatement(models.Model):
    """The figures of a statement, read from the ledger in sets and written once."""

    _inherit = "cae.activity.statement"

    @api.model
    def _prepare_month(self, run):
        """The statements of a run's month: those that miss are drafted."""
        date_to = run.month + relativedelta(day=31)
        activities = self.env["cae.activity"]._find_living(run.company_id, [run.month])
        return self._prepare_period(activities, MONTH, run.month, date_to)

    @api.model
    def _prepare_period(self, activities, kind, date_from, date_to):
        """One statement per activity: drafts are read again, missing ones drafted.

        :return: the statements of the period, published ones included and untouched
        """
        dates = {"date_from": date_from, "date_to": date_to}
        existing = self.search(
            [
                ("activity_id", "in", activities.ids),
                *((field, "=", day) for field, day in dates.items()),
            ]
        )
        existing.filtered(lambda statement: statement.state == DRAFT)._refresh()
        return existing | self.create(
            [
                {"activity_id": activity.id, "kind": kind, **dates}
                for activity in activities - existing.activity_id
            ]
        )

    def _refresh(self):
        """Write figures, rows and parts, in sets: one reading per period.

        What is written in words is in the holders' language, whoever asks for it.
        """
        self.line_ids.unlink()
        self.share_ids.unlink()
        rows, shares = [], []
        for (company, lang, kind, date_from, date_to), statements in self.grouped(
            lambda statement: (
                statement.company_id,
                statement._get_lang(),
                statement.kind,
                statement.date_from,
                statement.date_to,
            )
        ).items():
            year_from = company.compute_fiscalyear_dates(date_to)["date_from"]
            statements = statements.with_context(lang=lang)
            ledger = statements._read_ledger(kind, date_from, date_to, year_from)
            for statement in statements:
                mine = statement._prepare_rows(ledger)
                statement.write(statement._prepare_figures(mine, ledger))
                rows += mine
                shares += statement._prepare_shares()
        self.env["cae.activity.statement.line"].create(rows)
        self.env["cae.activity.statement.share"].create(shares)

    def _read_ledger(self, kind, date_from, date_to, year_from):
        """What the figures of statements of one period are made of, all at once."""
        activities = self.activity_id
        ledger = {
            "year_from": year_from,
            "opening": activities._read_figures(date_from - timedelta(days=1)),
            "closing": activities._read_figures(date_to),
            "period": activities._read_natures(date_from, date_to),
            "year": activities._read_natures(year_from, date_to),
            "levies": self._read_levies(year_from, date_to),
        }
        if kind == YEAR:
            ledger["months"] = activities._read_months(date_from, date_to)
        else:
            ledger["lines"] = self._read_levy_lines(date_from, date_to)
        return ledger

    def _get_levies_domain(self, date_from, date_to):
        """Posted levies that a period holds, by the date of their analytic lines."""
        return [
            ("activity_id", "in", self.activity_id.ids),
            ("run_state", "=", "posted"),
            ("run_date", ">=", date_from),
            ("run_date", "<=", date_to),
        ]

    def _read_levies(self, date_from, date_to):
        """``{activity id: {component: {month: levied}}}`` of the posted runs."""
        levies = defaultdict(lambda: defaultdict(dict))
        for activity, component, month, amount in self.env[
            "cae.levy.run.line"
        ]._read_group(
            self._get_levies_domain(date_from, date_to),
            ["activity_id", "component_id", "run_date:month"],
            ["amount:sum"],
            order="component_id, run_date:month",
        ):
            levies[activity.id][component][month] = amount
        return levies

    def _read_levy_lines(self, date_from, date_to):
        """Posted levy lines of the runs of the period: ``{activity id: lines}``."""
        lines = self.env["cae.levy.run.line"].search(
            self._get_levies_domain(date_from, date_to),
            order="run_month, is_correction, month, component_id",
        )
        return lines.grouped(lambda line: line.activity_id.id)

    def _prepare_rows(self, ledger):
        """Rows of one statement, in the language of the context."""
        self.ensure_one()
        rows = self._prepare_nature_rows(ledger) + self._prepare_levy_rows(ledger)
        for sequence, row in enumerate(rows):
            row.update(statement_id=self.id, sequence=sequence)
            if self.kind == YEAR:
                row["year_amount"] = row["amount"]
        return rows

    def _prepare_nature_rows(self, ledger):
        activity = self.activity_id
        period = ledger["period"].get(activity.id, {})
        year = ledger["year"].get(activity.id, {})
        rows = []
        for nature in sorted(
            {**year, **period}, key=lambda n: (not n, n.sequence, n.id)
        ):
            amount, year_amount = period.get(nature, 0.0), year.get(nature, 0.0)
            months = self._month_amounts(ledger, nature)
            if nature.code == "levy" or not (amount or year_amount or any(months)):
                continue
            nature = nature.with_context(lang=self.env.lang)
            rows.append(
                {
                    "section": "income" if nature.sign == "1" else "cost",
                    "name": nature.display_name or self.env._("Other"),
                    "amount": amount,
                    "year_amount": year_amount,
                    "months": months,
                }
            )
        return rows

    def _month_amounts(self, ledger, nature):
        """Amounts of a nature, month by month, of a yearly statement."""
        if self.kind != YEAR:
            return []
        return [
            self.currency_id.round(
                ledger["months"]
                .get((self.activity_id.id, month), {})
                .get(nature.id, 0.0)
            )
            for month in self._get_months()
        ]

    def _prepare_levy_rows(self, ledger):
        """A row per levy; in a month, per line of its runs, with its explanation."""
        levies = {}
        for component, months in ledger["levies"][self.activity_id.id].items():
            # Schemes that follow one another in a year have levies of the same code.
            _last, known = levies.get(component.code, (None, {}))
            months = {month: -amount for month, amount in months.items()}
            levies[component.code] = (component, {**known, **months})
        if self.kind == YEAR:
            rows = [
                self._prepare_levy_row(component, sum(months.values()), months)
                for component, months in levies.values()
            ]
        else:
            rows = []
            for line in ledger["lines"].get(self.activity_id.id, ()):
                _component, months = levies.pop(line.component_id.code, (None, {}))
                rows.append(
                    {
                        **self._prepare_levy_row(
                            line.component_id, -line.amount, months
                        ),
                        "explanation": line.with_context(
                            lang=self.env.lang
                        ).explanation,
                    }
                )
            rows += [
                self._prepare_levy_row(component, 0.0, months)
                for component, months in levies.values()
            ]
        return rows + self._prepare_other_levies(ledger, rows)

    def _prepare_levy_row(self, component, amount, months):
        currency = self.currency_id
        return {
            "section": "levy",
            "name": component.with_context(lang=self.env.lang).name,
            "amount": currency.round(amount),
            "year_amount": currency.round(sum(months.values())),
            "months": [
                currency.round(months.get(month, 0.0)) for month in self._get_months()
            ]
            if self.kind == YEAR
            else [],
        }

    def _prepare_other_levies(self, ledger, rows):
        """What the ledger holds of the nature levy and no run explains."""

        def rest(amounts, key):
            found = sum(
                amount
                for nature, amount in amounts.get(self.activity_id.id, {}).items()
                if nature.code == "levy"
            )
            return self.currency_id.round(found - sum(row[key] for row in rows))

        amount = rest(ledger["period"], "amount")
        year_amount = rest(ledger["year"], "year_amount")
        if not (amount or year_amount):
            return []
        months = []
        if self.kind == YEAR:
            natures = [
                n for n in ledger["year"][self.activity_id.id] if n.code == "levy"
            ]
            found = [self._month_amounts(ledger, nature) for nature in natures]
            explained = [row["months"] for row in rows]
            months = [
                self.currency_id.round(
                    sum(values[index] for values in found)
                    - sum(values[index] for values in explained)
                )
                for index in range(len(self._get_months()))
            ]
        return [
            {
                "section": "levy",
                "name": self.env._("Other levies"),
                "explanation": self.env._("Entered outside the monthly levy runs"),
                "amount": amount,
                "year_amount": year_amount,
                "months": months,
            }
        ]

    def _prepare_figures(self, rows, ledger):
        currency = self.currency_id
        opening = ledger["opening"][self.activity_id.id]
        closing = ledger["closing"][self.activity_id.id]
        totals = defaultdict(float)
        for row in rows:
            totals[row["section"]] += row["amount"]
        year_result = sum(ledger["year"].get(self.activity_id.id, {}).values())
        return {
            "opening_cash": opening["available_cash"],
            "income": currency.round(totals["income"]),
            "costs": currency.round(totals["cost"]),
            "levy": currency.round(totals["levy"]),
            "uncollected_change": currency.round(
                opening["uncollected"] - closing["uncollected"]
            ),
            "unpaid_change": currency.round(closing["unpaid"] - opening["unpaid"]),
            "closing_cash": closing["available_cash"],
            "uncollected": closing["uncollected"],
            "unpaid": closing["unpaid"],
            "expected_cash": closing["expected_cash"],
            "year_from": ledger["year_from"],
            "year_result": currency.round(year_result),
            "carried_result": currency.round(closing["result"] - year_result),
        }

    def _prepare_shares(self):
        """The part of each holder, to the cent, as their agreement shares it."""
        holders = self.activity_id.holder_ids
        weights = {holder: holder.share_percent for holder in holders}
        if not any(weights.values()):
            return []
        precision = repr(self.currency_id.rounding)
        results = allocate(self.result, weights, precision)
        cash = allocate(self.closing_cash, weights, precision)
        return [
            {
                "statement_id": self.id,
                "sequence": sequence,
                "partner_id": holder.partner_id.id,
                "share_percent": holder.share_percent,
                "result": float(results[holder]),
                "available_cash": float(cash[holder]),
            }
            for sequence, holder in enumerate(holders)
        ]
