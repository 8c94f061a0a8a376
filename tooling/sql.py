# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""SQL from a launcher that has no database driver: the environment's Python runs it."""

import json
import subprocess
from collections.abc import Sequence

from . import environment
from .console import CaeError

_SCRIPT = """
import json, sys
import psycopg2
database, statement, values = json.load(sys.stdin)
try:
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall() if cursor.description else []
except psycopg2.Error as error:
    sys.exit(str(error).strip())
json.dump(rows, sys.stdout)
"""


class SqlError(CaeError):
    """PostgreSQL refused a statement."""


def execute(
    statement: str, values: Sequence[object] = (), database: str = "postgres"
) -> list[list]:
    """Run one statement, outside a transaction; its rows, if it has any."""
    result = subprocess.run(
        [environment.ensure().python, "-c", _SCRIPT],
        input=json.dumps([database, statement, list(values)]),
        capture_output=True,
        text=True,
    )
    if result.returncode:
        problem = (result.stderr.strip().splitlines() or ["PostgreSQL: no answer"])[0]
        raise SqlError(problem, "Check PGHOST, PGPORT, PGUSER, PGPASSWORD if set.")
    return json.loads(result.stdout)


def identifier(name: str) -> str:
    """`name` quoted as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
