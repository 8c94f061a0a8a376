# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import freeze_time

from .common import CaeServiceCase


@freeze_time("2026-07-15")
class CaeBillingCase(CaeServiceCase):
    """The day is 15 July 2026; accounting is at cost, 96 000 over 2 400 hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rate = cls._create_rate()

    @classmethod
    def _create_rate(cls, **vals):
        return cls.env["cae.service.rate"].create(
            {
                "name": "Accounting 2026",
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "expertise_ids": cls.books.ids,
                "budget_cost": 96000,
                "budget_hours": 2400,
                **vals,
            }
        )

    @classmethod
    def _record_time(cls, line, *entries):
        """Time on a service of an agreement; `entries`: (day, hours)."""
        return cls.env["account.analytic.line"].create(
            [
                {
                    "name": f"Work of {day}",
                    "date": day,
                    "unit_amount": hours,
                    "employee_id": line.cae_professional_id.employee_id.id,
                    "task_id": line.task_id.id,
                    "project_id": line.task_id.project_id.id,
                }
                for day, hours in entries
            ]
        )

    @classmethod
    def _create_billing(cls, date_to="2026-06-30", compute=True, **vals):
        billing = cls.env["cae.service.billing"].create(
            {"name": f"Up to {date_to}", "date_to": date_to, **vals}
        )
        if compute:
            billing.action_compute()
        return billing

    @classmethod
    def _bill(cls, date_to="2026-06-30", **vals):
        """The invoices of a run."""
        billing = cls._create_billing(date_to, **vals)
        billing.action_invoice()
        return billing.line_ids.move_id

    @classmethod
    def _create_tax(cls, amount, name=None):
        tax_group = cls.env["account.tax.group"].create(
            {
                "name": name or f"{amount} %",
                "company_id": cls.company.id,
                "country_id": cls.company.account_fiscal_country_id.id,
            }
        )
        return cls.env["account.tax"].create(
            {
                "name": name or f"{amount} %",
                "amount": amount,
                "amount_type": "percent",
                "type_tax_use": "sale",
                "company_id": cls.company.id,
                "country_id": cls.company.account_fiscal_country_id.id,
                "tax_group_id": tax_group.id,
            }
        )
