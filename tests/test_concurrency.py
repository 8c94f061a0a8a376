# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people post the same month at the same time, with two real connections."""

import pytest
from dateutil.relativedelta import relativedelta

from odoo import fields

from tests.processes import environment, race

POST = """
ready()
try:
    env["cae.levy.run"].browse(record_id).action_post()
    env.flush_all()
    cr.commit()
    print("posted")
except UserError as error:
    cr.rollback()
    print("refused:", error)
"""


@pytest.fixture
def computed_run():
    """The run of Artefacts' last complete month, taken back afterwards."""
    with environment() as env:
        company = env.ref("cae_demo.company_art")
        month = fields.Date.today() + relativedelta(months=-1, day=1)
        run = env["cae.levy.run"].with_company(company).create({"month": month})
        run.action_compute()
        run_id = run.id
    yield run_id
    with environment() as env:
        run = env["cae.levy.run"].browse(run_id)
        if run.state != "cancelled":
            run.action_cancel()
        run.unlink()


def test_two_posts_at_once_one_wins(computed_run):
    answers = sorted(race(POST, [computed_run] * 2))
    assert answers[0] == "posted\n"
    assert answers[1].startswith("refused: ")
    with environment() as env:
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
