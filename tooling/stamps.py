# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Steps that are done once: a lock so that two runs wait, a stamp written last."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import settings
from .console import CaeError, say


def is_done(folder: Path, key: str) -> bool:
    """Whether `folder` was completed for this `key`."""
    try:
        return (folder / ".cae-stamp").read_text() == key
    except OSError:
        return False


def mark_done(folder: Path, key: str) -> None:
    """Record, atomically and only after everything else, that `folder` is complete."""
    draft = folder / ".cae-stamp.new"
    draft.write_text(key)
    draft.replace(folder / ".cae-stamp")


@contextmanager
def lock(name: str) -> Iterator[None]:
    """Hold the cache's lock called `name`; the system frees it if we are killed."""
    folder = make_cache() / "locks"
    folder.mkdir(exist_ok=True)
    with (folder / name).open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Waiting for another ./cae to finish its step ({name})")
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def make_cache() -> Path:
    """Create the cache folder."""
    folder = settings.cache_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, "Permission denied")
    except OSError as error:
        raise CaeError(
            f"The cache folder {folder} cannot be written ({error.strerror}).",
            "Set CAE_CACHE to a folder of yours with 5 GB free.",
        ) from None
    return folder


def need_space(folder: Path, gigabytes: float) -> None:
    """Refuse to start a big step that the disk cannot hold."""
    free = shutil.disk_usage(folder).free / 1e9
    if free < gigabytes:
        raise CaeError(
            f"{folder} has {free:.1f} GB free; {gigabytes:.1f} GB are needed.",
            "Free some space, or set CAE_CACHE to a folder on another disk.",
        )
