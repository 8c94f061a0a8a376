# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A skipped test is a failure, unless pyproject.toml gives the reason by name.

Odoo skips its browser tests by itself when it finds no browser: without this a
run could pass without having looked at a single page.
"""

import json
import os
from pathlib import Path

import pytest

COUNTED = ("passed", "failed", "error", "skipped")
_unexplained: dict[str, str] = {}


def pytest_addoption(parser):
    parser.addini("allowed_skips", "node id # reason, one a line", type="linelist")


def _note(report):
    if report.skipped and not hasattr(report, "wasxfail"):
        _unexplained[report.nodeid] = str(report.longrepr)


def pytest_runtest_logreport(report):
    _note(report)


def pytest_collectreport(report):
    _note(report)


def pytest_collection_finish():
    """Workers share their files: none deletes what another has just written.

    Odoo collects at the end of each class the files that its own database does not
    know, also the scripts and styles of a page that the other worker is about to read.
    The whole folder goes with the database in the end.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        from odoo.tests.common import TransactionCase

        TransactionCase._gc_filestore = classmethod(lambda cls: None)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    for line in session.config.getini("allowed_skips"):
        nodeid, _, _reason = line.partition(" # ")
        _unexplained.pop(nodeid, None)
    if _unexplained and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    counts = {key: len(terminalreporter.stats.get(key, ())) for key in COUNTED}
    if "CAE_TEST_REPORT" in os.environ:  # ./cae test adds its phases up
        Path(os.environ["CAE_TEST_REPORT"]).write_text(json.dumps(counts))
    if _unexplained:
        terminalreporter.section("skipped without a reason in pyproject.toml")
    for nodeid, why in _unexplained.items():
        terminalreporter.line(f"{nodeid}: {why}", red=True)
