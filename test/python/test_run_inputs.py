"""The inputs of the run check: guard zones, sizes, special values, what outputs begin with."""

from __future__ import annotations

import json

import numpy as np
import pytest
from conftest import InProcess
from test_launch_objects import MESH, thing
from test_run_check import EVERY_FILL, EVERY_PLAN, arg, ints, kernel, launch, other_arrays
from warploom import codegen
from warploom.fills import special_values
from warploom.guard_zones import SIZE
from warploom.launch_args import Arguments, kernel_types, make_arguments
from warploom.launch_rounds import Memory, never_read, rounds
from warploom.literals import literals
from warploom.protocol import BuildRequest, KernelSource, Verdict
from warploom.source_module import imported


def sizes(*dims: int, **more: int) -> list[tuple[int, ...]]:
    return [
        one.dims for one in rounds({"dims": list(dims)} | more) if one.name.startswith("launch")
    ]


def test_launches_have_sizes_at_edges_too() -> None:
    assert sizes(4096) == sizes(258) == [(1,), (255,), (257,)]
    assert sizes(257) == sizes(256) == [(1,), (255,)]
    assert sizes(100) == [(1,), (99,)]
    assert sizes(48, 1, 6) == [(1, 1, 1), (47, 1, 3)]
    assert sizes(16, 16) == [(1, 1), (15, 14)]
    assert sizes(4, block_dim=64) == [(1, 1), (3, 1)]
    assert sizes(1) == []


def test_special_values_keep_to_their_range() -> None:
    floats = special_values(-2.0, 2.0, np.dtype(np.float32))
    bits = set(floats.view(np.uint32).tolist())
    assert {0, 0x80000000, 1, 0x80000001, 0x00800000, 0x40000000, 0xC0000000, 0x3FFFFFFF} <= bits
    assert np.isfinite(floats).all()
    assert special_values(0.5, 1.0, np.dtype(np.float64)).min() == 0.5
    assert 0.0 not in special_values(1e-3, 9.0, np.dtype(np.float16))
    assert special_values(-3, 9, np.dtype(np.int8)).tolist() == [-3, -2, -1, 0, 1, 8, 9]
    most = 2**64 - 1
    assert special_values(5, most, np.dtype(np.uint64)).tolist() == [5, 6, most - 1, most]
    assert special_values(7, 7, np.dtype(np.int32)).tolist() == [7]


def test_numbers_of_the_source_are_special() -> None:
    source = "limit = 0.25\nif x < -3 or y == 0x10 or f(True, '7', 1e999, 10**400):\n    pass\n"
    numbers = literals(source.replace("10**400", "1" + "0" * 400))
    assert numbers == (-16.0, -3.0, -0.25, 0.25, 3.0, 16.0)
    whole = special_values(-9, 9, np.dtype(np.int32), numbers).tolist()
    assert whole == [-9, -8, -4, -3, -2, -1, 0, 1, 2, 3, 4, 8, 9]
    floats = set(special_values(0.0, 1.0, np.dtype(np.float32), numbers).tolist())
    quarter = np.float32(0.25)
    assert {0.25, float(np.nextafter(quarter, 0)), float(np.nextafter(quarter, 1))} <= floats
    assert max(floats) == 1.0


PLACES = {
    "every fill": (EVERY_FILL, EVERY_PLAN),
    "arrays that are not wp.array": (
        kernel("o[i] = 1.0", other_arrays()[0]),
        {"dims": [9], "args": other_arrays()[1]},
    ),
    "objects": (
        kernel("o[i] = 1", "m: wp.uint64, b: wp.uint64, o: wp.array(dtype=int)"),
        {
            "dims": [4],
            "args": [
                MESH,
                thing("b", "bvh", [20], "vec3<float32>"),
                arg("o", "array1<int32>", [4], "zero"),
            ],
        },
    ),
}


def made(inside: InProcess, place: str) -> Arguments:
    source, plan = PLACES[place]
    with imported(source) as module:
        arguments = make_arguments(inside.wp, kernel_types(module.k), plan, "seed")
    inside.builder._fresh.restore()
    return arguments


@pytest.mark.parametrize("place", PLACES)
def test_every_array_stands_between_guard_zones(inside: InProcess, place: str) -> None:
    memory = Memory(made(inside, place), frozenset())
    assert len(memory.arrays) >= 6
    for array in memory.arrays:
        assert array.zone is not None
        assert memory.breach() is None
        array.values.reshape(-1).view(np.uint8)[[0, -1]] ^= 0xFF
        assert memory.breach() is None
        for at, words in (
            (SIZE - 3, f"before the start of {array.name}, 2 bytes away"),
            (SIZE + array.values.nbytes + 5, f"behind the end of {array.name}, 5 bytes away"),
        ):
            array.zone[at] ^= 1
            assert words in (memory.breach() or "")
            memory.restore()


