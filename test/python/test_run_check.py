"""The run check: launches from launch plans, in Warp's debug mode, on a real worker process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ROOT, InProcess, Process
from warploom.launch_args import ROUNDS, LaunchError, kernel_types, make_arguments
from warploom.protocol import BuildRequest, KernelSource, Verdict

PROGRAM = Path(os.environ.get("WARPLOOM_BIN", ROOT / "build" / "warploom"))


def arg(name: str, type_: str, shape: Any = (), fill: str = "uniform", **more: Any) -> dict:
    plan = {"name": name, "type": type_, "shape": list(shape), "fill": fill}
    return plan | {"range": [0, 1], "is_output": fill == "zero"} | more


def launch(dims: list[int], *args: dict) -> str:
    return json.dumps({"dims": dims, "args": list(args)})


def kernel(body: str, parameters: str = "a: wp.array(dtype=int), o: wp.array(dtype=int)") -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"import warp as wp\n\n\n@wp.kernel\ndef k({parameters}):\n    i = wp.tid()\n{lines}"


def ints(low: int, high: int, size: int = 64) -> str:
    """A launch of 64 threads over an input `a` of that range and an output `o` of that size."""
    return launch(
        [64],
        arg("a", "array1<int32>", [64], range=[low, high]),
        arg("o", "array1<int32>", [size], "zero"),
    )


def run(
    inside: InProcess, kernels: list[tuple[str, str]], targets: tuple[str, ...] = ("cpu",)
) -> list[Verdict]:
    named = [KernelSource("k", source, json.loads(plan)) for source, plan in kernels]
    request = BuildRequest(named, list(targets), frozenset(), False, True)
    return inside.builder.build(request)[0]


GOOD = (kernel("o[i] = a[i] * 2 + 1"), ints(0, 100))

# What is wrong, a kernel that has it, words of the reason.
BAD = {
    "subscript above": (
        kernel("o[i + a[i]] = 1"),
        ints(0, 8),
        ["OUT_OF_BOUNDS on cpu: ", "round 'drawn'", "array.h"],
    ),
    "subscript below": (
        kernel("o[i] = a[i - 65]"),
        ints(0, 1),
        ["OUT_OF_BOUNDS on cpu: ", "i >= -arr.shape[0]"],
    ),
    "subscript at an end of the range": (
        kernel("o[a[i]] = 1"),
        ints(0, 64),
        ["array.h"],
    ),
    "component": (
        kernel("v = wp.vec3(1.0, 2.0, 3.0)\no[i] = int(v[a[i]])"),
        ints(0, 3),
        ["OUT_OF_BOUNDS on cpu: ", "debug mode fails", "vec.h"],
    ),
    "division": (kernel("o[i] = 5 // a[i]"), ints(0, 0), ["CRASH on cpu: ", "divided by zero"]),
    "remainder": (kernel("o[i] = 5 % a[i]"), ints(0, 9), ["divided by zero"]),
    "overflow": (
        kernel("o[i] = a[i] * a[i]"),
        ints(0, 100_000),
        ["CRASH on cpu: ", "multiplication overflows"],
    ),
    "shift": (kernel("o[i] = 1 << a[i]"), ints(0, 32), ["shift"]),
    "conversion": (kernel("o[i] = int(float(a[i]) * 1.0e9)"), ints(0, 100), ["converts"]),
    "endless": (
        kernel("while a[i] < 5:\n    o[i] = 1"),
        ints(0, 4),
        ["TIMEOUT on cpu: ", "does not end", "1 s"],
    ),
    "no effect": (
        kernel("if a[i] > 100:\n    o[i] = 1"),
        ints(0, 100),
        ["MISMATCH on cpu: ", "no effect"],
    ),
    "input": (
        kernel("a[i] = 3\no[i] = 1"),
        ints(0, 2),
        ["MISMATCH on cpu: ", "writes to a", "no output"],
    ),
    "wrong type": (
        kernel("o[i] = a[i]"),
        ints(0, 1).replace("int32", "int16"),
        ["CRASH on cpu: ", "a is of type"],
    ),
    "wrong names": (kernel("o[i] = a[i]"), ints(0, 1).replace('"a"', '"b"'), ["b, o", "a, o"]),
    "nan": (
        kernel("o[i] = wp.sqrt(-1.0 - a[i])", "a: wp.array(dtype=float), o: wp.array(dtype=float)"),
        ints(0, 1).replace("int32", "float32"),
        ["MISMATCH on cpu: ", "NaN"],
    ),
}


@pytest.fixture
def impatient(inside: InProcess, monkeypatch: pytest.MonkeyPatch) -> InProcess:
    monkeypatch.setattr(inside.builder._runner, "seconds", 1.0)
    return inside


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_found_and_named(impatient: InProcess, what: str) -> None:
    source, plan, words = BAD[what]
    (verdict,) = run(impatient, [(source, plan)])
    assert (verdict.stage, verdict.ir) == ("run", [])
    for word in words:
        assert word in verdict.reason


def test_the_bad_cost_nobody_else_in_the_batch(impatient: InProcess) -> None:
    batch = [GOOD]
    for source, plan, _ in BAD.values():
        batch += [(source, plan), GOOD]
    verdicts = run(impatient, batch)
    assert [verdict.ok for verdict in verdicts] == [at % 2 == 0 for at in range(len(batch))]
    for verdict, words in zip(verdicts[1::2], BAD.values(), strict=True):
        assert all(word in verdict.reason for word in words[2]), verdict.reason


def test_the_ends_of_a_range_are_tried(inside: InProcess) -> None:
    """Of 10^9 values one is wrong: chance would not find it."""
    source = kernel("if a[i] == 1000000000:\n    o[100] = 1\no[i] = a[i]")
    (verdict,) = run(inside, [(source, ints(0, 1_000_000_000))])
    assert verdict.reason.startswith(
        "OUT_OF_BOUNDS on cpu: round 'ends': a check of Warp's debug mode fails"
    )


def test_storing_the_zeros_that_outputs_begin_with_is_an_effect(inside: InProcess) -> None:
    (verdict,) = run(inside, [(kernel("o[i] = a[i] - a[i]"), ints(0, 9))])
    assert verdict.ok, verdict.reason


def test_it_runs_a_kernel_asked_for_cuda_only(inside: InProcess) -> None:
    good, bad = run(inside, [GOOD, BAD["division"][:2]], ("cuda",))
    assert [ir["target"] for ir in good.ir] == ["cuda"]
    assert bad.stage == "run"


EVERY_FILL = """
import warp as wp


