# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people accept the same transfer at the same time, on two real connections."""

import pytest

from odoo.addons.cae_mutualisation.models.account_analytic_line import LEVY_SENTINEL

from tests.processes import environment, race

ACCEPT = """
transfer = env["cae.activity.transfer"].browse(record_id)
assert transfer.state == "requested"
ready()
try:
    transfer.action_accept()
    env.flush_all()
    cr.commit()
    print("accepted")
except UserError as error:
    cr.rollback()
    print("refused:", error)
"""


@pytest.fixture
def requested_transfer():
    """A transfer of Artefacts that waits for its answer; removed afterwards."""
    with environment() as env:
        company = env.ref("cae_demo.company_art")
        sequence = company.cae_transfer_sequence_id
        number_next = sequence.number_next if sequence else 1
        activities = env["cae.activity"].search(
            [("company_id", "=", company.id), ("state", "=", "open")], limit=2
        )
        transfer = env["cae.activity.transfer"].create(
            {
                "supplier_activity_id": activities[0].id,
                "customer_activity_id": activities[1].id,
                "description": "Accepted twice",
                "amount": 1000,
            }
        )
        transfer.action_request()
        transfer_id = transfer.id
    yield transfer_id
    with environment() as env:
        transfer = env["cae.activity.transfer"].browse(transfer_id)
        if transfer.state == "accepted":
            transfer.action_cancel("End of the test")
        # The trace of a test is not one of the demonstration.
        transfer.with_context(cae_levy_sentinel=LEVY_SENTINEL).write(
            {"state": "draft", "number": False}
        )
        transfer.unlink()
        company = env.ref("cae_demo.company_art")
        company.cae_transfer_sequence_id.number_next = number_next


def test_two_accept_at_once_one_pair(requested_transfer):
    answers = sorted(race(ACCEPT, [requested_transfer] * 2))
    assert answers[0] == "accepted\n"
    assert answers[1].startswith("refused: ")
    with environment() as env:
        transfer = env["cae.activity.transfer"].browse(requested_transfer)
        assert transfer.state == "accepted"
        amounts = transfer.analytic_line_ids.mapped("amount")
        assert sorted(amounts) == [-1000, 1000]
