"""Odd machines: no temporary folder, no current folder, no rights, no locks. Never a traceback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import quick_worker
from cli_program import PROGRAM, complaint, files_of, run, without_rights

TINY = ("generate", "-n", 1, "--check", "codegen", "--no-progress", "--workers", 1)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_worker.python_in(tmp_path_factory.mktemp("quick"))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Its parts may be without rights; root's own removal of it does not mind, others' does."""
    yield tmp_path
    subprocess.run(["chmod", "-R", "u+rwx", tmp_path], check=True)


def run_without_rights(
    command: tuple[object, ...], folder: Path, umask: int = -1, scratch: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs the program in a folder as a user without rights; root has all of them."""
    return subprocess.run(
        [*without_rights(), PROGRAM, *map(str, command)],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(scratch or folder)},
        capture_output=True,
        text=True,
        timeout=300,
        umask=umask,
    )


@pytest.mark.parametrize("umask", [0o222, 0o777])
def test_any_umask(umask: int, folder: Path) -> None:
    """The real worker: what is made can be used by its owner."""
    done = run_without_rights((*TINY, "-o", "out"), folder, umask)
    assert done.returncode == 0, done.stderr
    mode = (folder / "out" / "manifest.json").stat().st_mode & 0o777
    assert mode == 0o666 & ~(umask & 0o077)
    assert [path.name for path in folder.iterdir()] == ["out"]


@pytest.mark.parametrize(
    "command",
    [
        (*TINY, "-o", "locked/out"),
        (*TINY, "-o", "locked/out/deeper"),
        (*TINY, "-o", "sealed/out"),
        ("synth", "-n", 1, "-o", "locked/out"),
        ("gallery", "-n", 1, "-o", "locked/page.html", "--no-progress"),
        ("show", "sealed/out"),
        ("coverage", "sealed/out"),
        ("profile", "sealed/x.toml"),
    ],
)
def test_parents_without_rights(command: tuple[object, ...], folder: Path) -> None:
    for name, mode in (("locked", 0o555), ("sealed", 0o000)):
        (folder / name).mkdir()
        (folder / name).chmod(mode)
    done = run_without_rights(command, folder)
    text = complaint(done, done.returncode)
    assert done.returncode in (1, 2)
    assert "locked" in text or "sealed" in text


@pytest.mark.parametrize("kind", ["missing", "file", "no rights"])
def test_no_temporary_folder(kind: str, folder: Path) -> None:
    scratch = folder / "tmp"
    if kind == "file":
        scratch.write_text("")
    if kind == "no rights":
        scratch.mkdir(mode=0o555)
    done = run_without_rights((*TINY, "-o", "out"), folder, scratch=scratch)
    text = complaint(done, done.returncode)
    assert done.returncode in (1, 3)
    assert str(scratch) in text
    assert "TMPDIR" in text


def in_a_removed_folder(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = 'mkdir gone; cd gone; rmdir ../gone; exec "$0" "$@"'
    return subprocess.run(
        ["bash", "-c", command, PROGRAM, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_a_current_folder_that_was_removed(tmp_path: Path) -> None:
    done = in_a_removed_folder(tmp_path, *TINY, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    for command in ((*TINY, "-o", "out"), ("show", "out"), ("synth", "-n", 1, "-o", "x")):
        done = in_a_removed_folder(tmp_path, *command)
        complaint(done, done.returncode)
        assert done.returncode in (1, 2)


NO_LOCKS = """
#include <errno.h>
int flock(int fd, int operation) { (void)fd; (void)operation; errno = ENOLCK; return -1; }
"""


def test_a_disk_without_locks(python: Path, tmp_path: Path) -> None:
    """As some network disks are: a folder that cannot be locked is not written to."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang-19")
    if compiler is None:
        pytest.skip("there is no C compiler to make a library without locks")
    (tmp_path / "no_locks.c").write_text(NO_LOCKS)
    library = tmp_path / "no_locks.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-o", library, tmp_path / "no_locks.c"], check=True
    )
    done = run(
        *(*TINY, "-o", tmp_path / "out", "--python", python),
        environment={"LD_PRELOAD": str(library)},
    )
    assert "file locks" in complaint(done, 1)
    assert run(*TINY, "-o", tmp_path / "out", "--python", python).returncode == 0


def test_the_help_tells_the_limits() -> None:
    """Each option that takes a number says which, and the program agrees."""
    for command in ("generate", "synth", "gallery", "fuzz"):
        text = " ".join(run(command, "--help").stdout.split())
        assert "1 to 100000000" in text, command
        assert "0 to 2^63-1" in text, command
        if command != "synth":
            assert "1 to 1024" in text, command
    for option, value, words in (
        ("-n", "0", "-n takes a whole number from 1 to 100000000"),
        ("-n", "100000001", "-n takes a whole number from 1 to 100000000"),
        (
            "--seed",
            "9223372036854775808",
            "--seed takes a whole number from 0 to 92233720368547758",
        ),
        ("--seed", "-1", "--seed"),
        ("--workers", "0", "--workers takes a whole number from 1 to 1024"),
        ("--workers", "1025", "--workers takes a whole number from 1 to 1024"),
    ):
        arguments = {"-n": "1", "--seed": "0", "--workers": "1", option: value}
        words_given = [word for pair in arguments.items() for word in pair]
        assert words in complaint(run("generate", "-o", "out", *words_given), 2)


def test_exit_codes_are_documented() -> None:
    """The table of the README, --help and the program's own agree."""
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text()
    told = dict(re.findall(r"^\| (\d) \| ([^|]+) \|", readme, re.MULTILINE))
    assert sorted(told) == list("0123456")
    shown = " ".join(run("--help").stdout.split())
    for code in told:
        assert re.search(rf"\b{code} \w", shown[shown.index("Exit codes") :]), code


def test_synth_leaves_a_folder_that_was_there(tmp_path: Path) -> None:
    """Its own files are removed after a failure, not the user's folder."""
    out = tmp_path / "out"
    out.mkdir()

    def limit_files() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))

    done = subprocess.run(
        [PROGRAM, "synth", "-n", "20", "-o", out],
        capture_output=True,
        text=True,
        preexec_fn=limit_files,
        timeout=60,
    )
    assert "ulimit -f" in complaint(done, 1)
    assert files_of(tmp_path) == {}
    assert out.is_dir()
    assert run("synth", "-n", 20, "-o", out).returncode == 0


def test_no_python_at_all(tmp_path: Path) -> None:
    """A program that cannot be run as Python is."""
    for text, words in (
        ("exit 7", "exited with status 7"),
        ("#!/no/such/interpreter\n", "No such file or directory"),
        (f"#!{sys.executable}\nprint(", "SyntaxError"),
    ):
        python = tmp_path / "python"
        python.write_text(text)
        python.chmod(0o755)
        done = run(*TINY, "-o", tmp_path / "out", "--python", python)
        assert words in complaint(done, 3)
