"""The text for CUDA on the host: drawn kernels pass, and faults planted in that text alone show."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import InProcess
from test_reference import drawn
from test_run_check import arg, kernel, launch
from warploom import codegen
from warploom.emulated_grid import FORWARD, grids
from warploom.emulated_rules import Additions, beyond_rounding
from warploom.launch_args import Array
from warploom.protocol import BuildRequest, KernelSource, Verdict
from warploom.verdict import EMULATED, MISMATCH, PASS, UNSUPPORTED, Outcome

ROUNDS = ("drawn", "launched over 1", "special", "ends", "low", "high")


def run(inside: InProcess, kernels: list[KernelSource]) -> list[Verdict]:
    request = BuildRequest(kernels, ["cpu", "cuda"], frozenset(), False, True)
    return inside.builder.build(request)[0]


def emulated(verdict: Verdict) -> Outcome:
    return next(outcome for outcome in verdict.outcomes if outcome.device == EMULATED)


def written(
    body: str, *args: dict, parameters: str, dims: tuple[int, ...] = (600,)
) -> KernelSource:
    plan = json.loads(launch(list(dims), *args))
    return KernelSource("k", kernel(body, parameters), plan)


def plant(
    monkeypatch: pytest.MonkeyPatch, fault: Callable[[str], str], target: str = "cuda"
) -> list[bool]:
    """Changes the texts for one target; the list says of each kernel whether its text changed."""
    changed: list[bool] = []
    generate = codegen.generate

    def generate_with_fault(*args: object) -> list[codegen.Generated]:
        texts = generate(*args)
        at = [text.target for text in texts].index(target)
        faulty = fault(texts[at].text)
        changed.append(faulty != texts[at].text)
        texts[at] = replace(texts[at], text=faulty)
        return texts

    monkeypatch.setattr(codegen, "generate", generate_with_fault)
    return changed


def test_drawn_kernels_pass(inside: InProcess, tmp_path: Path) -> None:
    kernels = drawn(tmp_path / "kernels", "-n", 25, "--seed", 21)
    kernels = [replace(kernel, reference=None) for kernel in kernels]
    outcomes = [emulated(verdict) for verdict in run(inside, kernels)]
    assert not [str(outcome) for outcome in outcomes if outcome.refuses]
    assert sum(outcome.verdict == PASS for outcome in outcomes) >= 24


# What is planted, and what shows it.
FAULTS = {
    "the thread in a block": (r"static_cast<size_t>\(threadIdx\.x\)", "0"),
    "the block": (r"static_cast<size_t>\(blockIdx\.x\)", "0"),
    "the first index": (r"(static_cast<size_t>\(threadIdx\.x\));", r"\1 + 1;"),
    "the last index": (r"_idx < dim\.size;", "_idx < dim.size - 1;"),
    "no loop over the grid": (r"_idx \+= [^{]*\)\n", "_idx += dim.size)\n"),
    "an operand's operation": (r"= wp::add\(", "= wp::sub("),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_planted_in_the_text_are_found(
    inside: InProcess, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    values = arg("a", "array1<float32>", [600], range=[-1, 1])
    doubled = written(
        "o[i] = a[i] + a[0]",
        values,
        arg("o", "array1<float32>", [600], "zero"),
        parameters="a: wp.array(dtype=float), o: wp.array(dtype=float)",
    )
    assert emulated(run(inside, [doubled])[0]).verdict == PASS
    changed = plant(monkeypatch, lambda text: re.sub(*FAULTS[fault], text))
    found = emulated(run(inside, [doubled])[0])
    assert changed == [True]
    assert found.verdict == MISMATCH
    assert re.search(
        r"^round '.*', grid '.*', blocks of \d+: o\[\d+\] is .*, by cpu ", found.detail
    )
    assert ("grid 'small'" in found.detail) == (fault == "no loop over the grid")


def test_faults_in_drawn_kernels_are_found(
    inside: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernels = drawn(tmp_path / "kernels", "-n", 12, "--seed", 23, "--categories", "vector")
    changed = plant(monkeypatch, lambda text: re.sub(r"= wp::mul\(", "= wp::add(", text, count=1))
    verdicts = run(inside, kernels)
    faulty = [verdict for verdict, is_faulty in zip(verdicts, changed, strict=True) if is_faulty]
    assert len(faulty) >= 4
    assert sum(not verdict.ok for verdict in faulty) >= 0.7 * len(faulty)


def summed(body: str) -> KernelSource:
    return written(
        body,
        arg("a", "array1<float32>", [600], range=[-1, 1]),
        arg("o", "array1<float32>", [600], "zero"),
        arg("n", "array1<int32>", [1], "zero"),
        parameters="a: wp.array(dtype=float), o: wp.array(dtype=float), n: wp.array(dtype=int)",
    )


def test_a_race_shows_in_another_order_of_threads(inside: InProcess) -> None:
    last = emulated(run(inside, [summed("o[0] = a[i]")])[0])
    assert last.verdict == MISMATCH
    assert "round 'drawn', grid 'backward', blocks of 64: o[0] is" in last.detail
    lost = written(
        "o[0] = o[0] + 1",
        arg("o", "array1<int32>", [600], "zero"),
        parameters="o: wp.array(dtype=int)",
    )
    # Whole threads one after the other lose no update.
    found = emulated(run(inside, [lost])[0])
    assert found.verdict == MISMATCH
    assert "grid 'interleaved', blocks of 64: o[0] is np.int32(10), by cpu" in found.detail
    neighbor = emulated(run(inside, [summed("o[i] = o[wp.max(i - 1, 0)] + a[i]")])[0])
    assert neighbor.verdict == MISMATCH


def test_the_order_of_atomic_additions_may_only_round(
    inside: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = summed("wp.atomic_add(o, 0, a[i])\nwp.atomic_sub(o, 1, 2.0 * a[i])")
    assert emulated(run(inside, [total])[0]).verdict == PASS
    # In order the bits are equal, so only a launch in another order can have this fault.
    fault = r"wp::atomic_sub\(var_o, (\w+), (\w+)\)"
    with_fault = r"wp::atomic_sub(var_o, \1, wp::float32(\2 * (blockDim.x < 256 ? 1.5 : 1.0)))"
    changed = plant(monkeypatch, lambda text: re.sub(fault, with_fault, text))
    found = emulated(run(inside, [total])[0])
    assert changed == [True]
    assert found.verdict == MISMATCH
    assert "within the rounding of 600 atomic additions" in found.detail


def test_what_an_atomic_returns_ties_a_kernel_to_one_order(inside: InProcess) -> None:
    compact = summed("if a[i] > 0.0:\n    slot = wp.atomic_add(n, 0, 1)\n    o[slot] = a[i]")
    assert emulated(run(inside, [compact])[0]).verdict == PASS


def test_additions_allow_what_their_order_explains() -> None:
    array = Array("o", True, np.zeros(2, np.float32))
    additions = Additions.to(array)
    additions.sums[0] = (1000, 500.0)  # Of the first value.
    before, one = np.zeros(2, np.float32).tobytes(), np.float32(1.0)
    wanted = np.array([1.0, 1.0], np.float32)

    def error(first: np.float32, second: np.float32) -> str | None:
        got = np.array([first, second], np.float32)
        return beyond_rounding([additions], [before], [got.tobytes()], [wanted.tobytes()])

    assert error(np.float32(1.0 + 0.9 * 1000 * 2**-24 * 1000), one) is None
    assert "o[0] is" in (error(np.float32(1.0 + 1.2 * 1000 * 2**-24 * 1000), one) or "")
    assert "o[1] is" in (error(one, np.nextafter(one, np.float32(2.0))) or "")


TILES = """import warp as wp

