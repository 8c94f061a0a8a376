# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The records of cost-sharing agreements that the access matrix tries."""

from odoo.fields import Command


def build_cost_agreement(member, name):
    """An agreement sent to a member, its pool and a clause: ``{model: record}``."""
    company = member.company_id
    env = member.with_company(company).env
    if not company.cae_signatory:
        company.cae_signatory = "Claire Martin"
    if not member.partner_id.email:
        member.partner_id.email = f"{name.lower()}@cost.example.com"
    key = env["cae.cost.key"].create(
        {"name": name, "method": "equal", "company_id": company.id}
    )
    pool = env["cae.cost.pool"].create(
        {"name": name, "key_id": key.id, "company_id": company.id}
    )
    agreement = env["cae.cost.agreement"].create(
        {
            "membership_id": member.id,
            "date_start": "2026-01-01",
            "line_ids": [Command.create({"pool_id": pool.id})],
        }
    )
    # As it would be sent, without the mail and the invitation.
    agreement._freeze()
    clause = env["cae.cost.clause"].create(
        {"name": name, "body": "${member} pays.", "company_id": company.id}
    )
    made = (agreement, agreement.line_ids, clause)
    return {record._name: record for record in made}
