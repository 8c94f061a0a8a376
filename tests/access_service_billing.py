# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The records of the billing of services that the access matrix tries."""


def build_service_billing(member, name):
    """A rate, a run, a settlement and an exemption of a member: ``{model: record}``."""
    company = member.company_id
    env = member.with_company(company).env
    line = _build_agreement(env, member, name)
    rate = env["cae.service.rate"].create(
        {
            "name": name,
            "company_id": company.id,
            "service_ids": line.product_id.product_tmpl_id.ids,
            "budget_cost": 100,
            "budget_hours": 2,
        }
    )
    cost = rate.cost_ids.create({"rate_id": rate.id, "name": "Rent", "amount": 9})
    reason = env["cae.vat.exemption.reason"].create(
        {"name": name, "legal_text": "Exempt.", "company_id": company.id}
    )
    exemption = env["cae.vat.exemption"].create(
        {
            "partner_id": member.partner_id.id,
            "reason_id": reason.id,
            "company_id": company.id,
        }
    )
    billing = env["cae.service.billing"].create(
        {"name": name, "date_to": "2026-01-31", "company_id": company.id}
    )
    billed = billing.line_ids.create(
        {
            "billing_id": billing.id,
            "sale_line_id": line.id,
            "order_id": line.order_id.id,
            "partner_id": member.partner_id.id,
        }
    )
    settlement = env["cae.service.settlement"].create(
        {"name": name, "rate_ids": rate.ids, "company_id": company.id}
    )
    shared = settlement.cost_ids.create(
        {"settlement_id": settlement.id, "rate_id": rate.id}
    )
    settled = settlement.line_ids.create(
        {
            "settlement_id": settlement.id,
            "rate_id": rate.id,
            "sale_line_id": line.id,
            "tax_key": "",
        }
    )
    made = (rate, cost, reason, exemption, billing, billed, settlement, shared, settled)
    return {record._name: record for record in made}


def _build_agreement(env, member, name):
    company = member.company_id
    expertise = env["cae.expertise"].create({"name": name, "company_id": company.id})
    service = env["product.product"].create(
        {
            "name": name,
            "is_cae_service": True,
            "cae_expertise_id": expertise.id,
            "company_id": company.id,
        }
    )
    order = env["sale.order"].create(
        {
            "partner_id": member.partner_id.id,
            "company_id": company.id,
            "is_cae_agreement": True,
            "cae_start_date": "2026-01-01",
            "order_line": [(0, 0, {"product_id": service.id})],
        }
    )
    return order.order_line