wp.set_module_options({"block_dim": 32})


@wp.kernel
def k(a: wp.array2d(dtype=float), o: wp.array2d(dtype=float), s: wp.array(dtype=float)):
    i = wp.tid()
    row = wp.tile_load(a[i], shape=(96,), storage="shared")
    wp.tile_store(o[i], wp.tile_map(wp.sin, row))
    wp.tile_store(s, wp.tile_sum(row), offset=i)
"""


def in_blocks(source: str, plan: str) -> KernelSource:
    """Launched in blocks of 32 threads."""
    return KernelSource("k", source, json.loads(plan) | {"block_dim": 32})


def tiled(source: str) -> KernelSource:
    """TILES, or a change of it."""
    plan = launch(
        [7],
        arg("a", "array2<float32>", [7, 96], range=[-1, 1]),
        arg("o", "array2<float32>", [7, 96], "zero"),
        arg("s", "array1<float32>", [7], "zero"),
    )
    return in_blocks(source, plan)


def test_tiles_run_in_blocks_of_many_threads(
    inside: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert emulated(run(inside, [tiled(TILES)])[0]).verdict == PASS
    # A fault of all threads but the first can be seen with 32 of them only.
    fault = r"(var_\d+) = wp::tile_unary_map\(([\w:]+), (\w+)\);"
    with_fault = r"\1 = wp::tile_unary_map(\2, \3); if (threadIdx.x == 31) \1.data[0] = 0.25f;"
    changed = plant(monkeypatch, lambda text: re.sub(fault, with_fault, text))
    found = emulated(run(inside, [tiled(TILES)])[0])
    assert changed == [True]
    assert found.verdict == MISMATCH
    assert "blocks of 32: o[0, 31] is np.float32(0.25)" in found.detail


@pytest.mark.parametrize(
    "changed",
    ["row[3] += a[i, 0]", "row[3] -= a[i, 0]", "row = wp.tile_randf(96, wp.rand_init(i))"],
)
def test_what_each_thread_of_a_block_adds_or_draws_is_compared_with_one_thread(
    changed: str, inside: InProcess
) -> None:
    load = 'storage="shared")\n'
    source = TILES.replace(load, f"{load}    {changed}\n")
    assert source != TILES
    verdict = run(inside, [tiled(source)])[0]
    assert emulated(verdict).verdict == PASS, verdict


def test_blocks_have_one_thread_where_their_size_is_a_value(inside: InProcess) -> None:
    sized = summed("o[0] = float(wp.block_dim())")
    assert emulated(run(inside, [sized])[0]).verdict == PASS


def test_threads_without_elements_may_divide_by_zero(inside: InProcess) -> None:
    source = """import warp as wp

