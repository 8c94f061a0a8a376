# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Command

from ..kernel import art_partners

# Their entrepreneurs are hired; the others have a support contract (CAPE).
NOT_HIRED = ("arnaud", "texier", "lefevre", "renard")
STAFF = ("manager", "support", "coach", "coach2", "accountant", "secretary")


class CaeDemoLoader(models.AbstractModel):
    """Artefacts: what does not move, around the records of the XML files."""

    _inherit = "cae.demo.loader"

    def _load_art(self):
        loader = self._bind("art", "fr_FR", "Europe/Paris")
        loader._set_up_accounting("fr")
        loader._load_art_partners()
        loader._load_art_employees()
        loader._name_art_children()
        loader._load_art_life()
        loader._load_art_scheme()
        loader._load_art_year()

    def _load_art_partners(self):
        """Customers and vendors."""
        common = {
            "is_company": True,
            "company_id": self.env.company.id,
            "country_id": self.env.ref("base.fr").id,
            "lang": "fr_FR",
            "tz": "Europe/Paris",
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
                for partner in (*art_partners.CUSTOMERS, *art_partners.VENDORS)
            },
        )

    def _load_art_employees(self):
        """The team, and the entrepreneurs who are hired by the cooperative."""
        common = {"company_id": self.env.company.id, "tz": "Europe/Paris"}
        employees = {}
        for key in STAFF:
            user = self._ref(f"user_{key}")
            employees[f"employee_{key}"] = {
                **common,
                "name": user.name,
                "user_id": user.id,
                "job_title": user.partner_id.function,
            }
        holders = self.env["cae.activity.holder"].search(
            [("company_id", "=", self.env.company.id)]
        )
        for holder in holders:
            partner = holder.partner_id
            key = self._key(partner, "partner_")
            if key not in NOT_HIRED:
                employees[f"employee_{key}"] = {
                    **common,
                    "name": partner.name,
                    "work_contact_id": partner.id,
                    "job_title": partner.function,
                }
        created = self._make("hr.employee", employees)
        by_partner = {found.work_contact_id: found for found in created.values()}
        for holder in holders:
            if employee := by_partner.get(holder.partner_id):
                holder.employee_id = employee

    def _name_art_children(self):
        """Holders and analytic accounts are made with their activity, without id."""
        if self._has("holder_roussel"):
            return
        activities = self.env["cae.activity"].search(
            [("company_id", "=", self.env.company.id)]
        )
        records = {
            f"account_{self._key(activity, 'activity_')}": activity.analytic_account_id
            for activity in activities
        }
        for holder in activities.holder_ids:
            records[f"holder_{self._key(holder.partner_id, 'partner_')}"] = holder
        self._name_records(records)

    def _load_art_scheme(self):
        """10 % of the turnover less subcontracting and big purchases, from the AGM on.

        It is older than the demonstration, whose first month is the first one that is
        levied here.
        """
        first = self._today() + relativedelta(months=-12, day=1)
        created = self._make(
            "cae.levy.scheme",
            {
                "levy_scheme": {
                    "name": "Contribution coopérative",
                    "company_id": self.env.company.id,
                    "date_from": first.replace(month=1),
                    "decision": f"Assemblée générale du 12 juin {first.year - 1}",
                }
            },
        )
        if created:
            self.env.company.cae_levy_start = first
        self._make("cae.levy.component", {"levy_component": self._prepare_art_levy()})
        self._make(
            "cae.levy.tier",
            {
                "levy_tier": {
                    "component_id": self._ref("levy_component").id,
                    "amount_from": 0.0,
                    "rate": 10.0,
                }
            },
        )

    def _prepare_art_levy(self):
        natures = self.env.company._cae_natures()
        deducted = natures["subcontracting"] | natures["pass_through"]
        self._make(
            "account.account",
            {
                "general_account_levy": {
                    "code": "658700",
                    "name": "Contribution coopérative",
                    "account_type": "expense",
                    "company_ids": [Command.set(self.env.company.ids)],
                }
            },
        )
        return {
            "scheme_id": self._ref("levy_scheme").id,
            "code": "contribution",
            "name": "Contribution coopérative",
            "analytic_account_id": self._ref("account_structure").id,
            "account_id": self._ref("general_account_levy").id,
            "base_nature_ids": [Command.set(natures["turnover"].ids)],
            "deducted_nature_ids": [Command.set(deducted.ids)],
            "recognition": "invoiced",
            "no_turnover_fee": 2.5,
        }
