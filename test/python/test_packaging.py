"""The places that must say the same: requirement files, pyproject.toml, CMakeLists.txt."""

import re
import tomllib
from pathlib import Path

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
