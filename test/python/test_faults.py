"""Kills, full disks, broken files and broken machines: the real program with real Warp workers.

Whatever happens to a run, the same command afterwards gives the bytes of an undisturbed one.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_program import complaint, files_of, run, run_well, small_tmpfs, start

# Two sizes of run: codegen alone is quick, compiling gives time to be disturbed.
QUICK = ("-n", "40", "--check", "codegen", "--no-progress")
COMPILING = ("-n", "16", "--no-progress")


@pytest.fixture(scope="module")
def quick_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("faults") / "quick"
    run_well("generate", *QUICK, "-o", out, "--workers", 1)
    return files_of(out)


@pytest.fixture(scope="module")
def compiling_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("faults") / "compiling"
    run_well("generate", *COMPILING, "-o", out, "--workers", 1)
    return files_of(out)


def workers_of(program: subprocess.Popen[str]) -> list[int]:
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    return [int(word) for word in children.read_text().split()]


def wait_for(condition, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)


def journal_lines(out: Path) -> int:
    journal = out / ".warploom" / "journal"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def end_by(program: subprocess.Popen[str], number: signal.Signals) -> str:
    """Sends the signal, waits for the end, returns standard error."""
    program.send_signal(number)
    return program.communicate(timeout=60)[1]


def killed_run(out: Path, options: tuple[str, ...]) -> None:
    """A run that is killed when it has stored two chunks."""
    program = start("generate", *options, "-o", out)
    wait_for(lambda: journal_lines(out) >= 2 or program.poll() is not None)
    end_by(program, signal.SIGKILL)
    assert not (out / "manifest.json").exists()


@pytest.mark.parametrize("seed", range(4))
def test_killed_again_and_again(seed: int, quick_files: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    moments = random.Random(seed)
    for _ in range(4):
        program = start("generate", *QUICK, "-o", out, "--workers", 2)
        time.sleep(moments.uniform(0.05, 2.5))
        end_by(program, signal.SIGKILL)
    run_well("generate", *QUICK, "-o", out, "--workers", 3)
    assert files_of(out) == quick_files


def test_killed_while_compiling(compiling_files: dict[str, bytes], tmp_path: Path) -> None:
    killed_run(tmp_path / "out", COMPILING)
    run_well("generate", *COMPILING, "-o", tmp_path / "out", "--workers", 2)
    assert files_of(tmp_path / "out") == compiling_files


def test_no_worker_outlives_the_program(tmp_path: Path) -> None:
    program = start("generate", *COMPILING, "-o", tmp_path / "out", "--workers", 2)
    wait_for(lambda: len(workers_of(program)) == 2)
    workers = workers_of(program)
    end_by(program, signal.SIGKILL)
    wait_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers), 10)


def test_killed_workers_cost_nothing(compiling_files: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    program = start("generate", *COMPILING, "-o", out, "--workers", 2, "--json")
    for _ in range(2):
        wait_for(lambda: workers_of(program) or program.poll() is not None)
        time.sleep(1.0)
        for worker in workers_of(program)[:1]:
            os.kill(worker, signal.SIGKILL)
    output, errors = program.communicate(timeout=300)
    assert program.returncode == 0, errors
    assert '"workers_lost":0' not in output
    assert files_of(out) == compiling_files


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU])
def test_a_signal_stops(
    number: signal.Signals, compiling_files: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (tmp_path / "scratch").mkdir()
    scratch = {"TMPDIR": str(tmp_path / "scratch")}
    program = start("generate", *COMPILING, "-o", out, environment=scratch)
    wait_for(lambda: journal_lines(out) >= 1)
    errors = end_by(program, number)
    assert program.returncode == 5
    assert "the same command continues" in errors
    assert errors.count("\n") == 1
    assert not list((tmp_path / "scratch").iterdir())
    run_well("generate", *COMPILING, "-o", out)
    assert files_of(out) == compiling_files


def test_ctrl_c_before_the_first_worker_is_ready(tmp_path: Path) -> None:
    program = start("generate", *COMPILING, "-o", tmp_path / "out")
    time.sleep(0.15)
    errors = end_by(program, signal.SIGINT)
    assert program.returncode in (5, -signal.SIGINT)
    assert errors.count("\n") <= 1


def test_two_runs_on_one_folder(compiling_files: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = start("generate", *COMPILING, "-o", out)
    wait_for((out / ".warploom" / "request.json").exists)
    second = run("generate", *COMPILING, "-o", out)
    assert "another warploom is writing there" in complaint(second, 6)
    assert first.communicate(timeout=300) is not None
    assert first.returncode == 0
    assert files_of(out) == compiling_files


@pytest.mark.parametrize("bytes_lost", [1, 10, 100])
def test_journal_cut(bytes_lost: int, quick_files: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    killed_run(out, QUICK)
    journal = out / ".warploom" / "journal"
    journal.write_bytes(journal.read_bytes()[:-bytes_lost])
    done = run("generate", *QUICK, "-o", out)
    assert done.returncode == 0, done.stderr
    assert files_of(out) == quick_files


def test_chunk_damaged(quick_files: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    killed_run(out, QUICK)
    chunk = sorted((out / ".warploom").glob("chunk-*"))[0]
    chunk.write_bytes(chunk.read_bytes()[:-5])
    done = run("generate", *QUICK, "-o", out)
    assert done.returncode == 0, done.stderr
    assert "damaged" in done.stderr
    assert files_of(out) == quick_files


@pytest.mark.parametrize("kept", [0, 100, -8])
def test_truncated_shard_is_named(kept: int, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_well("generate", "-n", 4, "-o", out, "--check", "codegen", "--format", "parquet")
    shard = next(out.glob("data/cpu/*.parquet"))
    shard.write_bytes(shard.read_bytes()[:kept])
    assert shard.name in complaint(run("show", out), 4)


def test_damaged_manifest_is_named(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_well("generate", "-n", 4, "-o", out, "--check", "codegen", "--format", "json")
    manifest = out / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    assert "manifest.json" in complaint(run("show", out), 4)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with small_tmpfs(tmp_path / "disk", "128k") as folder:
        yield folder


def test_full_disk(small_disk: Path, quick_files: dict[str, bytes]) -> None:
    out = small_disk / "out"
    text = complaint(run("generate", *QUICK, "-o", out), 1)
    assert "the disk is full" in text
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    run_well("generate", *QUICK, "-o", out)
    assert files_of(out) == quick_files


def test_synth_on_a_full_disk_can_be_repeated(small_disk: Path) -> None:
    out = small_disk / "out"
    assert "the disk is full" in complaint(run("synth", "-n", 200, "-o", out), 1)
    assert not out.exists()
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    run_well("synth", "-n", 200, "-o", out)
    assert len(list(out.iterdir())) == 200


def without_packages(folder: Path) -> Path:
    """A Python that sees no installed packages."""
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n')
    python.chmod(0o755)
    return python


def test_warp_missing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    python = without_packages(tmp_path)
    text = complaint(run("generate", *QUICK, "-o", out, "--python", python), 3)
    assert "pip install warp-lang==" in text
    assert not out.exists()


def test_python_missing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    text = complaint(run("generate", *QUICK, "-o", out, "--python", tmp_path / "none"), 3)
    assert "--python" in text
    environment = {"WARPLOOM_PYTHON": str(tmp_path / "none")}
    text = complaint(run("generate", *QUICK, "-o", out, environment=environment), 3)
    assert "WARPLOOM_PYTHON" in text
    assert not out.exists()


def test_a_python_that_is_no_python(tmp_path: Path) -> None:
    out = tmp_path / "out"
    complaint(run("generate", *QUICK, "-o", out, "--python", "/bin/true"), 3)
    assert not out.exists()


def fake_warp(folder: Path, version: str) -> Path:
    """A Python with an installed warp-lang of another version."""
    (folder / "warp").mkdir()
    (folder / "warp" / "__init__.py").write_text(f'__version__ = "{version}"\n')
    info = folder / f"warp_lang-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: warp-lang\nVersion: {version}\n")
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{folder}:$PYTHONPATH" exec {sys.executable} "$@"\n')
    python.chmod(0o755)
    return python


def test_another_warp(tmp_path: Path) -> None:
    out = tmp_path / "out"
    python = fake_warp(tmp_path, "1.2.3")
    text = complaint(run("generate", *QUICK, "-o", out, "--python", python), 3)
    assert "1.2.3" in text
    assert "1.19.0" in text
    assert not out.exists()


def test_a_folder_that_cannot_be_written() -> None:
    text = complaint(run("generate", *QUICK, "-o", "/proc/warploom"), 1)
    assert "/proc/warploom" in text
