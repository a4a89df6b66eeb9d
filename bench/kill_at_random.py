#!/usr/bin/env python3
"""Kills compiled runs by SIGKILL at random instants, goes on, and compares every byte.

Each of --count runs begins in a new folder, is killed at an instant drawn uniformly from the time
an undisturbed run takes, and goes on with the same command. Ends with 1 if any dataset differs
from the undisturbed one, or if a temporary file is left.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("WARPLOOM_BIN", str(ROOT / "build" / "warploom"))


@dataclass(frozen=True)
class Runs:
    """How the runs are made, and where."""

    options: list[str]
    folder: Path

    def start(self, out: Path) -> subprocess.Popen[bytes]:
        """Starts a run, whose TMPDIR is a folder of its own."""
        scratch = out.with_suffix(".scratch")
        scratch.mkdir(exist_ok=True)
        return subprocess.Popen(
            [PROGRAM, "generate", *self.options, "--no-progress", "-o", str(out)],
            env={**os.environ, "TMPDIR": str(scratch)},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def finish(self, out: Path) -> dict[str, bytes]:
        """Runs to the end; returns the files, none when it failed or left a temporary file."""
        done = self.start(out).wait() == 0 and not any(out.with_suffix(".scratch").iterdir())
        return files_of(out) if done else {}

    def killed(self, number: int, seconds: float) -> tuple[bool, dict[str, bytes]]:
        """A run that is killed so many seconds after its start and then goes on.

        Returns whether it was still at work, and its files.
        """
        out = self.folder / str(number)
        program = self.start(out)
        time.sleep(seconds)
        program.kill()
        program.wait()
        unfinished = not (out / "manifest.json").exists()
        files = self.finish(out)
        shutil.rmtree(out)
        return unfinished, files


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="how many kills (default 100)")
    parser.add_argument("--kernels", type=int, default=24, help="of each run (default 24)")
    parser.add_argument("--seed", type=int, default=1, help="of the instants (default 1)")
    parser.add_argument("options", nargs="*", help="further options of generate, behind --")
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time (default 1)")
    arguments = parser.parse_args()
    instants = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(arguments.jobs) as pool:
        runs = Runs(["-n", str(arguments.kernels), *arguments.options], Path(name))
        began = time.monotonic()
        whole = runs.finish(Path(name) / "whole")
        if not whole:
            sys.exit("kill_at_random.py: the undisturbed run failed")
        seconds = time.monotonic() - began
        moments = [instants.uniform(0, seconds) for _ in range(arguments.count)]
        same = unfinished = 0
        for was_at_work, files in pool.map(runs.killed, range(arguments.count), moments):
            unfinished += was_at_work
            same += files == whole
            print(f"{same} the same, {unfinished} killed at work", flush=True)
    print(
        f"{arguments.count} kills within {seconds:.1f} s, {unfinished} of them of runs at work: "
        f"{same} times the same {len(whole)} files"
    )
    sys.exit(same != arguments.count)


if __name__ == "__main__":
    main()