wp.set_module_options({"block_dim": 32})


@wp.kernel
def k(a: wp.array2d(dtype=int), o: wp.array2d(dtype=int)):
    i = wp.tid()
    row = wp.tile_load(a[i], shape=8)
    wp.tile_store(o[i], row / row)
"""
    arrays = (
        arg("a", "array2<int32>", [3, 8], range=[1, 9]),
        arg("o", "array2<int32>", [3, 8], "zero"),
    )
    verdict = run(inside, [in_blocks(source, launch([3], *arrays))])[0]
    assert emulated(verdict).verdict == PASS, verdict


def test_what_cannot_be_emulated_is_told(inside: InProcess) -> None:
    source = TILES.replace("wp.tile_map(wp.sin, row)", "row").replace(
        "wp.tile_sum(row)", "wp.tile_sum(wp.tile(float(i)))"
    )
    verdict = run(inside, [tiled(source)])[0]
    assert verdict.ok
    assert emulated(verdict) == Outcome(
        EMULATED, UNSUPPORTED, "wp.tile and wp.untile depend on the threads of a block"
    )


def test_a_text_that_the_host_does_not_compile_fails_alone(
    inside: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = summed("o[i] = a[i]"), summed("o[i] = a[i] * 77.5")
    changed = plant(monkeypatch, lambda text: text.replace("= 77.5;", "= 77.5 +;"))
    first, second = run(inside, [good, bad])
    assert changed == [False, True]
    assert emulated(first).verdict == PASS
    assert second.reason.startswith("COMPILE_FAIL on emulated: cpu: kernel.cpp")


@pytest.mark.parametrize("has_loop", [True, False])
def test_grids_reach_every_thread(has_loop: bool) -> None:
    sizes = (1, 2, 31, 255, 256, 257, 1000, 4096)
    every = [
        (size, grid)
        for size in sizes
        for name in ROUNDS
        for grid in grids(name, size, has_loop, block=None)
    ]
    for size, grid in every:
        running = grid.block * int(np.prod(grid.blocks))
        assert running >= 1
        assert running >= size or not grid.covers
    assert any(grid.block * grid.blocks[0] == size for size, grid in every)
    assert any(size % grid.block for size, grid in every)
    assert {grid.order for _, grid in every} == {0, 1, 2, 3}
    assert any(grid.covers is False for _, grid in every) == has_loop
    assert any(grid.blocks[2] > 1 for _, grid in every) != has_loop
    assert all(grid.order == FORWARD for _, grid in every if grid.is_in_order)
