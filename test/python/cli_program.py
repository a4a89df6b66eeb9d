"""Runs the real program, for the tests of the command line."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("WARPLOOM_BIN", ROOT / "build" / "warploom")).resolve()


def start(*arguments: object, environment: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """Starts the program; both outputs are pipes."""
    return subprocess.Popen(
        [str(PROGRAM), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **(environment or {})},
        preexec_fn=_listen_to_interrupts,
    )


def _listen_to_interrupts() -> None:
    """A shell ignores Ctrl-C for what it starts in the background, and that is inherited."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(
    *arguments: object, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs the program to its end."""
    process = start(*arguments, environment=environment)
    output, errors = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def run_well(*arguments: object) -> str:
    """Runs the program, which must succeed; returns its standard output."""
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def without_rights() -> list[str]:
    """What runs a command as somebody who has no special rights and no entry among the users.

    The files of whoever runs the tests stay his own. Skips where that is refused.
    """
    command = ["unshare", "--user", "--map-user=54321", "--"]
    try:
        refused = subprocess.run([*command, "true"], capture_output=True).returncode != 0
    except FileNotFoundError:
        refused = True
    if refused:
        pytest.skip("making a user namespace is not allowed here")
    return command


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def small_tmpfs(folder: Path, size: str) -> Iterator[Path]:
    """A new disk of that size, such as "300m", mounted at `folder`; skips where that is refused."""
    folder.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True
    )
    if mount.returncode != 0:
        pytest.skip("mounting a small tmpfs is not allowed here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def complaint(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line that a refusal prints; checks the exit code and the form."""
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    lines = done.stderr.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith(("warploom: ", "warploom-gpu-run: "))
    assert done.stdout == ""
    return lines[0]
