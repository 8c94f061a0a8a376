# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The tests, in three phases: the kernel without a database, each addon on a
database of its own, then what crosses addons on one with the demonstration data.
"""

import os
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from . import addons, databases, environment, odoo, programs, settings
from .console import CaeError, say, step

KERNEL = settings.REPO / "tests" / "kernel"
NO_TEST_COLLECTED = 5
# pytest's options whose value is the next word, which is therefore no path
WITH_VALUE = {"-k", "-m", "-n", "-p", "-o", "-c", "-W", "--deselect", "--ignore"}
WITH_VALUE |= {"--durations", "--maxfail", "--dist", "--tb", "--junitxml"}
_COUNTS = ("tests", "failures", "errors", "skipped")


@dataclass
class Outcome:
    """What pytest reported, added up over the phases."""

    passed: int = 0
    failed: int = 0
    errors: int = 0
    skipped: int = 0
    exit_codes: list[int] = field(default_factory=list)

    def add(self, report: Path, exit_code: int) -> None:
        """Add the counts of one phase, from pytest's own report."""
        self.exit_codes.append(exit_code)
        if not report.exists():
            return
        for suite in ET.parse(report).iter("testsuite"):
            count = {key: int(suite.get(key, 0)) for key in _COUNTS}
            bad = count["failures"] + count["errors"] + count["skipped"]
            self.passed += count["tests"] - bad
            self.failed += count["failures"]
            self.errors += count["errors"]
            self.skipped += count["skipped"]

    @property
    def ok(self) -> bool:
        """Whether some test ran and nothing failed, an empty phase being no failure."""
        empty = {NO_TEST_COLLECTED}
        return set(self.exit_codes) <= {0} | empty and set(self.exit_codes) != empty

    def closing_line(self, seconds: float) -> str:
        """One line in the manner of pytest's."""
        parts = [f"{self.passed} passed", f"{self.failed} failed"]
        parts += [f"{self.errors} errors"] if self.errors else []
        parts += [f"{self.skipped} skipped"] if self.skipped else []
        return f"===== {', '.join(parts)} in {seconds:.2f}s ====="


@dataclass
class Selection:
    """The arguments of `./cae test`, sorted by phase."""

    kernel: list[str] = field(default_factory=list)
    addons: list[str] = field(default_factory=list)
    suite: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


def select(arguments: Sequence[str]) -> Selection:
    """Tell which phases the paths name; all of them when no path is given."""
    result = Selection()
    previous = ""
    for word in arguments:
        path = Path(word.split("::")[0])
        if word.startswith("-") or previous in WITH_VALUE or not path.exists():
            result.options.append(word)
        elif KERNEL in [path.resolve(), *path.resolve().parents]:
            result.kernel.append(str(path.resolve()) + word[len(str(path)) :])
        elif settings.ADDONS in [path.resolve(), *path.resolve().parents]:
            result.addons.append(str(path.resolve()) + word[len(str(path)) :])
        else:
            result.suite.append(str(path.resolve()) + word[len(str(path)) :])
        previous = word
    if not (result.kernel or result.addons or result.suite):
        result.kernel = [str(KERNEL)]
        result.addons = [str(settings.ADDONS)]
        result.suite = [str(settings.REPO / "tests"), f"--ignore={KERNEL}"]
    return result


class Run:
    """One run of the tests: its databases and what it counted."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.outcome = Outcome()
        self.addons_database = databases.temporary("addons")
        self.suite_database = databases.temporary("suite")

    def kernel_only(self) -> bool:
        """Whether no phase needs a database."""
        return not (self.selection.addons or self.selection.suite)

    def run(self) -> int:
        """Run the selected phases; the exit status."""
        started = time.monotonic()
        if self.kernel_only():
            self._kernel()
        else:
            self._all()
        print(self.outcome.closing_line(time.monotonic() - started), flush=True)
        return 0 if self.outcome.ok else 1

    def _all(self) -> None:
        databases.drop_leftovers()
        # the machine's second core prepares what is next while tests run
        with ThreadPoolExecutor(1) as pool:
            try:
                browser = pool.submit(programs.ensure_chromium)
                ready = pool.submit(self._prepare_addons, databases.template())
                self._kernel()
                for task in (browser, ready):
                    task.result()
                demo = self._prepare_suite(pool)
                self._addons()
                if demo:
                    demo.result()
                    self._suite()
            finally:
                pool.shutdown(cancel_futures=True)
                databases.drop(self.suite_database)
                databases.drop(self.addons_database)

    def _prepare_addons(self, template: str) -> None:
        databases.copy(template, self.addons_database)
        self._install(self.addons_database, addons.without_demo())

    def _prepare_suite(self, pool: ThreadPoolExecutor) -> Future | None:
        """Copy the fresh database before its tests run, then add the demo data."""
        if not self.selection.suite:
            return None
        databases.copy(self.addons_database, self.suite_database)
        demo = [settings.DEMO_ADDON] if settings.DEMO_ADDON in addons.names() else []
        return pool.submit(self._install, self.suite_database, demo)

    def _install(self, database: str, modules: Sequence[str]) -> None:
        if not modules:
            return
        log = odoo.log_path(database)
        with step(f"Installing {', '.join(modules)}"):
            odoo.change_modules(database, log, install=modules)
        found = odoo.alarms(log)
        if found:
            raise CaeError(
                "The installation logged warnings:\n" + "\n".join(found[:20]),
                f"Correct them; the whole log is {log}.",
            )
        log.unlink()

    def _kernel(self) -> None:
        if self.selection.kernel:
            self._pytest("kernel", ["-p", "no:odoo"], self.selection.kernel)

    def _addons(self) -> None:
        if self.selection.addons:
            options = self._odoo_options(self.addons_database)
            self._pytest("addons", options, self.selection.addons)

    def _suite(self) -> None:
        options = self._odoo_options(self.suite_database)
        self._pytest("suite", options, self.selection.suite)

    def _odoo_options(self, database: str) -> list[str]:
        config = environment.ensure().config
        return [
            f"--odoo-database={database}",
            f"--odoo-config={config}",
            "--odoo-http",
            "--odoo-log-level=error",
        ]

    def _pytest(self, phase: str, options: list[str], paths: list[str]) -> None:
        say(f"Tests: {phase}")
        here = environment.ensure()
        report = settings.cache_dir() / "logs" / f"tests-{os.getpid()}-{phase}.xml"
        variables = here.variables()
        for option in options:
            if option.startswith("--odoo-database="):
                variables["CAE_TEST_DB"] = option.partition("=")[2]
        command = [str(here.python), "-m", "pytest", f"--junitxml={report}", *options]
        result = subprocess.run(
            [*command, *self.selection.options, *paths],
            cwd=settings.REPO,
            env=variables,
            stdin=subprocess.DEVNULL,
        )
        self.outcome.add(report, result.returncode)
        report.unlink(missing_ok=True)
