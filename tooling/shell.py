# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's shell: interactive, or running a script with `env`."""

import subprocess
import sys
from pathlib import Path

from . import databases, environment, odoo
from .console import CaeError

# Run as Odoo's shell runs its standard input: with `env` as a global. Compiled
# here so that a traceback names the user's file and lines.
_RUNNER = """
import sys as _sys, traceback as _traceback
try:
    exec(compile({source!r}, {name!r}, "exec"))
except SystemExit:
    raise
except BaseException:
    _traceback.print_exc()
    _sys.stdout.flush()
    _sys.exit(1)
"""


def run_shell(database: str, file: str | None) -> int:
    """Open a shell on `database`, or run `file` or standard input in it."""
    if file is None and sys.stdin.isatty():
        return _call(database, "info", None)
    name = file if file not in (None, "-") else "<stdin>"
    return run_source(database, _read(file), name)


def run_source(database: str, source: str, name: str) -> int:
    """Run Python source with `env` on `database`; its exit status."""
    return _call(database, "error", _RUNNER.format(source=source, name=name))


def run_copy(file: str | None, source: str) -> int:
    """Run a shell on a throw-away copy of the database `source`."""
    with databases.throw_away(source, "copy") as name:
        return run_shell(name, file)


def _read(file: str | None) -> str:
    if file in (None, "-"):
        return sys.stdin.read()
    try:
        return Path(file).read_text()
    except OSError as error:
        raise CaeError(f"{file} cannot be read: {error.strerror}.") from None


def _call(database: str, level: str, source: str | None) -> int:
    command = odoo.command(database, "shell", "--no-http", f"--log-level={level}")
    return subprocess.run(
        command,
        input=source,
        text=True,
        env=environment.ensure().variables(),
    ).returncode
