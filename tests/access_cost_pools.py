# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The records of pools, shared posts, budgets and grants that the matrix tries."""


def build_cost_pools(member, name):
    """A pool with a post, a budget, a grant and its report: ``{model: record}``."""
    company = member.company_id
    env = member.with_company(company).env
    key = env["cae.cost.key"].create(
        {"name": name, "method": "equal", "company_id": company.id}
    )
    pool = env["cae.cost.pool"].create(
        {"name": name, "key_id": key.id, "company_id": company.id}
    )
    dates = {"date_from": "2026-01-01", "date_to": "2026-12-31"}
    post = env["cae.cost.staff"].create({"name": name, "company_id": company.id})
    cost = post.cost_ids.create({"staff_id": post.id, "amount": 10, **dates})
    split = post.split_ids.create(
        {"staff_id": post.id, "pool_id": pool.id, "percent": 50, **dates}
    )
    budget = env["cae.cost.budget"].create({"pool_id": pool.id, "cost": 10, **dates})
    grant = env["cae.grant"].create(
        {
            "name": name,
            "company_id": company.id,
            "funder_id": member.partner_id.id,
            **dates,
        }
    )
    receipt = grant.receipt_ids.create({"grant_id": grant.id, "amount": 1})
    report = grant.report_ids.create(
        {"grant_id": grant.id, "name": name, "deadline_date": "2027-01-31"}
    )
    made = (pool, post, cost, split, budget, grant, receipt, report)
    return {record._name: record for record in made}


def build_cost_pool_forms(case):
    """What the wizards of this piece need to be created: ``{model: values}``."""
    report = case.env["cae.cost.report"].create({})
    return {
        "cae.cost.budget.vote": {
            "budget_ids": case.own["cae.cost.budget"].ids,
            "decision": "Meeting",
        },
        "cae.grant.answer": {"grant_id": case.own["cae.grant"].id},
        "cae.cost.report.line": {
            "report_id": report.id,
            "pool_id": case.own["cae.cost.pool"].id,
        },
    }
