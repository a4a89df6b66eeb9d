"""The package: its pins are those of the checkout, and its wheel works without a compiler."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name: str) -> list[str]:
    lines = (ROOT / "python" / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_package_pins_what_the_checkout_pins():
    assert sorted(PROJECT["project"]["dependencies"]) == sorted(pins("requirements.txt"))


def test_package_is_built_with_the_pyarrow_it_runs_with():
    (pyarrow,) = (pin for pin in pins("requirements.txt") if pin.startswith("pyarrow=="))
    assert pyarrow in PROJECT["build-system"]["requires"]


def test_every_requirement_is_pinned_once():
    lines = pins("requirements.txt") + pins("requirements-dev.txt")
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines), lines
    names = [line.partition("==")[0].lower() for line in lines]
    assert len(names) == len(set(names))


def test_version_is_found_in_cmake():
    version = PROJECT["tool"]["scikit-build"]["metadata"]["version"]
    match = re.search(version["regex"], (ROOT / version["input"]).read_text())
    assert match
    assert re.fullmatch(r"\d+\.\d+\.\d+", match["value"])


# What any Linux with a Python has, and what pyarrow, a dependency, brings.
LIBRARIES_OUTSIDE = re.compile(
    r"ld-linux|linux-vdso|lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+|arrow|parquet)\.so"
)


def checked(command: list[str | Path], **options) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=1800,
        check=False,
        **options,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `pip install .` builds it; the packages that this needs come from the network."""
    folder = tmp_path_factory.mktemp("wheel")
    checked([sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", folder, ROOT])
    (path,) = folder.glob("warploom-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment that holds the wheel and its dependencies alone."""
    environment = tmp_path_factory.mktemp("installed") / "env"
    checked([sys.executable, "-m", "venv", environment])
    checked([environment / "bin/python", "-m", "pip", "install", wheel])
    return environment / "bin"


def without_tools(folder: Path) -> dict[str, str]:
    """The environment of a machine on which no program but the package's own is found."""
    return {"PATH": str(folder), "HOME": os.environ.get("HOME", str(folder)), "LC_ALL": "C.UTF-8"}


@pytest.mark.slow
def test_wheel_works_without_a_compiler(installed, tmp_path):
    environment = without_tools(installed)
    report = checked([installed / "warploom", "doctor"], env=environment, cwd=tmp_path)
    assert "Everything that warploom needs is installed" in report
    command = [installed / "warploom", "generate", "-n", "4", "-o", "x", "--workers", "1"]
    checked(command, env=environment, cwd=tmp_path)
    assert (tmp_path / "x/manifest.json").exists()
    assert len(list((tmp_path / "x/json/cpu").rglob("*.json"))) == 4


@pytest.mark.slow
def test_runner_in_wheel_needs_glibc_alone(installed):
    runner = installed / "warploom-gpu-run"
    assert checked([runner, "--version"]).startswith("warploom-gpu-run ")
    for line in checked(["ldd", runner]).splitlines():
        assert re.match(r"\s*(linux-vdso|/lib64/ld-linux|lib(c|m|dl)\.so)", line), line


@pytest.mark.slow
def test_program_in_wheel_needs_no_library_of_the_build_machine(installed):
    python = [installed / "python", "-c", "import warploom; print(warploom.__path__[0])"]
    folder = Path(checked(python).strip())
    for line in checked(["ldd", folder / "bin/warploom"]).splitlines():
        name, _, place = line.strip().partition(" => ")
        inside = place.startswith(str(folder.parent))
        assert inside or LIBRARIES_OUTSIDE.match(Path(name.split()[0]).name), line
