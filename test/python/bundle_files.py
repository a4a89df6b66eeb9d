"""Writes bundles as docs/bundle.md describes them, without warploom, and runs warploom-gpu-run."""

from __future__ import annotations

import atexit
import io
import json
import os
import shutil
import struct
import subprocess
import tarfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa
from cli_program import PROGRAM, ROOT

RUNNER = PROGRAM.with_name("warploom-gpu-run")
FAKES = ROOT / "test" / "fake_cuda"

COUNT = 100
CLOSE = {
    "rule": "close",
    "because": ["math library"],
    "limits": {"float32": {"relative": 1e-4, "of_largest": 1e-5}},
    "outliers": 0.0,
}
EXACT = {"rule": "exact", "because": []}
CUBIN = {"file": "sm_90.cubin", "kind": "cubin", "arch": 90}
PTX = {"file": "kernel.ptx", "kind": "ptx", "arch": 75}


def add_one(kernel: str, **changes: Any) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The entry and files of a sample whose kernel must add 1 to 100 floats; `x` is its buffer."""
    before = struct.pack(f"<{COUNT}f", *range(COUNT))
    after = struct.pack(f"<{COUNT}f", *range(1, COUNT + 1))
    data = before + after + bytes(8) + struct.pack("<i", COUNT)
    places = {"before": 0, "after": len(before)}
    element = {"bytes": 4, "scalars": [{"type": "float32", "offset": 0, "count": 1}]}
    entry = {
        "id": f"wl-{kernel}",
        "entry_point": kernel,
        "cuda_version": 13040,
        "kernel": kernel,
        "modules": [CUBIN, PTX],
        "grid": [1, 1, 1],
        "block_dim": 256,
        "shared_bytes": 0,
        "tolerance": EXACT,
        "rounds": [
            {
                "name": "drawn",
                "expected_from": "reference",
                "parameters": [
                    {"at": 2 * len(before), "bytes": 8, "pointers": [[0, 0, 0]]},
                    {"at": 2 * len(before) + 8, "bytes": 4, "pointers": []},
                ],
                "buffers": [{"name": "x", "bytes": len(before), "element": element} | places],
            }
        ],
    }
    files = {"sm_90.cubin": b"\x7fELF", "kernel.ptx": b"// PTX", "data.bin": data}
    return entry | changes, files


def archive(samples: list[tuple[dict[str, Any], dict[str, bytes]]], **header: Any) -> bytes:
    """A tar archive of the samples with their manifest."""
    manifest = {
        "format": "warploom-bundle",
        "version": 1,
        "warp_version": "1.19.0",
        "samples": [entry for entry, _ in samples],
    }
    members = {"manifest.json": json.dumps(manifest | header).encode()}
    for entry, files in samples:
        members |= {f"samples/{entry['id']}/{name}": held for name, held in files.items()}
    return tar_of(members)


def tar_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, held in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(held)
            tar.addfile(info, io.BytesIO(held))
    return out.getvalue()


def compressed(held: bytes) -> bytes:
    out = pa.BufferOutputStream()
    with pa.CompressedOutputStream(out, "zstd") as stream:
        stream.write(held)
    return out.getvalue().to_pybytes()


def unpacked(path: Path) -> dict[str, bytes]:
    """The files of a bundle."""
    held = pa.CompressedInputStream(pa.OSFile(str(path)), "zstd").read()
    with tarfile.open(fileobj=io.BytesIO(held)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


@cache
def shared_library(source: str, name: str, *options: str) -> Path:
    """Compiles a file of test/fake_cuda/ into a folder of its own; returns its path."""
    folder = mkdtemp(prefix="warploom-fake-cuda-")
    atexit.register(shutil.rmtree, folder)
    path = Path(folder) / name
    command = ["c++", "-std=c++20", "-O1", "-shared", "-fPIC", *options, "-o", path, FAKES / source]
    subprocess.run([str(word) for word in command], check=True, timeout=120)
    return path


def fake_machine(kernels: Path, driver: Path | None = None) -> dict[str, str]:
    """The environment in which a program finds the fake driver, or the one given."""
    driver = driver or shared_library("fake_cuda.cpp", "libcuda.so.1")
    return {"LD_LIBRARY_PATH": str(driver.parent), "WARPLOOM_FAKE_KERNELS": str(kernels)}


def run_bundle(
    held: bytes,
    folder: Path,
    *options: object,
    kernels: Path | None = None,
    driver: Path | None = None,
    **machine: object,
) -> subprocess.CompletedProcess[str]:
    """Runs a bundle on the fake driver; `machine` are its settings, such as arch=80."""
    bundle = folder / "bundle.tar.zst"
    bundle.write_bytes(held)
    settings = {f"WARPLOOM_FAKE_{name.upper()}": str(value) for name, value in machine.items()}
    settings |= fake_machine(kernels or shared_library("kernels.cpp", "kernels.so"), driver)
    return subprocess.run(
        [str(RUNNER), str(bundle), "-o", str(folder / "verdicts.jsonl"), *map(str, options)],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def verdicts(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "verdicts.jsonl").read_text().splitlines()]
