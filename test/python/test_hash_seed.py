"""Workers have one hash seed, since the text that Warp generates depends on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cli_program import ROOT, run

KERNEL = """
import warp as wp

@wp.kernel
def twice(values: wp.array[float], n: int, out: wp.array[float]):
    total = float(0.0)
    for ky in range(3):
        for kx in range(3):
            total += values[3 * ky + kx]
    for i in range(n):
        for ky in range(n):
            for kx in range(3):
                if kx < n:
                    k = ky - kx
                    if k >= 0:
                        total += values[k] * values[i]
    out[0] = total
"""
CHILD = """
import sys
from pathlib import Path
from conftest import InProcess
folder = Path(sys.argv[1])
folder.mkdir()
(verdict,) = InProcess(folder).build([("twice", Path(sys.argv[2]).read_text())], ("cpu",))
print(verdict.ir[0]["forward"])
"""


def text_by_seed(seed: int, folder: Path) -> str:
    source = folder / "twice.py"
    source.write_text(KERNEL)
    return subprocess.run(
        [sys.executable, "-c", CHILD, folder / f"seed-{seed}", source],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT / "python")},
    ).stdout


def test_the_order_of_a_set_is_in_the_text(tmp_path: Path) -> None:
    """When this fails, Warp has become deterministic, and the seed need not be set any more."""
    assert text_by_seed(1, tmp_path) != text_by_seed(6, tmp_path)


def test_workers_have_one_seed(tmp_path: Path) -> None:
    python = tmp_path / "python"
    seen = tmp_path / "seeds"
    python.write_text(f'#!/bin/sh\necho "$PYTHONHASHSEED" >> {seen}\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    done = run(
        *("generate", "-n", 2, "--check", "codegen", "-o", tmp_path / "out", "--python", python),
        environment={"PYTHONHASHSEED": "6"},
    )
    assert done.returncode == 0, done.stderr
    assert set(seen.read_text().split()) == {"0"}
