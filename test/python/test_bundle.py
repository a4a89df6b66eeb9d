"""warploom bundle: what it packs runs on the host as Warp's CUDA text, and stores what it must."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from bundle_files import (
    FAKES,
    archive,
    compressed,
    fake_machine,
    run_bundle,
    unpacked,
    verdicts,
)
from cli_program import complaint, run, run_well
from conftest import InProcess
from warploom.bundle_arguments import Buffer, Unsupported
from warploom.bundle_layout import layout_of, same_values
from warploom.bundle_tolerance import tolerance_of
from warploom.module_text import header_length
from warploom.protocol import BuildRequest, KernelSource, ProtocolError, parse_build

NATIVE = Path(__import__("warp").__file__).parent / "native"


def host_library(texts: dict[str, str], folder: Path) -> Path:
    """Compiles the CUDA texts of modules, by kernel, for the host."""
    parts = ['#include "host_cuda.h"\n']
    first = next(iter(texts.values()))
    parts.append(first[: header_length(first)])
    for at, (name, text) in enumerate(texts.items()):
        kernel = f"{name}_cuda_kernel_forward"
        parts.append(
            f"namespace wl{at} {{\n{text[header_length(text) :]}\n}}\n"
            f'extern "C" void {kernel}_host(const HostLaunch* launch) '
            f"{{ LaunchOnHost(wl{at}::{kernel}, *launch); }}\n"
        )
    source = folder / "kernels.cpp"
    source.write_text("".join(parts))
    library = folder / "kernels.so"
    options = ["-std=c++17", "-w", "-O0", "-shared", "-fPIC", "-ffp-contract=off"]
    command = ["clang++-19", *options, "-I", FAKES, "-I", NATIVE, source, "-o", library, "-lm"]
    subprocess.run([str(word) for word in command], check=True, timeout=300)
    return library


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundled") / "out"
    options = ["--check", "codegen", "--include", "module", "--format", "jsonl"]
    options += ["--targets", "cuda"]
    run_well("generate", "-n", 8, "--seed", 3, "-o", folder, *options)
    return folder


@pytest.fixture(scope="module")
def bundle(dataset: Path) -> Path:
    path = dataset.with_name("kernels.tar.zst")
    done = json.loads(run_well("bundle", dataset, "--sample", 2, "-o", path, "--json"))
    assert done["samples"] + sum(done["not_bundled"].values()) == 2
    assert done["samples"] >= 1
    assert done["bytes"] == path.stat().st_size
    return path


def modules_of(dataset: Path) -> dict[str, str]:
    (shard,) = (dataset / "jsonl").glob("cuda-*")
    held = pa.CompressedInputStream(pa.OSFile(str(shard)), "zstd").read()
    samples = map(json.loads, held.decode().splitlines())
    return {sample["entry_point"]: sample["ir_module"] for sample in samples}


@pytest.fixture(scope="module")
def texts(dataset: Path, bundle: Path) -> dict[str, str]:
    """The modules of the kernels in the bundle."""
    bundled = [s["entry_point"] for s in json.loads(unpacked(bundle)["manifest.json"])["samples"]]
    return {name: text for name, text in modules_of(dataset).items() if name in bundled}


@pytest.fixture(scope="module")
def library(texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return host_library(texts, tmp_path_factory.mktemp("library"))


@pytest.mark.slow
def test_verify_runs_samples_on_the_gpu_of_this_machine(
    dataset: Path, texts: dict[str, str], library: Path, tmp_path: Path
) -> None:
    """On the fake driver, whose kernels are the texts compiled for the host."""
    verified = shutil.copytree(dataset, tmp_path / "out")
    python = tmp_path / "python"  # Warp would take the fake driver for one that has everything.
    python.write_text(f'#!/bin/sh\nunset LD_LIBRARY_PATH\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    options = ["--sample", 2, "--devices", "cuda:0", "--json", "--no-progress", "--python", python]
    done = run("verify", verified, *options, environment=fake_machine(library))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kernels"] == 2
    lines = [json.loads(line) for line in (verified / "verdicts.jsonl").read_text().splitlines()]
    assert {(line["target"], line["device"]) for line in lines} == {("cuda", "cuda:0")}
    found = [line["verdict"] for line in lines]
    assert sorted(found) == sorted(["PASS"] * len(texts) + ["UNSUPPORTED"] * (2 - len(texts)))

    machine = fake_machine(library) | {"WARPLOOM_FAKE_GPUS": "0"}
    done = run("verify", verified, *options, environment=machine)
    assert "--devices cuda:0: the NVIDIA driver of this machine finds no GPU" in complaint(done, 3)


@pytest.mark.slow
def test_warps_cuda_texts_store_what_a_bundle_expects(
    texts: dict[str, str], library: Path, bundle: Path, tmp_path: Path
) -> None:
    """On the host, by the packed arguments alone; and a planted fault shows."""
    done = run_bundle(bundle.read_bytes(), tmp_path, kernels=library)
    assert done.returncode == 0, done.stderr
    lines = verdicts(tmp_path)
    assert [line["verdict"] for line in lines] == ["PASS"] * len(texts), lines

    folder = tmp_path / "faulty"
    folder.mkdir()
    faulty = {
        name: re.sub(r"(wp::array_store\((?:\w+, )+)(var_\w+)\);", r"\1wp::add(\2, \2));", text)
        for name, text in texts.items()
    }
    changed = [name for name in texts if faulty[name] != texts[name]]
    assert changed
    run_bundle(bundle.read_bytes(), folder, kernels=host_library(faulty, folder))
    found = [line["verdict"] for line in verdicts(folder)]
    assert found.count("MISMATCH") == len(changed), (changed, verdicts(folder))


@pytest.mark.slow
def test_a_bundle_holds_what_its_document_says(bundle: Path) -> None:
    files = unpacked(bundle)
    manifest = json.loads(files.pop("manifest.json"))
    assert (manifest["format"], manifest["version"]) == ("warploom-bundle", 1)
    assert manifest["archs"] == [90]
    assert manifest["warp_version"] == "1.19.0"
    for sample in manifest["samples"]:
        folder = f"samples/{sample['id']}"
        assert files.pop(f"{folder}/sm_90.cubin").startswith(b"\x7fELF")
        ptx = files.pop(f"{folder}/kernel.ptx").decode()
        assert f".entry {sample['kernel']}(" in ptx
        assert ".target sm_75" in ptx
        data = files.pop(f"{folder}/data.bin")
        assert [made["name"] for made in sample["rounds"]] == ["drawn", "ends"]
        for made in sample["rounds"]:
            changed = [
                buffer["name"]
                for buffer in made["buffers"]
                if data[buffer["before"] :][: buffer["bytes"]]
                != data[buffer["after"] :][: buffer["bytes"]]
            ]
            assert changed or made["name"] == "ends"
    assert not files


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "bundle needs OUT"),
        (["OUT"], "bundle needs --sample N"),
        (["OUT", "--sample", 2], "bundle needs -o FILE"),
        (["OUT", "--sample", "two", "-o", "x"], "--sample takes a whole number"),
        (["OUT", "--sample", 2, "-o", "x", "--arch", "hopper"], "--arch takes a whole number"),
        (["OUT", "--sample", 2, "-o", "x", "--arch", ","], "at least one architecture"),
        (["OUT", "--sample", 2, "-o", "/"], "it is a folder"),
    ],
)
def test_wrong_command_lines(arguments: list[object], sentence: str) -> None:
    assert sentence in complaint(run("bundle", *arguments), 2)


@pytest.mark.slow
def test_a_dataset_without_cuda_samples_has_no_bundle(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_well("generate", "-n", 1, "-o", out, "--check", "codegen", "--targets", "cpu")
    refused = run("bundle", out, "--sample", 1, "-o", tmp_path / "x.tar.zst")
    assert "this dataset has no cuda samples" in complaint(refused, 2)
    assert not (tmp_path / "x.tar.zst").exists()


def made(inside: InProcess, name: str, source: str, launch: dict[str, Any]) -> dict[str, Any]:
    """What the worker makes of a kernel for a bundle, and the text of its CUDA module."""
    kernel = KernelSource(name, source, launch)
    request = BuildRequest([kernel], ["cuda"], frozenset(("bundle", "module")), False, archs=(90,))
    ((verdict,), _) = inside.builder.build(request)
    assert verdict.ok, verdict.reason
    return json.loads(verdict.ir[0]["bundle"]) | {"module": verdict.ir[0]["module"]}


def argument(name: str, kind: str, shape: list[int], low: float, high: float) -> dict[str, Any]:
    plan = {"name": name, "type": kind, "shape": shape, "fill": "uniform", "range": [low, high]}
    return plan | {"is_output": name.startswith("out")}


ARGUMENTS = """
import warp as wp

