# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import models
from odoo.fields import Command


class CaeDemoLoader(models.AbstractModel):
    """What a centre of shared services offers, and who serves."""

    _inherit = "cae.demo.loader"

    def _load_services(self, centre):
        """A centre's catalogue, requests, agreements, time and invoices, each once."""
        self._load_service_fields(centre)
        self._load_service_template(centre)
        self._load_service_products(centre)
        self._load_service_professionals(centre)
        self._load_service_requests(centre)
        self._load_service_agreements(centre)
        self._load_service_time(centre)
        self._load_service_rates(centre)
        self._load_service_billing(centre)
        self._load_service_settlement(centre)
        self._load_service_rankings()

    # === Catalogue === #

    def _load_service_fields(self, centre):
        if not self._has(f"expertise_{centre.expertises[0].key}"):
            self.env.company.write(
                {
                    "cae_service_online": True,
                    "cae_service_user_id": self._ref("user_support").id,
                }
            )
        self._make(
            "cae.expertise",
            {
                f"expertise_{item.key}": {
                    "name": item.name,
                    "code": item.key.upper(),
                    "sequence": 10 * rank,
                    "color": 1 + rank % 11,
                    "company_id": self.env.company.id,
                    "description": item.description,
                    "keywords": item.keywords,
                }
                for rank, item in enumerate(centre.expertises, start=1)
            },
        )
        self._make(
            "cae.expertise.suggestion",
            {
                f"suggestion_{item.key}_{other}": {
                    "expertise_id": self._ref(f"expertise_{item.key}").id,
                    "suggested_id": self._ref(f"expertise_{other}").id,
                    "reason": reason,
                    "sequence": 10 * rank,
                }
                for item in centre.expertises
                for rank, (other, reason) in enumerate(item.suggests, start=1)
            },
        )

    def _load_service_template(self, centre):
        """The terms of agreements, signed on the portal."""
        self._make(
            "sale.order.template",
            {
                "service_template": {
                    "name": centre.terms_title,
                    "company_id": self.env.company.id,
                    "note": Markup("<p>%s</p>") % centre.terms,
                    "number_of_days": 30,
                    "require_signature": True,
                    "require_payment": False,
                    "is_cae_agreement": True,
                    "cae_term_months": 12,
                    "cae_billing_period": "month",
                    "cae_renewal": "tacit",
                    "cae_renewal_months": 12,
                    "cae_notice_months": 2,
                }
            },
        )

    def _load_service_products(self, centre):
        """Services are products; the form of an assessment belongs to its service."""
        template = self._ref("service_template")
        # Services, and not goods, where the chart tells them apart.
        income = self.env["account.account"].search(
            [("code", "=like", "706%"), ("account_type", "=", "income")], limit=1
        )
        created = self._make(
            "product.product",
            {
                f"service_{item.key}": {
                    "name": item.name,
                    "company_id": self.env.company.id,
                    "is_cae_service": True,
                    "sale_ok": True,
                    "purchase_ok": False,
                    "cae_expertise_id": self._ref(f"expertise_{item.expertise}").id,
                    "cae_pricing": item.pricing,
                    "list_price": item.price,
                    "cae_market_price": item.market,
                    "cae_flat_price": item.flat,
                    "cae_included": self._prepare_list(item.included),
                    "cae_published": item.published,
                    "cae_agreement_template_id": template.id,
                    "property_account_income_id": income.id,
                    "cae_assessment_definition": [
                        self._prepare_question(question) for question in item.form
                    ],
                    **self._prepare_frequency(item.frequency),
                }
                for item in centre.services
            },
        )
        # Variants keep in mind what was typed, not what a service is brought to.
        self.env["product.product"].invalidate_model()
        self._name_records(
            {
                f"template_{name}": service.product_tmpl_id
                for name, service in created.items()
            }
        )

    def _prepare_list(self, rows):
        items = Markup().join(Markup("<li>%s</li>") % row for row in rows)
        return Markup("<ul>%s</ul>") % items

    def _prepare_question(self, question):
        vals = {
            "name": question.key,
            "string": question.label,
            "type": question.kind,
        }
        if question.choices:
            vals["selection"] = [list(choice) for choice in question.choices]
        return vals

    def _prepare_frequency(self, frequency):
        if not frequency:
            return {}
        return {
            "cae_visit_count": frequency.count,
            "cae_visit_period": frequency.period,
            "cae_visit_hours": frequency.hours,
            "cae_visit_weekday": str(frequency.weekday),
            "cae_visit_start_hour": frequency.start,
        }

    # === Professionals === #

    def _load_service_professionals(self, centre):
        """Each has an employee, whose time is recorded, and may have a user."""
        users = self._existing([f"user_{item.key}" for item in centre.professionals])
        user_ids = {
            item.key: self._ref(f"user_{item.key}").id
            for item in centre.professionals
            if f"user_{item.key}" in users
        }
        self._make_service_employees(centre, user_ids)
        self._make(
            "cae.professional",
            {
                f"professional_{item.key}": {
                    "name": item.name,
                    "company_id": self.env.company.id,
                    "employee_id": self._ref(f"employee_{item.key}").id,
                    "partner_id": item.outside and self._ref(f"partner_{item.key}").id,
                    "user_id": user_ids.get(item.key, False),
                    "expertise_ids": self._prepare_links("expertise", item.expertises),
                    "territory_ids": self._prepare_links("territory", item.territories),
                    "weekly_capacity": item.capacity,
                    "hourly_cost": item.cost,
                    "direct": item.direct,
                    "note": item.note,
                }
                for item in centre.professionals
            },
        )

    def _make_service_employees(self, centre, user_ids):
        """Their contacts first: Odoo makes each of them apart otherwise.

        In the name of the manager: for an administrator, Odoo draws a picture of each,
        which takes a third of the time. The terms of contracts come at the end.
        """
        domain = self.env.company.email.partition("@")[2]
        self._make(
            "res.partner",
            {
                f"partner_{item.key}": {
                    "name": item.name,
                    "function": item.job,
                    "company_id": self.env.company.id,
                    "email": f"{item.key}@{domain}",
                    "lang": self.env.context["lang"],
                    "tz": self.env.context["tz"],
                }
                for item in centre.professionals
            },
        )
        manager = self.with_user(self._ref("user_manager")).sudo()
        created = manager.with_context(cae_defer_terms=True)._make(
            "hr.employee",
            {
                f"employee_{item.key}": {
                    "name": item.name,
                    "job_title": item.job,
                    "company_id": self.env.company.id,
                    "user_id": user_ids.get(item.key, False),
                    "employee_type": "contractor" if item.outside else "employee",
                    "hourly_cost": item.cost,
                    "tz": self.env.context["tz"],
                    "work_contact_id": self._ref(f"partner_{item.key}").id,
                }
                for item in centre.professionals
            },
        )
        self.env["hr.employee"].union(*created.values())._cae_terms_changed()

    def _prepare_links(self, prefix, keys):
        return [Command.set([self._ref(f"{prefix}_{key}").id for key in keys])]
