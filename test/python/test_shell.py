"""The shell scripts parse, and refuse what they do not know with exit 2 and a sentence."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = [
    "quickstart",
    "run-tests",
    ".ci/run",
    *sorted(f"tools/{p.name}" for p in (ROOT / "tools").glob("*.sh")),
]

WRONG_USES = [
    (["quickstart", "--fast"], "there is no option '--fast'"),
    (["quickstart", "-n"], "option -n needs a value"),
    (["quickstart", "-n", "0"], "-n takes a whole number above 0, not '0'"),
    (["quickstart", "-n", "many"], "-n takes a whole number above 0, not 'many'"),
    (["quickstart", "-o", ""], "-o takes a folder"),
    (["run-tests", "--quick"], "there is no option '--quick'"),
    (["run-tests", "--fast", "--all"], "give one of --fast and --all"),
    (["tools/setup.sh", "--everything"], "there is no option '--everything'"),
    (["tools/setup.sh", "--dev", "--plan"], "too many arguments"),
]


def run(command: list[str], **options) -> subprocess.CompletedProcess:
    program = [str(ROOT / command[0]), *command[1:]]
    return subprocess.run(
        program,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
        **options,
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_parses(script):
    done = subprocess.run(
        ["bash", "-n", ROOT / script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("script", ["quickstart", "run-tests", ".ci/run", "tools/setup.sh"])
def test_script_is_executable(script):
    assert (ROOT / script).stat().st_mode & 0o111


@pytest.mark.parametrize(
    ("command", "message"),
    WRONG_USES,
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_refused(command, message):
    done = run(command)
    assert done.returncode == 2, done
    assert message in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("script", ["quickstart", "run-tests"])
def test_help_is_no_error(script):
    done = run([script, "--help"])
    assert done.returncode == 0
    assert f"usage: ./{script}" in done.stdout


def bare_machine(folder: Path, **tools: str) -> Path:
    """A folder for PATH with a few real tools, the given ones, and no package installed."""
    folder.mkdir()
    real = (
        "bash cat cut date dirname du env fold grep head mktemp paste printf rm sed sleep tail "
        "sha256sum"
    )
    for tool in real.split():
        (folder / tool).symlink_to(shutil.which(tool))
    for name, text in {"dpkg-query": "exit 1", **tools}.items():
        script = folder / name
        script.write_text(f"#!{shutil.which('bash')}\n{text}\n")
        script.chmod(0o755)
    return folder


def setup_as(user_test: str, checkout: Path) -> Path:
    """A copy of tools/setup.sh that takes its user for root, or not: EUID is read-only in bash."""
    (checkout / "tools").mkdir()
    (checkout / "python").mkdir()
    for name in ("tools/progress.sh", "python/requirements.txt"):
        shutil.copy(ROOT / name, checkout / name)
    script = checkout / "tools/setup.sh"
    script.write_text((ROOT / "tools/setup.sh").read_text().replace("EUID != 0", user_test))
    return script


def run_setup(script: Path, path: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["bash", script, *arguments],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


def test_setup_without_root_or_sudo_says_what_to_run(tmp_path):
    """A machine where packages are missing and nobody may install them."""
    path = bare_machine(tmp_path / "bin")
    done = run_setup(setup_as("1", tmp_path), path)
    assert done.returncode == 3, done
    assert "apt-get install --no-install-recommends cmake" in done.stderr
    assert "WARPLOOM_NO_APT=1" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_plan_names_what_is_missing_and_installs_nothing(tmp_path):
    path = bare_machine(tmp_path / "bin", **{"apt-get": "echo called >&2; exit 1"})
    done = run_setup(setup_as("0", tmp_path), path, "--plan")
    assert done.returncode == 0, done
    assert done.stderr == ""
    for word in ("ninja-build", "libfmt-dev", "warp-lang==", "MB to download", "MB on disk"):
        assert word in done.stdout
    assert "libgtest-dev" not in done.stdout
    assert not (tmp_path / ".venv").exists()


def test_failed_installation_shows_what_apt_said(tmp_path):
    apt = "echo pmstatus:cmake:40.5:Unpacking; echo E: no space left; exit 100"
    path = bare_machine(tmp_path / "bin", **{"apt-get": apt})
    done = run_setup(setup_as("0", tmp_path), path)
    assert done.returncode == 1, done
    assert "E: no space left" in done.stderr
    assert "pmstatus" not in done.stderr
    assert "system packages: failed after" in done.stderr


def shown(filter_name: str, command: str, folder: Path) -> str:
    """What a step shows where there is no terminal, with a line each second."""
    script = f"""source {ROOT}/tools/progress.sh; progress_plain_seconds=1
        WARPLOOM_STEP_TIMES={folder}/times watched compiling {filter_name} bash -c '{command}'"""
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    return done.stderr


@pytest.mark.parametrize(
    ("filter_name", "line", "told"),
    [
        ("ninja_steps", "[3/60] Building CXX object a.o", "compiling: [3/60], "),
        ("apt_status", "dlstatus:1:23.07:Retrieving file", "compiling: downloading, 23 %, "),
        ("apt_status", "pmstatus:g++:45.3:Unpacking", "compiling: installing, 45 % (g++), "),
        ("time_only", "Reading lists", "compiling: 1 s"),
    ],
)
def test_progress_is_told_by_the_second(filter_name, line, told, tmp_path):
    lines = shown(filter_name, f'echo "{line}"; sleep 2.5', tmp_path).splitlines()
    assert lines[0].startswith(told)
    assert lines[-1] in ("compiling: done in 2 s", "compiling: done in 3 s")
    assert (tmp_path / "times").read_text().split() in (["2", "compiling"], ["3", "compiling"])


def test_many_steps_are_few_lines(tmp_path):
    command = 'for i in {1..300}; do echo "[$i/300] Building"; done; sleep 1.2'
    assert len(shown("ninja_steps", command, tmp_path).splitlines()) <= 4


@pytest.mark.parametrize("options", ["+e", "-e", "-euo pipefail"])
def test_failed_step_has_the_status_of_its_command(options):
    step = 'watched compiling ninja_steps bash -c "echo [1/2] a.o; echo FAILED: b.o; exit 3"'
    script = f'set {options}\nsource {ROOT}/tools/progress.sh\n{step} || echo "status $?"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "status 3\n"
    line, told = done.stderr.splitlines()
    assert line == "FAILED: b.o"
    assert told in ("compiling: failed after 0 s", "compiling: failed after 1 s")
