#!/usr/bin/env python3
"""What `--check run` costs against `--check compile`, on the same kernels, in one run.

    bench/run_cost.py [-n 300] [--profile default] [--seed 0] [--warploom build/warploom]

Makes a dataset of both targets with each check in turn, after one that fills Warp's caches. Prints
the pairs of each a second of processor time and of time on the clock, and the ratio of the former,
which other work on the machine hardly changes.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path


def timed(options: argparse.Namespace, out: Path, check: str, count: int) -> tuple[float, float]:
    """Pairs a second of processor time, and of time on the clock, of one run."""
    command = [str(options.warploom), "generate", "-n", str(count), "-o", str(out)]
    command += ["--seed", str(options.seed), "--profile", options.profile, "--check", check]
    command += ["--workers", str(options.workers), "--no-progress", "--json", "--format", "parquet"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    summary = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    pairs = 2 * summary["kernels"]
    return pairs / processor, pairs / summary["seconds"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", type=int, default=300, help="kernels")
    parser.add_argument("--profile", default="default")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--warploom", type=Path, default=Path("build/warploom"))
    options = parser.parse_args()
    ratios = []
    with tempfile.TemporaryDirectory(prefix="warploom-run-cost-") as scratch:
        timed(options, Path(scratch, "warm-up"), "codegen", options.n)
        for number in range(options.rounds):
            rates = {}
            for check in ("compile", "run"):
                rates[check] = timed(options, Path(scratch, f"{check}-{number}"), check, options.n)
                processor, clock = rates[check]
                print(
                    f"{check}: {processor:.2f} pairs a second of processor time, {clock:.2f} in all"
                )
            ratios.append(rates["compile"][0] / rates["run"][0])
            print(f"run takes {ratios[-1]:.2f} times the processor time of compile", flush=True)
    print(f"median {statistics.median(ratios):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
