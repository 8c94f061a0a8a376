# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The keys of shared costs that the access matrix tries."""

from odoo.fields import Command


def build_cost_keys(member, name):
    """A key with a value of a member, and a mixed one: ``{model: record}``."""
    company = member.company_id
    env = member.with_company(company).env
    part, mixed = env["cae.cost.key"].create(
        [
            {"name": name, "method": "fte", "company_id": company.id},
            {"name": f"{name} mixed", "method": "equal", "company_id": company.id},
        ]
    )
    mixed.write(
        {"method": "mixed", "component_ids": [Command.create({"part_id": part.id})]}
    )
    value = env["cae.cost.key.value"].create(
        {
            "key_id": part.id,
            "membership_id": member.id,
            "date_from": "2026-01-01",
            "amount": 1,
        }
    )
    made = (part, mixed.component_ids, value)
    return {record._name: record for record in made}