@wp.struct
class Inner:
    grid: wp.array2d(dtype=wp.vec2)
    gain: wp.float64


@wp.struct
class Params:
    inner: Inner
    turn: wp.quat
    on: wp.bool


@wp.struct
class Cell:
    place: wp.transform
    frame: wp.mat33
    count: wp.int8


@wp.kernel
def k(
    p: Params,
    cells: wp.array(dtype=Cell),
    offsets: wp.array(dtype=int),
    order: wp.array(dtype=wp.int64),
    halves: wp.array3d(dtype=wp.float16),
    brains: wp.array(dtype=wp.bfloat16),
    brain: wp.bfloat16,
    up: wp.vec3,
    n: int,
    o: wp.array2d(dtype=float),
):
    i, j = wp.tid()
    c = cells[i]
    begin = offsets[i]
    if i > 0:
        begin = begin - offsets[i - 1]
    x = wp.length(wp.quat_rotate(p.turn, up)) + float(p.inner.gain) + float(halves[i, j, 0])
    x = x + float(brains[i] * brain)
    x = x + wp.length(wp.transform_vector(c.place, c.frame * up)) + float(c.count)
    if p.on and begin >= 0:
        x = x + p.inner.grid[i, j][0]
    o[int(order[i]), j] = x + float(n)
"""
EVERY_PLAN = {
    "dims": [6, 4],
    "args": [
        arg(
            "p",
            "Params",
            fill="fields",
            fields=[
                arg(
                    "inner",
                    "Inner",
                    fill="fields",
                    fields=[arg("grid", "array2<vec2<float32>>", [6, 4]), arg("gain", "float64")],
                ),
                arg("turn", "quat<float32>", fill="unit"),
                arg("on", "bool"),
            ],
        ),
        arg(
            "cells",
            "array1<Cell>",
            [6],
            fill="fields",
            fields=[
                arg("place", "transform<float32>", fill="unit", range=[-5, 5]),
                arg("frame", "mat3x3<float32>", range=[-1, 1]),
                arg("count", "int8", range=[-128, 127]),
            ],
        ),
        arg("offsets", "array1<int32>", [6], fill="sorted", range=[0, 50]),
        arg("order", "array1<int64>", [6], fill="permutation", range=[0, 5]),
        arg("halves", "array3<float16>", [6, 4, 1], range=[-2, 2]),
        arg("brains", "array1<bfloat16>", [6], range=[-2, 2]),
        arg("brain", "bfloat16", range=[1, 2]),
        arg("up", "vec3<float32>", fill="unit"),
        arg("n", "int32", fill="constant", range=[24, 24]),
        arg("o", "array2<float32>", [6, 4], fill="zero"),
    ],
}


OTHER_ARRAYS = {
    "k": "wp.indexedarray(dtype=int)",
    "f": "wp.fabricarray(dtype=int)",
    "g": "wp.indexedfabricarray(dtype=int)",
    "h": "wp.indexedarray2d(dtype=int)",
    "r": "wp.fabricarrayarray(dtype=int)",
    "s": "wp.indexedfabricarrayarray(dtype=int)",
    "m": "wp.fabricarray(dtype=wp.mat33)",
    "q": "wp.fabricarray(dtype=wp.quat)",
    "o": "wp.indexedarray(dtype=float)",
}
OTHER_BODY = """if i > 0:
    assert k[i] >= k[i - 1]
    assert f[i] >= f[i - 1]
    assert g[i] >= g[i - 1]
    assert h[i, 1] >= h[i - 1, 1]
    assert r[i, 1] >= r[i - 1, 1]
    assert s[i][1] >= s[i - 1][1]
