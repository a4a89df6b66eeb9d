"""Makes the arrays of a launch that are not wp.array, over memory that the caller keeps.

An indexed array reaches its values through lists of indices; a Fabric array finds them in buckets,
as the description of Omniverse's Fabric tells (warp/_src/fabric.py: fabricarray). Here the indices
are an order of all elements, so that no two threads share one, and the buckets are parts of one
block of memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

# Moves values to where a kernel shall find them.
Place = Callable[[np.ndarray], np.ndarray]

_READ_AND_WRITE = 2
_ATTRIBUTE = "values"


@dataclass(frozen=True)
class Made:
    """An array and what it does not keep alive itself."""

    array: Any
    kept: tuple[Any, ...]


def make_indexed(
    wp: ModuleType,
    values: np.ndarray,
    dtype: Any,
    rank: int,
    random: np.random.RandomState,
    place: Place,
) -> Made:
    """Returns an array that shows `values`; the memory has them in another order."""
    orders = [random.permutation(extent) for extent in values.shape[:rank]]
    memory = np.empty_like(values)
    memory[np.ix_(*orders)] = values
    data = wp.array(place(memory), dtype=dtype, device="cpu", copy=False)
    indices = [wp.array(order.astype(np.int32), dtype=wp.int32, device="cpu") for order in orders]
    return Made(wp.indexedarray(data, indices), ())


def make_fabric(wp: ModuleType, memory: np.ndarray, dtype: Any, rank: int) -> Made:
    """Returns a Fabric array over the memory; with two dimensions, an array of its rows."""
    if rank == 1:
        return Made(_fabric(wp, memory.ctypes.data, memory.strides[0], memory, dtype, {}), ())
    rows = memory.ctypes.data + memory.strides[0] * np.arange(len(memory), dtype=np.uint64)
    lengths = np.full(len(memory), memory.shape[1], np.uint64)
    array = _fabric(wp, rows.ctypes.data, 8, memory, dtype, {"lengths": lengths})
    return Made(array, (rows, lengths))


def make_indexed_fabric(
    wp: ModuleType,
    values: np.ndarray,
    dtype: Any,
    rank: int,
    random: np.random.RandomState,
    place: Place,
) -> Made:
    """Returns an indexed Fabric array that shows `values`."""
    order = random.permutation(len(values))
    memory = np.empty_like(values)
    memory[order] = values
    fabric = make_fabric(wp, place(memory), dtype, rank)
    indices = wp.array(order.astype(np.int32), dtype=wp.int32, device="cpu")
    return Made(wp.indexedfabricarray(fabric.array, indices), fabric.kept)


def _fabric(
    wp: ModuleType,
    start: int,
    step: int,
    memory: np.ndarray,
    dtype: Any,
    rows: dict[str, np.ndarray],
) -> Any:
    """The array whose items, one every `step` bytes, are in three buckets."""
    count = len(memory)
    starts = sorted({0, count // 4, count // 2})
    counts = [end - begin for begin, end in zip(starts, [*starts[1:], count], strict=True)]
    attribute = {
        "type": _type_info(wp, dtype, len(rows)),
        "access": _READ_AND_WRITE,
        "pointers": [start + begin * step for begin in starts],
        "counts": counts,
    }
    if rows:
        at = rows["lengths"].ctypes.data
        attribute["array_lengths"] = [at + begin * 8 for begin in starts]
    interface = {"version": 1, "device": "cpu", "attribs": {_ATTRIBUTE: attribute}}
    return wp.fabricarray(interface, _ATTRIBUTE)


def _type_info(wp: ModuleType, dtype: Any, depth: int) -> tuple[bool, str, int, int, str]:
    """The type as Fabric describes it (fabric.py: fabric_to_warp_dtype)."""
    scalar = getattr(dtype, "_wp_scalar_type_", dtype)
    scalar = {float: wp.float32, int: wp.int32, bool: wp.bool}.get(scalar, scalar)
    code = np.dtype(wp.dtype_to_numpy(scalar)).str[1:]
    shape = getattr(dtype, "_shape_", ())
    is_quat = wp._src.types.type_is_quaternion(dtype)
    role = "quat" if is_quat else ("", "vector", "matrix")[len(shape)]
    return (True, "b" if code == "b1" else code, int(np.prod(shape, dtype=int)), depth, role)
