# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The settlement of a member's shared costs, for the matrix of rights."""


def build_cost_settlement(member, name):
    """A settlement, invoiced, with its parts: ``{model: record}``."""
    company = member.company_id
    env = member.with_company(company).env
    key = env["cae.cost.key"].create(
        {"name": f"Settled {name}", "method": "equal", "company_id": company.id}
    )
    pool = env["cae.cost.pool"].create(
        {"name": f"Settled {name}", "key_id": key.id, "company_id": company.id}
    )
    agreement = env["cae.cost.agreement"].create(
        {
            "membership_id": member.id,
            "date_start": "2026-01-01",
            "line_ids": [(0, 0, {"pool_id": pool.id})],
        }
    )
    agreement._write_managed({"state": "signed"})
    settlement = env["cae.cost.settlement"].create(
        {
            "name": f"Settlement {name}",
            "company_id": company.id,
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "pool_ids": [(6, 0, pool.ids)],
        }
    )
    settlement.action_compute()
    settlement.action_invoice()
    parts = (settlement.cost_ids, settlement.line_ids, settlement.statement_ids)
    return {record._name: record for record in (settlement, *parts)}
