# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo 19's own code: the checkout in ODOO_HOME, else Debian's package."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import packages, settings, stamps
from .console import CaeError, step

# The suites that may carry the package, the likeliest first.
SUITES = ("sid", "testing")
# Odoo's package links to files of these; the base distribution's Font Awesome
# is 4.7 while sid's has other file names.
FROM_SUITE = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
)
FROM_BASE = ("fonts-font-awesome", "fonts-inconsolata")
# Debian leaves it out (blurred background in video calls); without a file of
# that name each page logs an error, which fails the browser tests.
LEFT_OUT = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class OdooSource:
    """Where Odoo is: what Python imports, and where its addons are."""

    python_path: Path
    addons_paths: tuple[Path, ...]
    version: str

    @property
    def key(self) -> str:
        """What a database or a virtual environment made with it depends on."""
        return settings.digest(self.python_path, self.version)


def locate() -> OdooSource:
    """Tell where Odoo is, without fetching anything."""
    home = os.environ.get("ODOO_HOME")
    if home:
        return _checkout(Path(home).expanduser().resolve())
    python_path = _prefix() / "usr/lib/python3/dist-packages"
    version = _release(python_path) or settings.ODOO_SERIES
    return OdooSource(python_path, (python_path / "odoo/addons",), version)


def ensure() -> OdooSource:
    """Make Odoo available, from Debian's package unless ODOO_HOME is set."""
    if not os.environ.get("ODOO_HOME") and not stamps.is_done(_prefix(), _key()):
        with stamps.lock("odoo"):
            if not stamps.is_done(_prefix(), _key()):
                _fetch()
    return locate()


def _prefix() -> Path:
    return settings.cache_dir() / f"odoo-{_key()}"


def _key() -> str:
    return settings.digest(*FROM_SUITE, *FROM_BASE, LEFT_OUT)


def _release(python_path: Path) -> str:
    try:
        text = (python_path / "odoo/release.py").read_text()
    except OSError:
        return ""
    found = re.search(r"version_info = \((\d+), (\d+), (\d+)", text)
    return ".".join(found.groups()) if found else ""


def _checkout(home: Path) -> OdooSource:
    version = _release(home)
    if not version.startswith(f"{settings.ODOO_SERIES}."):
        found = f"Odoo {version}" if version else "no Odoo 19"
        raise CaeError(
            f"ODOO_HOME={home} holds {found}, not {settings.ODOO_SERIES}.",
            "Point ODOO_HOME at a checkout of the 19.0 branch, or unset it.",
        )
    addons = (home / "odoo/addons", home / "addons")
    return OdooSource(home, tuple(path for path in addons if path.is_dir()), version)


def _fetch() -> None:
    prefix = _prefix()
    downloads = stamps.make_cache() / "downloads" / "odoo"
    stamps.need_space(stamps.make_cache(), 3)
    with step("Fetching Odoo 19 (Debian's package, 125 MB)"):
        archives = _download_odoo(downloads)
        fonts = downloads.with_name("odoo-fonts")
        archives += packages.base().download(FROM_BASE, fonts)
    with step("Unpacking Odoo 19 (1.2 GB)"):
        packages.unpack(archives, prefix)
        _check_links(prefix)
        _fill_gap(prefix)
    for folder in (downloads, fonts):
        shutil.rmtree(folder)
    stamps.mark_done(prefix, _key())


def _download_odoo(downloads: Path) -> list[Path]:
    details = ""
    for suite in SUITES:
        apt = packages.Apt(suite, suite)
        try:
            apt.prepare()
            return apt.download(FROM_SUITE, downloads)
        except CaeError as error:
            details = error.details
    raise CaeError(
        "Debian's package odoo-19 could not be fetched.",
        "Check the network, or set ODOO_HOME to a checkout of Odoo's 19.0 branch.",
        details,
    )


def _fill_gap(prefix: Path) -> None:
    path = prefix / "usr/lib/python3/dist-packages/odoo/addons" / LEFT_OUT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def _check_links(prefix: Path) -> None:
    """Odoo answers 500 when a file it serves is a link to a package left out."""
    for path in prefix.rglob("*"):
        if path.is_symlink() and not path.exists():
            raise CaeError(
                f"Debian's odoo-19 now links to a package not listed here: {path}.",
                "Add that package to tooling/odoo_source.py, or set ODOO_HOME.",
            )
