"""Compares what two launches with equal arguments stored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from warploom.launch_args import Array


def stored(arrays: Sequence[Array]) -> list[bytes]:
    """Returns the bytes of each array, for a comparison after the next launch."""
    return [array.values.tobytes() for array in arrays]


def difference(
    arrays: Sequence[Array],
    got: Sequence[bytes],
    wanted: Sequence[bytes],
    whose: str,
    nans_are_equal: bool = True,
) -> str | None:
    """Says where one launch stored something else than another, `whose`; None if nowhere.

    All values are compared, those that no launch wrote to as well, but not what lies between the
    fields of structs. Values are equal when their bits are, NaNs always if so asked.
    """
    for array, got_bytes, wanted_bytes in zip(arrays, got, wanted, strict=True):
        if got_bytes == wanted_bytes:
            continue
        ours, theirs = _values(array, got_bytes), _values(array, wanted_bytes)
        unequal = differs(ours, theirs, nans_are_equal)
        if unequal.any():
            return first_unequal(array.name, unequal, ours, theirs, whose)
    return None


def first_unequal(
    name: str, unequal: np.ndarray, ours: np.ndarray, theirs: np.ndarray, whose: str
) -> str:
    """Says where two arrays first differ, with both values, and how many do."""
    index = tuple(int(i) for i in np.argwhere(unequal)[0])
    place = ", ".join(map(str, index))
    return (
        f"{name}[{place}] is {ours[index]!r}, by {whose} {theirs[index]!r} "
        f"({int(unequal.sum())} of {unequal.size} values differ)"
    )


def _values(array: Array, stored_bytes: bytes) -> np.ndarray:
    return np.frombuffer(stored_bytes, array.values.dtype).reshape(array.values.shape)


def differs(got: np.ndarray, wanted: np.ndarray, nans_are_equal: bool = True) -> np.ndarray:
    """Returns a bool for each value; vectors and matrices have one for each component."""
    if got.dtype.names is not None:
        unequal = np.zeros(got.shape, bool)
        for name in got.dtype.names:
            field = differs(got[name], wanted[name], nans_are_equal)
            unequal |= field.reshape(*got.shape, -1).any(axis=-1)
        return unequal
    # -0.0 is not 0.0; a bool that was not written to has any byte.
    bits = np.dtype(f"u{got.dtype.itemsize}")
    same = np.ascontiguousarray(got).view(bits) == np.ascontiguousarray(wanted).view(bits)
    if nans_are_equal and got.dtype.kind == "f":
        same |= np.isnan(got) & np.isnan(wanted)
    return np.asarray(~same)
