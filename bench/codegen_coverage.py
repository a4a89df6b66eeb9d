#!/usr/bin/env python3
"""Lines and branches of Warp's codegen.py that valid kernels reach, measured with coverage.py.

    bench/codegen_coverage.py KERNELS... [-n N] [--forward-only] [--missed FILE] [--json FILE]

KERNELS are folders of Python files (`warploom synth`), datasets, or the .jsonl of bench/harvest.py.
Each kernel is generated for cpu and cuda as the worker does it, first without adjoint code, then
with it. A kernel counts only when Warp accepts it: each is tried unmeasured first, so that no line
counts as reached that only an error reaches. Coverage is on when Warp is imported, as usual:
lines of the module's own level and `def` lines count, and are listed separately as well.
--missed writes, for every function, the lines and branches that no kernel reached; --json the
figures as coverage.py gives them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import coverage
from shapes import kernels
from warploom import codegen
from warploom.capture import captured_stderr
from warploom.environment import import_warp
from warploom.fresh_state import FreshState
from warploom.source_module import imported

# Found without importing Warp, which is to be measured.
CODEGEN = Path(importlib.util.find_spec("warp").origin).parent / "_src" / "codegen.py"


def new_modules(wp: ModuleType, known: set[str]) -> Iterator[Any]:
    """A kernel of each Warp module that a source made; one text holds all kernels of a module."""
    for name, module in list(wp._src.context.user_modules.items()):
        if name not in known and module.kernels:
            kernel = next(iter(module.kernels.values()))
            yield next(iter(kernel.overloads.values())) if kernel.is_generic else kernel


class Generator:
    """Generates the text of sources; leaves nothing of them behind in Warp."""

    def __init__(self, wp: ModuleType) -> None:
        self._wp = wp
        self._fresh = FreshState(wp)
        self._known = set(wp._src.context.user_modules)

    def generate(self, source: str, backward: bool) -> None:
        """Raises what the source or Warp raises."""
        try:
            with captured_stderr(), imported(source):
                for kernel in new_modules(self._wp, self._known):
                    codegen.set_contract_options(kernel.module, backward)
                    codegen.generate(self._wp, kernel, codegen.TARGETS)
        finally:
            self._fresh.restore()

    def problem(self, source: str, backward: bool) -> str:
        """What Warp has against the source; "" for nothing."""
        try:
            self.generate(source, backward)
        except Exception as error:  # noqa: BLE001 - what Warp raises has no common type
            return f"{type(error).__name__}: {error}".splitlines()[0]
        return ""


def measure(
    measured: coverage.Coverage, generator: Generator, sources: Iterator[str], ways: list[bool]
) -> tuple[int, int]:
    """Returns how many sources were generated, and how many times Warp refused."""
    count = refused = 0
    for source in sources:
        count += 1
        for backward in ways:
            if problem := generator.problem(source, backward):
                refused += 1
                print(f"refused{' with adjoint' if backward else ''}: {problem}", file=sys.stderr)
                continue
            measured.start()
            generator.generate(source, backward)
            measured.stop()
    return count, refused


def report(measured: coverage.Coverage) -> dict[str, Any]:
    """coverage.py's own figures on codegen.py."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        measured.json_report(outfile=file.name)
        (figures,) = json.load(file)["files"].values()
    return figures


def line(name: str, summary: dict[str, Any]) -> str:
    def share(part: int, whole: int) -> str:
        return f"{part:5d} of {whole:5d}  {100 * part / whole:5.1f} %"

    lines = share(summary["covered_lines"], summary["num_statements"])
    return f"{name:28} lines {lines}   branches " + share(
        summary["covered_branches"], summary["num_branches"]
    )


def bodies(figures: dict[str, Any]) -> dict[str, int]:
    """The figures of function bodies alone: what import runs is left out."""
    total: dict[str, int] = {}
    for name, function in figures["functions"].items():
        for key, value in function["summary"].items() if name else ():
            if isinstance(value, int):
                total[key] = total.get(key, 0) + value
    return total


def missed(figures: dict[str, Any]) -> str:
    """Every line and branch not reached, by function, with the source of the lines."""
    source = CODEGEN.read_text().splitlines()
    text = ""
    for name, function in figures["functions"].items():
        lines = function["missing_lines"]
        branches = [
            (at, to) for at, to in function["missing_branches"] if at not in lines
        ]  # Of a line that was not reached they follow.
        if not lines and not branches:
            continue
        summary = function["summary"]
        text += f"== {name or '(module)'}: {len(lines)} of {summary['num_statements']} lines\n"
        notes = dict.fromkeys(lines, "")
        for at, to in branches:
            notes[at] = f"{notes.get(at, '')}  [never to {to}]"
        for number in sorted(notes):
            text += f"{number:6}{'!' if number in lines else ' '} {source[number - 1]}"
            text += notes[number] + "\n"
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kernels", type=Path, nargs="+", help="datasets or folders of kernels")
    parser.add_argument("-n", type=int, help="the first N kernels of each (default all)")
    parser.add_argument("--forward-only", action="store_true", help="no adjoint code")
    parser.add_argument("--missed", type=Path, help="write what was not reached to this file")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    options = parser.parse_args()
    measured = coverage.Coverage(
        branch=True, include=[str(CODEGEN)], data_file=None, config_file=False
    )
    measured.start()
    wp = import_warp()
    measured.stop()
    generator = Generator(wp)
    ways = [False] if options.forward_only else [False, True]
    for path in options.kernels:
        sources = (source for source, _ in islice(kernels(path), options.n))
        count, refused = measure(measured, generator, sources, ways)
        print(f"{path}: {count} kernels, {refused} refusals", flush=True)
    figures = report(measured)
    print(line("codegen.py", figures["summary"]))
    print(line("its function bodies alone", bodies(figures)))
    if options.missed:
        options.missed.write_text(missed(figures))
    if options.json:
        options.json.write_text(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
