"""Compiles references (src/reference/), compares what they compute with what Warp's code does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from warploom.batch_compile import first_errors
from warploom.codegen import Generated
from warploom.jit import Jit, to_check
from warploom.launch_args import Array

_RUNTIME = Path(__file__).with_name("reference_runtime.h")


@dataclass
class Reference:
    """The reference of one kernel: C++ for `generated`, and where it is once it is compiled."""

    generated: Generated
    text: str
    object_file: str = ""
    entry: str = ""
    error: str | None = None  # Why it does not compile: a fault of warploom's.


class ReferenceBuilder:
    """Compiles references, many in one object; owns the objects that it makes in `folder`."""

    def __init__(self, jit: Jit, folder: Path) -> None:
        self._jit = jit
        self._folder = folder
        self._made = 0
        self._runtime = _RUNTIME.read_text(encoding="utf-8")

    def build(self, references: Sequence[Reference], header: str) -> None:
        """Compiles references whose modules share Warp's header; one at fault fails alone."""
        text = [header, self._runtime]
        for at, reference in enumerate(references):
            reference.entry = f"wl{at}_reference"
            text.append(_unit(at, reference))
        like = _options(references[0].generated)
        self._jit.make_headers(like, header)
        error = self._jit.run(like, "".join(text))
        if error is None:
            self._made += 1
            file = self._jit.keep_object(self._folder / f"reference-{self._made}.o")
            for reference in references:
                reference.object_file = str(file)
        elif len(references) == 1:
            references[0].error = first_errors(error, "cpu")
        else:
            half = len(references) // 2
            self.build(references[:half], header)
            self.build(references[half:], header)


def _options(generated: Generated) -> Generated:
    """Products and sums are computed one by one, as Warp's code is made to do here."""
    generated = to_check(generated)
    return replace(generated, options=generated.options | {"fuse_fp": False})


def _unit(at: int, reference: Reference) -> str:
    bounds = f"wp::launch_bounds_t<{reference.generated.kernel_dim}>"
    return (
        f"namespace wl{at} {{\n{reference.text}}}\n"
        f'extern "C" WP_API void {reference.entry}({bounds} *bounds, wl{at}::Arguments *args) '
        f"{{ wl{at}::Launch(*bounds, *args); }}\n"
    )


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
    for at in range(len(ours.arrays)):
        got, wanted = ours.arrays[at], reference.arrays[at]
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
            field = _differs(got[name], wanted[name])
            differs |= field.reshape(*got.shape, -1).any(axis=-1)
        return differs
    if got.dtype.kind != "f":
        return np.asarray(got != wanted)
    # -0.0 is not 0.0, but every NaN is one.
    bits = np.dtype(f"u{got.dtype.itemsize}")
    same = np.ascontiguousarray(got).view(bits) == np.ascontiguousarray(wanted).view(bits)
    return ~(same | (np.isnan(got) & np.isnan(wanted)))
