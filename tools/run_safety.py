#!/usr/bin/env python3
"""Runs samples with plain Warp in debug mode, each in its own process, and prints what fails.

    tools/run_safety.py OUT -n 300                samples spread over OUT/json/cpu (or cuda)
    tools/run_safety.py DIR                       every wl-*.json below a folder
    tools/run_safety.py OUT/json/cpu/000/wl-....json

The run check of `warploom generate --check run` runs a batch at a time and in warploom's own way.
Here a kernel is imported from its file and launched by `wp.launch`, so that no mistake of that way
can hide; only the values of the arguments come from warploom (warploom.launch_args).
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

PYTHON = Path(__file__).resolve().parents[1] / "python"

# Runs in the fresh process: folder, kernel, seed, rounds. Prints one JSON object a round.
CHILD = """
import importlib, json, sys
import numpy as np
folder, name, seed, python, *rounds = sys.argv[1:]
import warp as wp
wp.config.log_level = wp.LOG_ERROR
wp.config.kernel_cache_dir = folder + "/cache"
wp.config.mode = "debug"
wp.config.use_precompiled_headers = False  # one compilation is faster without
sys.path[:0] = [folder, python]
from warploom.launch_args import changed, kernel_types, make_arguments, set_outputs_to_one
kernel = getattr(importlib.import_module("kernel"), name)
wp.set_module_options({"enable_backward": False}, kernel.module)
launch = json.load(open(folder + "/launch.json"))
for round_name in rounds:
    print(json.dumps({"begins": round_name}), flush=True)
    values = "drawn" if round_name == "ones" else round_name
    arguments = make_arguments(wp, kernel_types(kernel), launch, seed, values)
    arrays = arguments.arrays
    if round_name == "ones":
        set_outputs_to_one(arrays)
    before = [array.values.tobytes() for array in arrays]
    wp.launch(kernel, dim=launch["dims"], inputs=arguments.values, device="cpu")
    now = list(changed(arrays, before))
    floats = [a.values for a in arrays if a.is_output and a.values.dtype.kind == "f"]
    print(json.dumps({
        "changed": [array.name for array in now],
        "inputs_changed": [array.name for array in now if not array.is_output],
        "nan": sum(int(np.isnan(values).sum()) for values in floats),
        "infinite": sum(int(np.isinf(values).sum()) for values in floats),
    }), flush=True)
"""
ROUNDS = ("drawn", "ends", "low", "high", "special", "ones")  # "ones": drawn, outputs of ones


@dataclass
class Outcome:
    """The result of one sample: why it failed ("" if it did not), NaNs and infinities drawn."""

    failure: str = ""
    nan: int = 0
    infinite: int = 0


def run(sample: dict, seconds: float) -> Outcome:
    """Runs one sample in a fresh process."""
    with tempfile.TemporaryDirectory(prefix="run-safety-") as folder:
        Path(folder, "kernel.py").write_text(sample["python_code"], encoding="utf-8", newline="")
        Path(folder, "launch.json").write_text(sample["launch"], encoding="utf-8")
        name = sample["entry_point"]
        child = [sys.executable, "-P", "-c", CHILD, folder, name, name, str(PYTHON), *ROUNDS]
        environment = {**os.environ, "CUDA_VISIBLE_DEVICES": ""}
        try:
            done = subprocess.run(
                child, capture_output=True, text=True, check=False, timeout=seconds, env=environment
            )
        except subprocess.TimeoutExpired:
            return Outcome(f"not done after {seconds:g} s")
        return judge(done.returncode, done.stdout, done.stderr)


def judge(code: int, output: str, errors: str) -> Outcome:
    """Parses the output of the fresh process."""
    lines = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    rounds = [line for line in lines if "changed" in line]
    if code != 0:
        begun = [line["begins"] for line in lines if "begins" in line]
        said = (
            re.findall(r"Assertion failed: .*\nAt .*", errors) or errors.strip().splitlines()[-1:]
        )
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        place = f"round {begun[-1]!r}: " if begun else ""
        return Outcome(f"{place}{how}: {' '.join(''.join(said).split())}")
    outcome = Outcome(nan=rounds[0]["nan"], infinite=rounds[0]["infinite"])
    if inputs := sorted({name for one in rounds for name in one["inputs_changed"]}):
        outcome.failure = f"writes to {', '.join(inputs)}, which the launch plan calls no output"
    elif not rounds[0]["changed"] and not rounds[-1]["changed"]:
        outcome.failure = "no effect"
    return outcome


def chosen(path: Path, count: int | None) -> list[Path]:
    """Returns the sample files at `path`, `count` of them spread evenly."""
    if path.is_file():
        return [path]
    for folder in (path / "json" / "cpu", path / "json" / "cuda", path):
        if files := sorted(
            folder.rglob("*.json") if folder == path else folder.glob("*/wl-*.json")
        ):
            break
    share = len(files) if count is None else min(count, len(files))
    return [files[i * len(files) // share] for i in range(share)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dataset", type=Path, help="a dataset, a folder or one sample file")
    parser.add_argument("-n", type=int, help="how many samples (default all)")
    parser.add_argument("-j", type=int, default=2, help="how many processes at a time (default 2)")
    parser.add_argument("--seconds", type=float, default=120, help="for each (default 120)")
    options = parser.parse_args()
    files = chosen(options.dataset, options.n)
    if not files:
        parser.error(f"{options.dataset} holds no samples as JSON files")
    failures: collections.Counter[str] = collections.Counter()
    nan = infinite = 0
    with ThreadPoolExecutor(options.j) as pool:
        samples = (json.loads(file.read_text(encoding="utf-8")) for file in files)
        outcomes = pool.map(lambda sample: run(sample, options.seconds), samples)
        for file, outcome in zip(files, outcomes, strict=True):
            nan += outcome.nan > 0
            infinite += outcome.infinite > 0
            if outcome.failure:
                failures[re.sub(r"^round '\w+': ", "", outcome.failure)] += 1
                print(f"{file}: {outcome.failure}", flush=True)
    for failure, times in failures.most_common():
        print(f"{times:6} {failure}")
    clean = len(files) - sum(failures.values())
    print(f"{clean} of {len(files)} run clean; {nan} give NaNs and {infinite} infinities somewhere")
    return 0 if clean == len(files) else 1


if __name__ == "__main__":
    sys.exit(main())
