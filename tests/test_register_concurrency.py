# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people post in the same register at the same time, with two real connections."""

from uuid import uuid4

import pytest

from odoo import fields

from tests.processes import environment, race

# Each has read the head of the register before, so the later one must be run again,
# as Odoo does for a request.
POST = """
attempts = []

def post():
    row = env["cae.member.entry"].browse(record_id)
    heads = env["cae.register.head"]
    heads.search([("company_id", "=", row.company_id.id)]).mapped("last_number")
    if not attempts:
        ready()
    attempts.append(1)
    row.action_post()
    env.flush_all()
    print("number", row.number, len(attempts), flush=True)

retrying(post, env)
cr.commit()
"""


@pytest.fixture
def drafts():
    """Two draft rows of a register, in a company of their own, taken back later."""
    with environment() as env:
        company = env["res.company"].create({"name": f"Registers {uuid4()}"})
        partner = env["res.partner"].create({"name": "Registers at once"})
        membership = env["cae.membership"].create(
            {"partner_id": partner.id, "company_id": company.id}
        )
        rows = env["cae.member.entry"].create(
            [
                {
                    "company_id": company.id,
                    "kind": "admission",
                    "membership_id": membership.id,
                    "member_name": f"Row {index}",
                    "date": fields.Date.today(),
                }
                for index in range(3)
            ]
        )
        rows[0].action_post()
        ids = (company.id, membership.id, partner.id, rows.ids)
    yield ids
    company_id, membership_id, partner_id, row_ids = ids
    with environment() as env:
        # nobody deletes posted rows: only this SQL takes the test's traces away
        cr = env.cr
        cr.execute("DELETE FROM cae_member_entry WHERE id IN %s", (tuple(row_ids),))
        cr.execute("DELETE FROM cae_register_head WHERE company_id = %s", (company_id,))
        env.invalidate_all()
        env["cae.membership"].browse(membership_id).unlink()
        env["res.partner"].browse(partner_id).unlink()
        env["res.company"].browse(company_id).active = False


def test_two_rows_posted_at_once_get_different_numbers(drafts):
    company_id, _membership_id, _partner_id, row_ids = drafts
    answers = [answer.split() for answer in race(POST, row_ids[1:])]
    assert sorted(number for _word, number, _attempts in answers) == ["2", "3"]
    # the snapshot of one is older than what the other has committed: it runs again
    assert sorted(attempts for _word, _number, attempts in answers) == ["1", "2"]
    with environment() as env:
        company = env["res.company"].browse(company_id)
        rows = env["cae.member.entry"].browse(row_ids)
        assert sorted(rows.mapped("number")) == [1, 2, 3]
        assert not rows.verify_register(company)
        head = env["cae.register.head"].search([("company_id", "=", company_id)])
        assert head.last_number == 3
