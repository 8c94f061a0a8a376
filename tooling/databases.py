# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Databases: the cached template, copies of it, and the demonstration database."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from . import addons, environment, odoo, settings, sql, stamps
from .console import CaeError, say, step

TEMPLATE_PREFIX = "cae_template_"
TEMPORARY_PREFIX = "cae_tmp_"
# Checkouts of several versions may share a cache: keep the newest templates.
TEMPLATES_KEPT = 3
SOURCES = "cae.sources"


def exists(name: str) -> bool:
    """Whether the server has a database called `name`."""
    return bool(sql.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]))


def filestore(name: str) -> Path:
    """The folder of a database's attachments."""
    return environment.ensure().data_dir / "filestore" / name


def drop(name: str) -> None:
    """Drop a database with its attachments, closing its connections."""
    sql.execute(f"DROP DATABASE IF EXISTS {sql.identifier(name)} WITH (FORCE)")
    shutil.rmtree(filestore(name), ignore_errors=True)


def copy(source: str, target: str) -> None:
    """Make `target` a copy of `source`, replacing what was there."""
    drop(target)
    statement = f"CREATE DATABASE {sql.identifier(target)} TEMPLATE "
    try:
        sql.execute(statement + sql.identifier(source))
    except sql.SqlError as error:
        if "being accessed" not in error.problem:
            raise
        _copy_in_use(source, target)
    if filestore(source).is_dir():
        # Odoo never changes an attachment's file: a hard link is a copy
        shutil.copytree(filestore(source), filestore(target), copy_function=os.link)


def temporary(label: str) -> str:
    """A name for a database that this process will drop."""
    return f"{TEMPORARY_PREFIX}{os.getpid()}_{label}"


def drop_leftovers() -> None:
    """Drop the temporary databases of runs that were killed."""
    if not os.environ.get("PGHOST", "").startswith("/"):
        return  # a server that other machines may use: their runs are not ours
    pattern = TEMPORARY_PREFIX.replace("_", r"\_") + "%"
    query = "SELECT datname FROM pg_database WHERE datname LIKE %s"
    for (name,) in sql.execute(query, [pattern]):
        pid = name.removeprefix(TEMPORARY_PREFIX).split("_")[0]
        if not Path(f"/proc/{pid}").exists():
            drop(name)


@contextmanager
def throw_away(source: str, label: str) -> Iterator[str]:
    """A copy of `source` for the time of the block."""
    drop_leftovers()
    name = temporary(label)
    try:
        copy(source, name)
        yield name
    finally:
        drop(name)


def template() -> str:
    """The database with all third-party addons, made when absent."""
    modules = ["base", *addons.third_party()]
    key = settings.digest(environment.ensure().key, settings.LANGUAGES, *modules)
    name = TEMPLATE_PREFIX + key
    with stamps.lock("template"):
        if not exists(name):
            _make_template(name, modules)
            _drop_old_templates()
    return name


def sync(name: str, wanted: Sequence[str] | None = None) -> bool:
    """Bring `name` to the addons' present source; whether anything had to change.

    A database that does not exist is made from the template. Addons that were
    not installed are installed, those whose source changed are upgraded.
    """
    wanted = addons.names() if wanted is None else wanted
    with stamps.lock(f"database-{name}"):
        if not exists(name):
            _start_from_template(name)
        known = _known_sources(name)
        keys = {addon: addons.source_keys()[addon] for addon in wanted}
        install = [addon for addon in wanted if addon not in known]
        upgrade = [a for a in wanted if a in known and known[a] != keys[a]]
        if not install and not upgrade:
            return False
        log = odoo.log_path(f"{name}-modules")
        with step(_sentence(name, install, upgrade)):
            odoo.change_modules(name, log, install, upgrade)
        for line in odoo.alarms(log):
            say(line)
        _remember_sources(name, {**known, **keys})
    return True


def update(name: str, chosen: Sequence[str]) -> None:
    """Upgrade `chosen` addons (all by default) whether they changed or not."""
    unknown = set(chosen) - set(addons.names())
    if unknown:
        raise CaeError(
            f"No such addon: {', '.join(sorted(unknown))}.",
            f"The suite has {', '.join(addons.names())}.",
        )
    if exists(name):
        _forget_sources(name, chosen or addons.names())
    sync(name)


def _start_from_template(name: str) -> None:
    # renamed at the end, so that a killed run leaves no half-made database
    draft = f"{name}_draft"
    copy(template(), draft)
    _rename(draft, name)


def _make_template(name: str, modules: Sequence[str]) -> None:
    stamps.need_space(stamps.make_cache(), 1)
    draft = f"{name}_draft"
    drop(draft)
    options = [f"--load-language={settings.LANGUAGES}"]
    log = odoo.log_path("template")
    with step(f"Making the template database ({len(modules)} third-party addons)"):
        odoo.change_modules(draft, log, install=modules, options=options)
    _rename(draft, name)


def _drop_old_templates() -> None:
    rows = sql.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s"
        " ORDER BY oid DESC OFFSET %s",
        [TEMPLATE_PREFIX.replace("_", r"\_") + "%", TEMPLATES_KEPT],
    )
    for (name,) in rows:
        drop(name)


def _rename(source: str, target: str) -> None:
    shutil.rmtree(filestore(target), ignore_errors=True)
    if filestore(source).is_dir():
        filestore(source).rename(filestore(target))
    old, new = sql.identifier(source), sql.identifier(target)
    sql.execute(f"ALTER DATABASE {old} RENAME TO {new}")


def _copy_in_use(source: str, target: str) -> None:
    """Copy a database that others use: PostgreSQL clones only idle ones."""
    variables = environment.ensure().variables()
    if not shutil.which("pg_dump", path=variables["PATH"]):
        raise CaeError(
            f"The database {source} is in use, and pg_dump is absent to copy it.",
            "Stop what uses it (./cae up?), or install postgresql-client.",
        )
    sql.execute(f"CREATE DATABASE {sql.identifier(target)} TEMPLATE template0")
    dump = subprocess.Popen(
        ["pg_dump", "--format=custom", "--compress=0", source],
        stdout=subprocess.PIPE,
        env=variables,
    )
    restore = subprocess.run(
        ["pg_restore", "--no-owner", "--exit-on-error", "--dbname", target],
        stdin=dump.stdout,
        env=variables,
    )
    if dump.wait() or restore.returncode:
        raise CaeError(
            f"The database {source} is in use and could not be copied.",
            "Stop what uses it (./cae up?) and run it again.",
        )


def _known_sources(name: str) -> dict[str, str]:
    query = "SELECT value FROM ir_config_parameter WHERE key = %s"
    rows = sql.execute(query, [SOURCES], name)
    return json.loads(rows[0][0]) if rows else {}


def _remember_sources(name: str, keys: dict[str, str]) -> None:
    sql.execute(
        "INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [SOURCES, json.dumps(keys)],
        name,
    )


def _forget_sources(name: str, changed: Sequence[str]) -> None:
    known = _known_sources(name)
    stale = {addon: "" for addon in changed if addon in known}
    _remember_sources(name, {**known, **stale})


def _sentence(name: str, install: Sequence[str], upgrade: Sequence[str]) -> str:
    parts = []
    if install:
        parts.append("installing " + ", ".join(install))
    if upgrade:
        parts.append("upgrading " + ", ".join(upgrade))
    return f"Database {name}: {'; '.join(parts)}"
