# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Python's side: a virtual environment that sees Odoo, and how Odoo is run."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import odoo_source, packages, programs, settings, stamps
from .console import CaeError, run_logged, step

REQUIREMENTS = [
    settings.REPO / name
    for name in ("odoo-requirements.txt", "requirements.txt", "test-requirements.txt")
]
LINT_REQUIREMENTS = [settings.REPO / "lint-requirements.txt"]


@dataclass(frozen=True)
class Environment:
    """What is needed to run Odoo: its code, its Python, its configuration file."""

    odoo: odoo_source.OdooSource
    venv: Path

    @property
    def python(self) -> Path:
        """The interpreter of the virtual environment."""
        return self.venv / "bin/python"

    @property
    def key(self) -> str:
        """What a database made with this environment depends on."""
        return settings.digest(self.odoo.version, settings.digest_files(*REQUIREMENTS))

    @property
    def data_dir(self) -> Path:
        """Odoo's data folder (filestore and sessions)."""
        return settings.cache_dir() / "data"

    @property
    def config(self) -> Path:
        """Odoo's configuration file for this checkout."""
        name = f"odoo-{settings.digest(settings.REPO, self.odoo.key)}.conf"
        return settings.cache_dir() / "config" / name

    def write_config(self) -> None:
        """Write Odoo's configuration file."""
        addons = [*self.odoo.addons_paths, settings.ADDONS]
        lines = [
            "[options]",
            f"addons_path = {','.join(map(str, addons))}",
            f"data_dir = {self.data_dir}",
            "http_interface = 127.0.0.1",
            "list_db = False",
            # a development server may take its time: never kill it
            "limit_memory_hard = 0",
            "limit_memory_soft = 0",
            "limit_time_real = 3600",
            "limit_time_cpu = 3600",
        ]
        self.config.parent.mkdir(exist_ok=True)
        draft = self.config.with_suffix(f".{os.getpid()}")
        draft.write_text("\n".join(lines) + "\n")
        draft.replace(self.config)

    def variables(self) -> dict[str, str]:
        """The environment variables of a process that runs Odoo."""
        # without its bytecode files Odoo takes twice as long to start
        dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "ODOO_RC"}
        result = {k: v for k, v in os.environ.items() if k not in dropped}
        folders = [programs.bin_dir(), self.venv / "bin"]
        folders += [Path(folder) for folder in result.get("PATH", "").split(":")]
        # Debian keeps some of PostgreSQL's programs off the PATH
        folders += filter(None, [programs.postgres_bin()])
        result["PATH"] = ":".join(map(str, folders))
        result["LANG"] = result["LC_ALL"] = "C.UTF-8"
        return result


def find_python() -> Path:
    """An interpreter that Odoo 19 supports: the machine's first, else ours."""
    candidates = [Path("/usr/bin/python3"), Path(sys.executable)]
    for candidate in candidates:
        if candidate.exists() and _supported(candidate):
            return candidate
    ends = (settings.PYTHON_MIN, settings.PYTHON_MAX)
    wanted = " to ".join(f"{major}.{minor}" for major, minor in ends)
    raise CaeError(
        f"No Python {wanted} was found (this one is {sys.version.split()[0]}).",
        "Install it (on Debian 12: apt-get install python3) and run it with that one.",
    )


def locate() -> Environment:
    """Tell where the environment is or will be, without building anything."""
    odoo = odoo_source.locate()
    key = settings.digest(odoo.python_path, find_python())
    return Environment(odoo, settings.cache_dir() / f"venv-{key}")


@cache
def ensure() -> Environment:
    """Build all that is missing to run Odoo: its code, its Python, wkhtmltopdf."""
    odoo_source.locate()  # a wrong ODOO_HOME is told before anything is fetched
    stamps.make_cache()
    with ThreadPoolExecutor() as pool:
        tasks = [
            pool.submit(odoo_source.ensure),
            pool.submit(programs.ensure_wkhtmltopdf),
            pool.submit(_ensure_libraries),
        ]
    for task in tasks:
        task.result()
    environment = locate()
    environment.write_config()
    return environment


