"""Repeats the launches that a dataset's config `io` holds, with NumPy and Warp alone.

    python replay.py DATASET COUNT

Prints one line of JSON: how many launches were repeated, and in which arguments other values came
out. Only the launches that are kept whole can be repeated.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import warp as wp


def launches(folder: Path) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yields the sample and the rows of each launch that is kept whole."""
    samples = {
        row["id"]: row
        for shard in sorted(folder.glob("data/cpu/*.parquet"))
        for row in pq.read_table(shard).to_pylist()
    }
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for shard in sorted(folder.glob("data/io/*.parquet")):
        for row in pq.read_table(shard).to_pylist():
            grouped.setdefault((row["id"], row["fill"]), []).append(row)
    for (name, _), rows in grouped.items():
        if all(row["whole"] for row in rows):
            yield samples[name], rows


def imported(sample: dict[str, Any], folder: Path) -> Any:
    """Returns the kernel of a sample, imported from a file of its own."""
    path = folder / f"{sample['id'].replace('-', '_')}.py"
    path.write_text(sample["python_code"])
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    # One operation at a time, as in the dataset. The others save time.
    options = {"fuse_fp": False, "enable_backward": False, "optimization_level": 0}
    wp.set_module_options(options, module)
    return getattr(module, sample["entry_point"])


def values_of(row: dict[str, Any], key: str) -> np.ndarray:
    text = row["dtype"]
    dtype = np.dtype(ast.literal_eval(text) if text.startswith("[") else text)
    return np.frombuffer(row[key], dtype).reshape(row["shape"])


def argument(
    warp_type: Any, name: str, rows: dict[str, dict[str, Any]], arrays: dict[str, Any]
) -> Any:
    """Returns the value for an argument; notes the arrays in it by the names of their rows."""
    if hasattr(warp_type, "ndim"):  # An array, or the annotation `wp.array[...]`.
        values = values_of(rows[name], "input")
        if hasattr(warp_type.dtype, "numpy_dtype"):
            values = values.view(warp_type.dtype.numpy_dtype())
        arrays[name] = wp.array(values, dtype=warp_type.dtype, device="cpu")
        return arrays[name]
    if hasattr(warp_type, "vars"):
        struct = warp_type()
        for field, declared in warp_type.vars.items():
            setattr(struct, field, argument(declared.type, f"{name}.{field}", rows, arrays))
        return struct
    values = values_of(rows[name], "input")
    if getattr(warp_type, "_wp_scalar_type_", warp_type) is wp.bfloat16:  # NumPy has none.
        values = (values.astype(np.uint32) << 16).view(np.float32)
    return warp_type(*values.ravel().tolist()) if values.ndim else values.item()


def same(got: np.ndarray, wanted: np.ndarray) -> bool:
    """Whether all bits are the same; every NaN is the same."""
    if got.dtype.names:
        return all(same(got[name], wanted[name]) for name in got.dtype.names)
    if got.dtype.kind == "f":
        both_nan = np.isnan(got) & np.isnan(wanted)
        got, wanted = np.where(both_nan, 0, got), np.where(both_nan, 0, wanted)
    return got.tobytes() == wanted.tobytes()


def differing(kernel: Any, launch: dict[str, Any], rows: list[dict[str, Any]]) -> list[str]:
    """Launches the kernel once; returns the outputs that are not those of the rows."""
    by_name = {row["argument"]: row for row in rows}
    arrays: dict[str, Any] = {}
    inputs = [argument(one.type, one.label, by_name, arrays) for one in kernel.adj.args]
    if "block_dim" in launch:
        size = launch["block_dim"]
        wp.launch_tiled(kernel, launch["dims"], inputs=inputs, block_dim=size, device="cpu")
    else:
        wp.launch(kernel, dim=launch["dims"], inputs=inputs, device="cpu")
    found = []
    for name, array in arrays.items():
        row = by_name[name]
        wanted = values_of(row, "output" if row["is_output"] else "input")
        got = array.numpy()
        if not same(got, wanted.view(got.dtype).reshape(got.shape)):
            found.append(f"{row['id']} {row['fill']} {name}")
    return found


def main() -> None:
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    wp.config.log_level = wp.LOG_ERROR
    wp.init()
    done, found = 0, []
    with tempfile.TemporaryDirectory() as scratch:
        wp.config.kernel_cache_dir = scratch
        kernels: dict[str, Any] = {}
        for sample, rows in launches(folder):
            if done == count:
                break
            if sample["id"] not in kernels:
                kernels[sample["id"]] = imported(sample, Path(scratch))
            found += differing(kernels[sample["id"]], json.loads(sample["launch"]), rows)
            done += 1
    assert "warploom" not in sys.modules
    print("\n" + json.dumps({"launches": done, "differing": found}))


if __name__ == "__main__":
    main()
