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
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("WARPLOOM_BIN", str(ROOT / "build" / "warploom"))


@dataclass(frozen=True)
class Runs:
    """How the runs are made; TMPDIR is a folder of their own."""

    options: list[str]
    folder: Path

    def start(self, out: Path) -> subprocess.Popen[bytes]:
        scratch = self.folder / "scratch"
        scratch.mkdir(exist_ok=True)
        return subprocess.Popen(
            [PROGRAM, "generate", *self.options, "--no-progress", "-o", str(out)],
            env={**os.environ, "TMPDIR": str(scratch)},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def finish(self, out: Path) -> bool:
        """Runs to the end; whether that went well and left no temporary file."""
        return self.start(out).wait() == 0 and not any((self.folder / "scratch").iterdir())


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
    arguments = parser.parse_args()
    instants = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = Runs(["-n", str(arguments.kernels), *arguments.options], folder)
        began = time.monotonic()
        if not runs.finish(folder / "whole"):
            sys.exit("kill_at_random.py: the undisturbed run failed")
        seconds = time.monotonic() - began
        whole = files_of(folder / "whole")
        same = unfinished = 0
        for number in range(arguments.count):
            out = folder / "out"
            program = runs.start(out)
            time.sleep(instants.uniform(0, seconds))
            program.kill()
            program.wait()
            unfinished += not (out / "manifest.json").exists()
            same += runs.finish(out) and files_of(out) == whole
            shutil.rmtree(out)
            print(f"{same} of {number + 1} the same", flush=True)
    print(
        f"{arguments.count} kills within {seconds:.1f} s, {unfinished} of them in unfinished runs: "
        f"{same} times the same {len(whole)} files"
    )
    sys.exit(same != arguments.count)


if __name__ == "__main__":
    main()
