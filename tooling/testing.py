# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The tests, in three phases: the kernel without a database, each addon on a
database of its own, then what crosses addons on one with the demonstration data.
"""

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from . import addons, assets, databases, environment, odoo, programs, settings
from .console import CaeError, say, step

TESTS = settings.REPO / "tests"
KERNEL = TESTS / "kernel"
# its tests read the demonstration data: they run with what crosses addons
DEMO = settings.ADDONS / settings.DEMO_ADDON
NO_TEST_COLLECTED = 5
# pytest's options whose value is the next word, which is therefore no path
WITH_VALUE = {"-k", "-m", "-n", "-p", "-o", "-c", "-W", "--deselect", "--ignore"}
WITH_VALUE |= {"--durations", "--maxfail", "--dist", "--tb", "--junitxml"}


@dataclass
class Outcome:
    """What pytest reported, added up over the phases."""

    counts: Counter[str] = field(default_factory=Counter)
    exit_codes: list[int] = field(default_factory=list)

    def add(self, report: Path, exit_code: int) -> None:
        """Add the counts of one phase, which our conftest.py wrote."""
        self.exit_codes.append(exit_code)
        if report.exists():
            self.counts.update(json.loads(report.read_text()))
            report.unlink()

    @property
    def ok(self) -> bool:
        """Whether some test ran and nothing failed, an empty phase being no failure."""
        empty = {NO_TEST_COLLECTED}
        return set(self.exit_codes) <= {0} | empty and set(self.exit_codes) != empty

    def closing_line(self, seconds: float) -> str:
        """One line in the manner of pytest's."""
        always = ("passed", "failed")
        parts = [f"{self.counts[key]} {key}" for key in always]
        rest = sorted(set(self.counts) - set(always))
        parts += [f"{self.counts[key]} {key}" for key in rest if self.counts[key]]
        return f"===== {', '.join(parts)} in {seconds:.2f}s ====="


@dataclass
class Selection:
    """The arguments of `./cae test`, sorted by phase."""

    kernel: list[str] = field(default_factory=list)
    addons: list[str] = field(default_factory=list)
    suite: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    def add_path(self, word: str) -> None:
        """Add a path, which may end with ::name, to the phase that runs it."""
        name, separator, node = word.partition("::")
        path = Path(name).resolve()
        target = f"{path}{separator}{node}"
        if path in (settings.REPO, TESTS):
            self.kernel.append(str(KERNEL))
            self.suite += [str(TESTS), f"--ignore={KERNEL}"]
        if path in (settings.REPO, settings.ADDONS):
            self.addons += [str(settings.ADDONS), f"--ignore={DEMO}"]
            self.suite += [str(DEMO)] if DEMO.exists() else []
        if path in (settings.REPO, settings.ADDONS, TESTS):
            return
        if path.is_relative_to(KERNEL):
            self.kernel.append(target)
        elif path.is_relative_to(settings.ADDONS) and not path.is_relative_to(DEMO):
            self.addons.append(target)
        else:
            self.suite.append(target)


def select(arguments: Sequence[str]) -> Selection:
    """Tell which phases the paths name; all of them when no path is given."""
    result = Selection()
    paths = []
    previous = ""
    for word in arguments:
        is_option = word.startswith("-") or previous in WITH_VALUE
        if is_option or not Path(word.split("::")[0]).exists():
            result.options.append(word)
        else:
            paths.append(word)
        previous = word
    for word in paths or [str(settings.REPO)]:
        result.add_path(word)
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
        return pool.submit(self._add_demo, demo)

    def _add_demo(self, demo: Sequence[str]) -> None:
        self._install(self.suite_database, demo)
        assets.build(self.suite_database)

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
            options += self._workers(self.selection.addons)
            self._pytest("addons", options, self.selection.addons)

    def _workers(self, paths: list[str]) -> list[str]:
        """Whole folders are shared by two workers, a class staying with one.

        Each has its own copy of the database; options of the caller are for one.
        """
        whole = any(Path(path).is_dir() for path in paths)
        if not whole or self.selection.options or (os.cpu_count() or 1) < 2:
            return []
        return ["-n", "2", "--dist", "loadscope"]

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
        report = settings.cache_dir() / "logs" / f"tests-{os.getpid()}-{phase}.json"
        variables = {**here.variables(), "CAE_TEST_REPORT": str(report)}
        for option in options:
            if option.startswith("--odoo-database="):
                variables["CAE_TEST_DB"] = option.partition("=")[2]
        command = [str(here.python), "-m", "pytest", *options]
        result = subprocess.run(
            [*command, *self.selection.options, *paths],
            cwd=settings.REPO,
            env=variables,
        )
        self.outcome.add(report, result.returncode)
