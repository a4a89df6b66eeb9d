"""The scalars of which an element of an array consists: a number, a vector, a struct of these."""

from __future__ import annotations

import numpy as np


def scalar_runs(dtype: np.dtype, start: int = 0) -> list[tuple[np.dtype, int, int]]:
    """Returns the runs of equal scalars: their type, offset from `start`, and how many in a row."""
    if dtype.subdtype is not None:
        inner, shape = dtype.subdtype
        count = int(np.prod(shape))
        if inner.names is None:
            return [(inner, start, count)]
        return [
            found
            for at in range(count)
            for found in scalar_runs(inner, start + at * inner.itemsize)
        ]
    if dtype.names is None:
        return [(dtype, start, 1)]
    found = []
    for name in dtype.names:
        inner, offset = dtype.fields[name][:2]
        found += scalar_runs(inner, start + offset)
    return found
