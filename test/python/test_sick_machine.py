"""A sick machine is never recorded as bad kernels: the run stops, says why, and can go on later.

What a machine does to a worker is played by the quick worker, since its answers are what counts;
the tests at the end use the real one on a disk that fills up.
"""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import quick_worker
from cli_program import PROGRAM, complaint, files_of, run, small_tmpfs, start
from test_faults import journal_lines, wait_for

KERNELS = ("-n", "40", "--workers", "2", "--no-progress")

# What a worker may say or do on a sick machine, and what the one sentence must tell of it.
SICKNESSES = {
    "full": ("refuse('compile', 'error: No space left on device')", "the temporary disk is full"),
    "quota": ("refuse('import', 'OSError: [Errno 122] Disk quota exceeded')", "TMPDIR="),
    "file-size": ("refuse('compile', 'LLVM ERROR: IO failure: File too large')", "ulimit -f"),
    "memory": ("refuse('run', 'MemoryError: ')", "memory is short"),
    "new": ("refuse('codegen', 'RuntimeError: std::bad_alloc')", "memory is short"),
    "disk-error": ("refuse('compile', 'Input/output error')", "the temporary disk fails"),
    "processes": ("refuse('run', 'Resource temporarily unavailable')", "ulimit -u"),
    "unknown": ("refuse('compile', 'cuda: malformed or corrupted AST file')", "known to be good"),
    "crash": ("os.kill(os.getpid(), 11)", "SIGSEGV"),
    "exit": ("os._exit(7)", "exited with status 7"),
    "killed": ("os.kill(os.getpid(), 9)", "SIGKILL"),
    "no-answer": ("print('Illegal instruction', flush=True)", "not a JSON object"),
    "processor-time": ("os.kill(os.getpid(), 24)", "ulimit -t"),
}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_worker.python_in(tmp_path_factory.mktemp("quick"))


