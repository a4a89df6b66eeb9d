"""Describes the elements of a buffer, so that a program without NumPy can compare them."""

from __future__ import annotations

from typing import Any

import numpy as np

from warploom.bundle_arguments import Buffer
from warploom.scalar_runs import scalar_runs


def layout_of(buffer: Buffer) -> dict[str, Any]:
    """Returns the bytes of an element, and the scalars in it: type, offset and how many in a row.

    An element is an array's: a scalar, or a struct with all of its vectors and matrices.
    """
    dtype = buffer.memory.dtype
    scalars = [
        {"type": _name(scalar, buffer.is_bfloat16), "offset": offset, "count": count}
        for scalar, offset, count in scalar_runs(dtype)
    ]
    return {"bytes": dtype.itemsize, "scalars": scalars}


def same_values(layout: dict[str, Any], got: bytes, wanted: bytes) -> bool:
    """Returns whether two contents of a buffer agree: bit for bit, but every NaN is the same."""
    if got == wanted:
        return True
    ours, theirs = (
        np.frombuffer(held, np.uint8).reshape(-1, layout["bytes"]) for held in (got, wanted)
    )
    for run in layout["scalars"]:
        scalar = np.dtype(np.uint16 if run["type"] == "bfloat16" else run["type"])
        columns = slice(run["offset"], run["offset"] + scalar.itemsize * run["count"])
        differs = (ours[:, columns] != theirs[:, columns]).any()
        if differs and not _same_but_for_nan(ours[:, columns], theirs[:, columns], scalar):
            return False
    return True


def _same_but_for_nan(ours: np.ndarray, theirs: np.ndarray, scalar: np.dtype) -> bool:
    if scalar.kind != "f":
        return False
    a, b = (np.ascontiguousarray(side).view(scalar) for side in (ours, theirs))
    bits = np.dtype(f"u{scalar.itemsize}")
    return bool(((a.view(bits) == b.view(bits)) | (np.isnan(a) & np.isnan(b))).all())


def _name(scalar: np.dtype, is_bfloat16: bool) -> str:
    return "bfloat16" if is_bfloat16 and scalar == np.uint16 else scalar.name
