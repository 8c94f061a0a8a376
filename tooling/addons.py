# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the addons' manifests and sources say, read without importing them."""

import ast
import hashlib
from pathlib import Path

from . import settings

# Changing these needs no upgrade of the database.
NOT_LOADED = {"tests", "readme", "__pycache__"}


def names() -> list[str]:
    """The suite's addons."""
    return sorted(p.parent.name for p in settings.ADDONS.glob("*/__manifest__.py"))


def without_demo() -> list[str]:
    """The suite's addons, less the one that holds demonstration data."""
    return [name for name in names() if name != settings.DEMO_ADDON]


def depends(name: str) -> list[str]:
    """The addons that `name` needs, as its manifest says."""
    text = (settings.ADDONS / name / "__manifest__.py").read_text()
    return ast.literal_eval(text).get("depends", ["base"])


def third_party() -> list[str]:
    """The addons that the suite needs and does not contain."""
    ours = set(names())
    return sorted({dependency for name in ours for dependency in depends(name)} - ours)


def source_keys() -> dict[str, str]:
    """For each addon, a key that changes when its database part may have changed."""
    return {name: _source_key(settings.ADDONS / name) for name in names()}


def _source_key(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not NOT_LOADED & set(inside.parts):
            total.update(f"{inside}\0".encode() + path.read_bytes())
    return total.hexdigest()[:12]
