"""A private folder for temporary files that does not outlive its process, however that ends."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

_PREFIX = "warploom-worker-"
_LOCK = "lock"


def make_scratch() -> Path:
    """Returns a new folder, and makes it the place of all temporary files of this process.

    It is removed at exit. Folders that killed workers left are removed first: a folder is in use
    as long as its process holds a lock on a file in it.
    """
    # Where the user says: gettempdir() would quietly take /tmp, or even the current folder, when
    # that place is full.
    parent = Path(os.environ.get("TMPDIR") or tempfile.gettempdir())
    _remove_stale(parent)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    new = folder / f"{_LOCK}.new"
    fcntl.flock(os.open(new, os.O_CREAT | os.O_RDWR), fcntl.LOCK_EX)
    new.rename(folder / _LOCK)  # Others see the file only once it is locked.
    tempfile.tempdir = str(folder)  # Warp keeps its precompiled headers in a temporary folder.
    os.environ["TMPDIR"] = str(folder)  # NVRTC does, too.
    owner = os.getpid()
    atexit.register(lambda: os.getpid() == owner and shutil.rmtree(folder, ignore_errors=True))
    return folder


def keep_caches_in(folder: Path) -> None:
    """Gives Warp a cache of its own, unless WARP_CACHE_PATH names one.

    Otherwise it would use one in the user's home folder, which may be missing, not writable, or
    hold what another process left damaged.
    """
    if not os.environ.get("WARP_CACHE_PATH"):
        os.environ["WARP_CACHE_PATH"] = str(folder / "cache")


def _remove_stale(parent: Path) -> None:
    for folder in parent.glob(f"{_PREFIX}*"):
        try:
            if folder.lstat().st_uid != os.geteuid():
                continue
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:  # Not ours, or not locked yet by the one who is making it.
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            pass
        finally:
            os.close(lock)
