"""`warploom fuzz` on a Warp with one line changed: it finds the fault, reduces it and shows it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_program import complaint, run, run_well, start

PYTHON = Path(os.environ.get("WARPLOOM_PYTHON", sys.executable))

# Loaded by Python before anything else: changes Warp's code generator as it is imported.
PATCH = """
import importlib.abc, importlib.machinery, sys

OLD, NEW = {old!r}, {new!r}

class Loader(importlib.machinery.SourceFileLoader):
    def get_data(self, path):
        data = super().get_data(path)
        if path.endswith(".py"):
            text = data.decode()
            assert text.count(OLD) == 1, "Warp's line is another one now"
            data = text.replace(OLD, NEW).encode()
        return data
    def path_stats(self, path):
        raise OSError  # No bytecode of the real one.

class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "warp._src.codegen":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        spec.loader = Loader(name, spec.origin)
        return spec

sys.meta_path.insert(0, Finder())
"""


@dataclass(frozen=True)
class Fault:
    old: str
    new: str
    category: str
    construct: str  # What the reduced kernels have left.
    count: int  # As many draws as it takes to meet it once.
    seed: int = 2  # That draws kernels which show it.


FAULTS = {
    "merged from the wrong branch": Fault(
        '"where", [cond, if_var, else_var])',
        '"where", [cond, else_var, if_var])',
        "control_flow",
        "if",
        2,
    ),
    "a minus is dropped": Fault(
        "        name = builtin_operators[type(node.op)]\n\n"
        "        return adj.add_builtin_call(name, [arg])",
        "        name = builtin_operators[type(node.op)]\n\n"
        '        return arg if name == "neg" else adj.add_builtin_call(name, [arg])',
        "scalar_math",
        "negation",
        2,
        46,
    ),
}


def faulty_python(folder: Path, fault: Fault) -> Path:
    """A Python whose Warp has the fault."""
    (folder / "site").mkdir()
    patch = PATCH.format(old=fault.old, new=fault.new)
    (folder / "site" / "sitecustomize.py").write_text(patch)
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{folder}/site:$PYTHONPATH" exec {PYTHON} "$@"\n')
    python.chmod(0o755)
    return python


@pytest.mark.parametrize("name", list(FAULTS))
def test_a_planted_fault_is_found_reduced_grouped_and_shown(name: str, tmp_path: Path) -> None:
    fault = FAULTS[name]
    python = faulty_python(tmp_path, fault)
    out = tmp_path / "out"
    options = (
        "-o",
        out,
        "--seed",
        fault.seed,
        "--profile",
        "small",
        "--categories",
        fault.category,
    )
    fuzzing = start(
        "fuzz", "-n", fault.count, *options, "--python", python, "--json", "--no-progress"
    )
    output, errors = fuzzing.communicate(timeout=900)  # Hundreds of questions to Warp.
    assert fuzzing.returncode == 0, errors
    summary = json.loads(output)
    assert summary["findings"] >= 1
    assert summary["groups"] == 1
    findings = [json.loads(file.read_text()) for file in out.glob("findings/*/finding.json")]
    assert len(findings) == summary["findings"]
    for finding in findings:
        # A value merged from the branch that did not run is one that was never set.
        assert (finding["verdict"], finding["device"]) in {
            ("MISMATCH", "reference"),
            ("NONDETERMINISTIC", "cpu"),
        }
        assert fault.construct in finding["constructs"]
        assert finding["is_whole"]
        assert finding["statements"] <= 8, finding["reduced"]["source"]
    report = (out / "report.md").read_text()
    smallest = min(findings, key=lambda finding: finding["statements"])
    assert smallest["reduced"]["source"] in report
    folder = out / "findings" / smallest["id"]
    assert shows(folder, python)
    assert not shows(folder, PYTHON)
    replay = run_well("fuzz", "-o", out, "--replay", smallest["id"], "--python", python)
    assert "the drawn kernel still shows it" in replay
    assert "the reduced kernel still shows it" in replay


def shows(folder: Path, python: Path) -> bool:
    """Runs a finding's file by itself."""
    done = subprocess.run(
        [python, folder / "show.py"], capture_output=True, text=True, cwd=folder, timeout=200
    )
    assert done.returncode in (0, 1), done.stderr
    assert ("the fault shows" in done.stdout) == (done.returncode == 1), done.stdout + done.stderr
    return done.returncode == 1


def test_wrong_use_is_explained(tmp_path: Path) -> None:
    assert "fuzz needs -o" in complaint(run("fuzz", "-n", 3), 2)
    (tmp_path / "notes.txt").write_text("mine")
    assert "notes.txt" in complaint(run("fuzz", "-n", 3, "-o", tmp_path, "--no-progress"), 2)
    text = complaint(run("fuzz", "-o", tmp_path, "--replay", "k000001"), 2)
    assert "no folder of `warploom fuzz`" in text


def test_warp_itself_passes(tmp_path: Path) -> None:
    text = run_well("fuzz", "-n", 3, "-o", tmp_path / "out", "--seed", 8, "--json", "--no-progress")
    summary = json.loads(text)
    assert (summary["findings"], summary["passed"]) == (0, 3)
    assert "3 kernels drawn: 3 pass" in (tmp_path / "out" / "report.md").read_text()
