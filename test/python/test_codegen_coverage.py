"""bench/codegen_coverage.py counts what valid kernels reach in Warp's codegen.py, and no more."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from conftest import ROOT

LOOP = """
import warp as wp


@wp.kernel
def repeated(a: wp.array[float], n: int):
    for i in range(n):
        a[i] = float(i)
"""
REFUSED = """
import warp as wp


@wp.kernel
def refused(a: wp.array[float]):
    while True:
        a[0] = nothing
"""


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("coverage")
    kernels = folder / "kernels"
    kernels.mkdir()
    (kernels / "a.py").write_text(LOOP)
    (kernels / "b.py").write_text(REFUSED)
    script = [sys.executable, str(ROOT / "bench" / "codegen_coverage.py"), str(kernels)]
    files = ["--json", str(folder / "all.json"), "--missed", str(folder / "missed.txt")]
    done = subprocess.run([*script, *files], capture_output=True, text=True, check=True)
    return {
        "functions": json.loads((folder / "all.json").read_text())["functions"],
        "missed": (folder / "missed.txt").read_text(),
        "printed": done.stdout,
    }


def reached(figures: dict, function: str) -> int:
    return figures["functions"][function]["summary"]["covered_lines"]


def test_a_loop_reaches_the_code_of_loops(figures: dict) -> None:
    assert reached(figures, "Adjoint.emit_For") > 10
    assert reached(figures, "codegen_func") == 0  # No helper function is there.
    assert reached(figures, "codegen_kernel") > 50


def test_a_refused_kernel_reaches_nothing(figures: dict) -> None:
    assert "2 kernels, 2 refusals" in figures["printed"]
    assert reached(figures, "Adjoint.emit_While") == 0
    assert "== Adjoint.emit_While: " in figures["missed"]


def test_figures_are_printed(figures: dict) -> None:
    lines = figures["printed"].splitlines()
    assert [line.split("  ")[0] for line in lines[-2:]] == [
        "codegen.py",
        "its function bodies alone",
    ]
