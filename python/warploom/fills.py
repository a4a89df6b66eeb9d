"""The values of a scalar, a vector, a matrix or an array of them, from a fill of a launch plan.

The fills are those of src/lang/launch.h. A round says which values of the range are used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

_ELEMENT = re.compile(
    r"(?P<scalar>bool|u?int(?:8|16|32|64)|b?float(?:16|32|64))"
    r"|(?P<kind>vec(?P<n>\d+)|mat(?P<rows>\d+)x(?P<cols>\d+)|quat|transform)<(?P<of>\w+)>"
)

# NumPy has no bfloat16; as in Warp, an element is the upper half of a float32.
_BFLOAT16_BITS = np.uint16


class LaunchError(Exception):
    """The launch JSON is wrong, or does not fit the kernel."""


@cache
def element_of(text: str) -> tuple[np.dtype, tuple[int, ...]]:
    """Returns the scalar type and the shape of "vec3<float32>" and the like."""
    match = _ELEMENT.fullmatch(text)
    scalar = (match["scalar"] or match["of"]) if match else None
    if match is None or not (scalar == "bfloat16" or hasattr(np, scalar)):
        raise LaunchError(f"no values can be made for type {text}")
    if match["kind"] is None:
        components: tuple[int, ...] = ()
    elif match["n"]:
        components = (int(match["n"]),)
    elif match["rows"]:
        components = (int(match["rows"]), int(match["cols"]))
    else:
        components = (4,) if match["kind"] == "quat" else (7,)
    return np.dtype(_BFLOAT16_BITS if scalar == "bfloat16" else scalar), components


def plain_values(
    plan: dict[str, Any],
    element: str,
    shape: tuple[int, ...],
    random: np.random.RandomState,
    round_name: str,
    numbers: Sequence[float] = (),
) -> np.ndarray:
    """Returns an array of `shape` and of the components of an element, such as "vec3<float32>".

    `numbers` are among the special values as far as they are in range.
    """
    scalar, components = element_of(element)
    if "bfloat16" not in element:
        return _filled(plan, element, scalar, shape, components, random, round_name, numbers)
    wide = np.dtype(np.float32)
    values = _filled(plan, element, wide, shape, components, random, round_name, numbers)
    return to_bfloat16(values)


def _filled(
    plan: dict[str, Any],
    element: str,
    scalar: np.dtype,
    shape: tuple[int, ...],
    components: tuple[int, ...],
    random: np.random.RandomState,
    round_name: str,
    numbers: Sequence[float],
) -> np.ndarray:
    low, high = plan["range"]
    full = shape + components
    fill = plan["fill"]
    if fill == "zero":
        return np.zeros(full, scalar)
    if fill == "constant":
        return np.full(full, low, scalar)
    if fill == "uniform":
        return _between(low, high, full, scalar, random, round_name, numbers)
    if fill == "sorted":
        values = _between(low, high, full, scalar, random, round_name, numbers)
        return np.sort(values, axis=0)
    if fill == "permutation":
        count = int(np.prod(shape))
        return random.permutation(count).astype(scalar).reshape(full)
    if fill == "unit" and element.startswith("transform"):
        moved = _between(low, high, (*shape, 3), scalar, random, round_name, numbers)
        return np.concatenate([moved, _unit((*shape, 4), scalar, random)], axis=-1)
    if fill == "unit" and len(components) == 1:
        return _unit(full, scalar, random)
    raise LaunchError(f"there is no fill {fill!r} for {element}")


def _between(
    low: float,
    high: float,
    shape: tuple[int, ...],
    scalar: np.dtype,
    random: np.random.RandomState,
    round_name: str,
    numbers: Sequence[float],
) -> np.ndarray:
    """Values in [low, high], chosen by the round."""
    share = np.asarray(random.random_sample(shape))
    if round_name == "low":
        share = np.zeros(shape)
    elif round_name == "high":
        share = np.ones(shape)
    elif round_name == "ends":
        share = np.clip(share * 3.0 - 1.0, 0.0, 1.0)  # A third of them at each end.
    if scalar.kind == "f":
        values = (low + share * (high - low)).astype(scalar)
    else:
        values = _whole(low, high, share, scalar)
    if round_name != "special":
        return values
    return _with_special(values, special_values(low, high, scalar, numbers), random)


def _whole(low: float, high: float, share: np.ndarray, scalar: np.dtype) -> np.ndarray:
    whole = np.minimum(np.floor(low + share * (high - low + 1.0)), high)
    if scalar.kind == "b":
        return whole != 0
    info = np.iinfo(scalar)
    if low < info.min or high > info.max:
        raise LaunchError(f"[{low}, {high}] is no range of {scalar}")
    # A double just above the greatest 64-bit integer would not convert.
    return np.where(whole >= float(info.max), info.max, whole.astype(scalar)).astype(scalar)


def _with_special(
    values: np.ndarray, chosen: np.ndarray, random: np.random.RandomState
) -> np.ndarray:
    """Replaces half of the values by those in the range at which arithmetic has corners.

    Infinities and NaN are in no range: a plan's ends are numbers.
    """
    if chosen.size == 0:
        return values
    special = chosen[random.randint(chosen.size, size=values.shape)]
    return np.where(random.random_sample(values.shape) < 0.5, special, values)


def special_values(
    low: float, high: float, scalar: np.dtype, numbers: Sequence[float] = ()
) -> np.ndarray:
    """Returns both ends, what lies around zero, and `numbers`, as far as they are in range.

    Ends and numbers come with their neighbors.
    """
    if scalar.kind == "f":
        info = np.finfo(scalar)
        around = [info.smallest_subnormal, info.tiny, info.eps, scalar.type(1.0)]
        first, last = scalar.type(low), scalar.type(high)
        near = [np.nextafter(first, last), np.nextafter(last, first)]
        found = [first, last, *near, scalar.type(0.0), *around, *(-a for a in around)]
        for number in (scalar.type(n) for n in numbers if low <= n <= high):
            found += [number, np.nextafter(number, first), np.nextafter(number, last)]
        inside = [value for value in found if low <= value <= high]
        if low <= 0.0 <= high:
            inside.append(scalar.type(-0.0))
        return np.array(inside, scalar)
    whole = {int(low), int(high), int(low) + 1, int(high) - 1, -1, 0, 1}
    for number in (int(n) for n in numbers if n == int(n)):
        whole |= {number - 1, number, number + 1}
    return np.array(sorted(value for value in whole if low <= value <= high), scalar)


def to_bfloat16(values: np.ndarray) -> np.ndarray:
    """The bits of the nearest bfloat16 values that are no larger."""
    return (values.view(np.uint32) >> 16).astype(_BFLOAT16_BITS)


def from_bfloat16(bits: np.ndarray) -> np.ndarray:
    """The float32 values of bfloat16 bits."""
    return (bits.astype(np.uint32) << 16).view(np.float32)


def widened_values(values: np.ndarray, element: str) -> np.ndarray:
    """The same values as float64."""
    return (from_bfloat16(values) if "bfloat16" in element else values).astype(np.float64)


def _unit(shape: tuple[int, ...], scalar: np.dtype, random: np.random.RandomState) -> np.ndarray:
    values = np.asarray(random.standard_normal(shape))
    values /= np.linalg.norm(values, axis=-1, keepdims=True)
    return values.astype(scalar)
