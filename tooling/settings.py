# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Where things are: the repository, the cache, and what the environment asks."""

import hashlib
import os
import pwd
import subprocess
from functools import cache
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
ADDONS = REPO / "addons"
DEMO_ADDON = "cae_demo"
DEMO_DATABASE = "cae"
ODOO_SERIES = "19.0"
PYTHON_MIN, PYTHON_MAX = (3, 10), (3, 12)
LANGUAGES = "en_US,fr_FR,fr_BE,fr_CA"


def ignore_system() -> bool:
    """Whether to act as if PostgreSQL, Chromium and wkhtmltopdf were absent.

    Lets one check, on a machine that has them, that a bare one works too.
    """
    return os.environ.get("CAE_IGNORE_SYSTEM", "") not in ("", "0")


@cache
def cache_dir() -> Path:
    """The folder that holds everything downloaded or built, out of the checkout."""
    named = os.environ.get("CAE_CACHE")
    if named:
        return Path(named).expanduser().resolve()
    default = Path.home() / ".cache" / "cae"
    # The cluster of root runs as another account, which must reach its files.
    if os.geteuid() == 0 and not reachable(Path.home()):
        return Path("/var/cache/cae")
    return default


@cache
def service_account() -> pwd.struct_passwd | None:
    """The account that runs PostgreSQL for root; None when we are not root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def as_service_account() -> dict:
    """Options of `subprocess` that drop root's privileges, if we have them."""
    account = service_account()
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def reachable(path: Path) -> bool:
    """Whether PostgreSQL's account can traverse `path` or its existing part."""
    while not path.exists():
        path = path.parent
    command = ["/bin/sh", "-c", 'cd "$1"', "sh", str(path)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return not subprocess.call(command, cwd="/", **quiet, **as_service_account())


def digest(*parts: object) -> str:
    """A short name for what `parts` say."""
    text = "\0".join(map(str, parts))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def digest_files(*paths: Path) -> str:
    """A short name for what the files at `paths` hold."""
    return digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths))
