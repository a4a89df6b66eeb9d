"""Launches the CUDA text of a sample on the host and compares what it stores.

A text is launched on several grids and in several orders of its threads (emulated_grid.py); what it
stores is compared with what Warp's code for the CPU stored, which is what the reference did where
there is one. What may differ is in emulated_rules.py; docs/verification.md has all of it.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from typing import Any

from warploom.emulated_build import Emulation, Text
from warploom.emulated_grid import Grid, grids
from warploom.emulated_rules import (
    Additions,
    beyond_rounding,
    beyond_tile_rounding,
    depends_on_order,
    rounds_in_tiles,
)
from warploom.launch_args import Array
from warploom.reference_check import Stored, difference

# Looks up a function of an object file by its name; returns its address.
Lookup = Callable[[str, str], int]
# Launches a text with fresh arguments. Before that it calls the function given last with the arrays.
Launch = Callable[[Text, Callable[[list[Array]], None]], Stored]


class _Watched(ctypes.Structure):
    """wl::Watched of cuda_emulation.h."""

    _fields_ = (
        ("begin", ctypes.c_void_p),
        ("end", ctypes.c_void_p),
        ("added", ctypes.c_void_p),
    )


def difference_of(
    emulation: Emulation,
    plan: dict[str, Any],
    round_name: str,
    wanted: Stored,
    lookup: Lookup,
    launch: Launch,
) -> str | None:
    """Launches the texts as often as this round asks for; says what differs from `wanted`."""
    in_one_order = depends_on_order(emulation.parts)
    for text in emulation.texts:
        threads = math.prod(plan["dims"]) * (text.block if "block_dim" in plan else 1)
        block = text.block if text.block > 1 or "block_dim" in plan else None
        for in_round, grid in grids(threads, _has_loop(emulation), block):
            if in_round != round_name or (in_one_order and not grid.is_in_order):
                continue
            error = _launch(emulation, text, grid, wanted, lookup, launch)
            if error is not None:
                return f"{error}, on the grid {grid.name!r} with blocks of {grid.block}"
    return None


def _launch(
    emulation: Emulation, text: Text, grid: Grid, wanted: Stored, lookup: Lookup, launch: Launch
) -> str | None:
    additions: list[Additions] = []
    kept: list[Any] = []

    def prepare(arrays: list[Array]) -> None:
        additions.extend(Additions.to(array) for array in arrays)
        kept.append(_watched(additions))
        emulate = ctypes.CFUNCTYPE(None, *[ctypes.c_uint] * 4, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)(
            lookup(text.object_file, "wl_emulate")
        )
        emulate(grid.block, *grid.blocks, grid.order, kept[0], len(additions))

    got = launch(text, prepare)
    if (error := difference(got, wanted, "cpu")) is None:
        return None
    if grid.is_in_order and text.block == 1:
        return error
    if rounds_in_tiles(emulation.parts):
        return beyond_tile_rounding(got, wanted)
    return error if grid.is_in_order else beyond_rounding(got, wanted, additions)


def _watched(additions: list[Additions]) -> Any:
    watched = (_Watched * len(additions))()
    for at, added in enumerate(additions):
        begin = added.array.values.ctypes.data
        watched[at] = (begin, begin + added.array.values.nbytes, added.sums.ctypes.data)
    return watched


def _has_loop(emulation: Emulation) -> bool:
    """Whether each thread goes through the grid (codegen.py: the *_grid_stride templates)."""
    return "_idx += " in emulation.parts.forward
