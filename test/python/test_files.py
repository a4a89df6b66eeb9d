"""File tests: each file in test/files/ holds a command and everything it gave.

    # ARGS: generate -n 1 --seed 3 --categories loops --check codegen
    == stdout ==
    ...

The first line is the command line of `warploom`; what follows is its standard output (for commands
that print), then every Python file (synth) or every sample's source and IR (generate). `{out}`
stands for a folder of the test's own. Of several commands, with `&&` between them, only what the
last one prints counts. Expected IR comes from the real Warp alone:

    pytest test/python/test_files.py --update    rewrites the files; read the difference.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

FILES = sorted((ROOT / "test" / "files").glob("*.txt"))
BINARY = os.environ.get("WARPLOOM_BIN", str(ROOT / "build" / "warploom"))
QUIET = ("generate", "synth")  # Their standard output tells times.


def section(title: str, text: str) -> str:
    return f"== {title} ==\n{text.rstrip()}\n"


def sample_sections(out: Path) -> list[str]:
    """Source once a kernel, then the IR of each target."""
    sections = []
    for path in sorted(out.glob("json/cpu/*/*.json")):
        cpu = json.loads(path.read_text())
        cuda = json.loads((out / "json/cuda" / path.relative_to(out / "json/cpu")).read_text())
        sections.append(section(f"{cpu['id']} python_code", cpu["python_code"]))
        sections.append(section("features", ", ".join(cpu["features"])))
        sections.append(section("launch", cpu["launch"]))
        for sample in (cpu, cuda):
            if sample["ir_preamble"]:
                sections.append(section(f"{sample['target']} preamble", sample["ir_preamble"]))
            sections.append(section(f"{sample['target']} forward", sample["ir_forward"]))
    return sections


def run(arguments: str, scratch: Path) -> str:
    """The text that a file test expects below its ARGS line."""
    out = scratch / "out"
    for command in arguments.split("&&"):
        words = [word.replace("{out}", str(out)) for word in shlex.split(command)]
        done = subprocess.run([BINARY, *words], capture_output=True, text=True, cwd=scratch)
        assert done.returncode == 0, done.stderr
    if words[0] not in QUIET:
        return section("stdout", done.stdout)
    sections = [section(path.name, path.read_text()) for path in sorted(out.glob("*.py"))]
    return "\n".join(sections + sample_sections(out))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first, _, expected = path.read_text().partition("\n")
    prefix = "# ARGS: "
    assert first.startswith(prefix), f"{path.name} must begin with {prefix!r}"
    got = run(first.removeprefix(prefix), tmp_path)
    if request.config.getoption("--update"):
        path.write_text(f"{first}\n{got}")
        return
    assert got == expected, f"{path.name} differs; --update rewrites it when the change is meant"
