"""The config `io` of a dataset: what proves its kernels, and others can repeat without warploom."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from cli_program import run_well

KERNELS = 170
CATEGORIES = "basics,arithmetic,structs,vector,matrix"  # Most of these are small.
REPLAYS = 100


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("io") / "out"
    options = ("--check", "run", "--format", "parquet", "--targets", "cpu", "--no-progress")
    options += ("--categories", CATEGORIES)
    run_well("generate", "-n", KERNELS, "-o", folder, *options)
    return folder


def samples_of(dataset: Path) -> list[dict[str, Any]]:
    shards = sorted(dataset.glob("data/cpu/*.parquet"))
    return [row for shard in shards for row in pq.read_table(shard).to_pylist()]


@pytest.fixture(scope="module")
def rows(dataset: Path) -> list[dict[str, Any]]:
    (shard,) = dataset.glob("data/io/*.parquet")
    return pq.read_table(shard).to_pylist()


@pytest.mark.slow
def test_warp_alone_repeats_what_is_kept(dataset: Path) -> None:
    script = Path(__file__).with_name("replay.py")
    done = subprocess.run(
        [sys.executable, "-P", str(script), str(dataset), str(REPLAYS)],
        capture_output=True,
        text=True,
        check=True,
    )
    result = json.loads(done.stdout.splitlines()[-1])
    assert result == {"launches": REPLAYS, "differing": []}


@pytest.mark.slow
def test_every_kernel_has_its_launches(dataset: Path, rows: list[dict[str, Any]]) -> None:
    samples = {row["id"]: row for row in samples_of(dataset)}
    assert {row["id"] for row in rows} == samples.keys()
    assert Counter(row["fill"] for row in rows).keys() == {"drawn", "ends"}
    for name in samples:
        own = [row for row in rows if row["id"] == name]
        assert any(row["is_output"] for row in own), name
        plain = [one["name"] for one in json.loads(samples[name]["launch"])["args"]]
        assert {row["argument"].split(".")[0] for row in own} <= set(plain), name


@pytest.mark.slow
def test_bytes_are_whole_or_not_there(rows: list[dict[str, Any]]) -> None:
    sizes: Counter[tuple[str, str]] = Counter()
    for row in rows:
        sizes[row["id"], row["fill"]] += len(row["input"]) + len(row["output"])
        assert bool(row["output_sha256"]) == row["is_output"]
        if row["whole"] and row["is_output"]:
            assert hashlib.sha256(row["output"]).hexdigest() == row["output_sha256"]
            assert len(row["output"]) == len(row["input"])
        elif not row["whole"]:
            assert row["input"] == row["output"] == b""
        assert row["tolerance"] == 0.0
    assert 0 < max(sizes.values()) <= 16 << 10
    whole = Counter(row["whole"] for row in rows)
    assert whole[True] > 0 and whole[False] > 0


@pytest.mark.slow
def test_stats_count_what_passed(dataset: Path, rows: list[dict[str, Any]]) -> None:
    stats = json.loads((dataset / "stats.json").read_text())
    cpu = stats["targets"]["cpu"]
    assert cpu["verdicts"]["cpu"] == {"PASS": KERNELS}
    reference = cpu["verdicts"]["reference"]
    assert sum(reference.values()) == KERNELS
    assert sum(cpu["unsupported"].get("reference", {}).values()) == reference.get("UNSUPPORTED", 0)
    assert stats["io"] == {"rows": len(rows), "whole_rows": sum(row["whole"] for row in rows)}
    checks = [row["checks"] for row in samples_of(dataset)]
    assert sum("run-reference" in one for one in checks) == reference["PASS"]
    assert all("run-cpu" in one for one in checks)
