"""The show.py of a gradient finding: it shows a planted fault, and nothing with Warp as it is."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from test_fuzz import PYTHON, Fault, faulty_python, shows
from test_launch_objects import MESH
from test_run_check import arg, kernel, launch

SINE_FOR_COSINE = Fault(
    'reverse_call = f"{func.namespace}adj_{adj_func_name}({arg_str});"',
    'reverse_call = f"{func.namespace}adj_{adj_func_name}({arg_str});".replace("_sin(", "_cos(")',
    "",
    "",
    0,
)
PARAMETERS = "a: wp.array(dtype=float), o: wp.array(dtype=float)"
PLAN = [arg("a", "array1<float32>", [4], range=[0.5, 2]), arg("o", "array1<float32>", [4], "zero")]
PLAIN = (PARAMETERS, PLAN)
OTHER = (f"m: wp.uint64, {PARAMETERS}", [MESH, *PLAN])  # It takes warploom to make.


def finding(parameters: str, plans: list[dict[str, Any]]) -> dict[str, object]:
    source = kernel("o[i] = wp.sin(a[i]) * a[i]", parameters)
    plan = launch([4], *plans)
    at = {"id": "k000000", "index": 0, "attempt": 0}
    what = {"stage": "run", "verdict": "GRADIENT_MISMATCH", "device": "gradient"}
    return {**at, **what, "reduced": {"name": "k", "source": source, "launch": plan}}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return faulty_python(tmp_path_factory.mktemp("faulty"), SINE_FOR_COSINE)


@pytest.mark.parametrize("launched", [PLAIN, OTHER], ids=["plain", "other"])
def test_show_compares_derivatives(
    launched: tuple[str, list[dict[str, Any]]],
    faulty: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "python"))  # Some need warploom for arguments.
    folder = tmp_path / "findings" / "k000000"
    folder.mkdir(parents=True)
    (tmp_path / "fuzz.json").write_text('{"seed": 1}')
    (folder / "finding.json").write_text(json.dumps(finding(*launched)))
    subprocess.run([PYTHON, "-m", "warploom.case_file", folder], check=True)
    assert shows(folder, faulty)
    assert not shows(folder, PYTHON)
