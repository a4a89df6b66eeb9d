"""Drawn modules look as a formatter leaves them, and the linter finds little in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cli_program import run_well

LENGTHS = (88, 100, 120)


def ruff(*arguments: object) -> str:
    command = [sys.executable, "-m", "ruff", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True).stdout


def unformatted(folder: Path, length: int) -> set[str]:
    """Files that ruff would write otherwise."""
    lines = ruff("format", "--isolated", "--diff", "--line-length", length, folder).splitlines()
    return {line for line in lines if line.startswith("--- ")}


@pytest.mark.parametrize(("profile", "count"), [("default", 1000), ("large", 300)])
def test_a_formatter_changes_nothing(profile: str, count: int, tmp_path: Path) -> None:
    folder = tmp_path / "kernels"
    run_well("synth", "-n", count, "-o", folder, "--profile", profile, "--seed", 11)
    by_length = [unformatted(folder, length) for length in LENGTHS]
    assert all(by_length)  # Each author has one line length, and no length is everyone's.
    assert set.intersection(*by_length) == set()