@wp.struct
class Body:
    flag: wp.bool
    masses: wp.array[wp.float64]
    axis: wp.vec3h

@wp.struct
class Cell:
    tag: wp.int8
    at: wp.vec2

@wp.kernel
def gather(
    big: wp.int64,
    body: Body,
    order: wp.indexedarray[wp.int32],
    grid: wp.array2d[wp.vec3],
    cells: wp.array[Cell],
    half: wp.float16,
    out: wp.array[wp.float64],
    out_cells: wp.array[Cell],
):
    i, j = wp.tid()
    if body.flag:
        out[i * 3 + j] = body.masses[i] + wp.float64(grid[i, j][1]) + wp.float64(big)
    else:
        out[i * 3 + j] = wp.float64(half * body.axis[2]) - wp.float64(order[i])
    cell = cells[i]
    cell.at = cell.at + wp.vec2(float(j), 1.0)
    if j == 0:
        out_cells[i] = cell
"""

FIELDS = {
    "body": [
        argument("flag", "bool", [], 0, 1),
        argument("masses", "array1<float64>", [40], 0, 1),
        argument("axis", "vec3<float16>", [], -1, 1),
    ],
    "cells": [argument("tag", "int8", [], -9, 9), argument("at", "vec2<float32>", [], -1, 1)],
}
CELLS = argument("cells", "array1<Cell>", [40], 0, 0) | {"fields": FIELDS["cells"]}
GATHER = {
    "dims": [40, 3],
    "args": [
        argument("big", "int64", [], 1 << 40, 1 << 41),
        argument("body", "Body", [], 0, 0) | {"fill": "fields", "fields": FIELDS["body"]},
        argument("order", "indexedarray1<int32>", [40], 0, 99),
        argument("grid", "array2<vec3<float32>>", [40, 3], -1, 1),
        CELLS,
        argument("half", "float16", [], -1, 1),
        argument("out", "array1<float64>", [120], 0, 1),
        CELLS | {"name": "out_cells", "is_output": True},
    ],
}


@pytest.mark.slow
def test_arguments_of_every_kind_reach_the_kernel(inside: InProcess, tmp_path: Path) -> None:
    packed = made(inside, "gather", ARGUMENTS, GATHER)
    entry = {"id": "wl-gather", "entry_point": "gather"} | packed["entry"]
    files = {name: base64.b64decode(held) for name, held in packed["files"].items()}
    assert entry["grid"] == [1, 1, 1]
    assert [len(p["pointers"]) for p in entry["rounds"][0]["parameters"]] == [
        0, 0, 1, 2, 1, 1, 0, 1, 1,
    ]  # fmt: skip
    library = host_library({"gather": packed["module"]}, tmp_path)
    done = run_bundle(compressed(archive([(entry, files)])), tmp_path, kernels=library)
    assert done.returncode == 0, done.stderr
    (line,) = verdicts(tmp_path)
    assert line["verdict"] == "PASS", line


@pytest.mark.parametrize("archs", [None, 90, ["90"], [True], [9]])
def test_a_bundle_needs_architectures(archs: Any) -> None:
    message = {"id": 1, "op": "build", "targets": ["cuda"], "include": ["bundle"], "kernels": []}
    with pytest.raises(ProtocolError, match="archs must be a list of CUDA architectures"):
        parse_build(message | {"archs": archs})
    assert parse_build(message | {"archs": [80, 90]}).archs == (80, 90)


TILES = """
import warp as wp

