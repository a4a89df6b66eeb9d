"""The arrays of a launch that have gradients: every wp.array with floats, those in structs as well.

As in Warp, a gradient has the type and the layout of its array (types.py: array.grad).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from warploom.guard_zones import breach, guarded
from warploom.launch_args import Arguments


def float_views(values: np.ndarray) -> list[np.ndarray]:
    """Returns views of the floats in an array: one, or one for each field of a struct with some."""
    if values.dtype.names is not None:
        return [view for name in values.dtype.names for view in float_views(values[name])]
    return [values] if values.dtype.kind == "f" else []


@dataclass(frozen=True)
class Differentiable:
    """An array with floats; `name` is that of the argument, or argument.field."""

    name: str
    is_output: bool
    array: Any  # The wp.array.
    values: np.ndarray  # Its memory.

    @property
    def floats(self) -> list[np.ndarray]:
        return float_views(self.values)


def differentiable(wp: ModuleType, arguments: Arguments, names: list[str]) -> list[Differentiable]:
    """Returns the arrays with gradients, in the order of the arguments, which have these names."""
    memory = {array.name: array for array in arguments.arrays}
    found = []
    for name, value in zip(names, arguments.values, strict=True):
        for path, array in _arrays(wp, name, value):
            where = memory.get(path)
            if where is not None and float_views(where.values):
                found.append(Differentiable(path, where.is_output, array, where.values))
    return found


def _arrays(wp: ModuleType, path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, wp.array):
        yield path, value
    elif wp._src.types.is_struct(value):
        for field in value._cls.vars:
            yield from _arrays(wp, f"{path}.{field}", getattr(value, field))


class Gradients:
    """Zeros beside each array of `arrays`, as an array with requires_grad=True has them."""

    def __init__(self, wp: ModuleType, arguments: Arguments, arrays: list[Differentiable]) -> None:
        self._memory = {one.name: guarded(np.zeros_like(one.values)) for one in arrays}
        for one in arrays:
            one.array.grad = wp.array(
                self._memory[one.name][0], dtype=one.array.dtype, device="cpu", copy=False
            )
        for value in arguments.values:
            _take_over_arrays(wp, value)
        tape = wp.Tape()
        # What wp.Tape passes for the adjoints of a launch; None for numbers.
        self.adjoints = [tape.get_adjoint(value) for value in arguments.values]

    def of(self, name: str) -> list[np.ndarray]:
        return float_views(self._memory[name][0])

    def breach(self) -> str | None:
        """Says where memory beside a gradient was written to; None if nowhere."""
        found = (breach(f"the gradient of {n}", zone) for n, (_, zone) in self._memory.items())
        return next(filter(None, found), None)


def _take_over_arrays(wp: ModuleType, value: Any) -> None:
    """Has a struct take over its arrays again, which it copies when they are assigned."""
    if wp._src.types.is_struct(value):
        for field in value._cls.vars:
            inner = getattr(value, field)
            _take_over_arrays(wp, inner)
            if isinstance(inner, wp.array) or wp._src.types.is_struct(inner):
                setattr(value, field, inner)
