# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Command

from ..kernel import art_follow_up
from ..kernel.plan import MONTHS, Calendar


class CaeDemoLoader(models.AbstractModel):
    """Transfers, forecast, comparison and yearly accounts of Artefacts."""

    _inherit = "cae.demo.loader"

    def _load_follow_up(self):
        """One method a topic, once: its dates are those of the first loading."""
        if self._has("levy_comparison"):
            return
        calendar = Calendar(self._today())
        self._load_transfers(calendar)
        self._load_forecast(calendar)
        self._load_comparison(calendar)
        self._load_yearly_statements(calendar)
        self._load_acknowledgements()

    def _load_transfers(self, calendar):
        plans = {f"transfer_{plan.key}": plan for plan in art_follow_up.TRANSFERS}
        created = self._make(
            "cae.activity.transfer",
            {
                name: {
                    "supplier_activity_id": self._ref(f"activity_{plan.supplier}").id,
                    "customer_activity_id": self._ref(f"activity_{plan.customer}").id,
                    "date": calendar.day(plan.month, plan.day),
                    "description": plan.label,
                    "amount": plan.amount,
                }
                for name, plan in plans.items()
            },
        )
        for name, transfer in created.items():
            transfer.action_request()
            if plans[name].answer == art_follow_up.ACCEPTED:
                transfer.action_accept()
            elif plans[name].answer == art_follow_up.REFUSED:
                transfer.action_refuse(plans[name].reason)
            self._forget_mails(transfer)

    def _load_forecast(self, calendar):
        """Made in the summer: what was known then, and the average for the rest."""
        year = self.env.company.compute_fiscalyear_dates(calendar.today)
        made = min(calendar.today, max(year["date_from"], calendar.day(8, 2)))
        created = self._make(
            "cae.levy.forecast",
            {
                "levy_forecast": {
                    "name": art_follow_up.FORECAST,
                    "date_from": year["date_from"],
                    "date_made": made,
                    "method": "average",
                    "average_months": art_follow_up.FORECAST_MONTHS,
                }
            },
        )
        for forecast in created.values():
            forecast.action_generate()
            forecast.action_confirm()

    def _load_comparison(self, calendar):
        """The scheme of the next meeting, archived until it is voted."""
        plan = art_follow_up.SCHEME
        current = self._ref("levy_component")
        component = {
            "code": "contribution",
            "name": plan.label,
            "analytic_account_id": current.analytic_account_id.id,
            "account_id": current.account_id.id,
            "base_nature_ids": [Command.set(current.base_nature_ids.ids)],
            "deducted_nature_ids": [Command.set(current.deducted_nature_ids.ids)],
            "fixed_amount": plan.monthly,
            "tier_ids": [
                Command.create({"amount_from": start, "rate": rate})
                for start, rate in plan.tiers
            ],
        }
        self._make(
            "cae.levy.scheme",
            {
                "levy_scheme_tried": {
                    "name": plan.name,
                    "company_id": self.env.company.id,
                    "active": False,
                    "date_from": calendar.day(MONTHS) + relativedelta(years=1, month=1),
                    "component_ids": [Command.create(component)],
                }
            },
        )
        scheme = self._ref("levy_scheme_tried")
        self._name_records({"levy_component_tried": scheme.component_ids})
        created = self._make(
            "cae.levy.comparison", {"levy_comparison": {"scheme_id": scheme.id}}
        )
        for comparison in created.values():
            comparison.action_compute()

    def _load_yearly_statements(self, calendar):
        """Accounts of the financial year that ended last: of each, and of all."""
        first = calendar.day(0)
        year = self.env.company.compute_fiscalyear_dates(first)
        dates = {"date_from": year["date_from"], "date_to": year["date_to"]}
        if year["date_to"] >= calendar.today:
            return  # the demonstration started with the running year
        activities = self.env["cae.activity"]._find_living(self.env.company, [first])
        statements = self.env["cae.activity.statement"]._prepare_period(
            activities, "year", *dates.values()
        )
        pooled = self._make("cae.pooled.statement", {"pooled_statement": dates})
        for records in (statements, *pooled.values()):
            records.action_publish()
            self._forget_mails(records)
        self._name_records(
            {
                f"statement_year_{self._key(found.activity_id, 'activity_')}": found
                for found in statements
            }
        )

    def _load_acknowledgements(self):
        """Two entrepreneurs said that they have read their statements."""
        partners = self.env["res.partner"].union(
            *(self._ref(f"user_entrepreneur{n}").partner_id for n in (1, 2))
        )
        statements = self.env["cae.activity.statement"].search(
            [
                ("state", "=", "published"),
                ("company_id", "=", self.env.company.id),
                ("activity_id.holder_ids.partner_id", "in", partners.ids),
                ("acknowledgement_ids", "=", False),
            ],
            order="date_to desc",
        )
        self._make(
            "cae.activity.statement.acknowledgement",
            {
                f"acknowledgement_{self._key(partner, 'partner_')}_{found.date_to}": {
                    "statement_id": found.id,
                    "partner_id": partner.id,
                }
                for found in statements[2:]
                for partner in found.activity_id.holder_ids.partner_id & partners
            },
        )
