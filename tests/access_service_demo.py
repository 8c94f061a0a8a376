# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The row of the analysis of shared services that the access matrix tries."""

from odoo.fields import Command


def build_service_report(member, name):
    """An hour of an agreement of a member, in the analysis: ``{model: record}``."""
    env = member.env
    expertise = env["cae.expertise"].create({"name": f"{name} analysed"})
    service = env["product.product"].create(
        {
            "name": name,
            "is_cae_service": True,
            "cae_expertise_id": expertise.id,
            "company_id": env.company.id,
            "list_price": 50,
            "taxes_id": [Command.clear()],
        }
    )
    professional = env["cae.professional"].create({"name": f"{name} analysed"})
    agreement = env["sale.order"].create(
        {
            "partner_id": member.partner_id.id,
            "is_cae_agreement": True,
            "cae_start_date": "2026-01-01",
            "order_line": [Command.create({"product_id": service.id})],
        }
    )
    env["product.product"].invalidate_model()
    agreement.action_confirm()
    task = agreement.order_line.task_id
    time = env["account.analytic.line"].create(
        {
            "name": name,
            "date": "2026-01-12",
            "unit_amount": 1,
            "employee_id": professional.employee_id.id,
            "task_id": task.id,
            "project_id": task.project_id.id,
        }
    )
    env.flush_all()
    row = env["cae.service.report"].search([("order_id", "=", time.order_id.id)])
    return {row._name: row}
