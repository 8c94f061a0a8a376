# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people accept the same transfer at the same time, on two real connections."""

import subprocess
import sys
from contextlib import contextmanager

import pytest

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

from odoo.addons.cae_mutualisation.models.account_analytic_line import LEVY_SENTINEL

# What each of the two processes does, once both are ready.
ACCEPT = """
import sys
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config

_script, conf, database, record_id = sys.argv
config.parse_config(["-c", conf, "-d", database], setup_logging=False)
with Registry(database).cursor() as cr:
    env = api.Environment(cr, SUPERUSER_ID, {"mail_notify_force_send": False})
    transfer = env["cae.activity.transfer"].browse(int(record_id))
    assert transfer.state == "requested"
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        transfer.action_accept()
        env.flush_all()
        cr.commit()
        print("accepted")
    except UserError as error:
        cr.rollback()
        print("refused:", error)
"""


def _database():
    (name,) = config["db_name"]
    return name


@contextmanager
def _environment():
    """A committed transaction: the other processes see what it wrote."""
    with Registry(_database()).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {"mail_notify_force_send": False})


@pytest.fixture
def requested_transfer():
    """A transfer of Artefacts that waits for its answer; removed afterwards."""
    with _environment() as env:
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
    with _environment() as env:
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


def _start(record_id):
    process = subprocess.Popen(
        [sys.executable, "-c", ACCEPT, config["config"], _database(), str(record_id)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_accept_at_once_one_pair(requested_transfer):
    processes = [_start(requested_transfer) for _index in range(2)]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = sorted(process.communicate(timeout=120)[0] for process in processes)
    assert answers[0] == "accepted\n"
    assert answers[1].startswith("refused: ")
    with _environment() as env:
        transfer = env["cae.activity.transfer"].browse(requested_transfer)
        assert transfer.state == "accepted"
        amounts = transfer.analytic_line_ids.mapped("amount")
        assert sorted(amounts) == [-1000, 1000]