@pytest.fixture(scope="module")
def healthy_files(python: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("healthy") / "out"
    done = generate(python, out)
    assert done.returncode == 0, done.stderr
    return files_of(out)


def generate(python: Path, out: Path, does: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the program with workers that do this for each kernel."""
    return run(
        *("generate", *KERNELS, "-o", out, "--python", python), environment={"QUICK_WORKER": does}
    )


def rejected(out: Path) -> list[dict[str, str]]:
    file = out / "rejected.jsonl"
    lines = file.read_text().splitlines() if file.exists() else []
    return [json.loads(line) for line in lines]


def stored(out: Path) -> tuple[int, int]:
    """How many kernels the journal holds, accepted and rejected."""
    journal = out / ".warploom" / "journal"
    lines = journal.read_text().splitlines() if journal.exists() else []
    chunks = [json.loads(line[17:]) for line in lines]
    return sum(c["accepted"] for c in chunks), sum(len(c["rejected"]) for c in chunks)


@pytest.mark.parametrize("sickness", SICKNESSES)
def test_sick_from_the_start(
    sickness: str, python: Path, healthy_files: dict[str, bytes], tmp_path: Path
) -> None:
    does, words = SICKNESSES[sickness]
    began = time.monotonic()
    text = complaint(generate(python, tmp_path / "out", does), 1)
    assert words in text
    assert "the same command then continues" in text
    assert stored(tmp_path / "out") == (0, 0)
    assert time.monotonic() - began < 30
    assert generate(python, tmp_path / "out").returncode == 0
    assert files_of(tmp_path / "out") == healthy_files


@pytest.mark.parametrize("sickness", ["full", "memory", "unknown", "exit", "killed"])
def test_sick_in_the_middle(
    sickness: str, python: Path, healthy_files: dict[str, bytes], tmp_path: Path
) -> None:
    """Each process answers one request well, then the machine falls sick and stays so."""
    does, words = SICKNESSES[sickness]
    sick = tmp_path / "sick"
    does = (
        f"if number >= 1 or os.path.exists({str(sick)!r}):\n"
        f"    open({str(sick)!r}, 'w').close()\n    {does}"
    )
    assert words in complaint(generate(python, tmp_path / "out", does), 1)
    assert stored(tmp_path / "out")[1] == 0
    assert generate(python, tmp_path / "out").returncode == 0
    assert files_of(tmp_path / "out") == healthy_files


@pytest.mark.parametrize("sickness", ["full", "unknown", "crash", "killed", "no-answer"])
def test_a_passing_sickness_leaves_no_trace(
    sickness: str, python: Path, healthy_files: dict[str, bytes], tmp_path: Path
) -> None:
    does, _ = SICKNESSES[sickness]
    once = tmp_path / "once"
    does = (
        f"if number >= 1 and not os.path.exists({str(once)!r}):\n"
        f"    open({str(once)!r}, 'w').close()\n    {does}"
    )
    done = generate(python, tmp_path / "out", does)
    assert done.returncode == 0, done.stderr
    assert once.exists()
    assert files_of(tmp_path / "out") == healthy_files


def test_what_only_batches_suffer_is_no_refusal(
    python: Path, healthy_files: dict[str, bytes], tmp_path: Path
) -> None:
    does = "len(request['kernels']) > 1 and refuse('compile', 'a header is damaged')"
    assert generate(python, tmp_path / "out", does).returncode == 0
    assert files_of(tmp_path / "out") == healthy_files


@pytest.mark.parametrize(
    ("does", "stage", "reason"),
    [
        ("refuse('codegen', 'no such overload')", "codegen", "no such overload"),
        ("os.kill(os.getpid(), 11)", "crash", "the worker died (SIGSEGV)"),
        ("os._exit(7)", "crash", "the worker exited with status 7"),
    ],
)
def test_a_bad_kernel_is_still_refused(
    does: str, stage: str, reason: str, python: Path, tmp_path: Path
) -> None:
    bad = f"if 'atomic' in kernel['source']:\n    {does}"
    for workers in (1, 3):
        out = tmp_path / str(workers)
        done = run(
            *("generate", *KERNELS[:2], "-o", out, "--python", python, "--no-progress"),
            *("--workers", workers),
            environment={"QUICK_WORKER": bad},
        )
        assert done.returncode == 0, done.stderr
        assert rejected(out)
        for reject in rejected(out):
            assert "atomic" in reject["python_code"]
            assert reject["stage"] == stage
            assert reason in reject["reason"]
    assert files_of(tmp_path / "1") == files_of(tmp_path / "3")


def test_a_kernel_that_is_killed_each_time_is_not_recorded(python: Path, tmp_path: Path) -> None:
    does = "'atomic' in kernel['source'] and os.kill(os.getpid(), 9)"
    text = complaint(generate(python, tmp_path / "out", does), 1)
    assert "killed from outside each time" in text
    assert stored(tmp_path / "out")[1] == 0


def test_no_scratch_is_left(python: Path, tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    for does in ("", "os.kill(os.getpid(), 11)"):
        run(
            *("generate", *KERNELS, "-o", tmp_path / "out", "--python", python),
            environment={"QUICK_WORKER": does, "TMPDIR": str(tmp_path / "scratch")},
        )
        assert not list((tmp_path / "scratch").iterdir())


@pytest.mark.parametrize(
    ("limit", "code", "words"),
    [("-f 1000", 3, "ulimit -f"), ("-v 1000000", 3, "ulimit -v")],
)
def test_limits_are_told_before_the_run(
    limit: str, code: int, words: str, python: Path, tmp_path: Path
) -> None:
    command = f"ulimit {limit}; exec \"$0\" generate -n 4 -o '{tmp_path}/out' --python '{python}'"
    done = limited(command)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def limited(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command, PROGRAM], capture_output=True, text=True, timeout=120
    )


@pytest.fixture
def scratch_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk on which a worker has room, but not much more."""
    with small_tmpfs(tmp_path / "scratch", "300m") as folder:
        yield folder


@contextmanager
def kept_full(disk: Path) -> Iterator[None]:
    """Takes all space of a disk, and what others free there as well, until the end."""
    over = threading.Event()

    def fill() -> None:
        with open(disk / "ballast", "wb", buffering=0) as file:
            while not over.is_set():
                try:
                    file.write(bytes(1 << 20))
                except OSError:
                    over.wait(0.01)

    filler = threading.Thread(target=fill)
    filler.start()
    try:
        yield
    finally:
        over.set()
        filler.join()
        (disk / "ballast").unlink()


@pytest.mark.slow
def test_the_temporary_disk_fills_up(scratch_disk: Path, tmp_path: Path) -> None:
    """The real worker: a full disk stops the run, which goes on when there is space again."""
    options = ("generate", "-n", 8, "--targets", "cpu", "--workers", 1, "--no-progress")
    environment = {"TMPDIR": str(scratch_disk)}
    out = tmp_path / "out"
    program = start(*options, "-o", out, environment=environment)
    wait_for(lambda: journal_lines(out) >= 1 or program.poll() is not None)
    with kept_full(scratch_disk):
        _, errors = program.communicate(timeout=300)
        assert program.returncode == 1, errors
        assert "the temporary disk is full: TMPDIR=" in errors
        assert errors.count("\n") == 1
        assert stored(out)[1] == 0
        assert not list(scratch_disk.glob("warploom*"))
        # And before anything is started.
        assert "is full" in complaint(run(*options, "-o", out, environment=environment), 1)
    done = run(*options, "-o", out, environment=environment)
    assert done.returncode == 0, done.stderr
    assert run(*options, "-o", tmp_path / "whole").returncode == 0
    assert files_of(out) == files_of(tmp_path / "whole")
