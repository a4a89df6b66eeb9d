"""Faults of how a thread finds its index, planted in the text."""

from __future__ import annotations

from mutation.fault import Fault, of_header, rewritten

_BLOCK = r"static_cast<size_t>\(blockDim\.x\) \* static_cast<size_t>\(blockIdx\.x\) \+ "

FAULTS = [
    Fault(
        "index of a thread is that in its block",
        "TVM 3052: wrong code for a grid of threads",
        of_header(_BLOCK, ""),
        ("cuda",),
    ),
    Fault(
        "every block starts one block later",
        "TVM 5130: wrong boundary check for blocks and threads",
        of_header(_BLOCK, lambda m: f"{m[0]}static_cast<size_t>(blockDim.x) + "),
        ("cuda",),
    ),
    Fault(
        "loop over the grid runs once",
        "TVM 3052: threads are left out by a predicate",
        of_header(r"_idx \+= .*\)$", "_idx += dim.size)"),
        ("cuda",),
    ),
    Fault(
        "loop over the grid goes on by a block",
        "TVM 5303: loop partition with a wrong bound",
        of_header(r"(_idx \+= .*) \* static_cast<size_t>\(gridDim\.x\)", r"\1"),
        ("cuda",),
    ),
    Fault(
        "no bound for the index of a thread",
        "cuda-oxide 396: a bounds check is lost; TVM 5130",
        of_header(r"_idx < dim\.size", "_idx < (dim.size + 31) / 32 * 32"),
        ("cuda",),
    ),
    Fault(
        "index of a thread has 32 bits",
        "Warp 0.10.1: launches of more than 2**32 threads",
        of_header(r"\bsize_t _idx", "int _idx"),
        ("cuda",),
    ),
    Fault(
        "coordinates of a thread are exchanged",
        "TVM 3052: grids of threads in several dimensions",
        rewritten(r"(builtin_tid\dd\()(var_\w+), (var_\w+)", r"\1\3, \2"),
    ),
]
