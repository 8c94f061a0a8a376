# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Debian packages without root: apt on private lists, unpacked into the cache.

The machine's own packages, lists and sources are read, never changed.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from . import settings, stamps
from .console import CaeError, run_logged

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# Unpacked beside the system's own, a second C library would break every program.
NEVER_UNPACKED = {"libc6", "libc-bin", "libgcc-s1", "libstdc++6", "dpkg"}


class Apt:
    """apt-get on private state, for the machine's distribution or another suite."""

    def __init__(self, name: str, suite: str | None = None) -> None:
        self.name = name
        self.suite = suite
        self.folder = stamps.make_cache() / "apt" / name
        self.log = settings.cache_dir() / "logs" / "apt.log"
        self.config = self.folder / "apt.conf"

    def prepare(self) -> None:
        """Write the private configuration and fetch the lists."""
        if not shutil.which("apt-get"):
            raise CaeError(
                "This machine has no apt-get, which fetches Odoo 19 and its tools.",
                "Use Debian 12, or set ODOO_HOME and PGHOST and install Chromium"
                " and wkhtmltopdf yourself; or use docker compose.",
            )
        for part in ("lists/partial", "cache/archives/partial"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        self._write_config()
        run_logged(
            # a list that cannot be fetched is an error, not a warning
            ["apt-get", "update", "-qq", "-o", "APT::Update::Error-Mode=any"],
            self.log,
            CaeError(
                "Debian's package lists could not be fetched.",
                "Check the network and the mirror in /etc/apt, then run it again.",
            ),
            env=self._environment(),
        )

    def download(self, names: Sequence[str], folder: Path) -> list[Path]:
        """Fetch the .deb files of `names` into `folder`, fresh."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        run_logged(
            ["apt-get", "download", "-qq", *names],
            self.log,
            CaeError(
                f"Debian's packages could not be fetched: {', '.join(names[:5])}.",
                "Check the network, then run it again.",
            ),
            env=self._environment(),
            cwd=folder,
        )
        return sorted(folder.glob("*.deb"))

    def missing(self, names: Sequence[str]) -> list[str]:
        """The packages that installing `names` would add to this machine."""
        result = subprocess.run(
            ["apt-get", "-s", "install", "--no-install-recommends", *names],
            env=self._environment(),
            capture_output=True,
            text=True,
        )
        if result.returncode:
            raise CaeError(
                f"apt finds no way to install {', '.join(names)}: "
                + result.stderr.strip().splitlines()[-1],
                "Check the sources in /etc/apt, or install them yourself.",
            )
        found = re.findall(r"^Inst (\S+)", result.stdout, re.MULTILINE)
        return [name for name in found if name not in NEVER_UNPACKED]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "APT_CONFIG": str(self.config), "LC_ALL": "C.UTF-8"}

    def _write_config(self) -> None:
        lines = [
            f'Dir::State::Lists "{self.folder}/lists";',
            f'Dir::Cache "{self.folder}/cache";',
            'Acquire::Languages "none";',
        ]
        if os.geteuid() == 0:
            # apt's own unprivileged account cannot write into the cache
            lines.append('APT::Sandbox::User "root";')
        if self.suite:
            source = self.folder / "suite.list"
            signed = f"[signed-by={KEYRING}]"
            source.write_text(f"deb {signed} {debian_mirror()} {self.suite} main\n")
            lines += [f'Dir::Etc::sourcelist "{source}";', 'Dir::Etc::sourceparts "-";']
        if settings.ignore_system():
            lines.append(f'Dir::State::status "{self._bare_status()}";')
        self.config.write_text("\n".join(lines) + "\n")

    def _bare_status(self) -> Path:
        """dpkg's status as it would be without the programs that we unpack."""
        hidden = re.compile(r"Package: (postgresql|chromium|wkhtmltopdf)")
        blocks = Path("/var/lib/dpkg/status").read_text().split("\n\n")
        status = self.folder / "status"
        status.write_text("\n\n".join(b for b in blocks if not hidden.match(b)))
        return status


@cache
def base() -> Apt:
    """The machine's own distribution, its lists fetched once in this run."""
    with stamps.lock("apt"):
        apt = Apt("base")
        apt.prepare()
    return apt


def debian_mirror() -> str:
    """The address of the mirror that this machine already uses."""
    query = ["apt-get", "indextargets", "--format", "$(REPO_URI)"]
    result = subprocess.run(
        [*query, "Created-By: Packages"], capture_output=True, text=True
    )
    mirrors = result.stdout.split()
    if not mirrors:
        raise CaeError(
            "apt knows no mirror on this machine.",
            "Put Debian's sources in /etc/apt/sources.list.d, or set ODOO_HOME.",
        )
    return mirrors[0]


def unpack(archives: Sequence[Path], prefix: Path) -> None:
    """Make `prefix` the content of .deb files, running none of their scripts."""
    log = settings.cache_dir() / "logs" / "apt.log"
    prefix.parent.mkdir(parents=True, exist_ok=True)
    for left_by_killed_run in prefix.parent.glob(f"{prefix.name}.*"):
        shutil.rmtree(left_by_killed_run, ignore_errors=True)
    # in a folder of our own: a killed run's dpkg-deb may still be at work
    draft = prefix.with_name(f"{prefix.name}.{os.getpid()}")
    for archive in archives:
        error = CaeError(
            f"{archive.name} could not be unpacked.",
            "Check the free disk space, then run it again.",
        )
        run_logged(["dpkg-deb", "-x", archive, draft], log, error)
    shutil.rmtree(prefix, ignore_errors=True)
    draft.rename(prefix)
