#!/usr/bin/env python3
"""Finds expressions whose result depends on the order in which a compiler evaluates their operands.

C++ leaves open in which order the arguments of one call are evaluated, and the operands of most
binary operators: g++ and clang differ. Where two of them draw a random number, or both add to the
kernel, the bytes of a dataset would depend on the compiler. Braced lists, `&&`, `||`, `,`, `?:`,
`<<`, `>>`, `[]` and assignments have an order. So this writes

    const Val a = s.Draw(type, 1);
    s.Let(a, OneOf(s, {"x", "y"}));        and not  s.Let(s.Draw(type, 1), OneOf(s, {"x", "y"}));

An effect is a write to a member of one of our classes, to a global or captured variable, or through
a parameter; functions hand it on to their callers. Two operands clash when one writes what the
other writes or reads. A comment

    // order: independent, because <reason>

on a function's or member's declaration says that the order of its effects never shows, and on a
statement that it does not show there. `order: grows, because <reason>` on a member says that it is
only added to, so that reading what is there may come before or after.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import evaluation_order_source as reader
from clang import cindex
from clang_tidy import Source, key_of
from evaluation_order_graph import Finding, Graph

ROOT = Path(__file__).resolve().parent.parent
READ = ("base", "lang", "synth", "print")  # Layers whose functions are known.
CHECKED = ("lang", "synth", "print")  # Layers whose places are reported.


def flags_of(build: Path) -> list[str]:
    """The compiler's arguments in this build; the builtin headers are those of clang-tidy."""
    database = build / "compile_commands.json"
    if not database.exists():
        sys.exit(f"evaluation_order.py: {database} is missing; run cmake --preset release first")
    flags: list[str] = ["-std=c++20", f"-I{ROOT / 'src'}", '-DWARPLOOM_VERSION="0"']
    for entry in json.loads(database.read_text()):
        words = entry["command"].split()
        if not any(f"warploom_{layer}.dir" in entry["command"] for layer in CHECKED):
            continue
        for word, following in zip(words, [*words[1:], ""], strict=True):
            if word == "-isystem":
                flags += [word, following]
            elif re.match(r"-[ID].", word):
                flags.append(word)
    unique = list(dict.fromkeys(flag for flag in flags if "pyarrow" not in flag))
    return [*builtin_headers(), *unique]


def builtin_headers() -> list[str]:
    """libclang's wheel has no <stddef.h>; clang-tidy's wheel, of the same release, has it."""
    for folder in sys.path:
        found = sorted(Path(folder).glob("clang_tidy/data/lib/clang/*/include"))
        if found:
            return ["-resource-dir", str(found[-1].parent)]
    return []


def parse(
    name: str, text: str | None, flags: list[str], language: str = "c++"
) -> cindex.TranslationUnit:
    index = cindex.Index.create(excludeDecls=True)
    unsaved = [(name, text)] if text is not None else None
    is_header = language == "c++-header"
    kind = cindex.TranslationUnit.PARSE_INCOMPLETE if is_header else 0
    unit = index.parse(name, args=[f"-x{language}", *flags], unsaved_files=unsaved, options=kind)
    # clang 18 reports its own __va_list_tag in precompiled headers, without a location.
    errors = [d for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Error]
    errors = [d for d in errors if d.location.file is not None]
    if errors:
        sys.exit(f"evaluation_order.py: libclang cannot read {name}: {errors[0]}")
    return unit


def facts_of(
    root: Path, wanted: list[Path], name: str, text: str | None, flags: list[str]
) -> dict[str, Any]:
    sys.setrecursionlimit(10_000)
    return reader.SourceReader(root, wanted).read(parse(name, text, flags))


