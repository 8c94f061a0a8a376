# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""PostgreSQL, Chromium and wkhtmltopdf: the machine's, else unpacked in the cache."""

import os
import shlex
import shutil
from collections.abc import Iterable
from pathlib import Path

from . import packages, settings, stamps
from .console import step

POSTGRES_MIN = 13
# Bump when what is unpacked or how it is wrapped changes.
RECIPE = "1"
# What Odoo, pytest-odoo and we call; they must find them on PATH.
POSTGRES_CLIENTS = ("createdb", "dropdb", "pg_dump", "pg_restore", "psql")
CHROMIUM_NAMES = ("google-chrome", "chromium", "chromium-browser")


def bin_dir() -> Path:
    """The folder of our wrappers, first on Odoo's PATH."""
    return settings.cache_dir() / "bin"


def postgres_bin() -> Path | None:
    """The newest PostgreSQL of the machine, else of the cache; None if neither."""
    roots = [_prefix("postgresql")]
    if not settings.ignore_system():
        roots.insert(0, Path("/"))
    for root in roots:
        found = {
            int(path.parent.parent.name): path.parent
            for path in root.glob("usr/lib/postgresql/*/bin/initdb")
        }
        if found and max(found) >= POSTGRES_MIN:
            return found[max(found)]
    return None


def ensure_postgres() -> Path:
    """PostgreSQL's binaries, unpacked into the cache when the machine has none."""
    found = postgres_bin()
    prefix = _prefix("postgresql")
    if found and prefix not in found.parents:
        return found
    _unpack("postgresql", ["postgresql"])
    found = next(prefix.glob("usr/lib/postgresql/*/bin"))
    for name in POSTGRES_CLIENTS:
        _wrap(name, found / name, prefix)
    return found


def ensure_chromium() -> None:
    """A Chromium for the browser tests, under a name that Odoo looks for."""
    if chromium() is None:
        prefix = _unpack("chromium", ["chromium"])
        # Debian's /usr/bin/chromium is a script with absolute paths in it
        _wrap("chromium", prefix / "usr/lib/chromium/chromium", prefix)


def ensure_wkhtmltopdf() -> None:
    """A wkhtmltopdf that needs no display."""
    program = bin_dir() / "wkhtmltopdf"
    system = system_program(["wkhtmltopdf"])
    if system:
        _wrap("wkhtmltopdf", Path(system), None)
    elif not program.exists() or not stamps.is_done(_prefix("wkhtmltopdf"), RECIPE):
        prefix = _unpack("wkhtmltopdf", ["wkhtmltopdf"])
        _wrap("wkhtmltopdf", prefix / "usr/bin/wkhtmltopdf", prefix)


def chromium() -> str | None:
    """The Chromium that Odoo's tests will find."""
    system = system_program(CHROMIUM_NAMES)
    if system:
        return system
    wrapper = bin_dir() / "chromium"
    done = stamps.is_done(_prefix("chromium"), RECIPE) and wrapper.exists()
    return str(wrapper) if done else None


def system_program(names: Iterable[str]) -> str | None:
    """The first of these programs that the machine has, unless we ignore it."""
    if settings.ignore_system():
        return None
    # our own wrappers may be on PATH: a wrapper of a wrapper would never end
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    path = os.pathsep.join(f for f in folders if Path(f) != bin_dir())
    return next(filter(None, (shutil.which(name, path=path) for name in names)), None)


def library_path(prefix: Path) -> str:
    """Every folder under `prefix` that holds shared libraries."""
    folders = {path.parent for path in prefix.glob("**/lib*.so*")}
    return ":".join(sorted(map(str, folders)))


def _prefix(name: str) -> Path:
    return settings.cache_dir() / "programs" / name


def _unpack(name: str, wanted: list[str]) -> Path:
    prefix = _prefix(name)
    with stamps.lock(name):
        if not stamps.is_done(prefix, RECIPE):
            stamps.need_space(stamps.make_cache(), 1.5)
            with step(f"Fetching and unpacking {name}"):
                _fetch(name, wanted, prefix)
    return prefix


def _fetch(name: str, wanted: list[str], prefix: Path) -> None:
    apt = packages.base()
    downloads = stamps.make_cache() / "downloads" / name
    archives = apt.download(apt.missing(wanted), downloads)
    packages.unpack(archives, prefix)
    shutil.rmtree(downloads)
    stamps.mark_done(prefix, RECIPE)


def _wrap(name: str, program: Path, prefix: Path | None) -> None:
    """Write a script that runs `program` with the libraries of `prefix`."""
    variables = {"QT_QPA_PLATFORM": "offscreen"}
    if prefix:
        plugins = next(prefix.glob("usr/lib/*/qt5/plugins"), None)
        if plugins:
            variables["QT_PLUGIN_PATH"] = str(plugins)
        variables["LD_LIBRARY_PATH"] = library_path(prefix)
        variables["FONTCONFIG_FILE"] = str(_font_config(prefix))
    lines = [f"export {key}={shlex.quote(value)}" for key, value in variables.items()]
    text = "\n".join(["#!/bin/sh", *lines, f'exec {shlex.quote(str(program))} "$@"'])
    bin_dir().mkdir(parents=True, exist_ok=True)
    draft = bin_dir() / f".{name}.new"
    draft.write_text(text + "\n")
    draft.chmod(0o755)
    draft.replace(bin_dir() / name)


def _font_config(prefix: Path) -> Path:
    """A fontconfig file that knows the machine's fonts and the unpacked ones."""
    rules = [path for path in (Path("/etc/fonts/conf.d"), prefix / "etc/fonts/conf.d")]
    fonts = ["/usr/share/fonts", "/usr/local/share/fonts", f"{prefix}/usr/share/fonts"]
    cache = settings.cache_dir() / "fontconfig"
    lines = ['<?xml version="1.0"?>', "<fontconfig>"]
    lines += [f"<dir>{folder}</dir>" for folder in fonts]
    lines += [f'<include ignore_missing="yes">{rule}</include>' for rule in rules]
    lines += [f"<cachedir>{cache}</cachedir>", "</fontconfig>"]
    path = prefix / "cae-fonts.conf"
    path.write_text("\n".join(lines) + "\n")
    return path
