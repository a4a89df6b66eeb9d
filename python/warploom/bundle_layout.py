"""Describes the elements of a buffer, so that a program without NumPy can compare them."""

from __future__ import annotations

from typing import Any

import numpy as np

from warploom.bundle_arguments import Buffer


def layout_of(buffer: Buffer) -> dict[str, Any]:
    """Returns the bytes of an element, and the scalars in it: type, offset and how many in a row.

    An element is an array's: a scalar, or a struct with all of its vectors and matrices.
    """
    dtype = buffer.memory.dtype
    scalars = [
        {"type": _name(scalar, buffer.is_bfloat16), "offset": offset, "count": count}
        for scalar, offset, count in _scalars(dtype, 0)
    ]
    return {"bytes": dtype.itemsize, "scalars": scalars}


def _scalars(dtype: np.dtype, start: int) -> list[tuple[np.dtype, int, int]]:
    if dtype.subdtype is not None:
        inner, shape = dtype.subdtype
        count = int(np.prod(shape))
        if inner.names is None:
            return [(inner, start, count)]
        return [
            found for at in range(count) for found in _scalars(inner, start + at * inner.itemsize)
        ]
    if dtype.names is None:
        return [(dtype, start, 1)]
    found = []
    for name in dtype.names:
        inner, offset = dtype.fields[name][:2]
        found += _scalars(inner, start + offset)
    return found


def _name(scalar: np.dtype, is_bfloat16: bool) -> str:
    return "bfloat16" if is_bfloat16 and scalar == np.uint16 else scalar.name
