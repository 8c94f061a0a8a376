# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tells what is installed, where, in which version, and what mends what is not."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from . import environment, odoo_source, programs, settings
from .console import CaeError

Finding = tuple[bool, str]
BUILD = "./cae up (or any other command) installs it"


def run() -> int:
    """Print one line for each thing the suite needs; 1 when something is missing."""
    checks: list[tuple[str, Callable[[], Finding], str]] = [
        ("Python", _python, "apt-get install python3"),
        ("cache", _cache, "set CAE_CACHE to a folder of yours with 5 GB free"),
        ("apt", _apt, "set ODOO_HOME and PGHOST, or use docker compose"),
        ("Odoo", _odoo, BUILD),
        ("packages", _packages, BUILD),
        ("PostgreSQL", _postgres, BUILD),
        ("Chromium", lambda: _program(programs.chromium()), "./cae test installs it"),
        ("wkhtmltopdf", _wkhtmltopdf, BUILD),
    ]
    healthy = True
    for name, check, remedy in checks:
        try:
            passed, text = check()
        except CaeError as error:
            passed, text, remedy = False, error.problem, error.remedy
        healthy &= passed
        print(f"{'ok     ' if passed else 'MISSING'} {name:<12} {text}")
        if not passed:
            print(f"{'':<20} -> {remedy}")
    return 0 if healthy else 1


def _python() -> Finding:
    python = environment.find_python()
    return True, f"{_version(python)} ({python})"


def _cache() -> Finding:
    folder = settings.cache_dir()
    existing = folder
    while not existing.exists():
        existing = existing.parent
    free = shutil.disk_usage(existing).free / 1e9
    writable = os.access(existing, os.W_OK)
    return writable and free > 1, f"{folder}, {free:.0f} GB free"


def _apt() -> Finding:
    found = shutil.which("apt-get")
    return bool(found), found or "not found"


def _odoo() -> Finding:
    source = odoo_source.locate()
    present = (source.python_path / "odoo/release.py").exists()
    return present, f"{source.version} ({source.python_path})"


def _packages() -> Finding:
    here = environment.locate()
    current = environment.is_current(here)
    return current, f"{here.venv}{'' if current else ' is absent or out of date'}"


def _postgres() -> Finding:
    host = os.environ.get("PGHOST")
    if host:
        return True, f"the server at PGHOST={host}"
    found = programs.postgres_bin()
    if found and settings.cache_dir() in found.parents:
        found = programs.bin_dir()  # there it starts with its libraries
    return _program(str(found / "psql") if found else None)


def _wkhtmltopdf() -> Finding:
    wrapper = programs.bin_dir() / "wkhtmltopdf"
    return _program(str(wrapper) if wrapper.exists() else None)


def _program(path: str | None) -> Finding:
    return (True, f"{_version(Path(path))} ({path})") if path else (False, "not found")


def _version(program: Path) -> str:
    result = subprocess.run([program, "--version"], capture_output=True, text=True)
    lines = result.stdout.strip().splitlines()
    return lines[0] if lines and not result.returncode else "does not start"
