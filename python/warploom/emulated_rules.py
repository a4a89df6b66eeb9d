"""What an emulated launch may store that differs from the reference (docs/verification.md).

Everything here follows from the text of the kernel and from the additions that a launch did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from warploom.comparison import differs
from warploom.extract import Parts
from warploom.fills import from_bfloat16
from warploom.launch_args import Array
from warploom.reference_notes import order_notes
from warploom.scalar_runs import scalar_runs

# Every kernel has these (codegen.py: cuda_kernel_template_forward_grid_stride).
_SHELL = re.compile(r"wp::tile_shared_storage_t\b[^;]*;")
_TILE = re.compile(r"\bwp::(?:tile|untile)(?:_\w+)?\b")
# These have a value from each thread of a block; the text has the size of the block in its types.
_OF_THREADS = re.compile(r"\bwp::(?:tile|untile)[<(]")
# Their results depend on how many threads a block has: they take a value from some or all of them,
# draw numbers with a generator for each, add to one element from every thread, or take the order of
# equal values from how threads share the work (src/reference/order.cpp has these as well).
_BY_BLOCK = re.compile(
    r"\bwp::(?:tile_stack\w*|tile_from_thread|tile_thread_idx|tile_arg(?:min|max)|tile_sort\w*"
    r"|tile_rand\w*|tile_scatter_\w*)\b"
    r"|\bwp::tile_(?:add|sub|bit_xor)_inplace\([^,()]*,[^,()]*,"
    r"|\bbuiltin_block_dim\b"
)
# A thread without an element of the tiles divides zeros, which stops a CPU but not a GPU.
_DIVISION = re.compile(
    r"^\s*(var_\w+) = wp::tile_(?:div_elementwise|map\(wp::(?:div|mod|floordiv)\b)", re.MULTILINE
)
_INTEGERS = re.compile(r"^\s*wp::tile_\w+_t<wp::u?int\d+,.* (var_\w+) = ", re.MULTILINE)
_ATOMIC = re.compile(r"^\s*(var_\w+) = wp::\w*atomic_\w+\(", re.MULTILINE)
_FUNCTION = re.compile(r"^\}$", re.MULTILINE)
_COMMENT = re.compile(r"//[^\n]*")
_DEFINE = re.compile(r"^#define .*$", re.MULTILINE)  # Warp's header names all builtins of a thread.


def uses_tiles(parts: Parts) -> bool:
    """Whether threads of a block work together."""
    return _TILE.search(_code(parts)) is not None


def makes_tiles_of_threads(parts: Parts) -> bool:
    """Whether tiles hold a value from each thread: on the CPU, where a block has one, just one."""
    return _OF_THREADS.search(_code(parts)) is not None


def depends_on_block_size(parts: Parts) -> bool:
    """Whether what the kernel means depends on how many threads a block has."""
    return _BY_BLOCK.search(_code(parts)) is not None


def shows_block_size(text: str) -> bool:
    """The same of a whole CUDA text, values from each thread of a block included."""
    code = _COMMENT.sub("", _DEFINE.sub("", text))
    return _BY_BLOCK.search(code) is not None or _OF_THREADS.search(code) is not None


def divides_integers_of_tiles(parts: Parts) -> bool:
    """Whether elements of tiles of integers are divisors."""
    code = _code(parts)
    return not set(_DIVISION.findall(code)).isdisjoint(_INTEGERS.findall(code))


def runs_with_full_blocks(parts: Parts) -> bool:
    return uses_tiles(parts) and not (
        depends_on_block_size(parts) or divides_integers_of_tiles(parts)
    )


def depends_on_order(parts: Parts) -> bool:
    """Whether a kernel uses what an atomic operation returns, or exchanges values.

    Then its results are those of one order of the threads.
    """
    code = _code(parts)
    if re.search(r"\bwp::\w*atomic_(?:exch|cas)\w*\(", code):
        return True
    for function in _FUNCTION.split(code):
        for result in _ATOMIC.findall(function):
            uses = re.findall(rf"\b{result}\b", function)
            if len(uses) > 2:  # Its declaration and the atomic itself.
                return True
    return False


@dataclass(frozen=True)
class OrderRules:
    """What another order of threads may change; what is not named here has the same bits."""

    in_one_order: bool  # A thread may get another value, so only launches in order are compared.
    rounds_atomics: bool
    rounds_in_tiles: bool


def order_rules(parts: Parts, reference: str | None) -> OrderRules:
    """The rules for a kernel, from its text for CUDA and its reference, if it has one.

    The text may be wrong, so it alone excuses nothing that the kernel's AST does not name
    (src/reference/order.h).
    """
    in_one_order, in_tiles = depends_on_order(parts), rounds_in_tiles(parts)
    if reference is None:
        return OrderRules(in_one_order, True, in_tiles)
    notes = order_notes(reference)
    return OrderRules(
        in_one_order and any("atomic_" in name for name in notes.order),
        any(not name.startswith("tile_") for name in notes.rounding),
        in_tiles and any(name.startswith("tile_") for name in notes.rounding),
    )


def _code(parts: Parts) -> str:
    return _SHELL.sub("", _COMMENT.sub("", f"{parts.preamble}\n{parts.forward}"))


# ---- Rounding ----------------------------------------------------------------------------------


@dataclass
class Additions:
    """What a launch added to one array atomically: for each two bytes, how often and how much.

    `sums` has the shape (n, 2): a count, and the sum of the absolute values (wl::Added of
    cuda_emulation.h).
    """

    array: Array
    sums: np.ndarray

    @classmethod
    def to(cls, array: Array) -> Additions:
        return cls(array, np.zeros((-(-array.values.nbytes // 2), 2)))


def beyond_rounding(
    additions: Sequence[Additions],
    before: Sequence[bytes],
    got: Sequence[bytes],
    wanted: Sequence[bytes],
) -> str | None:
    """Says where values differ by more than the order of atomic additions explains.

    Any two orders of n additions to x give sums that differ by at most 2 n u / (1 - n u) times the
    sum of |x| and all |added|, u being half the distance from 1 to the next number (Higham,
    Accuracy and Stability of Numerical Algorithms, 4.2). What nothing was added to has equal bits.
    """
    for at, added in enumerate(additions):
        values = added.array.values
        for offsets, scalar in _scalars(values.dtype, values.size):
            counts, sums = added.sums[offsets // 2].T
            ours, theirs = _at(got[at], offsets, scalar), _at(wanted[at], offsets, scalar)
            excess = differs(ours, theirs)
            if scalar.kind == "f" or (scalar == np.uint16 and counts.any()):
                first = np.abs(_widened(_at(before[at], offsets, scalar)))
                allowed = _rounding(scalar, counts, sums + first)
                excess &= ~(np.abs(_widened(ours) - _widened(theirs)) <= allowed)
            if excess.any():
                k = int(np.argmax(excess))
                place = _place(added.array, int(offsets[k]))
                return (
                    f"{place} is {ours[k]!r}, expected {theirs[k]!r} "
                    f"within the rounding of {int(counts[k])} atomic additions"
                )
    return None


def _place(array: Array, offset: int) -> str:
    """The element that holds this byte."""
    values = array.values
    index = np.unravel_index(offset // values.dtype.itemsize, values.shape)
    return f"{array.name}[{', '.join(str(int(i)) for i in index)}]"


def _rounding(scalar: np.dtype, counts: np.ndarray, magnitudes: np.ndarray) -> np.ndarray:
    if scalar == np.uint16:  # bfloat16.
        unit, least = 2.0**-8, 2.0**-133
    else:
        info = np.finfo(scalar)
        unit, least = float(info.eps) / 2.0, float(info.smallest_subnormal)
    share = np.minimum(counts * unit, 0.5)
    with np.errstate(invalid="ignore", over="ignore"):
        return np.where(counts > 0, 2.0 * share / (1.0 - share) * magnitudes + counts * least, 0.0)


def _widened(values: np.ndarray) -> np.ndarray:
    if values.dtype == np.uint16:
        values = from_bfloat16(values)
    return values.astype(np.float64)


def _at(memory: bytes, offsets: np.ndarray, scalar: np.dtype) -> np.ndarray:
    """The scalars at these offsets in bytes."""
    parts = offsets[:, None] + np.arange(scalar.itemsize)
    raw = np.frombuffer(memory, np.uint8)[parts]
    return np.ascontiguousarray(raw).view(scalar).reshape(-1)


def _scalars(dtype: np.dtype, count: int) -> Iterator[tuple[np.ndarray, np.dtype]]:
    """Yields the offsets in bytes of the scalars of `count` elements, field by field."""
    starts = np.arange(count) * dtype.itemsize
    for scalar, offset, in_a_row in scalar_runs(dtype):
        for at in range(in_a_row):
            yield starts + offset + at * scalar.itemsize, scalar


# ---- Tiles -------------------------------------------------------------------------------------

# Functions that add up or multiply in an order that follows from the number of threads or blocks
# (native/tile_reduce.h, tile_scan.h, tile_matmul.h, tile.h).
_ROUNDS = re.compile(r"\bwp::tile_(?:sum|reduce|dot|scan|matmul|atomic_add)\w*\b")

# A tile has some hundred elements, and a sum of n numbers is off by n u at most, relative to the
# sum of their absolute values.
_TILE_UNITS = 1024


def rounds_in_tiles(parts: Parts) -> bool:
    """Whether the number of threads in a block decides in which order floats are added."""
    return _ROUNDS.search(_code(parts)) is not None


def beyond_tile_rounding(
    arrays: Sequence[Array], got: Sequence[bytes], wanted: Sequence[bytes]
) -> str | None:
    """Says where floats differ by more than 1024 u times the greatest value of their array."""
    for at, array in enumerate(arrays):
        for offsets, scalar in _scalars(array.values.dtype, array.values.size):
            ours, theirs = _at(got[at], offsets, scalar), _at(wanted[at], offsets, scalar)
            excess = differs(ours, theirs)
            if scalar.kind == "f":
                finite = np.abs(_widened(theirs[np.isfinite(theirs)]))
                unit = float(np.finfo(scalar).eps) / 2.0
                allowed = _TILE_UNITS * unit * finite.max(initial=0.0)
                excess &= ~(np.abs(_widened(ours) - _widened(theirs)) <= allowed)
            if excess.any():
                k = int(np.argmax(excess))
                return (
                    f"{_place(array, int(offsets[k]))} is {ours[k]!r}, expected {theirs[k]!r} "
                    "within the rounding of sums in tiles"
                )
    return None
