# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The command line: one small function for each command."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence

from . import (
    bench,
    databases,
    doctor,
    i18n,
    lint,
    postgres,
    serve,
    settings,
    shell,
    testing,
)
from .console import CaeError, say

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `./cae` with these arguments; its exit status."""
    options, rest = _parser().parse_known_args(arguments)
    if options.run is not _test and rest:
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    options.pytest = rest
    # killed politely, we still drop what we made and stop what we started
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return options.run(options)
    except CaeError as error:
        print(f"\ncae: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # our reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("\ncae: interrupted; run it again to go on.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./cae", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    up = add("up", _up, "prepare everything and serve the demonstration database")
    up.add_argument("--port", type=int, default=serve.DEFAULT_PORT)
    up.add_argument("--db", default=settings.DEMO_DATABASE)
    add("test", _test, "run the tests; the arguments are pytest's")
    script = add("shell", _shell, "Odoo shell, or run a script with env")
    script.add_argument("--db", default=settings.DEMO_DATABASE)
    script.add_argument("--copy", action="store_true", help="on a throw-away copy")
    script.add_argument("file", nargs="?", metavar="FILE")
    update = add("update", _update, "upgrade addons of the development database")
    update.add_argument("--db", default=settings.DEMO_DATABASE)
    update.add_argument("addon", nargs="*", metavar="ADDON")
    benchmark = add("bench", _bench, "run the benchmarks on a throw-away copy")
    benchmark.add_argument("--db", default=settings.DEMO_DATABASE)
    benchmark.add_argument("name", nargs="?", metavar="NAME")
    add("lint", lambda _: lint.run(), "run every check that needs no database")
    add("doctor", lambda _: doctor.run(), "tell what is installed and what is missing")
    terms = add("i18n", _i18n, "export the terms to translate and merge fr.po")
    terms.add_argument("--db", default=settings.DEMO_DATABASE)
    terms.add_argument("addon", nargs="*", metavar="ADDON")
    server = add("pg", _pg, "keep the private PostgreSQL on between commands")
    server.add_argument("action", choices=["start", "stop"])
    return parser


def _up(options: argparse.Namespace) -> int:
    serve.check_port(options.port)
    with postgres.running():
        return serve.up(options.db, options.port)


def _test(options: argparse.Namespace) -> int:
    selection = testing.select(options.pytest)
    run = testing.Run(selection)
    if run.kernel_only():
        return run.run()
    with postgres.running():
        return run.run()


def _shell(options: argparse.Namespace) -> int:
    with postgres.running():
        databases.sync(options.db)
        if options.copy:
            return shell.run_copy(options.file, options.db)
        return shell.run_shell(options.db, options.file)


def _update(options: argparse.Namespace) -> int:
    with postgres.running():
        databases.update(options.db, options.addon)
    return 0


def _bench(options: argparse.Namespace) -> int:
    with postgres.running():
        databases.sync(options.db)
        return bench.run(options.name, options.db)


def _i18n(options: argparse.Namespace) -> int:
    with postgres.running():
        return i18n.run(options.db, options.addon)


def _pg(options: argparse.Namespace) -> int:
    if options.action == "start":
        postgres.keep_running()
    else:
        postgres.stop_keeping()
        say("PostgreSQL stopped")
    return 0
