# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the routes of the catalogue and of the member's portal lead to."""


def build_catalogue(env, company, partner):
    """A public service, and a request of a partner: ids by part of the route."""
    field = env["cae.expertise"].create({"name": "Route", "company_id": company.id})
    service = env["product.template"].create(
        {
            "name": "Route",
            "is_cae_service": True,
            "cae_expertise_id": field.id,
            "cae_published": True,
            "company_id": company.id,
        }
    )
    request = env["cae.service.request"].create(
        {"partner_id": partner.id, "need": "Route", "company_id": company.id}
    )
    env.flush_all()
    return {"<int:service_id>": service.id, "<int:request_id>": request.id}
