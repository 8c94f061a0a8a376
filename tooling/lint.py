# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Every check that needs no database."""

import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import addons, environment, settings
from .console import CaeError, say

TRANSLATIONS = Path(__file__).with_name("translations.py")


def run() -> int:
    """Run all checks, the failed ones too; the exit status."""
    programs = environment.ensure_lint()
    failed = [name for name, passed in _checks(programs) if not passed]
    if failed:
        raise CaeError(
            f"These checks failed: {', '.join(failed)}.",
            f"{programs}/ruff check --fix and ruff format mend most of ruff's.",
        )
    say("All checks passed")
    return 0


def _checks(programs: Path) -> Iterator[tuple[str, bool]]:
    sources = ["cae", "conftest.py", "tooling", "addons", "tests", "benchmarks"]
    sources = [name for name in sources if (settings.REPO / name).exists()]
    folders = [f"addons/{name}" for name in addons.names()]
    manifests = [f"{folder}/__manifest__.py" for folder in folders]
    yield "ruff check", _passes(programs / "ruff", "check", "--quiet", *sources)
    style = ["format", "--check", "--quiet", "--diff"]
    yield "ruff format", _passes(programs / "ruff", *style, *sources)
    yield "xml", _all_well_formed()
    if folders:
        pylint = [programs / "pylint", "--rcfile=.pylintrc", "--jobs=2"]
        yield "pylint-odoo", _passes(*pylint, *folders)
        oca = [_passes(programs / "oca-checks-odoo-module", path) for path in manifests]
        yield "oca-checks", all(oca)
    translations = [programs / "python", TRANSLATIONS, "check"]
    yield "translations", _passes(*translations, *_catalogues())


def _passes(*command: Path | str) -> bool:
    say(" ".join(str(part) for part in _shortened(command)))
    return not subprocess.call([str(part) for part in command], cwd=settings.REPO)


def _shortened(command: Sequence[Path | str]) -> list[Path | str]:
    return [Path(command[0]).name, *command[1:3]]


def _all_well_formed() -> bool:
    passed = True
    for path in sorted(settings.ADDONS.rglob("*.xml")):
        try:
            ET.parse(path)
        except ET.ParseError as error:
            print(f"{path.relative_to(settings.REPO)}: {error}")
            passed = False
    return passed


def _catalogues() -> list[str]:
    """The French translation of each addon that has terms to translate."""
    return [
        f"addons/{name}/i18n/fr.po"
        for name in addons.names()
        if (settings.ADDONS / name / "i18n" / f"{name}.pot").exists()
    ]
