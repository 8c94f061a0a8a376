# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .common import CaeServiceCase


class CaeAgreementCase(CaeServiceCase):
    """Requests brought as far as an agreement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.fr")

    @classmethod
    def _create_assessed_request(cls, *services, partner=None, **line_vals):
        """A request whose lines were assessed; `services`: (service, professional)."""
        request = cls._create_request(
            partner,
            [
                (
                    service.cae_expertise_id,
                    {
                        "service_id": service.id,
                        "professional_id": professional.id,
                        "state": "accepted",
                        "cae_visit_count": 2,
                        "cae_visit_period": "month",
                        "cae_visit_hours": 3.5,
                        **line_vals,
                    },
                )
                for service, professional in services
            ],
        )
        request.line_ids.action_assess()
        return request

    @classmethod
    def _make_agreement(cls, request, **vals):
        """What the form of the agreement makes, for the year 2026."""
        wizard = cls.env["cae.service.agreement.make"].create(
            {
                "request_id": request.id,
                "start_date": "2026-01-01",
                "end_date": "2026-12-31",
                **vals,
            }
        )
        return cls.env["sale.order"].browse(wizard.action_make()["res_id"])

    @classmethod
    def _create_visit(cls, line, start, **vals):
        return cls.env["cae.service.visit"].create(
            {
                "name": "Visit",
                "sale_line_id": line.id,
                "professional_id": line.cae_professional_id.id,
                "start": start,
                "duration": 3.5,
                **vals,
            }
        )

    @classmethod
    def _record_time(cls, line, date, hours):
        return cls.env["account.analytic.line"].create(
            {
                "name": "Work",
                "date": date,
                "unit_amount": hours,
                "employee_id": line.cae_professional_id.employee_id.id,
                "task_id": line.task_id.id,
                "project_id": line.task_id.project_id.id,
            }
        )
