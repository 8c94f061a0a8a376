# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import models
from odoo.fields import Command

MONTHS_A_YEAR = 12


class CaeDemoLoader(models.AbstractModel):
    """What was agreed upon: orders with dates, prices, people and frequencies."""

    _inherit = "cae.demo.loader"

    def _load_service_agreements(self, centre):
        """Once: their dates are those of the first loading."""
        if self._has(f"agreement_{centre.agreements[0].key}"):
            return
        self._make(
            "sale.order",
            {
                f"agreement_{item.key}": self._prepare_agreement(item)
                for item in centre.agreements
            },
        )
        for item in centre.agreements:
            self._name_records(
                {
                    self._term_name(item, term): line
                    for term, line in zip(
                        item.terms,
                        self._ref(f"agreement_{item.key}").order_line,
                        strict=True,
                    )
                }
            )
        self._confirm_agreements(centre)
        self._link_needs(centre)

    def _term_name(self, item, term):
        return f"agreement_line_{item.key}_{term.service}"

    def _prepare_agreement(self, item):
        first, last = item.dates(self._today())
        request = item.request and self._ref(f"service_request_{item.request}")
        template = self._ref("service_template")
        lines = [self._prepare_term(term) for term in item.terms]
        services = [self._ref(f"service_{term.service}") for term in item.terms]
        return {
            "partner_id": self._ref(f"partner_{item.member}").id,
            "company_id": self.env.company.id,
            "user_id": self._ref("user_support").id,
            "is_cae_agreement": True,
            "cae_request_id": request and request.id,
            "cae_start_date": first,
            "cae_end_date": last,
            "cae_billing_period": item.period,
            "cae_renewal": "none" if item.end is not None else "tacit",
            "cae_specification": self._prepare_specification(services),
            "sale_order_template_id": template.id,
            "note": template.note,
            "require_signature": True,
            "require_payment": False,
            "order_line": [Command.create(vals) for vals in lines],
        }

    def _prepare_specification(self, services):
        """What each service includes, under its name."""
        return Markup().join(
            Markup("<h3>%s</h3>%s") % (service.name, service.cae_included)
            for service in services
        )

    def _prepare_term(self, term):
        service = self._ref(f"service_{term.service}")
        flat = service.cae_pricing == "flat"
        price = service.cae_flat_price if flat else service.list_price
        frequency = self._prepare_frequency(term.frequency)
        return {
            "product_id": service.id,
            "product_uom_qty": MONTHS_A_YEAR * (1 if flat else term.monthly_hours),
            "price_unit": price,
            "cae_pricing": service.cae_pricing,
            "cae_professional_id": self._ref(f"professional_{term.professional}").id,
            "cae_backup_ids": self._prepare_links("professional", term.backups),
            **({"cae_visit_count": 0} | frequency),
        }

    def _confirm_agreements(self, centre):
        """Sign and confirm; who has not signed yet may do so on the portal."""
        signed = [item for item in centre.agreements if item.signed]
        orders = self.env["sale.order"].union(
            *(self._ref(f"agreement_{item.key}") for item in signed)
        )
        orders.action_confirm()
        for item in centre.agreements:
            order = self._ref(f"agreement_{item.key}")
            if not item.signed:
                order.state = "sent"
                continue
            day = self._sign_day(order.cae_start_date)
            order.write(
                {
                    "date_order": self._moment(day, 10.0),
                    "signed_on": self._moment(day, 10.0),
                    "signed_by": order.partner_id.name,
                }
            )
        self._name_records(
            {
                f"project_{item.key}": self._ref(
                    f"agreement_{item.key}"
                ).order_line.task_id.project_id
                for item in signed
            }
        )
        self._name_records(
            {
                f"task_{item.key}_{term.service}": self._ref(
                    self._term_name(item, term)
                ).task_id
                for item in signed
                for term in item.terms
            }
        )
        self._name_records(
            {
                f"service_visit_{visit.sale_line_id.id}_{visit.planned_date}": visit
                for visit in orders.order_line.cae_visit_ids
            }
        )

    def _link_needs(self, centre):
        """The lines of requests lead to those of their agreements."""
        for item in centre.agreements:
            for term in item.terms:
                if term.need:
                    need = self._ref(f"service_need_{item.request}_{term.need}")
                    line = self._ref(self._term_name(item, term))
                    need.sale_line_id = line
                    line.cae_request_line_id = need
