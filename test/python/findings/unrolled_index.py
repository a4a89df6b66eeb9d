"""An unrolled loop's counter, read before its conversion, is a variable with no value yet."""

import re
from pathlib import Path

import warp as wp


@wp.kernel
def weighted_sum(values: wp.array[wp.float32], out: wp.array[wp.float64]):
    total = wp.float64(0.0)
    for i in range(3):
        total += wp.float64(values[i]) * wp.float64(i)
    out[0] = total


def result():
    """What the generated C++ says of the variable that the first trip reads an element by."""
    text = next(Path(wp.config.kernel_cache_dir).rglob("*unrolled_index*.cpp")).read_text()
    index = re.search(r"wp::address\(var_values, (var_\d+)\)", text)[1]
    return [line.strip() for line in text.splitlines() if re.search(rf"\b{index}\b", line)]
