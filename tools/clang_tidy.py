#!/usr/bin/env python3
"""Runs clang-tidy on our C++ sources and remembers which ones were clean.

A source is checked again only when its key changes: the hash of the source, of every header of ours
that it includes, of its compile command, of .clang-tidy and of the pinned tools. Only clean results
are remembered, under the user's cache folder, so that a second clone profits too.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import functools
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
DIAGNOSTIC = re.compile(r"^(\S+?:\d+:\d+): (?:warning|error): ")


@dataclasses.dataclass(frozen=True)
class Source:
    path: Path
    command: str


@dataclasses.dataclass(frozen=True)
class Outcome:
    source: Source
    clean: bool
    remembered: bool
    output: str


def find_tool() -> Path:
    beside_python = Path(sys.executable).parent / "clang-tidy"
    found = beside_python if beside_python.exists() else shutil.which("clang-tidy")
    if not found:
        sys.exit("clang_tidy.py: there is no clang-tidy; run tools/setup.sh --dev")
    return Path(found)


def read_sources(build: Path) -> list[Source]:
    """The translation units of the build that hold our own sources; each unit of a unity build
    holds several."""
    database = build / "compile_commands.json"
    if not database.exists():
        sys.exit(f"clang_tidy.py: {database} is missing; configure that folder with cmake first")
    folders = [ROOT / name for name in ("src", "test", "bench")]
    sources = {}
    for entry in json.loads(database.read_text()):
        path = Path(entry["directory"], entry["file"]).resolve()
        is_unity = path.parent.name == "Unity" and path.suffix == ".cxx"
        is_ours = is_unity or any(path.is_relative_to(folder) for folder in folders)
        if is_ours and path.exists():
            sources[path] = Source(path, entry["command"])
    return [sources[path] for path in sorted(sources)]


@functools.cache
def digest_file(path: Path) -> tuple[bytes, tuple[Path, ...]]:
    """The hash of one file and the files of ours that it includes itself."""
    text = path.read_bytes()
    included = []
    for name in INCLUDE.findall(text):
        relative = name.decode()
        for folder in (ROOT / "src", path.parent, ROOT / "test"):
            candidate = folder / relative
            if candidate.exists():
                included.append(candidate.resolve())
                break
    return hashlib.sha256(text).digest(), tuple(included)


def key_of(source: Source, common: bytes) -> str:
    files = {source.path}
    open_files = [source.path]
    while open_files:
        for path in digest_file(open_files.pop())[1]:
            if path not in files:
                files.add(path)
                open_files.append(path)
    key = hashlib.sha256(common)
    key.update(source.command.replace(str(ROOT), ".").encode())
    for path in sorted(files):
        key.update(str(path.relative_to(ROOT)).encode() + b"\0" + digest_file(path)[0])
    return key.hexdigest()


def check(source: Source, key: str, tool: Path, build: Path, cache: Path) -> Outcome:
    mark = cache / key
    if mark.exists():
        return Outcome(source, clean=True, remembered=True, output="")
    # The compile commands are g++'s, and clang does not know all of its warnings.
    gcc_only = "--extra-arg=-Wno-unknown-warning-option"
    # A unity build includes sources on purpose.
    checks = "--checks=-bugprone-suspicious-include"
    command = [str(tool), "-p", str(build), "--quiet", checks, gcc_only, str(source.path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode == 0:
        mark.touch()
        return Outcome(source, clean=True, remembered=False, output="")
    return Outcome(source, clean=False, remembered=False, output=done.stdout or done.stderr)


def print_new_diagnostics(output: str, seen: set[str]) -> None:
    """Prints each diagnostic once, though every source that includes a header repeats it."""
    printing = True
    for line in output.splitlines():
        place = DIAGNOSTIC.match(line)
        if place:
            printing = line not in seen
            seen.add(line)
        if printing:
            print(line.replace(f"{ROOT}/", ""))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--build",
        type=Path,
        default=ROOT / "build-tidy",
        help="a folder configured by the preset tidy (default: build-tidy)",
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--counts", type=Path, help="write 'passed failed skipped' to this file")
    parser.add_argument("sources", nargs="*", type=Path, help="only these (default: all)")
    options = parser.parse_args()

    tool = find_tool()
    only = {path.resolve() for path in options.sources}
    sources = [
        source
        for source in read_sources(options.build)
        if not only or source.path in only or only & set(digest_file(source.path)[1])
    ]
    if not sources:
        sys.exit("clang_tidy.py: none of these is a source of that build")
    common = b"".join(
        (ROOT / name).read_bytes()
        for name in (".clang-tidy", "python/requirements.txt", "python/requirements-dev.txt")
    )
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = base / "warploom" / "clang-tidy"
    cache.mkdir(parents=True, exist_ok=True)

    outcomes = []
    seen: set[str] = set()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        jobs = [
            pool.submit(check, source, key_of(source, common), tool, options.build, cache)
            for source in sources
        ]
        for job in concurrent.futures.as_completed(jobs):
            outcomes.append(job.result())
            print_new_diagnostics(outcomes[-1].output, seen)
    failed = sum(not outcome.clean for outcome in outcomes)
    remembered = sum(outcome.remembered for outcome in outcomes)
    print(
        f"clang-tidy: {len(outcomes)} sources, {remembered} unchanged since clean, {failed} failed"
    )
    if options.counts:
        options.counts.write_text(f"{len(outcomes) - failed} {failed} 0\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
