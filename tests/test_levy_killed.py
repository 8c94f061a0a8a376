# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A server is killed while it posts levies: all the lines are there, or none."""

import json
import subprocess
import sys

from odoo.tools import config

from tests.processes import database

TIMES = 20

# One process loads the registry, then forks one that posts for each kill.
SCRIPT = """
import json, os, random, signal, sys, time
from dateutil.relativedelta import relativedelta
from odoo import SUPERUSER_ID, api, fields, sql_db
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config

_script, conf, database, times = sys.argv
config.parse_config(["-c", conf, "-d", database], setup_logging=False)
registry = Registry(database)
chance = random.Random(4)


def work(function):
    with registry.cursor() as cr:
        return function(api.Environment(cr, SUPERUSER_ID, {}))


def compute(env):
    company = env.ref("cae_demo.company_art")
    month = fields.Date.today() + relativedelta(months=-1, day=1)
    run = env["cae.levy.run"].with_company(company).create({"month": month})
    run.action_compute()
    return run.id


def post(run_id):
    work(lambda env: env["cae.levy.run"].browse(run_id).action_post())


def settled(env, run_id):
    # What the database still does for a dead client holds the lock until it is over.
    run = env["cae.levy.run"].browse(run_id)
    for _attempt in range(200):
        try:
            with env.cr.savepoint():
                run._lock()
            break
        except UserError:
            time.sleep(0.05)
    expected = len(run._prepare_analytic_lines())
    lines = run.analytic_line_ids
    return run.state, len(lines), expected, round(sum(lines.mapped("amount")), 2)


def forget(env, run_id):
    run = env["cae.levy.run"].browse(run_id)
    if run.state == "posted":
        run.action_cancel()
    run.unlink()


run_id = work(compute)
start = time.perf_counter()
post(run_id)
duration = time.perf_counter() - start
reference = work(lambda env: settled(env, run_id))
work(lambda env: forget(env, run_id))
results = []
for index in range(int(times)):
    run_id = work(compute)
    sql_db.close_all()
    ready, tell = os.pipe()
    child = os.fork()
    if not child:
        os.write(tell, b"!")
        post(run_id)
        os._exit(0)
    os.read(ready, 1)
    time.sleep(duration * chance.uniform(0, 3))
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    killed = os.WIFSIGNALED(status)
    results.append([killed, *work(lambda env: settled(env, run_id))])
    work(lambda env: forget(env, run_id))
run_id = work(compute)
post(run_id)
last = work(lambda env: settled(env, run_id))
work(lambda env: forget(env, run_id))
print(json.dumps({"reference": reference, "results": results, "last": last}))
"""


def test_killed_while_posting():
    process = subprocess.run(
        [sys.executable, "-c", SCRIPT, config["config"], database(), str(TIMES)],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert process.returncode == 0, process.stderr[-3000:]
    answer = json.loads(process.stdout.splitlines()[-1])
    _state, count, expected, total = answer["reference"]
    assert count == expected > 0
    assert total == 0
    assert len(answer["results"]) == TIMES
    for _killed, state, count, expected, total in answer["results"]:
        assert total == 0
        assert (state, count) in (("posted", expected), ("computed", 0))
    killed = [result for result in answer["results"] if result[0]]
    assert any(result[1] == "computed" for result in killed), "never killed in time"
    assert answer["last"] == answer["reference"]
