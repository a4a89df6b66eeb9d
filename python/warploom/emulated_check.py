"""Launches the CUDA text of a sample on the host and compares what it stores.

A text is launched on several grids and in several orders of its threads (emulated_grid.py); what it
stores is compared with what the reference stored, or Warp's code for the CPU where there is no
reference. What may differ is in emulated_rules.py; docs/verification.md has all of it.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import Any

from warploom.comparison import difference, stored
from warploom.emulated_build import Emulation, Text
from warploom.emulated_grid import Grid, grids
from warploom.emulated_rules import (
    Additions,
    beyond_rounding,
    beyond_tile_rounding,
    depends_on_block_size,
    order_rules,
)
from warploom.launch_rounds import Memory, Round
from warploom.launchable import Variant
from warploom.launcher import Launcher, Packed
from warploom.verdict import EMULATED, MISMATCH, OUT_OF_BOUNDS, PASS, UNSUPPORTED, Outcome
from warploom.victim import mark


class _Watched(ctypes.Structure):
    """wl::Watched of cuda_emulation.h."""

    _fields_ = (
        ("begin", ctypes.c_void_p),
        ("end", ctypes.c_void_p),
        ("added", ctypes.c_void_p),
    )


class EmulatedLaunches:
    """The launches of one kernel's CUDA text, in a process that may die of them."""

    def __init__(
        self,
        launcher: Launcher,
        emulation: Emulation,
        plan: dict[str, Any],
        reference: str | None = None,
    ) -> None:
        self._launcher = launcher
        self._emulation = emulation
        self._is_tiled = "block_dim" in plan
        self._is_of_one_thread = depends_on_block_size(emulation.parts)
        self._rules = order_rules(emulation.parts, reference)

    def outcome(self) -> Outcome:
        """Returns the verdict on a kernel for which no launch found anything."""
        if self._emulation.unsupported is not None:
            return Outcome(EMULATED, UNSUPPORTED, self._emulation.unsupported)
        return Outcome(EMULATED, PASS)

    def run(
        self, one: Round, memory: Memory, packed: Packed, expected: Sequence[bytes], whose: str
    ) -> Outcome | None:
        """Launches as often as this round asks for; returns the first thing that is wrong."""
        for text, grid, dims in self._launches(one):
            mark(EMULATED, one.name)
            # In order, additions give the same bits and need no bound.
            watched_arrays = () if grid.is_in_order else memory.arrays
            additions = [Additions.to(array) for array in watched_arrays]
            watched = _watched(additions)
            memory.restore(one.is_patterned)
            self._prepare(text, grid, watched)
            variant = Variant(EMULATED, text.object_file, text.entry)
            kernel_dim = self._emulation.generated.kernel_dim
            self._launcher.launch(variant, kernel_dim, dims, packed)
            where = f"round {one.name!r}, grid {grid.name!r}, blocks of {grid.block}"
            if error := memory.breach():
                return Outcome(EMULATED, OUT_OF_BOUNDS, f"{where}: {error}")
            if error := self._difference(text, grid, memory, additions, expected, whose):
                return Outcome(EMULATED, MISMATCH, f"{where}: {error}")
        return None

    def _launches(self, one: Round) -> Iterator[tuple[Text, Grid, tuple[int, ...]]]:
        for text in self._emulation.texts:
            dims = (*one.dims[:-1], text.block) if self._is_tiled else one.dims
            is_fixed = self._is_tiled or text.block > 1 or self._is_of_one_thread
            block = text.block if is_fixed else None
            has_loop = "_idx += " in self._emulation.parts.forward
            for grid in grids(one.name, math.prod(dims), has_loop, block):
                if grid.is_in_order or not self._rules.in_one_order:
                    yield text, grid, dims

    def _prepare(self, text: Text, grid: Grid, watched: Any) -> None:
        emulate = self._launcher.entry(Variant(EMULATED, text.object_file, "wl_emulate"))
        numbers = [ctypes.c_uint(number) for number in (grid.block, *grid.blocks)]
        emulate(*numbers, ctypes.c_int(grid.order), ctypes.byref(watched), len(watched))

    def _difference(
        self,
        text: Text,
        grid: Grid,
        memory: Memory,
        additions: Sequence[Additions],
        expected: Sequence[bytes],
        whose: str,
    ) -> str | None:
        got = stored(memory.arrays)
        error = difference(memory.arrays, got, expected, whose)
        if error is None or (grid.is_in_order and text.block == 1):
            return error
        if self._rules.rounds_in_tiles:
            return beyond_tile_rounding(memory.arrays, got, expected)
        was_added = any(added.sums.any() for added in additions)
        if grid.is_in_order or not self._rules.rounds_atomics or not was_added:
            return error
        return beyond_rounding(additions, memory.before, got, expected)


def _watched(additions: Sequence[Additions]) -> Any:
    watched = (_Watched * len(additions))()
    for at, added in enumerate(additions):
        begin = added.array.values.ctypes.data
        watched[at] = (begin, begin + added.array.values.nbytes, added.sums.ctypes.data)
    return watched
