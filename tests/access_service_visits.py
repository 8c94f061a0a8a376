# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The records of visits and workload that the access matrix tries."""

from odoo.fields import Command


def build_visits(member, name):
    """A visit to a member, and the workload of who comes: ``{model: record}``."""
    env = member.env
    expertise = env["cae.expertise"].create({"name": name, "code": f"V {name}"})
    professional = env["cae.professional"].create(
        {"name": name, "expertise_ids": [Command.set(expertise.ids)]}
    )
    service = env["product.product"].create(
        {
            "name": name,
            "is_cae_service": True,
            "cae_expertise_id": expertise.id,
            "taxes_id": [Command.clear()],
            "company_id": member.company_id.id,
        }
    )
    agreement = env["sale.order"].create(
        {
            "partner_id": member.partner_id.id,
            "is_cae_agreement": True,
            "cae_start_date": "2026-01-01",
            "order_line": [
                Command.create(
                    {
                        "product_id": service.id,
                        "cae_professional_id": professional.id,
                    }
                )
            ],
        }
    )
    agreement.action_confirm()
    visit = env["cae.service.visit"].create(
        {"sale_line_id": agreement.order_line.id, "start": "2026-02-02 09:00:00"}
    )
    env.flush_all()
    workload = env["cae.service.workload"].search(
        [("professional_id", "=", professional.id)], limit=1
    )
    return {record._name: record for record in (visit, workload)}
