# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people post the same month at the same time, with two real connections."""

import subprocess
import sys
from contextlib import contextmanager

import pytest
from dateutil.relativedelta import relativedelta

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.tools import config

# What each of the two processes does, once both are ready.
POST = """
import sys
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config

_script, conf, database, run_id = sys.argv
config.parse_config(["-c", conf, "-d", database], setup_logging=False)
with Registry(database).cursor() as cr:
    env = api.Environment(cr, SUPERUSER_ID, {})
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        env["cae.levy.run"].browse(int(run_id)).action_post()
        env.flush_all()
        cr.commit()
        print("posted")
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
        yield api.Environment(cr, SUPERUSER_ID, {})


@pytest.fixture
def computed_run():
    """The run of Artefacts' last complete month, taken back afterwards."""
    with _environment() as env:
        company = env.ref("cae_demo.company_art")
        month = fields.Date.today() + relativedelta(months=-1, day=1)
        run = env["cae.levy.run"].with_company(company).create({"month": month})
        run.action_compute()
        run_id = run.id
    yield run_id
    with _environment() as env:
        run = env["cae.levy.run"].browse(run_id)
        if run.state != "cancelled":
            run.action_cancel()
        run.unlink()


def _start(run_id):
    process = subprocess.Popen(
        [sys.executable, "-c", POST, config["config"], _database(), str(run_id)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_posts_at_once_one_wins(computed_run):
    processes = [_start(computed_run) for _index in range(2)]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = sorted(process.communicate(timeout=120)[0] for process in processes)
    assert answers[0] == "posted\n"
    assert answers[1].startswith("refused: ")
    with _environment() as env:
        run = env["cae.levy.run"].browse(computed_run)
        levied = run.line_ids._read_group(
            [("run_id", "=", run.id), ("amount", "!=", 0)],
            ["activity_id", "component_id"],
            ["amount:sum"],
        )
        nonzero = [row for row in levied if round(row[2], 2)]
        assert run.state == "posted"
        assert nonzero
        assert len(run.analytic_line_ids) == 2 * len(nonzero)
        assert round(sum(run.analytic_line_ids.mapped("amount")), 2) == 0
