"""The rules of docs/verification.md: references of small kernels give what was computed by hand.

test/reference/ has the references; src/reference/rules_test.cpp compares them with what is printed.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import ROOT, InProcess
from warploom.batch_compile import module_unit
from warploom.protocol import BuildRequest, KernelSource
from warploom.reference_check import Reference, ReferenceBuilder

FOLDER = ROOT / "test" / "reference"
INT, BYTE, FLOAT = np.int32, np.uint8, np.float32
MOST, LEAST = 2**31 - 1, -(2**31)


@dataclass(frozen=True)
class Rule:
    """What a kernel reads, and what it must store. Bits count, so -0.0 is not 0.0."""

    x: Any
    expected: Any


def rule(x_type: type, x: list[Any], out_type: type, expected: list[Any]) -> Rule:
    return Rule(np.array(x, x_type), np.array(expected, out_type))


RULES = {
    "integers_wrap": rule(INT, [MOST, 1, LEAST], INT, [LEAST, MOST, 1, LEAST, -2]),
    "bytes_wrap": rule(BYTE, [200, 100], BYTE, [44, 156, 64, 156]),
    "integers_divide": rule(INT, [7, 2, -7, -2], INT, [3, -3, -3, 3, 3, -4, -4, 3, 1, -1, 1, -1]),
    "shifts": rule(INT, [5, 3, -16], INT, [40, -128, -2, 0]),
    "unsigned_shift": rule(np.uint32, [0x80000001, 4], np.uint32, [0x10, 0x08000000]),
    "floats": rule(
        FLOAT,
        [0.0, 1.0, -7.0, 2.0**24, 2.0],
        FLOAT,
        [0.0, np.inf, -0.0, 0.0, -4.0, -1.0, 2.0, -0.0],
    ),
    "literals": rule(np.float64, [], np.float64, [0.1, 0.1, -9007199254740992.0, 2.0**64]),
    "floats_to_integers": rule(FLOAT, [2.9, -2.9, 0.5], INT, [2, -2, 44, 1]),
    "integers_to_floats": rule(INT, [2**24 + 1, -1], FLOAT, [2.0**24, 2.0**32]),
    "static_numbers": rule(FLOAT, [], FLOAT, [0.1 * 0.3, 5.0, -4.0, 1.0, 1 / 3]),
    "chained_comparisons": rule(INT, [1, 5, 3], INT, [0, 2, 0, 3]),
    "and_or_are_lazy": rule(INT, [-1, 2], INT, [0, 1, 0, 3, 1, 4, 1, 6]),
    "ternary_is_lazy": rule(INT, [1, 10, 20], INT, [10, 20, 2]),
    "ranges": rule(INT, [-2, 4, -3], INT, [4, 123, 3, 3, 741, 1, 3, 741, 1, 0, 0, -99]),
    "break_and_continue": rule(INT, [3, 6], INT, [7, 18]),
    "copies_and_views": rule(FLOAT, [1, 2, 3, 4], FLOAT, [50, 1, 60, 2, 70]),
    "matrices_of_vectors": rule(
        FLOAT, [1, 2, 3, 4, 5, 6], FLOAT, [1, 4, 2, 5, 3, 6, 1, 2, 3, 4, 5, 6]
    ),
    "derivatives": rule(FLOAT, [2, 5, 3, 4], FLOAT, [20, 1, 43, 24]),
    "subscripts": rule(FLOAT, [1, 2, 3, 4], FLOAT, [4, 2, 3, 1, 8, 2, 9]),
    # Sums go from left to right: 2**24 + 1 is 2**24.
    "tiles": rule(FLOAT, [2.0**24, 1, 1, 1], FLOAT, [1, 1, 0, 2.0**24, 9, 10, 20, 10]),
    "atomics_give_old_values": rule(
        INT,
        [12, 10, 12],
        INT,
        [12, 22, 12, 2, 12, 10, 12, 12, 12, 10, 12, 8, 12, 14, 12, 6, 12, 10, 10],
    ),
}

KERNEL = KernelSource(
    "rule",
    """import warp as wp


@wp.kernel
def rule(x: wp.array(dtype=float), out: wp.array(dtype=float)):
    out[0] = x[0]
""",
    None,
)


def generated_for(inside: InProcess) -> Any:
    """What Warp generates for a kernel with such arguments: its module has the right header."""
    request = BuildRequest([KERNEL], ["cpu"], frozenset(), False)
    return inside.builder._generate(KERNEL, request, {"import": 0.0, "codegen": 0.0})[0]


class Compiled:
    """The references of all rules in one object."""

    def __init__(self, inside: InProcess, folder: Path) -> None:
        self._context = inside.wp._src.context
        self._wp = inside.wp
        generated = generated_for(inside)
        self._references = {
            name: Reference(generated, (FOLDER / f"{name}.txt").read_text()) for name in RULES
        }
        header = module_unit(generated).header
        ReferenceBuilder(inside.builder._jit, folder).build(list(self._references.values()), header)
        for name, reference in self._references.items():
            assert reference.error is None, f"{name}: {reference.error}"
        object_file = next(iter(self._references.values())).object_file
        llvm = self._context.runtime.llvm
        linker = self._wp.config.legacy_cpu_linker
        assert llvm.wp_load_obj(object_file.encode(), b"rules", linker) == 0

    def run(self, name: str) -> np.ndarray:
        """Launches one thread; returns `out`, whose elements are 77 where nothing is stored."""
        wanted = RULES[name]
        x = self._wp.array(wanted.x, device="cpu")
        out = self._wp.array(np.full_like(wanted.expected, 77), device="cpu")
        values = (x.__ctype__(), out.__ctype__())
        fields = [(f"a{at}", type(value)) for at, value in enumerate(values)]
        structure = type("Arguments", (ctypes.Structure,), {"_fields_": fields})
        bounds = self._context._build_launch_bounds_from_tuple((1,), 1)
        address = self._context.runtime.llvm.wp_lookup(
            b"rules", self._references[name].entry.encode()
        )
        ctypes.CFUNCTYPE(None)(address)(ctypes.byref(bounds), ctypes.byref(structure(*values)))
        return out.numpy()


@pytest.fixture(scope="module")
def compiled(inside: InProcess, tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    return Compiled(inside, tmp_path_factory.mktemp("rules"))


@pytest.mark.parametrize("name", RULES)
def test_a_rule_gives_what_was_computed_by_hand(compiled: Compiled, name: str) -> None:
    got, wanted = compiled.run(name), RULES[name].expected
    assert got.tobytes() == wanted.tobytes(), f"got {got}, by hand {wanted}"


def test_every_reference_of_a_rule_is_run() -> None:
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(RULES)
