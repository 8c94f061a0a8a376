# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Several processes on one database, for what happens at the same time."""

import subprocess
import sys
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

# A script finds `env` and the id it works on; it says when it is ready, then waits.
_SCRIPT = """
import sys
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tools import config

_script, conf, database, record_id = sys.argv
config.parse_config(["-c", conf, "-d", database], setup_logging=False)
with Registry(database).cursor() as cr:
    env = api.Environment(cr, SUPERUSER_ID, {"mail_notify_force_send": False})
    record_id = int(record_id)

    def ready():
        print("ready", flush=True)
        sys.stdin.readline()

"""


def database():
    (name,) = config["db_name"]
    return name


@contextmanager
def environment():
    """A committed transaction: the other processes see what it wrote."""
    with Registry(database()).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {"mail_notify_force_send": False})


def race(script, record_ids):
    """What a process for each record prints, all let go at the same time.

    :param script: lines that call `ready()` once, and print their answer
    """
    body = "".join(f"    {line}\n" for line in script.strip().splitlines())
    processes = [_start(_SCRIPT + body, record_id) for record_id in record_ids]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=120)[0] for process in processes]


def _start(script, record_id):
    process = subprocess.Popen(
        [sys.executable, "-c", script, config["config"], database(), str(record_id)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process
