# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The PostgreSQL to use: the one of PGHOST, else a private development cluster.

The private cluster listens on a Unix socket only, in a folder that nobody else
may enter, so it asks for no password. Commands that run at once share it: each
holds a shared lock while it uses it, and the last one to let go stops it.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import programs, settings, stamps
from .console import CaeError, run_logged, say, step

ROLE = "cae"
# Longest path of a Unix socket on Linux is 107, of which PostgreSQL's file
# name takes 14.
SOCKET_FOLDER_MAX = 90
# A development cluster: speed before safety against a power cut.
OPTIONS = """
listen_addresses = ''
unix_socket_permissions = 0777
fsync = off
synchronous_commit = off
full_page_writes = off
jit = off
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
"""


@contextmanager
def running() -> Iterator[None]:
    """A PostgreSQL that answers, for the time of the block.

    Its address is put into our own environment (PGHOST...): everything we run
    reads it there.
    """
    if os.environ.get("PGHOST"):
        yield
        return
    cluster = Cluster()
    with cluster.lock_path().open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        cluster.start()
        os.environ.update(cluster.address())
        try:
            yield
        finally:
            for name in cluster.address():
                del os.environ[name]
            cluster.stop_unless_used(users)


class Cluster:
    """The private cluster: its files, and whether it runs."""

    def __init__(self) -> None:
        self.cache = stamps.make_cache()
        self.bin = programs.ensure_postgres()
        self.home = self._home()
        # the files of one major version mean nothing to the next
        self.data = self.home / f"data-{self.bin.parent.name}"
        self.log = self.home / "postgres.log"
        self.keep = self.cache / "postgres.keep"

    def lock_path(self) -> Path:
        """The file that each command using the cluster locks."""
        return self.cache / "postgres.users"

    def address(self) -> dict[str, str]:
        """The variables that lead libpq, thus Odoo, to this cluster."""
        return {"PGHOST": str(self.home), "PGPORT": "5432", "PGUSER": ROLE}

    def start(self) -> None:
        """Start the cluster unless it runs; create it the first time."""
        with stamps.lock("postgres"):
            self._create()
            if not self.answers():
                self._forget_dead_server()
                self._run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.log)

    def stop(self) -> None:
        """Stop the cluster, closing the connections that are left."""
        with stamps.lock("postgres"):
            if self.answers():
                self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.data)

    def stop_unless_used(self, users) -> None:
        """Stop the cluster when no other command holds the lock on `users`."""
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if not self.keep.exists():
            self.stop()

    def answers(self) -> bool:
        """Whether the cluster accepts connections."""
        command = [self.bin / "pg_isready", "-q", "-h", self.home, "-p", "5432"]
        return not subprocess.call(command, env=self._variables())

    def _home(self) -> Path:
        """The folder of the cluster: in the cache when PostgreSQL can use it there.

        It cannot when its account may not traverse the cache's parents, nor when
        the path is too long for a socket: then the folder is in /var/tmp, under
        an unguessable name that the cache remembers.
        """
        inside = self.cache / "postgres"
        if len(str(inside)) <= SOCKET_FOLDER_MAX and settings.reachable(self.cache):
            return inside
        memo = self.cache / "postgres.home"
        if not memo.exists() or not Path(memo.read_text()).is_dir():
            memo.write_text(tempfile.mkdtemp(prefix="cae-pg-", dir="/var/tmp"))
        return Path(memo.read_text())

    def _create(self) -> None:
        self._make_home()
        self._bring_binaries()
        if stamps.is_done(self.data, "created"):
            return
        with step("Creating the private PostgreSQL cluster"):
            shutil.rmtree(self.data, ignore_errors=True)
            options = ["-A", "trust", "-U", ROLE, "-E", "UTF8", "--locale=C.UTF-8"]
            self._run("initdb", "-N", *options, "-D", self.data)
            with (self.data / "postgresql.conf").open("a") as config:
                config.write(f"{OPTIONS}unix_socket_directories = '{self.home}'\n")
            stamps.mark_done(self.data, "created")

    def _make_home(self) -> None:
        self.home.mkdir(exist_ok=True)
        self.home.chmod(0o700)
        account = settings.service_account()
        if account:
            os.chown(self.home, account.pw_uid, account.pw_gid)

    def _bring_binaries(self) -> None:
        """Copy unpacked binaries to where PostgreSQL's account can read them."""
        if self.cache not in self.bin.parents or settings.reachable(self.bin):
            return
        prefix = self.bin.parents[4]
        copy = self.home / "programs"
        if not stamps.is_done(copy, programs.RECIPE):
            shutil.copytree(prefix, copy, symlinks=True, dirs_exist_ok=True)
            stamps.mark_done(copy, programs.RECIPE)
        self.bin = copy / self.bin.relative_to(prefix)

    def _forget_dead_server(self) -> None:
        """Remove the pid file of a killed server whose number another process has."""
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = pid_file.read_text().split()[0]
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
        except OSError:
            command = ""
        if str(self.data) not in command:
            pid_file.unlink()

    def _variables(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        prefix = self.bin.parents[4]  # PREFIX/usr/lib/postgresql/15/bin
        if prefix != Path("/"):
            kept["LD_LIBRARY_PATH"] = programs.library_path(prefix)
        return {**kept, "LC_ALL": "C.UTF-8"}

    def _run(self, program: str, *arguments: object) -> None:
        log = settings.cache_dir() / "logs" / "postgres.log"
        error = CaeError(
            f"The private PostgreSQL cluster failed ({program}).",
            f"Read {self.log}; removing {self.home} starts afresh"
            " (its databases are lost).",
        )
        run_logged(
            [self.bin / program, *map(str, arguments)],
            log,
            error,
            env=self._variables(),
            cwd="/",
            **settings.as_service_account(),
        )


def keep_running() -> None:
    """Start the private cluster and leave it running between commands."""
    cluster = Cluster()
    cluster.start()
    cluster.keep.touch()
    exports = " ".join(f"{name}={value}" for name, value in cluster.address().items())
    say("PostgreSQL stays on until ./cae pg stop; for your own tools:")
    print(f"export {exports}")


def stop_keeping() -> None:
    """Stop the private cluster that `keep_running` left."""
    cluster = Cluster()
    cluster.keep.unlink(missing_ok=True)
    cluster.stop()
