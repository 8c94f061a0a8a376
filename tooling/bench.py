# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Runs the benchmarks, each on a throw-away copy of the demonstration database.

benchmarks/NAME.py defines `run(env, report)`. For each size of each subject it
measures the work and, in the same run, its floor: the least that any solution
must do (say, creating the records without the suite), and calls
`report(subject, size, floor, measured)`, in seconds.
"""

from pathlib import Path

from . import databases, settings, shell
from .console import CaeError

BENCHMARKS = settings.REPO / "benchmarks"
_SCRIPT = """
import sys as _sys
_sys.path.insert(0, {repo!r})
from tooling.bench import Report as _Report
_scope = {{"__name__": {name!r}, "__file__": {path!r}}}
exec(compile(open({path!r}).read(), {path!r}, "exec"), _scope)
_report = _Report({name!r})
_scope["run"](env, _report)
_report.print()
"""


class Report:
    """The table of one benchmark: floor, measure, their ratio, and the growth."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[tuple[str, int, float, float]] = []

    def __call__(self, subject: str, size: int, floor: float, measured: float) -> None:
        """Record one measure of `subject` at this size, in seconds."""
        self.rows.append((subject, size, floor, measured))

    def print(self) -> None:
        """Print the table; growth 1.00 means time in proportion to the size."""
        print(f"\n{self.name}")
        titles = ("size", "floor (s)", "measured (s)", "ratio", "growth")
        print(f"{'subject':<32}" + "".join(f"{title:>14}" for title in titles))
        previous: dict[str, tuple[int, float]] = {}
        for subject, size, floor, measured in self.rows:
            growth = "-"
            if subject in previous:
                small, before = previous[subject]
                growth = f"{measured / before / (size / small):.2f}"
            previous[subject] = (size, measured)
            line = f"{subject:<32}{size:>14}{floor:>14.4f}{measured:>14.4f}"
            print(f"{line}{measured / floor:>14.2f}{growth:>14}")


def run(name: str | None, database: str) -> int:
    """Run one benchmark, or all of them; the exit status."""
    known = {path.stem: path for path in sorted(BENCHMARKS.glob("[a-z]*.py"))}
    if name and name not in known:
        have = f"There are: {', '.join(known)}." if known else "There is none yet."
        raise CaeError(f"No benchmark is called {name}.", have)
    status = 0
    for stem, path in known.items():
        if name in (None, stem):
            status |= _run_one(stem, path, database)
    return status


def _run_one(name: str, path: Path, database: str) -> int:
    source = _SCRIPT.format(repo=str(settings.REPO), name=name, path=str(path))
    with databases.throw_away(database, "bench") as copy:
        return shell.run_source(copy, source, f"benchmark {name}")
