#!/usr/bin/env python3
"""warploom against the plain script, on the same kernels, in one run.

    bench/speed.py [-n 10000] [--plain 500] [--profile default] [--warploom build/warploom]

Draws N kernels and generates their code once, so that Warp has the LTO functions they link with.
Then times in turn: the plain script (one process, one kernel a module) on PLAIN of them at even
distances, and `warploom generate` on all N with two workers; once generating code only, once
compiling. Prints kernels a second (wall time) and the ratios. The ratio is what counts:
the machine's speed drifts, so the pairs are taken close together and the median ratio is printed.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PLAIN_SCRIPT = Path(__file__).with_name("plain_script.py")


def plain_rate(folder: Path, limit: int, *options: str) -> float:
    """Kernels a second of the plain script on the first `limit` files of the folder."""
    command = [sys.executable, str(PLAIN_SCRIPT), str(folder), "--limit", str(limit), *options]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(re.search(r"([\d.]+) kernels/s", text).group(1))


def warploom_rate(options: argparse.Namespace, out: Path, check: str) -> float:
    """Kernels a second of `warploom generate` from start to finished dataset."""
    command = [str(options.warploom), "generate", "-n", str(options.n), "-o", str(out)]
    command += ["--profile", options.profile, "--check", check, "--workers", str(options.workers)]
    command += ["--no-progress", "--json", "--format", "parquet"]
    summary = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return summary["kernels"] / summary["seconds"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", type=int, default=10000, help="kernels for warploom")
    parser.add_argument("--plain", type=int, default=500, help="kernels for the plain script")
    parser.add_argument("--profile", default="default")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--warploom", type=Path, default=Path("build/warploom"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warploom-speed-") as scratch:
        folder = Path(scratch, "kernels")
        synth = [str(options.warploom), "synth", "-n", str(options.n), "-o", str(folder)]
        synth += ["--profile", options.profile]
        subprocess.run(synth, check=True, capture_output=True)
        keep = max(1, options.n // options.plain)
        for number, file in enumerate(sorted(folder.glob("*.py"))):
            if number % keep:
                file.unlink()
        warploom_rate(options, Path(scratch, "warm-up"), "codegen")
        for check, plain_options in (("codegen", ["--codegen-only"]), ("compile", [])):
            ratios = []
            for round_number in range(options.rounds):
                plain = plain_rate(folder, options.plain, *plain_options)
                ours = warploom_rate(options, Path(scratch, f"{check}-{round_number}"), check)
                ratios.append(ours / plain)
                print(
                    f"{check}: plain {plain:.2f} kernels/s, warploom {ours:.2f} kernels/s, "
                    f"ratio {ratios[-1]:.1f}",
                    flush=True,
                )
            print(f"{check}: median ratio {statistics.median(ratios):.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
