"""Lost standard streams: closed, full, dead, stopped. A run goes on, and the exit code tells."""

from __future__ import annotations

import fcntl
import itertools
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import quick_worker
from cli_program import PROGRAM, files_of

CLOSED = "closed"


def dead_pipe() -> int:
    """A pipe whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    return writer


def full_pipe(blocking: bool) -> int:
    """A pipe that nobody reads, though somebody could: its reader is never closed."""
    _, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, b"x" * 4096)
    except BlockingIOError:
        os.set_blocking(writer, blocking)
    return writer


# Each returns a descriptor, or CLOSED.
OUTPUTS: dict[str, Callable[[], int | str]] = {
    "good": lambda: os.open(os.devnull, os.O_WRONLY),
    "closed": lambda: CLOSED,
    "full-disk": lambda: os.open("/dev/full", os.O_WRONLY),
    "dead-pipe": dead_pipe,
}
ERRORS = {
    **OUTPUTS,
    "full-pipe": lambda: full_pipe(blocking=True),
    "full-pipe-nonblocking": lambda: full_pipe(blocking=False),
}
LOST = set(OUTPUTS) - {"good"}


def run_with(
    arguments: list[object],
    streams: list[int | str],
    pipe_signal: int = signal.SIG_DFL,
    program: Path = PROGRAM,
) -> int:
    """Runs the program on these three streams and returns its exit code (negative: a signal)."""

    def set_streams() -> None:
        signal.signal(signal.SIGPIPE, pipe_signal)
        for number, stream in enumerate(streams):
            if stream == CLOSED:
                os.close(number)
            else:
                os.dup2(stream, number)

    process = subprocess.Popen([program, *map(str, arguments)], preexec_fn=set_streams)
    for stream in streams:
        if stream != CLOSED:
            os.close(stream)
    return process.wait(timeout=60)


def input_of(kind: str) -> int | str:
    return CLOSED if kind == "closed" else os.open(os.devnull, os.O_RDONLY)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_worker.python_in(tmp_path_factory.mktemp("quick"))


@pytest.fixture(scope="module")
def undisturbed(python: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("streams") / "out"
    subprocess.run(
        [PROGRAM, *map(str, generate(python, out))], check=True, stderr=subprocess.DEVNULL
    )
    return files_of(out)


def generate(python: Path, out: Path) -> list[object]:
    return ["generate", "-n", 8, "-o", out, "--python", python, "--workers", 2]


@pytest.mark.parametrize("inputs", ["good", "closed"])
@pytest.mark.parametrize(("outputs", "errors"), [*itertools.product(OUTPUTS, ERRORS)])
def test_a_run_goes_on(
    inputs: str,
    outputs: str,
    errors: str,
    python: Path,
    undisturbed: dict[str, bytes],
    tmp_path: Path,
) -> None:
    streams = [input_of(inputs), OUTPUTS[outputs](), ERRORS[errors]()]
    assert run_with(generate(python, tmp_path / "out"), streams) == 0
    assert files_of(tmp_path / "out") == undisturbed


@pytest.mark.parametrize("errors", ERRORS)
def test_a_usage_error_is_told_by_the_exit_code(errors: str) -> None:
    assert run_with(["generate"], [input_of("good"), OUTPUTS["good"](), ERRORS[errors]()]) == 2


@pytest.mark.parametrize("errors", ERRORS)
@pytest.mark.parametrize("outputs", sorted(LOST))
def test_lost_output_is_a_failure(outputs: str, errors: str) -> None:
    """A filter whose reader has gone ends by SIGPIPE; anything else is a failed write."""
    code = -signal.SIGPIPE if outputs == "dead-pipe" else 1
    for command in (["categories"], ["--help"]):
        streams = [input_of("good"), OUTPUTS[outputs](), ERRORS[errors]()]
        assert run_with(command, streams) == code


@pytest.fixture(scope="module")
def dataset(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("streams") / "out"
    command = [PROGRAM, *map(str, generate(python, out))]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return out


# Commands that print, by whether their output is what was asked for.
PRINTING = ("show", "coverage", "profile", "doctor", "gpu-run")
QUIET = ("synth", "gallery")
STARTS_WORKERS = ("doctor", "gallery")


def command_of(name: str, python: Path, dataset: Path, folder: Path) -> list[object]:
    return {
        "show": ["show", dataset],
        "coverage": ["coverage", dataset],
        "profile": ["profile", "small"],
        "doctor": ["doctor", "--python", python],
        "gpu-run": ["--help"],
        "synth": ["synth", "-n", 2, "-o", folder / "synth"],
        "gallery": ["gallery", "-n", 2, "-o", folder / "page", "--python", python],
    }[name]


@pytest.mark.parametrize("name", [*PRINTING, *QUIET])
def test_every_command_in_every_combination(
    name: str, python: Path, dataset: Path, tmp_path: Path
) -> None:
    program = PROGRAM.with_name("warploom-gpu-run") if name == "gpu-run" else PROGRAM
    inputs_tried = ("closed",) if name in STARTS_WORKERS else ("good", "closed")
    combinations = itertools.product(inputs_tried, OUTPUTS, OUTPUTS)
    for number, (inputs, outputs, errors) in enumerate(combinations):
        streams = [input_of(inputs), OUTPUTS[outputs](), OUTPUTS[errors]()]
        (tmp_path / str(number)).mkdir()
        code = run_with(
            command_of(name, python, dataset, tmp_path / str(number)), streams, program=program
        )
        wanted = {"good": 0, "dead-pipe": -signal.SIGPIPE}.get(outputs, 1)
        assert code == (wanted if name in PRINTING else 0), (inputs, outputs, errors)


@pytest.mark.parametrize("errors", sorted(LOST))
def test_errors_of_every_command(errors: str, tmp_path: Path) -> None:
    """The exit code tells them, where nothing else can."""
    for name in ("show", "coverage", "verify", "synth", "gallery", "fuzz", "bundle", "gpu-run"):
        program = PROGRAM.with_name("warploom-gpu-run") if name == "gpu-run" else PROGRAM
        command = ["--none"] if name == "gpu-run" else [name, "--none"]
        streams = [input_of("good"), OUTPUTS["good"](), ERRORS[errors]()]
        assert run_with(command, streams, program=program) == 2, name


def test_a_dead_reader_under_a_parent_that_ignores_it() -> None:
    streams = [input_of("good"), dead_pipe(), OUTPUTS["good"]()]
    assert run_with(["categories"], streams, signal.SIG_IGN) == 1


def test_a_summary_that_cannot_be_printed_leaves_the_dataset(
    python: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    streams = [input_of("good"), OUTPUTS["full-disk"](), OUTPUTS["full-disk"]()]
    assert run_with([*generate(python, tmp_path / "out"), "--json"], streams) == 1
    assert files_of(tmp_path / "out") == undisturbed


def test_a_slow_reader_of_a_nonblocking_pipe_gets_everything() -> None:
    whole = subprocess.run([PROGRAM, "profile"], capture_output=True, check=True).stdout
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    os.set_blocking(writer, False)
    program = subprocess.Popen([PROGRAM, "profile"], stdout=writer)
    with pytest.raises(subprocess.TimeoutExpired):
        program.wait(0.5)  # The pipe is full.
    assert not os.get_blocking(writer)  # The flag is ours.
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        assert file.read() == whole
    assert program.wait(10) == 0
