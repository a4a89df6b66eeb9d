"""Compares what two launches of `warploom.any_warp` stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from warploom.launch_args import Array


@dataclass(frozen=True)
class Stored:
    """The arrays of a launch that is over, and their bytes before it."""

    arrays: Sequence[Array]
    before: Sequence[bytes]


def difference(ours: Stored, reference: Stored) -> str | None:
    """Says where what Warp's code stored differs from what the reference did; None if nowhere.

    What neither of them changed counts for nothing, as Warp leaves gaps in a volume uninitialized.
    Values are equal when their bits are; every NaN is the same.
    """
    for at, (got, wanted) in enumerate(zip(ours.arrays, reference.arrays, strict=True)):
        changed = _changed(got, ours.before[at]) | _changed(wanted, reference.before[at])
        differs = changed & _differs(got.values, wanted.values)
        if differs.any():
            index = tuple(int(i) for i in np.argwhere(differs)[0])
            place = ", ".join(map(str, index))
            return (
                f"{got.name}[{place}] is {got.values[index]!r}, by the reference "
                f"{wanted.values[index]!r} ({int(differs.sum())} of {differs.size} values differ)"
            )
    return None


def _changed(array: Array, before: bytes) -> np.ndarray:
    was = np.frombuffer(before, array.values.dtype).reshape(array.values.shape)
    return _differs(array.values, was)


def _differs(got: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Returns a bool for each value; vectors and matrices have one for each component."""
    if got.dtype.names is not None:
        differs = np.zeros(got.shape, bool)
        for name in got.dtype.names:
            part = _differs(got[name], wanted[name])
            differs |= part.reshape(*got.shape, -1).any(axis=-1)
        return differs
    if got.dtype.kind != "f":
        return np.asarray(got != wanted)
    # -0.0 is not 0.0, but every NaN is one.
    bits = np.dtype(f"u{got.dtype.itemsize}")
    same = np.ascontiguousarray(got).view(bits) == np.ascontiguousarray(wanted).view(bits)
    return ~(same | (np.isnan(got) & np.isnan(wanted)))
