# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Exports the terms to translate of each addon and merges them into its fr.po."""

import subprocess
from collections.abc import Sequence

from . import addons, databases, environment, lint, odoo, settings
from .console import CaeError, step


def run(database: str, chosen: Sequence[str]) -> int:
    """Export and merge the catalogues of `chosen` addons (all by default)."""
    programs = environment.ensure_lint()
    databases.sync(database)
    names = chosen or addons.names()
    for name in names:
        folder = settings.ADDONS / name / "i18n"
        folder.mkdir(exist_ok=True)
        with step(f"Exporting the terms of {name}"):
            _export(database, name)
    catalogues = [f"addons/{name}/i18n/fr.po" for name in names]
    command = [programs / "python", lint.TRANSLATIONS, "merge", *catalogues]
    return subprocess.call(command, cwd=settings.REPO)


def _export(database: str, name: str) -> None:
    here = environment.ensure()
    base = [here.python, "-m", "odoo", "i18n", "export"]
    command = [*base, "-c", here.config, "-d", database, name]
    log = odoo.log_path("i18n")
    with log.open("wb") as stream:
        status = subprocess.call(
            command, env=here.variables(), stdout=stream, stderr=subprocess.STDOUT
        )
    if status:
        raise CaeError(f"The terms of {name} could not be exported.", f"Read {log}.")
