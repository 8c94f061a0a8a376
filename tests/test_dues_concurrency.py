# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Dues called twice at the same time, on two real connections."""

from datetime import date

import pytest

from tests.processes import environment, race

CALL = """
campaign = env["cae.dues.campaign"].browse(record_id)
assert campaign.to_call_count == 2
ready()
try:
    campaign.action_call()
    env.flush_all()
    cr.commit()
    print("called")
except UserError as error:
    cr.rollback()
    print("refused:", error)
"""


@pytest.fixture
def campaigns():
    """Two campaigns of GESSA for the same far year and rule; removed afterwards."""
    with environment() as env:
        company = env.ref("cae_demo.company_gessa")
        env = env(context={**env.context, "allowed_company_ids": company.ids})
        members = env["cae.membership"].search(
            [("company_id", "=", company.id), ("state", "=", "member")], limit=2
        )
        rule = env["cae.dues.rule"].create(
            {
                "name": "Called twice",
                "code": "TWICE",
                "fixed_amount": 10,
                "company_id": company.id,
                "journal_id": _journal(env, company).id,
                "account_id": env.ref("cae_demo.gessa_account_dues").id,
            }
        )
        made = env["cae.dues.campaign"].create(
            [
                {
                    "name": name,
                    "company_id": company.id,
                    "date_from": date(2090, 1, 1),
                    "date_to": date(2090, 12, 31),
                    "date_due": date(2090, 3, 31),
                    "rule_id": rule.id,
                    "call_without_figures": True,
                }
                for name in ("First", "Second")
            ]
        )
        made.action_compute()
        made.line_ids.filtered(
            lambda line: line.membership_id not in members
        ).sudo().unlink()
        ids, rule_id = made.ids, rule.id
    yield ids
    with environment() as env:
        company = env.ref("cae_demo.company_gessa")
        env = env(context={**env.context, "allowed_company_ids": company.ids})
        made = env["cae.dues.campaign"].browse(ids)
        moves = made.line_ids.move_ids
        made.line_ids.sudo().write({"state": "cancelled", "move_id": False})
        # The trace of a test is not one of the demonstration.
        moves.button_draft()
        moves.with_context(force_delete=True).unlink()
        journal = env["cae.dues.rule"].browse(rule_id).journal_id
        made.unlink()
        env["cae.dues.rule"].browse(rule_id).unlink()
        journal.unlink()


def _journal(env, company):
    """Numbers of its own: the invoices of the demonstration keep theirs."""
    return env["account.journal"].create(
        {
            "name": "Called twice",
            "code": "TWICE",
            "type": "sale",
            "company_id": company.id,
        }
    )


@pytest.mark.parametrize("which", ((0, 0), (0, 1)), ids=("one", "two"))
def test_two_call_at_once_one_set_of_invoices(campaigns, which):
    """The same campaign, then two of the same year: one wins, the other is told."""
    answers = sorted(race(CALL, [campaigns[index] for index in which]))
    assert answers[0] == "called\n"
    assert answers[1].startswith("refused: ")
    assert "again" in answers[1] or "already" in answers[1]
    with environment() as env:
        lines = env["cae.dues.line"].search(
            [("campaign_id", "in", campaigns), ("state", "=", "called")]
        )
        assert len(lines) == len(lines.move_ids) == 2
        assert len(lines.campaign_id) == 1
        assert set(lines.move_ids.mapped("state")) == {"posted"}
        assert sum(lines.move_ids.mapped("amount_total")) == 20
