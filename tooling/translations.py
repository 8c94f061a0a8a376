# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Checks and merges translation catalogues; run by the linters' Python (polib)."""

import sys
from pathlib import Path

import polib


def template_of(catalogue: Path) -> Path:
    """The .pot file beside a .po: i18n/fr.po -> i18n/<addon>.pot."""
    return catalogue.with_name(f"{catalogue.parents[1].name}.pot")


def problems(catalogue: Path) -> list[str]:
    """What keeps a catalogue from being a complete translation of its template."""
    if not catalogue.exists():
        return ["missing"]
    po = polib.pofile(str(catalogue))
    found = [f"not translated: {entry.msgid!r}" for entry in po.untranslated_entries()]
    found += [f"fuzzy: {entry.msgid!r}" for entry in po.fuzzy_entries()]
    known = {(entry.msgctxt, entry.msgid) for entry in po if not entry.obsolete}
    for entry in polib.pofile(str(template_of(catalogue))):
        if (entry.msgctxt, entry.msgid) not in known:
            found.append(f"absent: {entry.msgid!r}")
    return found


def check(catalogues: list[Path]) -> int:
    """Print the problems of each catalogue; the exit status."""
    status = 0
    for catalogue in catalogues:
        for problem in problems(catalogue):
            print(f"{catalogue}: {problem}")
            status = 1
    return status


def merge(catalogues: list[Path]) -> int:
    """Bring each catalogue to its template, as msgmerge does, and tell what is left."""
    for catalogue in catalogues:
        template = polib.pofile(str(template_of(catalogue)))
        if catalogue.exists():
            po = polib.pofile(str(catalogue), wrapwidth=78)
            po.merge(template)
            for entry in po.obsolete_entries():
                po.remove(entry)
        else:
            po = polib.POFile(wrapwidth=78)
            po.metadata = {**template.metadata, "Language": "fr"}
            po.extend(template)
        po.save(str(catalogue))
    check(catalogues)
    return 0


if __name__ == "__main__":
    action = {"check": check, "merge": merge}[sys.argv[1]]
    sys.exit(action([Path(name) for name in sys.argv[2:]]))
