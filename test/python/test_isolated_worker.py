"""Other Python work of the user's, or a broken one, is not taken for Warp's; advice is true."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import quick_worker
from cli_program import PROGRAM, ROOT, complaint, run, without_rights
from conftest import Process

TINY = ("generate", "-n", 1, "--check", "codegen", "--no-progress", "--workers", 1)

# Modules of these names are what is most often lying around.
TRAPS = ("warp.py", "numpy.py", "json.py", "types.py", "sitecustomize.py", "warploom.py")


@pytest.fixture
def traps(tmp_path: Path) -> Path:
    """A folder of modules that say their name and end the process."""
    folder = tmp_path / "traps"
    folder.mkdir()
    for name in TRAPS:
        (folder / name).write_text(f"print('{name} was imported')\nraise SystemExit(9)\n")
    return folder


def test_modules_on_pythonpath_do_not_stand_in(traps: Path, tmp_path: Path) -> None:
    """Nor do those in the current folder, nor does a PYTHONHOME without a Python."""
    done = subprocess.run(
        [PROGRAM, *map(str, TINY), "-o", tmp_path / "out"],
        cwd=traps,
        env={**os.environ, "PYTHONPATH": str(traps), "PYTHONHOME": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "was imported" not in done.stderr


def test_what_only_pythonpath_has_is_found(tmp_path: Path) -> None:
    """It is looked at last: a Warp that is nowhere else is taken."""
    (tmp_path / "only_here.py").write_text("")
    command = "from warploom.search_path import *; append_users_path(); import only_here"
    subprocess.run(
        [sys.executable, "-c", command],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "python"),
            "WARPLOOM_PYTHONPATH": f":{tmp_path}",
        },
        check=True,
    )


def test_no_home(tmp_path: Path) -> None:
    """HOME unset, and a user whom the system does not know, as containers have them."""
    environment = {key: value for key, value in os.environ.items() if key != "HOME"}
    done = subprocess.run(
        [*without_rights(), PROGRAM, *map(str, TINY), "-o", "out"],
        cwd=tmp_path,
        env={**environment, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out"]  # No folder named ~.


@pytest.mark.parametrize("home", ["/proc/none", "/dev/null"])
def test_a_home_that_cannot_be_written(home: str) -> None:
    process = Process({"HOME": home, "XDG_CACHE_HOME": home, "WARP_CACHE_PATH": ""})
    assert process.hello["ok"]
    assert process.end()[0] == 0


def python_that(folder: Path, script: str) -> Path:
    """A program for --python that does this first and then is the quick worker."""
    program = quick_worker.python_in(folder)
    first, last = program.read_text().splitlines()
    program.write_text(f"{first}\n{script}\n{last}\n")
    return program


@pytest.mark.parametrize(
    "prints",
    [
        "echo hello from sitecustomize",
        "printf 'no newline at the end'",
        'printf \'{"some": "json"}\'; echo; echo more',
        "yes 'very much of it' | head -n 20000",
        "printf '\\377\\000\\033[31m\\n'",
    ],
)
def test_a_sitecustomize_that_prints(prints: str, tmp_path: Path) -> None:
    """What comes before the greeting is no part of it."""
    python = python_that(tmp_path, f"echo; {prints}")
    done = run("generate", "-n", 4, "-o", tmp_path / "out", "--python", python, "--no-progress")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'what a pity' >&2; exit 5", "exited with status 5 before it was ready; its last"),
        ("echo 'not on standard error'; exit 5", "it printed: not on standard error"),
        ("kill -SEGV $$", "died (SIGSEGV)"),
        ("echo '{\"id\": 0}'", "not a greeting"),
    ],
)
def test_what_the_worker_said_is_shown(script: str, said: str, tmp_path: Path) -> None:
    python = python_that(tmp_path, script)
    text = complaint(run("generate", "-n", 4, "-o", tmp_path / "out", "--python", python), 3)
    assert said in text


def test_a_traceback_is_told_in_one_sentence(tmp_path: Path) -> None:
    python = python_that(tmp_path, f"exec {sys.executable} -I -c 'import there_is_no_such_module'")
    text = complaint(run("generate", "-n", 4, "-o", tmp_path / "out", "--python", python), 3)
    assert "ModuleNotFoundError: No module named 'there_is_no_such_module'" in text
    assert "Traceback" not in text


def unable(folder: Path, module: str, text: str) -> dict[str, object]:
    """The greeting of a worker whose Warp cannot be imported for this module's sake."""
    (folder / f"{module}.py").write_text(text)
    process = Process({"PYTHONPATH": f"{folder}:{ROOT / 'python'}"})
    assert not process.hello["ok"]
    assert process.end()[0] == 3
    return process.hello


@pytest.mark.parametrize(
    ("module", "text", "words"),
    [
        ("warp", "", "warp.py stands in for the module warp of warp-lang; rename it"),
        ("numpy", "array = 1", "numpy.py stands in for the module numpy of numpy; rename it"),
        ("ctypes", "import not_there", "pip install not_there"),
        ("ctypes", "raise ValueError('so it is')", "ValueError: so it is ("),
    ],
)
def test_advice_is_true(module: str, text: str, words: str, tmp_path: Path) -> None:
    """Reinstalling Warp does not mend what something else causes."""
    reason = unable(tmp_path, module, text)["reason"]
    assert words in reason
    assert "reinstall" not in reason
    assert "Traceback" not in reason
    assert str(tmp_path / f"{module}.py") in reason


def test_another_module_named_warp(tmp_path: Path) -> None:
    """Where Warp is not installed, a warp.py is not taken for it."""
    (tmp_path / "warp.py").write_text("")
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n')
    python.chmod(0o755)
    done = run(
        *(*TINY, "-o", tmp_path / "out", "--python", python),
        environment={"PYTHONPATH": str(tmp_path)},
    )
    text = complaint(done, 3)
    assert f"{tmp_path}/warp.py is no part of an installation" in text
    assert "pip install warp-lang==" in text


def source_tree(folder: Path) -> Path:
    """A copy of the program in a source tree of its own."""
    (folder / "python" / "warploom").mkdir(parents=True)
    (folder / "python" / "warploom" / "worker.py").write_text("")
    (folder / "CMakeLists.txt").write_text("")
    program = folder / "warploom"
    shutil.copy(PROGRAM, program)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.mark.parametrize("kind", ["empty", "unreadable", "nowhere", "no interpreter"])
def test_an_environment_that_cannot_be_read_is_not_passed_over(kind: str, tmp_path: Path) -> None:
    """Another Python would only hide it."""
    program = source_tree(tmp_path)
    venv = tmp_path / ".venv"
    if kind == "nowhere":
        venv.symlink_to(tmp_path / "gone")
    else:
        venv.mkdir()
    if kind == "no interpreter":
        (venv / "pyvenv.cfg").write_text("")
    if kind == "unreadable":
        (venv / "bin").mkdir()
        (venv / "bin" / "python3").symlink_to("/no/such/python")
        (venv / "pyvenv.cfg").write_text("")
    environment = {key: value for key, value in os.environ.items() if key != "WARPLOOM_PYTHON"}
    done = subprocess.run(
        [program, "generate", "-n", "1", "-o", tmp_path / "out"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    text = complaint(done, 3)
    assert f"the environment {venv} has no interpreter that can be read" in text