class Tree:
    """The sources of src/, read in parallel and only when they changed."""

    def __init__(self, build: Path, use_cache: bool, jobs: int) -> None:
        self.build = build
        self.flags = flags_of(build)
        self.jobs = jobs
        files = [path for layer in READ for path in sorted((ROOT / "src" / layer).rglob("*.*"))]
        self.headers = [path for path in files if path.suffix == ".h"]
        self.sources = [
            path
            for path in files
            if path.suffix == ".cpp"
            and not path.stem.endswith("_test")
            and "fake_" not in path.name
        ]
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        self.cache = base / "warploom" / "evaluation-order" if use_cache else None
        if self.cache:
            self.cache.mkdir(parents=True, exist_ok=True)
        tools = sorted(Path(__file__).parent.glob("evaluation_order*.py"))
        requirements = ROOT / "python" / "requirements-dev.txt"
        self.common = b"".join(path.read_bytes() for path in (*tools, requirements))
        self.common += " ".join(self.flags).replace(str(ROOT), ".").encode()

    def header_text(self) -> str:
        """What CMake precompiles for the layers: nearly all that the sources include."""
        lines: dict[str, None] = {}
        for layer in CHECKED:
            header = self.build / "CMakeFiles" / f"warploom_{layer}.dir" / "cmake_pch.hxx"
            if header.exists():
                found = re.findall(r"^#include .*$", header.read_text(), re.MULTILINE)
                lines.update(dict.fromkeys(found))
        return "".join(f"{line}\n" for line in lines)

    def _remembered(self, key: str) -> dict[str, Any] | None:
        if self.cache is None or not (self.cache / key).exists():
            return None
        return json.loads((self.cache / key).read_text())

    def _units(self) -> list[list[Path]]:
        """The sources as CMake compiles them: several at a time in a unity build."""
        units: dict[Path, list[Path]] = {path: [path] for path in self.sources}
        compiled = (self.build / "compile_commands.json").read_text()
        for unity in sorted((self.build / "CMakeFiles").glob("*.dir/Unity/unity_*.cxx")):
            if str(unity.relative_to(self.build)) not in compiled:
                continue  # Left over from an earlier configuration.
            named = map(Path, re.findall(r'#include "(.+)"', unity.read_text()))
            together = [path for path in named if path in units]
            for path in together:
                units[path] = together
        return list({id(unit): unit for unit in units.values()}.values())

    def facts(self) -> list[dict[str, Any]]:
        header_key = hashlib.sha256(self.common)
        for path in self.headers:
            header_key.update(key_of(Source(path, ""), b"").encode())
        wanted: dict[str, tuple[str, list[Path]]] = {
            header_key.hexdigest(): (self.header_text(), [])
        }
        for unit in self._units():
            key = hashlib.sha256("".join(key_of(Source(p, ""), self.common) for p in unit).encode())
            wanted[key.hexdigest()] = ("".join(f'#include "{path}"\n' for path in unit), unit)
        known = {key: facts for key in wanted if (facts := self._remembered(key)) is not None}
        missing = {key: wanted[key] for key in wanted if key not in known}
        if missing:
            known.update(self._read(missing))
        return [known[key] for key in wanted]

    def _read(self, missing: dict[str, tuple[str, list[Path]]]) -> dict[str, dict[str, Any]]:
        read = {}
        with tempfile.TemporaryDirectory() as folder:
            precompiled = Path(folder) / "headers.pch"
            headers = parse("headers.hpp", self.header_text(), self.flags, "c++-header")
            headers.save(str(precompiled))
            with_headers = [*self.flags, "-include-pch", str(precompiled)]
            with concurrent.futures.ProcessPoolExecutor(self.jobs) as pool:
                jobs = {}
                for key, (text, sources) in missing.items():
                    flags = with_headers if sources else self.flags
                    files = [*self.headers, *sources]
                    jobs[pool.submit(facts_of, ROOT, files, "unit.cpp", text, flags)] = key
                for job in concurrent.futures.as_completed(jobs):
                    read[jobs[job]] = job.result()
                    self._remember(jobs[job], job.result())
        return read

    def _remember(self, key: str, facts: dict[str, Any]) -> None:
        if self.cache:
            partial = self.cache / f"{key}.{os.getpid()}"
            partial.write_text(json.dumps(facts))
            partial.rename(self.cache / key)


def tell(finding: Finding) -> str:
    def short(text: str) -> str:
        return text if len(text) <= 70 else text[:67] + "..."

    return (
        f"{finding.place}: the order of two operands of {finding.what} is open, and both touch "
        f"{finding.shared}\n"
        f"    {short(finding.first)}  [{' -> '.join(finding.first_path)}]\n"
        f"    {short(finding.second)}  [{' -> '.join(finding.second_path)}]"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="a configured folder")
    parser.add_argument("--summary", action="store_true", help="only the number of each file")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--no-cache", action="store_true")
    parser.add_argument(
        "--independent",
        action="append",
        default=[],
        metavar="CLASS::FUNCTION",
        help="as if its declaration had the comment",
    )
    parser.add_argument("sources", nargs="*", type=Path, help="tell these only (default: all)")
    options = parser.parse_args()

    tree = Tree(options.build, not options.no_cache, options.jobs)
    graph = Graph(tree.facts(), options.independent)
    layers = tuple(f"src/{layer}/" for layer in CHECKED)
    only = {str(path.resolve().relative_to(ROOT)) for path in options.sources}
    findings = [one for one in graph.findings() if one.place.startswith(layers)]
    findings = [one for one in findings if not only or one.place.split(":")[0] in only]
    if options.summary:
        counts = collections.Counter(one.place.split(":")[0] for one in findings)
        for file, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            print(f"{count:5} {file}")
    else:
        for finding in findings:
            print(tell(finding))
    print(f"evaluation order: {len(tree.sources)} sources, {len(findings)} places with open order")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
