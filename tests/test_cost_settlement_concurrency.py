# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Shared costs settled twice at the same time, on two real connections."""

from datetime import date

import pytest

from tests.processes import environment, race

INVOICE = """
settlement = env["cae.cost.settlement"].browse(record_id)
assert settlement.state == "computed"
ready()
try:
    settlement.action_invoice()
    env.flush_all()
    cr.commit()
    print("done")
except UserError as error:
    cr.rollback()
    print("refused:", error)
"""

# Both drafts are made and computed while neither sees the other.
SETTLE = """
pool = env["cae.cost.pool"].browse(record_id)
env = env(context={**env.context, "allowed_company_ids": pool.company_id.ids})
env["cae.cost.settlement"].search_count([])
ready()
try:
    settlement = env["cae.cost.settlement"].create(
        {
            "name": "Settled twice",
            "company_id": pool.company_id.id,
            "date_from": "2090-01-01",
            "date_to": "2090-12-31",
            "pool_ids": [(6, 0, pool.ids)],
        }
    )
    settlement.action_compute()
    env.flush_all()
    cr.commit()
    print("done")
except UserError as error:
    cr.rollback()
    print("refused:", error)
"""


@pytest.fixture
def pool():
    """A pool of two members of GESSA with a cost in a far year; removed afterwards."""
    with environment() as env:
        company = env.ref("cae_demo.company_gessa")
        env = env(context={**env.context, "allowed_company_ids": company.ids})
        made = _build(env, company)
    yield made["cae.cost.pool"][0]
    with environment() as env:
        company = env.ref("cae_demo.company_gessa")
        env = env(context={**env.context, "allowed_company_ids": company.ids})
        _remove(env, made)


def _build(env, company):
    """`{model: ids}`, in the order in which they may be removed."""
    key = env["cae.cost.key"].create({"name": "Settled twice", "method": "equal"})
    plan = env["account.analytic.plan"].search([("parent_id", "=", False)], limit=1)
    analytic = env["account.analytic.account"].create(
        {"name": "Settled twice", "plan_id": plan.id, "company_id": company.id}
    )
    pool = env["cae.cost.pool"].create(
        {
            "name": "Settled twice",
            "key_id": key.id,
            "analytic_account_ids": analytic.ids,
        }
    )
    expense = env["account.account"].search(
        [("account_type", "=", "expense"), ("company_ids", "in", company.ids)], limit=1
    )
    cost = env["account.analytic.line"].create(
        {
            "name": "Settled twice",
            "date": date(2090, 6, 30),
            "amount": -100.01,
            "general_account_id": expense.id,
            "company_id": company.id,
            plan._column_name(): analytic.id,
        }
    )
    members = env["cae.membership"].search(
        [("company_id", "=", company.id), ("state", "=", "member")], limit=2
    )
    agreements = env["cae.cost.agreement"].create(
        [
            {
                "membership_id": member.id,
                "date_start": date(2090, 1, 1),
                "line_ids": [(0, 0, {"pool_id": pool.id})],
            }
            for member in members
        ]
    )
    agreements._write_managed({"state": "signed"})
    records = (agreements, pool, cost, analytic, key)
    return {found._name: found.ids for found in records}


def _remove(env, made):
    (pool_id,) = made["cae.cost.pool"]
    moves = (
        env["account.move.line"].search([("cae_cost_pool_id", "=", pool_id)]).move_id
    )
    moves.filtered(lambda move: move.state != "draft").button_draft()
    moves.with_context(force_delete=True).unlink()
    settlements = env["cae.cost.settlement"].search([("pool_ids", "in", [pool_id])])
    settlements.write({"state": "draft"})
    settlements.unlink()
    agreements = env["cae.cost.agreement"].browse(made["cae.cost.agreement"])
    agreements._write_managed({"state": "draft"})
    for model, ids in made.items():
        env[model].browse(ids).unlink()


def _check_answers(answers):
    answers = sorted(answers)
    assert answers[0] == "done\n"
    assert answers[1].startswith("refused: ")
    assert "Somebody else is working" in answers[1]


def test_two_invoice_the_same_settlement_at_once(pool):
    with environment() as env:
        company = env.ref("cae_demo.company_gessa")
        env = env(context={**env.context, "allowed_company_ids": company.ids})
        settlement = env["cae.cost.settlement"].create(
            {
                "name": "Settled twice",
                "date_from": date(2090, 1, 1),
                "date_to": date(2090, 12, 31),
                "invoice_date": date(2091, 1, 31),
                "pool_ids": [(6, 0, [pool])],
                "post": False,
            }
        )
        settlement.action_compute()
        settlement_id = settlement.id
    _check_answers(race(INVOICE, [settlement_id, settlement_id]))
    with environment() as env:
        settlement = env["cae.cost.settlement"].browse(settlement_id)
        lines = env["account.move.line"].search([("cae_cost_pool_id", "=", pool)])
        # 100.01 in two equal parts: 50.01 and 50.00, once
        assert sorted(-line.balance for line in lines) == [50.00, 50.01]
        assert settlement.state == "invoiced"
        assert sorted(settlement.line_ids.mapped("settled")) == [50.00, 50.01]


def test_two_settle_the_same_year_at_once(pool):
    _check_answers(race(SETTLE, [pool, pool]))
    with environment() as env:
        made = env["cae.cost.settlement"].search([("pool_ids", "in", [pool])])
        assert len(made) == 1
        assert made.net == 100.01
