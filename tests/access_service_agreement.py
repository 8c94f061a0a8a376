# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The records of agreements on shared services that the access matrix tries."""


def build_agreements(case, name):
    """A clause of a cooperative: ``{model: record}``."""
    clause = case.env["cae.service.clause"].create(
        {"name": name, "body": "${member} pays.", "company_id": case.company.id}
    )
    return {clause._name: clause}


def build_agreement_forms(case, partner):
    """Values that the forms of agreements need: ``{model: values}``."""
    request = case.env["cae.service.request"].create(
        {"partner_id": partner.id, "need": "Help"}
    )
    order = case.env["sale.order"].create(
        {
            "partner_id": partner.id,
            "is_cae_agreement": True,
            "cae_start_date": "2026-01-01",
        }
    )
    return {
        "cae.service.agreement.make": {"request_id": request.id},
        "cae.service.agreement.notice": {
            "order_id": order.id,
            "last_day": "2026-12-31",
        },
    }
