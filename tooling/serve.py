# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Serves the demonstration database, in the foreground, until Ctrl-C."""

import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request

from . import assets, databases, environment, odoo, settings, sql
from .console import CaeError, say

DEFAULT_PORT = 8069
_LOGINS = """
SELECT u.login, c.name, u.share FROM res_users u
  JOIN res_company c ON c.id = u.company_id
  JOIN ir_model_data d ON d.model = 'res.users' AND d.res_id = u.id
 WHERE d.module = %s AND u.active ORDER BY c.name, u.share, u.login
"""


def up(database: str, port: int) -> int:
    """Prepare `database` with the whole suite and serve it on `port`."""
    if databases.sync(database):
        assets.build(database)
    return _serve(database, port)


def check_port(port: int) -> None:
    """Refuse a port that another program has."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CaeError(
                f"Port {port} cannot be used: {error.strerror}.",
                f"Stop what uses it, or choose another: ./cae up --port {port + 1}",
            ) from None


def _serve(database: str, port: int) -> int:
    arguments = [f"--http-port={port}", "--log-level=warn", "--max-cron-threads=1"]
    server = subprocess.Popen(
        odoo.command(database, "server", *arguments, "--db-filter", f"^{database}$"),
        env=environment.ensure().variables(),
        stdin=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    threading.Thread(target=_announce, args=(server, address, database)).start()
    # Ctrl-C reaches the server too: wait for it to end by itself
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            say("Stopping")


def _announce(server: subprocess.Popen, address: str, database: str) -> None:
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/web/login", timeout=30).read()
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    else:
        return
    print(f"\n  {address}\n")
    rows = sql.execute(_LOGINS, [settings.DEMO_ADDON], database)
    for login, company, portal in rows:
        kind = "portal" if portal else "internal"
        print(f"  {login:<22} {kind:<9} {company}")
    print("  admin                  internal  all companies")
    print("\n  The password is the login. Ctrl-C stops.\n", flush=True)
    say("Serving")
