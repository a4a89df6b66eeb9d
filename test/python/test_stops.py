"""Signals: every command that starts workers leaves no temporary file, whenever it is stopped."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest
import quick_worker
from cli_program import PROGRAM, run, start
from test_faults import wait_for

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU)
SLOW = "import time\ntime.sleep(60)"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_worker.python_in(tmp_path_factory.mktemp("quick"))


@pytest.fixture(scope="module")
def dataset(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("stops") / "out"
    done = run("generate", "-n", 4, "-o", out, "--python", python, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    return out


def commands(dataset: Path, folder: Path) -> dict[str, tuple[object, ...]]:
    return {
        "generate": ("generate", "-n", 8, "-o", folder / "out"),
        "gallery": ("gallery", "-n", 2, "-o", folder / "page.html"),
        "verify": ("verify", dataset),
        "bundle": ("bundle", dataset, "--sample", 2, "-o", folder / "b.tar.zst"),
        "fuzz": ("fuzz", "-n", 4, "-o", folder / "fuzz", "--no-progress"),
        "doctor": ("doctor",),
    }


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("command", commands(Path(), Path()))
def test_a_stopped_command_leaves_nothing(
    command: str, number: signal.Signals, python: Path, dataset: Path, tmp_path: Path
) -> None:
    """While its workers are busy."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    program = start(
        *(*commands(dataset, tmp_path)[command], "--python", python),
        environment={"TMPDIR": str(scratch), "QUICK_WORKER": SLOW},
    )
    wait_for(lambda: any(scratch.glob("*/warploom-worker-*")) or program.poll() is not None)
    time.sleep(0.05)
    program.send_signal(number)
    _, errors = program.communicate(timeout=30)
    assert program.returncode == 5, (program.returncode, errors)
    assert errors.count("\n") == 1
    assert "stopped" in errors
    assert "bug" not in errors
    assert not list(scratch.iterdir())


@pytest.mark.parametrize("number", SIGNALS)
def test_stopped_before_a_worker_is_ready(number: signal.Signals, tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexec sleep 60\n")
    python.chmod(0o755)
    (tmp_path / "scratch").mkdir()
    program = start(
        *("generate", "-n", 4, "-o", tmp_path / "out", "--python", python),
        environment={"TMPDIR": str(tmp_path / "scratch")},
    )
    wait_for(lambda: any((tmp_path / "scratch").glob("warploom-run-*/lock")))
    program.send_signal(number)
    _, errors = program.communicate(timeout=30)
    assert program.returncode == 5
    assert errors.count("\n") == 1
    assert not list((tmp_path / "scratch").iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_synth_is_stopped(number: signal.Signals, tmp_path: Path) -> None:
    """What it has written is removed again, so that the command can be repeated."""
    out = tmp_path / "out"
    program = start("synth", "-n", 1_000_000, "-o", out)
    wait_for(lambda: out.exists() and len(list(out.iterdir())) > 10)
    program.send_signal(number)
    _, errors = program.communicate(timeout=60)
    assert program.returncode == 5
    assert "stopped on request" in errors
    assert not out.exists()


def test_what_sigkill_leaves_is_removed_by_the_next_run(python: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environment = {"TMPDIR": str(scratch), "QUICK_WORKER": SLOW}
    options = ("generate", "-n", 4, "--python", python, "-o", tmp_path / "out")
    program = start(*options, environment=environment)
    wait_for(lambda: any(scratch.glob("*/warploom-worker-*")))
    program.kill()
    program.communicate()
    assert list(scratch.iterdir())
    foreign = scratch / "warploom-run-notes"  # A name like ours, but no lock of ours in it.
    foreign.mkdir()
    assert run(*options, environment={"TMPDIR": str(scratch)}).returncode == 0
    assert list(scratch.iterdir()) == [foreign]


@pytest.mark.parametrize("closed", [(0, 2), (0, 1, 2)])
def test_waiting_takes_no_processor_time(
    closed: tuple[int, ...], python: Path, tmp_path: Path
) -> None:
    """With closed streams, a poll on one of them would return at once, for ever."""

    def close_streams() -> None:
        for fd in closed:
            os.close(fd)

    program = subprocess.Popen(
        [PROGRAM, "generate", "-n", "1", "-o", tmp_path / "out", "--python", python],
        env={**os.environ, "QUICK_WORKER": "import time\ntime.sleep(1)"},
        preexec_fn=close_streams,
    )
    _, status, usage = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    assert program.returncode == 0
    # The workers' time counts as well; the whole takes some five times as long.
    assert usage.ru_utime + usage.ru_stime < 1.2


def test_the_processor_time_of_a_limit_ends_in_order(python: Path, tmp_path: Path) -> None:
    """SIGXCPU comes from the real limit; the hard one would be SIGKILL."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (1, 20))

    (tmp_path / "scratch").mkdir()
    done = subprocess.run(
        [PROGRAM, "synth", "-n", "1000000", "-o", tmp_path / "out"],
        env={**os.environ, "TMPDIR": str(tmp_path / "scratch")},
        preexec_fn=limit,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 5
    assert "stopped on request" in done.stderr
    assert not (tmp_path / "out").exists()
