# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Runs Odoo: installs and upgrades addons, and judges what it logged."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from . import environment, settings
from .console import CaeError, tail

# What Odoo logs on any machine without harm: its paid services, unreachable here.
HARMLESS = (" odoo.addons.iap",)
_ALARM = re.compile(r"^\d{4}-\d\d-\d\d \S+ \d+ (WARNING|ERROR|CRITICAL) ", re.MULTILINE)


def command(database: str, *arguments: str) -> list[str]:
    """The command line of Odoo's server on `database`."""
    here = environment.ensure()
    odoo = [str(here.python), "-m", "odoo", *arguments[:1]]
    return [*odoo, "-c", str(here.config), "-d", database, *arguments[1:]]


def change_modules(
    database: str,
    log: Path,
    install: Sequence[str] = (),
    upgrade: Sequence[str] = (),
    options: Sequence[str] = (),
) -> None:
    """Install and upgrade addons in `database`; Odoo's log goes to `log`."""
    arguments = ["--stop-after-init", "--no-http", "--max-cron-threads=0", *options]
    if install:
        arguments += ["-i", ",".join(install)]
    if upgrade:
        arguments += ["-u", ",".join(upgrade)]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as stream:
        result = subprocess.run(
            command(database, "server", *arguments),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=environment.ensure().variables(),
        )
    if result.returncode:
        what = ", ".join([*install, *upgrade])
        problem = f"Odoo could not install or upgrade {what}."
        raise CaeError(problem, details=tail(log, lines=30))


def alarms(log: Path) -> list[str]:
    """The warnings and errors of an installation log, less the harmless ones."""
    lines = [line for line in log.read_text().splitlines() if _ALARM.match(line)]
    return [line for line in lines if not any(known in line for known in HARMLESS)]


def log_path(name: str) -> Path:
    """The file for the log called `name`."""
    return settings.cache_dir() / "logs" / f"{name}.log"
