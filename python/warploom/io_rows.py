"""The inputs and outputs of a launch as rows of a dataset's config `io` (docs/format.md).

There is one row for each array and each value that the launch plan names, in its order. With them a
launch can be made again by NumPy and Warp alone; so memory that only other objects hold, such as a
mesh's points, has no row, and a kernel with such arguments has rows without bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from warploom.fills import element_of, to_bfloat16
from warploom.launch_args import Array
from warploom.launch_rounds import Memory
from warploom.launchable import Launchable
from warploom.objects import FILLS

# The fills whose launches are kept: usual values, and values of which many are extreme.
IO_FILLS = ("drawn", "ends")

# Inputs and outputs of one launch above this size are not kept, only the hashes of the outputs.
MOST_BYTES = 16 << 10


def io_rows(
    kernel: Launchable, memory: Memory, after: Sequence[bytes], fill: str
) -> list[dict[str, Any]]:
    """Returns the rows of a launch: arrays are as before it, `after` is what they held then."""
    arrays = {array.name: (array, now) for array, now in zip(memory.arrays, after, strict=True)}
    plans = kernel.launch["args"]
    rows: list[dict[str, Any]] = []
    for plan, value in zip(plans, memory.arguments.values, strict=True):
        rows += _rows_of(plan, value, plan["name"], plan["is_output"], arrays)
    size = sum(len(row["input"]) + len(row["output"]) for row in rows)
    whole = size <= MOST_BYTES and all(map(_is_plain, plans))
    return [_message(row, whole) | {"fill": fill, "seed": kernel.seed} for row in rows]


def _is_plain(plan: dict[str, Any]) -> bool:
    """Whether the argument can be made of its bytes: no object, no array of another kind."""
    if plan["fill"] in FILLS or plan["type"].startswith(("indexed", "fabric")):
        return False
    return all(map(_is_plain, plan.get("fields", [])))


def _rows_of(
    plan: dict[str, Any],
    value: Any,
    name: str,
    is_output: bool,
    arrays: dict[str, tuple[Array, bytes]],
) -> Iterator[dict[str, Any]]:
    if name in arrays:
        array, now = arrays[name]
        yield _row(name, array.values, now if is_output else None)
    elif plan["fill"] in FILLS:
        return
    elif "fields" in plan:
        for field in plan["fields"]:
            output = is_output or field["is_output"]
            path = f"{name}.{field['name']}"
            yield from _rows_of(field, getattr(value, field["name"]), path, output, arrays)
    else:
        values = _value(plan["type"], value)
        yield _row(name, values, None)


def _value(type_name: str, value: Any) -> np.ndarray:
    """A scalar, vector, matrix, quaternion or transform as an array."""
    scalar, components = element_of(type_name)
    if components:  # A ctypes array.
        return np.frombuffer(memoryview(value), scalar).reshape(components)
    if type_name == "bfloat16":
        return to_bfloat16(np.array(value, np.float32))
    return np.array(value, scalar)


def _row(name: str, values: np.ndarray, after: bytes | None) -> dict[str, Any]:
    return {
        "argument": name,
        "dtype": repr(values.dtype.descr) if values.dtype.names else values.dtype.str,
        "shape": list(values.shape),
        "is_output": after is not None,
        "input": values.tobytes(),
        "output": after or b"",
        "output_sha256": "" if after is None else hashlib.sha256(after).hexdigest(),
        "tolerance": 0.0,  # On cpu one thread runs after the other, so nothing may differ.
    }


def _message(row: dict[str, Any], whole: bool) -> dict[str, Any]:
    """The row as it is sent: without bytes if the launch is not kept whole."""
    in_base64 = {
        key: base64.b64encode(row[key]).decode() if whole else "" for key in ("input", "output")
    }
    return row | in_base64 | {"whole": whole}