def ensure_lint() -> Path:
    """The virtual environment of the linters, apart from Odoo's; its bin folder."""
    venv = settings.cache_dir() / f"lint-{settings.digest(find_python())}"
    _fill("lint", venv, LINT_REQUIREMENTS)
    return venv / "bin"


def is_current(environment: Environment) -> bool:
    """Whether the virtual environment has what the requirement files ask."""
    return stamps.is_done(environment.venv, settings.digest_files(*REQUIREMENTS))


def _ensure_libraries() -> None:
    environment = locate()
    if not is_current(environment):
        _fill("Odoo", environment.venv, REQUIREMENTS, environment.odoo)


def _supported(python: Path) -> bool:
    code = "import sys; print(*sys.version_info[:2])"
    result = subprocess.run([python, "-c", code], capture_output=True, text=True)
    if result.returncode:
        return False
    version = tuple(map(int, result.stdout.split()))
    return settings.PYTHON_MIN <= version <= settings.PYTHON_MAX


def _fill(
    name: str,
    venv: Path,
    requirements: list[Path],
    odoo: odoo_source.OdooSource | None = None,
) -> None:
    """Create `venv` if needed and install `requirements` in it."""
    key = settings.digest_files(*requirements)
    with stamps.lock(venv.name):
        if stamps.is_done(venv, key):
            return
        stamps.need_space(stamps.make_cache(), 1)
        with step(f"Installing the Python packages of {name}"):
            python = _create(venv)
            if odoo:
                _show_odoo(venv, odoo)
            _pip_install(python, requirements)
        stamps.mark_done(venv, key)


def _create(venv: Path) -> Path:
    python = venv / "bin/python"
    if python.exists() and not subprocess.call([python, "-c", ""]):
        return python
    shutil.rmtree(venv, ignore_errors=True)
    # --without-pip: Debian's python3 has venv, but ensurepip is another package
    run_logged(
        [find_python(), "-m", "venv", "--without-pip", venv],
        _log(),
        CaeError(
            "No virtual environment could be made.",
            "Install the package python3-venv and run it again.",
        ),
    )
    return python


def _show_odoo(venv: Path, odoo: odoo_source.OdooSource) -> None:
    """Make Odoo importable, and known to pip without Odoo's loose requirements."""
    site = next((venv / "lib").glob("python*/site-packages"))
    (site / "odoo-source.pth").write_text(f"{odoo.python_path}\n")
    metadata = site / f"odoo-{settings.ODOO_SERIES}.dist-info"
    metadata.mkdir(exist_ok=True)
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: odoo\nVersion: {settings.ODOO_SERIES}\n"
    )
    (metadata / "INSTALLER").write_text("cae\n")
    (metadata / "RECORD").write_text("")


def _pip_install(python: Path, requirements: list[Path]) -> None:
    pip, variables = _pip(python)
    options = ["--quiet", "--disable-pip-version-check", "--prefer-binary"]
    for path in requirements:
        options += ["-r", str(path)]
    run_logged(
        [*pip, "install", *options],
        _log(),
        CaeError(
            "pip could not install the Python packages.",
            "Check the network, then run it again.",
        ),
        env={**os.environ, **variables, "PIP_ROOT_USER_ACTION": "ignore"},
    )


def _pip(python: Path) -> tuple[list[str], dict[str, str]]:
    """A pip that installs into `python`: the machine's, else Debian's wheel of it."""
    base = find_python()
    command = [str(base), "-m", "pip", "--python", str(python)]
    if not subprocess.run([*command, "--version"], capture_output=True).returncode:
        return command, {}
    folder = stamps.make_cache() / "pip"
    if not any(folder.glob("usr/share/python-wheels/pip-*.whl")):
        apt = packages.base()
        archives = apt.download(["python3-pip-whl"], folder.with_name("pip-download"))
        packages.unpack(archives, folder)
    wheel = next(folder.glob("usr/share/python-wheels/pip-*.whl"))
    return [str(python), "-m", "pip"], {"PYTHONPATH": str(wheel)}


def _log() -> Path:
    return settings.cache_dir() / "logs" / "pip.log"