@wp.kernel
def sums(values: wp.array[float], out: wp.array[float]):
    i = wp.tid()
    tile = wp.tile_load(values, shape=64, offset=i * 64, storage="shared")
    wp.tile_store(out, wp.tile_sum(tile), offset=i)
"""


@pytest.mark.slow
def test_a_launch_with_tiles_has_its_blocks(inside: InProcess) -> None:
    launch = {
        "dims": [4],
        "block_dim": 64,
        "args": [
            argument("values", "array1<float32>", [256], -1, 1),
            argument("out", "array1<float32>", [4], 0, 0),
        ],
    }
    entry = made(inside, "sums", TILES, launch)["entry"]
    assert (entry["grid"], entry["block_dim"]) == ([4, 1, 1], 64)
    assert entry["shared_bytes"] >= 64 * 4
    assert entry["tolerance"]["because"] == ["order of sums"]


def test_objects_of_warps_runtime_are_not_bundled(inside: InProcess) -> None:
    source = """
import warp as wp

@wp.kernel
def points(mesh: wp.uint64, out: wp.array[wp.vec3]):
    i = wp.tid()
    out[i] = wp.mesh_get_point(mesh, i)
"""
    mesh = argument("mesh", "uint64", [4, 6], 0.5, 1) | {"fill": "mesh"}
    launch = {"dims": [8], "args": [mesh, argument("out", "array1<vec3<float32>>", [8], 0, 0)]}
    assert made(inside, "points", source, launch)["unsupported"] == "it takes a mesh"


EXACT = """
    x = a[i]
    y = a[i + 1]
    v = wp.normalize(wp.vec3(x, y, x * y))
    q = wp.normalize(wp.quat(x, y, x / y, 1.0))
    state = wp.rand_init(7, i)
    m = wp.inverse(wp.mat33(x, y, x, y, x, x, y, y, x))
    w = wp.quat_rotate(q, v) + m * v + wp.curlnoise(state, v)
    h = wp.float16(x) * wp.float16(y)
    out[i] = wp.sqrt(wp.dot(w, w)) + wp.randf(state) + wp.floor(x) // y + float(h) + wp.round(y)
