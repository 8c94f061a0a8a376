# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The provisions of a member, called, for the matrix of rights."""


def build_cost_calls(member, name):
    """A call for one pool and the member's line of it: ``{model: record}``."""
    company = member.company_id
    env = member.with_company(company).env
    key = env["cae.cost.key"].create(
        {"name": f"Provisions {name}", "method": "equal", "company_id": company.id}
    )
    pool = env["cae.cost.pool"].create(
        {"name": f"Provisions {name}", "key_id": key.id, "company_id": company.id}
    )
    agreement = env["cae.cost.agreement"].create(
        {
            "membership_id": member.id,
            "date_start": "2026-01-01",
            "line_ids": [(0, 0, {"pool_id": pool.id})],
        }
    )
    agreement._write_managed({"state": "signed"})
    budget = env["cae.cost.budget"].create(
        {
            "pool_id": pool.id,
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "cost": 1200,
        }
    )
    budget.action_vote()
    call = env["cae.cost.call"].create(
        {
            "name": name,
            "company_id": company.id,
            "date_from": "2026-01-01",
            "date_to": "2026-01-31",
            "pool_ids": pool.ids,
        }
    )
    call.action_compute()
    call.action_call()
    return {record._name: record for record in (call, call.line_ids)}
