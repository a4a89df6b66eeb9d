"""The shell scripts parse, and refuse what they do not know with exit 2 and a sentence."""

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


def test_setup_without_root_or_sudo_says_what_to_run(tmp_path):
    """A machine where packages are missing and nobody may install them."""
    (tmp_path / "dpkg-query").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "dpkg-query").chmod(0o755)
    for tool in ("bash", "dirname", "env", "grep"):
        real = subprocess.run(["which", tool], capture_output=True, text=True, check=True)
        (tmp_path / tool).symlink_to(real.stdout.strip())
    # EUID is read-only in bash, so a copy of the script stands in for another user.
    script = tmp_path / "tools" / "setup.sh"
    script.parent.mkdir()
    script.write_text((ROOT / "tools/setup.sh").read_text().replace("EUID != 0", "1"))
    done = subprocess.run(
        ["bash", script], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done
    assert "apt-get install --no-install-recommends cmake" in done.stderr
    assert "WARPLOOM_NO_APT=1" in done.stderr
    assert not (tmp_path / ".venv").exists()
