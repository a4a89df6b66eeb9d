"""A finished dataset is looked at before it is called finished; flipped bits are noticed."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import quick_worker
import zstandard
from cli_program import complaint, run

OPTIONS = ("generate", "-n", 8, "--format", "json,jsonl,parquet", "--no-progress", "--workers", 1)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_worker.python_in(tmp_path_factory.mktemp("quick"))


@pytest.fixture(scope="module")
def whole(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("finished") / "whole"
    assert again(python, out).returncode == 0
    return out


def again(python: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return run(*OPTIONS, "-o", out, "--python", python)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize("damage", [Path.unlink, cut, grow])
@pytest.mark.parametrize(
    "name",
    ["README.md", "stats.json", "jsonl/cpu-*", "data/cuda/*.parquet", "json/cpu/000/*.json"],
)
def test_what_is_gone_or_cut_is_told(
    name: str, damage: Callable[[Path], None], python: Path, whole: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(whole, out)
    path = sorted(out.glob(name))[0]
    damage(path)
    text = complaint(again(python, out), 4)
    assert str(path.parent if "/json/" in str(path) else path) in text
    assert "restore the file or generate the dataset again" in text


def test_a_whole_one_needs_nothing(python: Path, whole: Path) -> None:
    done = again(python, whole)
    assert done.returncode == 0
    assert "Nothing to do" in done.stderr


def test_no_reject_no_file(whole: Path) -> None:
    """Common readers of JSON lines fail on an empty file."""
    assert not (whole / "rejected.jsonl").exists()
    manifest = json.loads((whole / "manifest.json").read_text())
    assert manifest["totals"]["rejected"] == 0
    assert "rejected.jsonl" not in {entry["path"] for entry in manifest["files"]}


def test_no_flipped_bit_in_json_lines_is_read(whole: Path) -> None:
    """Readers other than ours check the frame as well."""
    shard = next(whole.glob("jsonl/cpu-*")).read_bytes()
    text = zstandard.ZstdDecompressor().decompressobj().decompress(shard)
    assert text.count(b"\n") == 8
    assert zstandard.get_frame_parameters(shard).has_checksum
    bits = random.Random(1)
    for _ in range(300):
        damaged = bytearray(shard)
        damaged[bits.randrange(len(shard))] ^= 1 << bits.randrange(8)
        try:
            read = zstandard.ZstdDecompressor().decompressobj().decompress(bytes(damaged))
        except zstandard.ZstdError:
            continue
        assert read in (text, b"")  # b"": the size in the header grew, and the end is missed.
