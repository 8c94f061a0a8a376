# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The records of simulations of shared costs that the access matrix tries."""

from odoo.fields import Command


def build_cost_simulation(member, name):
    """A computed simulation in which a member shares a pool: ``{model: record}``."""
    company = member.company_id
    env = member.with_company(company).env
    key = env["cae.cost.key"].create(
        {"name": name, "method": "fte", "company_id": company.id}
    )
    pool = env["cae.cost.pool"].create(
        {"name": name, "key_id": key.id, "company_id": company.id}
    )
    simulation = env["cae.cost.simulation"].create(
        {
            "name": name,
            "company_id": company.id,
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "base": "voted",
            "pool_ids": [Command.create({"pool_id": pool.id})],
            "member_ids": [
                Command.create(
                    {
                        "membership_id": member.id,
                        "date": "2026-01-01",
                        "value_ids": [Command.create({"key_id": key.id, "amount": 1})],
                    }
                )
            ],
        }
    )
    line = simulation.line_ids.create(
        {
            "simulation_id": simulation.id,
            "company_id": company.id,
            "membership_id": member.id,
            "name": name,
            "pool_id": pool.id,
        }
    )
    change = simulation.member_ids
    made = (simulation, simulation.pool_ids, change, change.value_ids, line)
    return {record._name: record for record in made}
