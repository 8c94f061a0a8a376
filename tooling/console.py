# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the user sees: steps with the time they take, and errors that help."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_START = time.monotonic()
# A step shorter than this is not worth a second line.
_QUICK = 1.0


class CaeError(Exception):
    """An expected failure: one sentence for the user, and what to do about it.

    `details` are the lines of a log that tell more, when there is one.
    """

    def __init__(self, problem: str, remedy: str = "", details: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.details = details

    def __str__(self) -> str:
        text = f"{self.problem}\n  -> {self.remedy}" if self.remedy else self.problem
        return f"{text}\n{self.details}" if self.details else text


def say(text: str) -> None:
    """Print one line, stamped with the seconds since the command started."""
    elapsed = time.monotonic() - _START
    print(f"[{elapsed:6.1f} s] {text}", file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Announce a step when it starts, and tell its duration when it was long."""
    say(f"{text} ...")
    started = time.monotonic()
    yield
    took = time.monotonic() - started
    if took > _QUICK:
        say(f"{text}: done in {took:.1f} s")


def run_logged(
    command: Sequence[str | Path],
    log: Path,
    error: CaeError,
    **options,
) -> None:
    """Run `command`, its output in `log`; raise `error` with its end when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as stream:
        start = stream.tell()
        result = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            **options,
        )
    if result.returncode:
        error.details = tail(log, start)
        raise error


def tail(log: Path, start: int = 0, lines: int = 5) -> str:
    """The last lines written to `log` after `start`, and where to read the rest."""
    with log.open("rb") as stream:
        stream.seek(start)
        text = stream.read().decode(errors="replace")
    shown = [line[:200] for line in text.splitlines()[-lines:]]
    return "\n".join(f"    {line}" for line in [*shown, f"(the whole log: {log})"])