o[i] = wp.trace(m[i]) + q[i][3]"""


def other_arrays() -> tuple[str, list[dict]]:
    """The parameters of a kernel that has OTHER_ARRAYS, and their plans."""
    element = {"m": "mat3x3<float32>", "q": "quat<float32>", "o": "float32"}
    args = []
    for name, text in OTHER_ARRAYS.items():
        rows = "2d" in text or "arrayarray" in text
        kind = text.removeprefix("wp.").partition("(")[0].replace("2d", "").replace("yarray", "y")
        fill = {"m": "uniform", "q": "unit", "o": "zero"}.get(name, "sorted")
        plan_type = f"{kind}{2 if rows else 1}<{element.get(name, 'int32')}>"
        shape = [9, 2] if rows else [9]
        args.append(arg(name, plan_type, shape, fill, range=[0, 50]))
    return ", ".join(f"{name}: {text}" for name, text in OTHER_ARRAYS.items()), args


def test_arrays_that_are_not_wp_array_show_their_values_in_order(inside: InProcess) -> None:
    parameters, args = other_arrays()
    source = kernel(OTHER_BODY, parameters)
    backwards = source.replace(">= g", "< g")
    good, bad, other = run(
        inside,
        [
            (source, launch([9], *args)),
            (backwards, launch([9], *args)),
            (source, launch([9], *args).replace("indexedfabricarray1", "fabricarray1")),
        ],
    )
    assert good.ok, good.reason
    assert "g[i] < g[i - 1]" in bad.reason
    assert "g is of type fabricarray1<int32>" in other.reason


def test_every_fill_and_kind_of_type_runs(inside: InProcess) -> None:
    (verdict,) = run(inside, [(EVERY_FILL, json.dumps(EVERY_PLAN))])
    assert verdict.ok, verdict.reason


def test_arguments_keep_to_their_plan(inside: InProcess) -> None:
    from warploom.source_module import imported

    with imported(EVERY_FILL) as module:
        for round_name in ROUNDS:
            made = [
                make_arguments(inside.wp, kernel_types(module.k), EVERY_PLAN, seed, round_name)
                for seed in ("a", "a", "b")
            ]
            arrays = {array.name: array.values for array in made[0].arrays}
            names = ["p.inner.grid", "cells", "offsets", "order", "halves", "brains", "o"]
            assert list(arrays) == names
            again, other = ([a.values.tobytes() for a in one.arrays] for one in made[1:])
            assert [values.tobytes() for values in arrays.values()] == again
            assert again != other
            assert (np.diff(arrays["offsets"]) >= 0).all()
            assert sorted(arrays["order"]) == list(range(6))
            assert np.abs(arrays["halves"]).max() <= 2
            assert np.allclose(np.linalg.norm(arrays["cells"]["place"][:, 3:], axis=1), 1)
            assert {"low": {-128}, "high": {127}}.get(round_name, set()) <= set(
                arrays["cells"]["count"].tolist()
            )
            assert not arrays["o"].any()
    inside.builder._fresh.restore()


def test_a_plan_that_does_not_fit_is_refused(inside: InProcess) -> None:
    from warploom.source_module import imported

    changes = [
        ("float16", "float32"),
        ("array2<float32>", "array1<float32>"),
        ("vec3<float32>", "vec4<float32>"),
        ("mat3x3", "mat2x2"),
        ('"gain"', '"pain"'),
        ('"permutation"', '"shuffle"'),
        ("int8", "tensor"),
        ("[-128, 127]", "[-129, 127]"),
    ]
    with imported(EVERY_FILL) as module:
        types = kernel_types(module.k)
        for old, new in changes:
            plan = json.loads(json.dumps(EVERY_PLAN).replace(old, new))
            with pytest.raises(LaunchError):
                make_arguments(inside.wp, types, plan, "seed")
    inside.builder._fresh.restore()


def test_protocol(worker: Process) -> None:
    request = {"id": 1, "op": "build", "targets": ["cpu", "cuda"], "run": True}
    source, plan, _ = BAD["subscript above"]
    kernels = [
        {"name": "k", "source": GOOD[0], "launch": GOOD[1]},
        {"name": "k", "source": source, "launch": plan},
    ]
    reply = worker.ask(**request, kernels=kernels)
    good, bad = reply["verdicts"]
    assert good["ok"] and len(good["ir"]) == 2
    assert good["outcomes"] == [
        {"device": device, "verdict": "PASS", "detail": ""} for device in ("cpu", "emulated")
    ]
    assert (bad["ok"], bad["stage"]) == (False, "run")
    (outcome,) = bad["outcomes"]
    assert bad["reason"] == f"OUT_OF_BOUNDS on cpu: {outcome['detail']}"
    assert reply["seconds"]["run"] > 0
    for wrong in ({"run": 1}, {"kernels": [{"name": "k", "source": ""}]}):
        assert worker.ask(**(request | {"kernels": kernels} | wrong))["kind"] == "protocol"
    kernels[0]["launch"] = "{"
    assert worker.ask(**request, kernels=kernels)["kind"] == "protocol"
    assert worker.end() == (0, "")


def test_children_die_with_their_worker(tmp_path: Path) -> None:
    worker = Process({"TMPDIR": str(tmp_path)})
    source, plan, _ = BAD["endless"]
    kernels = [{"name": "k", "source": source, "launch": plan}]
    message = {"id": 1, "op": "build", "targets": ["cpu"], "compile": False, "run": True}
    worker._process.stdin.write(json.dumps(message | {"kernels": kernels}) + "\n")
    worker._process.stdin.flush()
    children = Path(f"/proc/{worker._process.pid}/task/{worker._process.pid}/children")
    while not (born := children.read_text().split()):
        pass
    worker._process.kill()
    worker._process.communicate(timeout=30)  # The child holds our pipes open as long as it lives.
    assert not Path(f"/proc/{born[0]}/exe").exists() or not os.path.exists(f"/proc/{born[0]}/fd/0")


def test_memory_stays_flat(inside: InProcess) -> None:
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    run(inside, [GOOD] * 20)
    before = resident()
    for _ in range(4):
        run(inside, [GOOD] * 20)
    assert resident() < before + 20_000_000
    assert list(inside.builder._runner._folder.iterdir()) == []


def test_run_safety_finds_the_same_with_plain_warp(tmp_path: Path) -> None:
    bad = BAD["subscript above"]
    for name, (source, plan) in {"good": GOOD, "bad": bad[:2]}.items():
        sample = {"entry_point": "k", "python_code": source, "launch": plan}
        (tmp_path / f"wl-{name}.json").write_text(json.dumps(sample))
    tool = [sys.executable, ROOT / "tools" / "run_safety.py", tmp_path]
    done = subprocess.run(tool, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    first, *_, last = done.stdout.splitlines()
    assert "wl-bad.json: round 'drawn': SIG" in first
    assert "array.h" in first
    assert last == "1 of 2 run clean; 0 give NaNs and 0 infinities somewhere"


@pytest.mark.slow
def test_drawn_kernels_run_clean(inside: InProcess, tmp_path: Path) -> None:
    """The promise of the launch plans: every drawn kernel is safe to run."""
    if not PROGRAM.exists():
        pytest.skip(f"there is no {PROGRAM}")
    options = [
        "-n",
        "100",
        "--seed",
        "77",
        "--format",
        "json",
        "--targets",
        "cpu",
        "--check",
        "codegen",
        "--no-progress",
    ]
    drawn = subprocess.run(
        [PROGRAM, "generate", "-o", tmp_path / "out", *options],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "WARPLOOM_PYTHON": sys.executable, "PYTHONPATH": str(ROOT / "python")},
    )
    assert drawn.returncode == 0, drawn.stderr
    samples = [json.loads(f.read_text()) for f in sorted(tmp_path.glob("out/json/cpu/*/*.json"))]
    assert len(samples) == 100
    kernels = [
        KernelSource(s["entry_point"], s["python_code"], json.loads(s["launch"])) for s in samples
    ]
    request = BuildRequest(kernels, ["cpu"], frozenset(), False, True)
    verdicts, _ = inside.builder.build(request)
    wrong = {s["id"]: v.reason for s, v in zip(samples, verdicts, strict=True) if not v.ok}
    dull = [id_ for id_, reason in wrong.items() if "it has no effect" in reason]
    assert len(dull) <= 4, dull  # Safe, but data without a point: the check replaces them.
    assert {id_: reason for id_, reason in wrong.items() if id_ not in dull} == {}