def test_a_launch_begins_with_what_the_last_one_began_with(inside: InProcess) -> None:
    memory = Memory(made(inside, "every fill"), frozenset({"o", "cells"}))
    before = [array.memory.tobytes() for array in memory.arrays]
    for array in memory.arrays:
        array.memory.reshape(-1).view(np.uint8)[:] = 7
    memory.restore()
    assert [array.memory.tobytes() for array in memory.arrays] == before
    memory.restore(is_patterned=True)
    changed = {array.name for array in memory.changed([a.values.tobytes() for a in memory.arrays])}
    assert changed == {"o"}  # "cells" is no output.


def run(inside: InProcess, body: str, reference: str) -> Verdict:
    """Runs a kernel over `a` and `o` with a reference whose threads do what is given."""
    source = kernel(body)
    text = f"""struct Arguments {{ wp::array_t<wp::int32> a; wp::array_t<wp::int32> o; }};
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {{
  const wp::array_t<wp::int32>&a = args.a, &o = args.o;
  for (int i = 0; i < bounds.shape[0]; ++i) {{ {reference} }}
}}
"""
    one = KernelSource("k", source, json.loads(ints(0, 9)), text)
    return inside.builder.build(BuildRequest([one], ["cpu"], frozenset(), False, True))[0][0]


def test_a_reference_that_is_right_passes(inside: InProcess) -> None:
    verdict = run(inside, "o[i] = a[i] // 9", "o.data[i] = a.data[i] / 9;")
    assert verdict.ok, verdict.reason
    assert [(one.device, one.verdict) for one in verdict.outcomes] == [
        ("cpu", "PASS"),
        ("reference", "PASS"),
    ]


FINDINGS = {
    "a write beside an array": (
        "o[i] = a[i]",
        "o.data[i] = a.data[i]; if (i == 63) o.data[64] = 0;",
        "OUT_OF_BOUNDS on reference: round 'drawn': it writes behind the end of o, 0 bytes away",
    ),
    "an element that one of them leaves out": (
        "o[i] = a[i] // 9",
        "if (a.data[i] / 9 != 0) o.data[i] = 1;",
        "MISMATCH on reference: round 'launched over 1': o[0] is np.int32(0), by the reference",
    ),
    "threads that should not run": (
        "o[i] = a[i] + 1",
        "for (int j = 0; j < 64; ++j) o.data[j] = a.data[j] + 1;",
        "MISMATCH on reference: round 'launched over 1': o[1] is",
    ),
}


@pytest.mark.parametrize("what", FINDINGS)
def test_what_the_values_of_outputs_alone_would_not_show(inside: InProcess, what: str) -> None:
    body, reference, words = FINDINGS[what]
    verdict = run(inside, body, reference)
    assert verdict.reason.startswith(words)
    assert [one.device for one in verdict.outcomes] == ["cpu", "reference"]
    assert verdict.outcomes[0].verdict == "PASS"


def test_outputs_that_are_read_begin_as_the_plan_says(inside: InProcess) -> None:
    source = kernel(
        "o[i] = a[i]\nwp.atomic_add(c, 0, 1)\nt[i] = t[i] + 1\np[i] = 2",
        ", ".join(f"{name}: wp.array(dtype=int)" for name in "aoctp"),
    )
    with imported(source) as module:
        found = codegen.find_kernel(inside.wp, module, "k")
        codegen.set_contract_options(found.module, True)  # With adjoint code, which reads.
        (generated,) = codegen.generate(inside.wp, found, ["cpu"])
    inside.builder._fresh.restore()
    assert never_read(generated) == {"o", "p"}


def test_special_values_are_launched(inside: InProcess) -> None:
    source = kernel(
        "if a[i] == 0.0 and 1.0 / a[i] < 0.0:\n    o[i + 64] = 1.0\no[i] = a[i]",
        "a: wp.array(dtype=float), o: wp.array(dtype=float)",
    )
    plan = launch(
        [64],
        arg("a", "array1<float32>", [64], range=[-1.0, 1.0]),
        arg("o", "array1<float32>", [64], "zero"),
    )
    one = KernelSource("k", source, json.loads(plan))
    ((verdict,), _) = inside.builder.build(BuildRequest([one], ["cpu"], frozenset(), False, True))
    assert verdict.reason.startswith("OUT_OF_BOUNDS on cpu: round 'special': ")
