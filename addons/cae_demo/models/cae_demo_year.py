# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Command

from ..kernel.plan import Calendar
from ..kernel.year import LEVIED


class CaeDemoLoader(models.AbstractModel):
    """A year of documents, pay, levies and statements, of any organisation."""

    _inherit = "cae.demo.loader"

    def _load_partners(self, year, country):
        """Customers and vendors."""
        common = {
            "is_company": True,
            "company_id": self.env.company.id,
            "country_id": country.id,
            "lang": self.env.context["lang"],
            "tz": self.env.context["tz"],
        }
        self._make(
            "res.partner",
            {
                f"partner_{partner.key}": {
                    **common,
                    "name": partner.name,
                    "street": partner.street,
                    "zip": partner.zip,
                    "city": partner.city,
                    "email": f"compta@{partner.key.replace('_', '-')}.example",
                }
                for partner in (*year.customers, *year.vendors)
            },
        )

    def _name_children(self):
        """Holders and analytic accounts are made with their activity, without id."""
        activities = self._search_own("cae.activity")
        records = {
            f"account_{self._key(activity, 'activity_')}": activity.analytic_account_id
            for activity in activities
        }
        for holder in activities.holder_ids:
            records[f"holder_{self._key(holder.partner_id, 'partner_')}"] = holder
        existing = self._existing(records)
        self._name_records(
            {name: found for name, found in records.items() if name not in existing}
        )

    # === The levy === #

    def _load_scheme(self, scheme):
        """The levy, from the general meeting on.

        It is older than the demonstration, whose first month is the first one that is
        levied here.
        """
        first = self._today() + relativedelta(months=-12, day=1)
        created = self._make(
            "cae.levy.scheme",
            {
                "levy_scheme": {
                    "name": scheme.name,
                    "company_id": self.env.company.id,
                    "date_from": first.replace(month=1),
                    "decision": scheme.decision.format(year=first.year - 1),
                }
            },
        )
        if created:
            self.env.company.cae_levy_start = first
        self._make(
            "account.account",
            {
                "general_account_levy": {
                    "code": scheme.account,
                    "name": scheme.name,
                    "account_type": "expense",
                    "company_ids": [Command.set(self.env.company.ids)],
                }
            },
        )
        self._make("cae.levy.component", {"levy_component": self._prepare_levy(scheme)})
        tier = {
            "component_id": self._ref("levy_component").id,
            "amount_from": 0.0,
            "rate": scheme.rate,
        }
        self._make("cae.levy.tier", {"levy_tier": tier})

    def _prepare_levy(self, scheme):
        natures = self.env.company._cae_natures()
        return {
            "scheme_id": self._ref("levy_scheme").id,
            "code": "contribution",
            "name": scheme.name,
            "analytic_account_id": self._ref("account_structure").id,
            "account_id": self._ref("general_account_levy").id,
            "base_nature_ids": [Command.set(natures["turnover"].ids)],
            "deducted_nature_ids": [
                Command.set([natures[code].id for code in scheme.deducted])
            ],
            "recognition": "invoiced",
            "no_turnover_fee": scheme.fee,
        }

    def _load_exemptions(self, exemptions, calendar):
        self._make(
            "cae.levy.exception",
            {
                f"levy_exception_{found.activity}": {
                    "activity_id": self._ref(f"activity_{found.activity}").id,
                    "date_from": calendar.day(found.first),
                    "date_to": calendar.day(found.last) + relativedelta(day=31),
                    "reason": found.reason,
                }
                for found in exemptions
            },
        )

    # === The year === #

    def _load_year(self, year):
        """Load the year once: its dates are those of the first loading.

        Months are levied one after the other: a document posted late shows in the run
        of the next month.
        """
        if self._has("levy_run_0"):
            return
        calendar = Calendar(self._today())
        documents = year.documents(calendar.today)
        self._load_exemptions(year.exemptions, calendar)
        self._load_documents([found for found in documents if found.after_run is None])
        self._load_entries(year.entries, calendar)
        self._refresh_statistics()
        for month in LEVIED:
            run = self._levy_month(calendar, month)
            if month in year.published:
                self._publish_statements(calendar, month, run)
            late = [found for found in documents if found.after_run == month]
            self._load_documents(late, f"_{month}")
            if month in year.closed:
                activity = self._ref(f"activity_{year.closed[month]}")
                activity.action_close(calendar.day(month, 28))

    def _levy_month(self, calendar, month):
        """Compute and post the levies of a month, as if early in the next one."""
        name = f"levy_run_{month}"
        vals = {"company_id": self.env.company.id, "month": calendar.day(month)}
        run = self._make("cae.levy.run", {name: vals})[name]
        run.action_compute()
        run.action_post()
        run.posted_at = datetime.combine(calendar.day(month + 1, 5), time(9))
        return run

    def _publish_statements(self, calendar, month, run):
        statements = self.env["cae.activity.statement"]._prepare_month(run)
        statements.action_publish()
        self._forget_mails(statements)
        statements.published_on = run.posted_at.date() + timedelta(days=1)
        self._name_records(
            {
                f"statement_{month}_{self._key(found.activity_id, 'activity_')}": found
                for found in statements
            }
        )

    def _forget_mails(self, records):
        """Nobody gets a mail of the demonstration: it passes for sent."""
        messages = records.message_ids
        self.env["mail.mail"].search([("mail_message_id", "in", messages.ids)]).unlink()
        messages.notification_ids.notification_status = "sent"
