#!/usr/bin/env python3
"""Fuzzes the readers of test/fuzz/readers.h with libFuzzer, and keeps the inputs that matter.

Build first: cmake --preset fuzz && cmake --build --preset fuzz. Each reader starts from its inputs
in test/fuzz/corpus/, so what is found adds to them. At the end the corpus is minimized: of the
fewest inputs that take every branch it keeps some of each size, up to --keep bytes a reader, under
names of 12 hex digits; those with other names were made by hand and stay. A crash stops that
reader, and its input stays in build-fuzz/findings/; once it is mended, copy it to the corpus.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build-fuzz" / "warploom-fuzz-readers"
CORPUS = ROOT / "test" / "fuzz" / "corpus"
FINDINGS = ROOT / "build-fuzz" / "findings"
LARGEST_INPUT = 1 << 16
MOST_FILES = 20  # A reader, besides those made by hand.
MADE_HERE = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Outcome:
    """What one run of libFuzzer gave."""

    reader: str
    inputs: int
    branches: int
    crashed: bool

    def __str__(self) -> str:
        found = "CRASHED, see build-fuzz/findings" if self.crashed else "nothing found"
        return f"{self.reader:16} {self.inputs:12,} inputs {self.branches:7,} features  {found}"


def libfuzzer(reader: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs the fuzzer at low priority; it reports to standard error."""
    command = ["nice", "-n", "10", PROGRAM, f"-max_len={LARGEST_INPUT}", *arguments]
    return subprocess.run(
        [str(word) for word in command],
        env={**os.environ, "WARPLOOM_READER": reader},
        capture_output=True,
        text=True,
        errors="replace",
    )


def last_number(pattern: str, text: str) -> int:
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def fuzz(reader: str, seconds: int, keep: int) -> Outcome:
    """Fuzzes one reader and minimizes its corpus."""
    FINDINGS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        done = libfuzzer(
            reader,
            f"-max_total_time={seconds}",
            "-timeout=60",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            f"-artifact_prefix={FINDINGS}/{reader}-",
            folder,
            CORPUS / reader,
        )
        (FINDINGS / f"{reader}.log").write_text(done.stderr)
        minimize(reader, Path(folder), keep)
    return Outcome(
        reader,
        last_number(r"number_of_executed_units: *(\d+)", done.stderr),
        last_number(r" ft: (\d+)", done.stderr),
        done.returncode != 0,
    )


def minimize(reader: str, found: Path, keep: int) -> None:
    """Replaces the corpus by what is needed of it and of what was found."""
    old = CORPUS / reader
    with tempfile.TemporaryDirectory() as folder:
        merged = libfuzzer(reader, "-merge=1", folder, old, found)
        if merged.returncode != 0:
            return  # An input crashes: the corpus stays as it is.
        for path in old.iterdir():
            if MADE_HERE.fullmatch(path.name):
                path.unlink()
        inputs = sorted(Path(folder).iterdir(), key=lambda path: (path.stat().st_size, path.name))
        for path in inputs[:: 1 + len(inputs) // MOST_FILES]:
            keep -= path.stat().st_size
            if keep >= 0:
                (old / path.name[:12]).write_bytes(path.read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", help="default: all that have a corpus")
    parser.add_argument("--seconds", type=int, default=300, help="for each reader (default 300)")
    parser.add_argument("--jobs", type=int, default=1, help="readers at a time (default 1)")
    parser.add_argument("--keep", type=int, default=30_000, help="bytes of corpus for each reader")
    options = parser.parse_args()
    if not PROGRAM.exists():
        sys.exit(f"fuzz_readers.py: {PROGRAM} is missing; run cmake --build --preset fuzz")
    readers = options.readers or sorted(path.name for path in CORPUS.iterdir())
    with ThreadPoolExecutor(options.jobs) as pool:
        outcomes = pool.map(lambda reader: fuzz(reader, options.seconds, options.keep), readers)
        crashed = False
        for outcome in outcomes:
            print(outcome, flush=True)
            crashed |= outcome.crashed
    sys.exit(crashed)


if __name__ == "__main__":
    main()
