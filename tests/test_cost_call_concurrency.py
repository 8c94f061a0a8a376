# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Provisions called twice at the same time, on two real connections."""

from datetime import date

import pytest

from odoo.fields import Command

from tests.processes import environment, race

CALL = """
call = env["cae.cost.call"].browse(record_id)
assert call.state == "computed"
ready()
try:
    call.action_call()
    env.flush_all()
    cr.commit()
    print("called")
except UserError as error:
    cr.rollback()
    print("refused:", error)
"""

COMPUTE = """
call = env["cae.cost.call"].browse(record_id)
assert call.state == "draft"
ready()
try:
    call.action_compute()
    env.flush_all()
    cr.commit()
    print("computed")
except UserError as error:
    cr.rollback()
    print("refused:", error)
"""


@pytest.fixture
def made():
    """A pool of GESSA shared by two members in a far year; removed afterwards."""
    with environment() as env:
        company = env.ref("cae_demo.company_gessa")
        env = env(context={**env.context, "allowed_company_ids": company.ids})
        records = _build(env, company)
        ids = {name: found.ids for name, found in records.items()}
    yield ids
    with environment() as env:
        company = env.ref("cae_demo.company_gessa")
        env = env(context={**env.context, "allowed_company_ids": company.ids})
        _remove(env, ids)


def _build(env, company):
    members = env["cae.membership"].search(
        [("company_id", "=", company.id), ("state", "=", "member")], limit=2
    )
    journal = env["account.journal"].create(
        {
            "name": "Called twice",
            "code": "TWICE",
            "type": "sale",
            "company_id": company.id,
            # Numbers of its own: the invoices of the demonstration keep theirs.
            "default_account_id": env.ref("cae_demo.gessa_account_dues").id,
        }
    )
    key = env["cae.cost.key"].create(
        {"name": "Called twice", "method": "equal", "company_id": company.id}
    )
    pool = env["cae.cost.pool"].create(
        {"name": "Called twice", "key_id": key.id, "company_id": company.id}
    )
    agreements = env["cae.cost.agreement"].create(
        [
            {
                "membership_id": member.id,
                "date_start": date(2090, 1, 1),
                "line_ids": [Command.create({"pool_id": pool.id})],
            }
            for member in members
        ]
    )
    agreements._write_managed({"state": "signed"})
    budget = env["cae.cost.budget"].create(
        {
            "pool_id": pool.id,
            "date_from": date(2090, 1, 1),
            "date_to": date(2090, 12, 31),
            "cost": 24,
        }
    )
    budget.action_vote()
    vals = {
        "company_id": company.id,
        "date_from": date(2090, 1, 1),
        "date_to": date(2090, 1, 31),
        "pool_ids": pool.ids,
    }
    call = env["cae.cost.call"].create({**vals, "name": "Called twice"})
    former = company.cae_cost_journal_id
    company.cae_cost_journal_id = journal
    return {
        "account.move": env["account.move"],
        "cae.cost.call": call,
        "cae.cost.budget": budget,
        "cae.cost.agreement": agreements,
        "cae.cost.pool": pool,
        "cae.cost.key": key,
        "account.journal": journal,
        "former": former,
    }


def _remove(env, ids):
    """The trace of a test is not one of the demonstration."""
    calls = env["cae.cost.call"].browse(ids["cae.cost.call"])
    calls.company_id.cae_cost_journal_id = ids["former"][:1]
    moves = calls._get_move_lines().move_id
    moves.button_draft()
    moves.with_context(force_delete=True).unlink()
    calls.line_ids.unlink()
    agreements = env["cae.cost.agreement"].browse(ids["cae.cost.agreement"])
    agreements._write_managed({"state": "draft"})
    budget = env["cae.cost.budget"].browse(ids["cae.cost.budget"])
    budget.state = "draft"
    budget.voted_on = False
    calls.state = "draft"
    for name, found in ids.items():
        if name not in ("former", "account.move"):
            env[name].browse(found).unlink()


def test_two_call_at_once_one_set_of_invoices(made):
    (call_id,) = made["cae.cost.call"]
    with environment() as env:
        env["cae.cost.call"].browse(call_id).action_compute()
    answers = sorted(race(CALL, [call_id, call_id]))
    assert answers[0] == "called\n"
    assert answers[1].startswith("refused: ")
    assert "again" in answers[1] or "in the state" in answers[1]
    with environment() as env:
        call = env["cae.cost.call"].browse(call_id)
        moves = call._get_move_lines().move_id
        assert call.state == "called"
        assert moves.mapped("state") == ["posted", "posted"]
        # 24 ÷ 12 months, for two members
        assert moves.mapped("amount_untaxed") == [1, 1]


def test_two_compute_at_once_one_set_of_lines(made):
    (call_id,) = made["cae.cost.call"]
    answers = sorted(race(COMPUTE, [call_id, call_id]))
    assert answers[0] == "computed\n"
    # The other one is told, or computes again once the first has done.
    assert answers[1] == "computed\n" or answers[1].startswith("refused: ")
    with environment() as env:
        call = env["cae.cost.call"].browse(call_id)
        assert call.state == "computed"
        assert call.line_ids.mapped("amount") == [1, 1]