"""
LIBRARY = "    out[i] = wp.sin(a[i])\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "because"), [(EXACT, []), (LIBRARY, ["math library"])], ids=["exact", "library"]
)
def test_tolerance_is_for_functions_of_the_math_library(
    inside: InProcess, body: str, because: list[str]
) -> None:
    source = (
        "import warp as wp\n\n@wp.kernel\ndef k(a: wp.array[float], out: wp.array[float]):\n"
        "    i = wp.tid()\n" + body
    )
    launch = {
        "dims": [8],
        "args": [
            argument("a", "array1<float32>", [9], 1, 2),
            argument("out", "array1<float32>", [8], 0, 0),
        ],
    }
    assert made(inside, "k", source, launch)["entry"]["tolerance"]["because"] == because


def text_with(call: str, kind: str, use: str = "") -> str:
    """A function with the call, and another in which the same variable is a different one."""
    declared = f"    {kind} var_1;\n    {kind} var_2;\n"
    return (
        f"void f()\n{{\n{declared}    var_2 = wp::{call};\n    {use}\n}}\n"
        f"void g()\n{{\n    {kind} var_2;\n    var_2 = wp::add(var_1, var_1);\n}}\n"
    )


@pytest.mark.parametrize(
    ("call", "kind", "because"),
    [
        ("atomic_add(var_out, var_0, var_1)", "wp::int32", []),
        ("atomic_add(var_out, var_0, var_1)", "wp::float32", ["order of sums"]),
        ("atomic_sub(var_out, var_0, var_1)", "wp::vec_t<3, wp::float64>", ["order of sums"]),
        ("atomic_add(var_out, var_0, var_1)", "wp::vec_t<3, wp::uint64>", []),
        ("atomic_max(var_out, var_0, var_1)", "wp::float32", []),
        ("tile_sum(var_1)", "wp::float32", ["order of sums"]),
    ],
)
def test_tolerance_is_for_float_sums_in_any_order(call: str, kind: str, because: list[str]) -> None:
    assert tolerance_of(text_with(call, kind), "")["because"] == because


@pytest.mark.parametrize(
    ("call", "use", "reason"),
    [
        ("atomic_add(var_out, var_0, var_1)", "wp::store(var_2);", "what an atomic returns"),
        ("atomic_exch(var_out, var_0, var_1)", "", "atomic_exch shows the order"),
    ],
)
def test_kernels_that_show_the_order_of_threads_are_not_bundled(
    call: str, use: str, reason: str
) -> None:
    with pytest.raises(Unsupported, match=reason):
        tolerance_of(text_with(call, "wp::int32", use), "")


@pytest.mark.parametrize(
    "call",
    [
        "var_1 = builtin_block_dim();",
        "var_1 = wp::tile<256>(var_0);",
        "var_1 = wp::tile_randi<64>(var_0);",
        "wp::tile_add_inplace(var_1, var_2, var_3);",
    ],
)
def test_what_shows_the_size_of_blocks_is_not_bundled(call: str) -> None:
    with pytest.raises(Unsupported, match="number of threads in a block"):
        tolerance_of(f"#define builtin_block_dim() 1\nvoid k()\n{{\n    {call}\n}}\n", "")
    plain = "#define builtin_block_dim() 1\nvoid k()\n{\n    wp::tile_add_inplace(a, b);\n}\n"
    assert tolerance_of(plain, "")["rule"] == "exact"


def test_equal_values_may_differ_in_nan_and_between_fields() -> None:
    kind = np.dtype([("a", np.uint8), ("b", np.float32)], align=True)
    before = np.zeros(2, kind)
    layout = layout_of(Buffer("s", before))
    padding = bytearray(before.tobytes())
    padding[2] = 1
    assert same_values(layout, bytes(padding), before.tobytes())
    before["b"] = np.nan
    other = before.copy()
    other["b"] = -before["b"]
    assert same_values(layout, other.tobytes(), before.tobytes())
    for field, value in (("a", 1), ("b", 2.0)):
        changed = before.copy()
        changed[field][1] = value
        assert not same_values(layout, changed.tobytes(), before.tobytes())


def test_layout_lists_the_scalars_of_structs() -> None:
    inner = np.dtype([("u", np.float32, (2, 2))], align=True)
    kind = np.dtype([("flag", np.bool_), ("in", inner), ("n", np.int64)], align=True)
    layout = layout_of(Buffer("s", np.zeros(3, kind)))
    assert layout == {
        "bytes": 32,
        "scalars": [
            {"type": "bool", "offset": 0, "count": 1},
            {"type": "float32", "offset": 4, "count": 4},
            {"type": "int64", "offset": 24, "count": 1},
        ],
    }
