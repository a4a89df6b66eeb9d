"""Packs the arguments of a launch as Warp packs them for CUDA, for a machine without Warp.

The bytes of a parameter are those of the ctypes value that `pack_arg` (context.py) makes. Pointers
to device memory in it are named by their place: they are found by the types of the value, not by
what it happens to hold.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from warploom.launch_args import Arguments
from warploom.objects import FILLS


class Unsupported(Exception):
    """A kernel that a bundle cannot hold; the message says why, in words to count by."""


@dataclass(frozen=True)
class Buffer:
    """A block of device memory; `type` is that of its elements in the launch plan."""

    name: str
    memory: np.ndarray
    is_bfloat16: bool = False  # Its elements are uint16 here.


@dataclass(frozen=True)
class Parameter:
    """One parameter of the kernel: its bytes, and (place, buffer, offset) of each pointer in it."""

    data: bytes
    pointers: list[tuple[int, int, int]]


def check_plan(launch: dict[str, Any]) -> None:
    """Raises Unsupported when an argument is an object that only Warp's runtime can make."""
    for plan in launch["args"]:
        if plan["fill"] in FILLS:
            raise Unsupported(f"it takes a {plan['fill'].replace('_', ' ')}")
        if "fabricarray" in plan["type"]:
            raise Unsupported("it takes a Fabric array")


def buffers_of(launch: dict[str, Any], arguments: Arguments) -> list[Buffer]:
    """Returns the memory that the arguments point to, the indices of indexed arrays included."""
    bfloat16 = set(_bfloat16_paths(launch["args"], ""))
    buffers = [
        Buffer(array.name, array.values, array.name in bfloat16) for array in arguments.arrays
    ]
    for plan, value in zip(launch["args"], arguments.values, strict=True):
        for at, indices in enumerate(getattr(value, "indices", None) or []):
            if indices is not None:
                buffers.append(Buffer(f"{plan['name']}.indices[{at}]", indices.numpy()))
    return buffers


def located(wp: ModuleType, packed: Any, buffers: list[Buffer]) -> Parameter:
    """Returns the bytes of a packed argument, with zeros where its pointers are."""
    data = bytearray(bytes(packed))
    pointers = []
    for place in _pointer_places(wp, type(packed)):
        address = int.from_bytes(data[place : place + 8], "little")
        if address:
            data[place : place + 8] = bytes(8)
            pointers.append((place, *_find(address, buffers)))
    return Parameter(bytes(data), pointers)


def _bfloat16_paths(plans: list[dict[str, Any]], prefix: str) -> Iterator[str]:
    for plan in plans:
        if "fields" in plan:
            yield from _bfloat16_paths(plan["fields"], f"{prefix}{plan['name']}.")
        elif "bfloat16" in plan["type"]:
            yield prefix + plan["name"]


def _pointer_places(wp: ModuleType, ctype: Any, start: int = 0) -> Iterator[int]:
    """Yields the offset of every pointer in a packed value (types.py: array_t, indexedarray_t)."""
    types = wp._src.types
    if ctype is types.array_t:
        yield start + types.array_t.data.offset
        yield start + types.array_t.grad.offset
    elif ctype is ctypes.c_void_p:
        yield start
    elif issubclass(ctype, ctypes.Array):
        for at in range(ctype._length_):
            yield from _pointer_places(wp, ctype._type_, start + at * ctypes.sizeof(ctype._type_))
    elif issubclass(ctype, ctypes.Structure):
        for name, inner, *_ in ctype._fields_:
            yield from _pointer_places(wp, inner, start + getattr(ctype, name).offset)


def _find(address: int, buffers: list[Buffer]) -> tuple[int, int]:
    for at, buffer in enumerate(buffers):
        offset = address - buffer.memory.ctypes.data
        if 0 <= offset < max(buffer.memory.nbytes, 1):
            return at, offset
    raise Unsupported("an argument points to memory that is no array's")
