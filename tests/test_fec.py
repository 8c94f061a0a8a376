# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Levies, transfers and opening balances leave the FEC as it was, byte for byte.

The export is Odoo's own, of the company of the demonstration that keeps its accounts
in France. Nothing is kept: the transaction is rolled back.
"""

import pytest
from dateutil.relativedelta import relativedelta

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.tools import config


@pytest.fixture
def env():
    """The environment of Artefacts, whose changes are thrown away."""
    (database,) = config["db_name"]
    cr = Registry(database).cursor()
    try:
        env = api.Environment(cr, SUPERUSER_ID, {})
        company = env.ref("cae_demo.company_art")
        context = {"allowed_company_ids": company.ids, "mail_notrack": True}
        yield api.Environment(cr, SUPERUSER_ID, context)
    finally:
        cr.rollback()
        cr.close()


def _export(env):
    """The bytes of the FEC of the last twelve months and the present one."""
    env.flush_all()
    env.invalidate_all()
    today = fields.Date.today()
    wizard = env["l10n_fr.fec.export.wizard"].create(
        {
            "date_from": today + relativedelta(months=-12, day=1),
            "date_to": today + relativedelta(day=31),
            # Else the export locks the period, and nothing could be written after.
            "test_file": True,
        }
    )
    return wizard.generate_fec()["file_content"]


def _sums(env):
    """Number and total of the analytic lines of the company."""
    domain = [("company_id", "=", env.company.id)]
    return env["account.analytic.line"]._read_group(
        domain, aggregates=["__count", "amount:sum"]
    )[0]


def test_the_export_has_entries(env):
    content = _export(env).decode()
    header, *rows = content.splitlines()
    assert header.startswith("JournalCode|JournalLib|EcritureNum|")
    assert len(rows) > 100


def test_a_levy_run_does_not_move_the_fec(env):
    before, (lines, total) = _export(env), _sums(env)
    month = fields.Date.today() + relativedelta(months=-1, day=1)
    run = env["cae.levy.run"].create({"month": month})
    run.action_compute()
    assert round(run.amount_total, 2) > 0
    assert _export(env) == before
    run.action_post()
    count, after = _sums(env)
    assert count - lines == len(run.analytic_line_ids) > 0
    assert round(after - total, 2) == 0
    assert _export(env) == before
    run.action_cancel()
    assert _export(env) == before


def test_a_transfer_does_not_move_the_fec(env):
    activities = env["cae.activity"].search(
        [("company_id", "=", env.company.id), ("state", "=", "open")], limit=2
    )
    before, (lines, total) = _export(env), _sums(env)
    transfer = env["cae.activity.transfer"].create(
        {
            "supplier_activity_id": activities[0].id,
            "customer_activity_id": activities[1].id,
            "description": "Shelves",
            "amount": 1000,
        }
    )
    transfer.action_request()
    transfer.action_accept()
    assert sorted(transfer.analytic_line_ids.mapped("amount")) == [-1000, 1000]
    count, after = _sums(env)
    assert (count - lines, round(after - total, 2)) == (2, 0)
    assert _export(env) == before
    transfer.action_cancel("Twice")
    assert _sums(env)[0] == lines
    assert _export(env) == before


def test_an_opening_balance_does_not_move_the_fec(env):
    activity = env["cae.activity"].search(
        [("company_id", "=", env.company.id), ("state", "=", "open")], limit=1
    )
    before, (lines, _total) = _export(env), _sums(env)
    start = fields.Date.today() + relativedelta(months=-3, day=1)
    env.company.cae_levy_start = start
    opening = env["cae.activity.opening"].create(
        {
            "activity_id": activity.id,
            "date": start - relativedelta(days=1),
            "nature_id": env.company._cae_natures()["turnover"].id,
            "amount": 500,
        }
    )
    opening.action_post()
    assert _sums(env)[0] == lines + 1
    assert _export(env) == before
