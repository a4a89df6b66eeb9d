"""Compares what two launches of `warploom.any_warp` stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from warploom.comparison import differs, first_unequal
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
        unequal = changed & differs(got.values, wanted.values)
        if unequal.any():
            return first_unequal(got.name, unequal, got.values, wanted.values, "the reference")
    return None


def _changed(array: Array, before: bytes) -> np.ndarray:
    was = np.frombuffer(before, array.values.dtype).reshape(array.values.shape)
    return differs(array.values, was)
