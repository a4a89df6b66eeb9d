"""Warp types: their spelling in the builtin table and the catalog that generics are tried with."""

from __future__ import annotations

import builtins
import contextlib
import re
from functools import cache

import warp as wp
from warp._src import types as wt

BOOL_AND_SCALARS = (wt.bool, *wt.scalar_types)
FLOATS = (wp.float16, wp.float32, wp.float64)
ARRAY_ELEMENTS = (
    *BOOL_AND_SCALARS,
    *(wp.vec2, wp.vec3, wp.vec4, wp.vec2i, wp.vec3i, wp.vec4i, wp.vec3d, wp.spatial_vector),
    *(wp.mat22, wp.mat33, wp.mat44, wp.quat, wp.transform),
)


# Element types of arrays that are not wp.array; Warp's overloads for those need no others.
OTHER_ELEMENTS = (wp.int32, wp.uint32, wp.int64, wp.uint64, wp.float32, wp.float64)
# The classes of arrays and how many dimensions they have. Fabric holds values or arrays of values
# (warp/_src/fabric.py: fabricarray).
DIMENSIONS = {wt.array: 4, wt.indexedarray: 4, wt.fabricarray: 2, wt.indexedfabricarray: 2}


class Unspeakable(Exception):
    """The type has no spelling in the table (tuples, slices, generics, references)."""


def scalar_text(scalar: type) -> str:
    """`float32`, `bool`..., also for Python's own scalars, which Warp reads as 32-bit ones."""
    canonical = {builtins.bool: wt.bool, float: wp.float32, int: wp.int32}.get(scalar, scalar)
    if canonical not in BOOL_AND_SCALARS:
        raise Unspeakable(repr(scalar))
    return canonical.__name__


def is_scalar(t: object) -> bool:
    """Whether the type is one of Warp's scalars or Python's bool, int, float."""
    return isinstance(t, type) and t in (*BOOL_AND_SCALARS, builtins.bool, int, float)


def type_text(t: object) -> str:
    """The spelling of src/lang/type.h: ToText."""
    if t is wt.handle:
        return "uint64"
    if is_scalar(t):
        return scalar_text(t)
    if hasattr(t, "_wp_scalar_type_"):
        return composite_text(t)
    if t is str:
        return "string"
    if wt.is_reference(t):
        return type_text(t.value_type)  # A kernel reads it at once, or writes through it.
    if wt.is_array(t):
        # Warp takes wp.zeros(...) of a kernel for an array in every overload.
        kind = wt.array if isinstance(t, wt.fixedarray) else wt.concrete_array_type(t)
        if kind not in DIMENSIONS:
            raise Unspeakable(wt.type_repr(t))
        return f"{kind.__name__}{t.ndim}<{type_text(t.dtype)}>"
    if wt.is_tile(t):
        return f"tile<{type_text(t.dtype)}>"
    if wt.is_tile_stack(t):
        return f"opaque<tile_stack<{type_text(t.dtype)}>>"
    if isinstance(t, type) and t.__module__.startswith("warp."):
        return f"opaque<{t.__name__}>"
    raise Unspeakable(repr(t))


def composite_text(t: type) -> str:
    """`vec3<float32>`, `mat2x3<float32>`, `quat<float32>`, `transform<float32>`."""
    scalar = scalar_text(t._wp_scalar_type_)
    if wt.type_is_transformation(t):
        return f"transform<{scalar}>"
    if wt.type_is_quaternion(t):
        return f"quat<{scalar}>"
    if 0 in t._shape_:
        raise Unspeakable(repr(t))
    if wt.type_is_matrix(t):
        return f"mat{t._shape_[0]}x{t._shape_[1]}<{scalar}>"
    return f"vec{t._shape_[0]}<{scalar}>"


def signature_text(name: str, overload: object) -> str:
    """The signature as a person reads it: parameter names, types and defaults."""

    def tidy(t: object) -> str:
        return re.sub(
            r"\b(warp\._src\.\w+|collections\.abc|builtins|typing)\.", "", wt.type_repr(t)
        )

    def default(value: object) -> str:
        return value.__name__ if isinstance(value, type) else repr(value)

    parameters = [
        f"{parameter}: {tidy(t)}"
        + (f" = {default(overload.defaults[parameter])}" if parameter in overload.defaults else "")
        for parameter, t in overload.input_types.items()
    ]
    return f"{name}({', '.join(parameters)})"


@cache
def named_types() -> dict[str, type]:
    """Warp's short names (vec3f, mat33d, quath...) by spelling: kernels mostly write these."""
    named: dict[str, type] = {}
    for name in sorted(dir(wp)):
        t = getattr(wp, name)
        if isinstance(t, type) and hasattr(t, "_wp_scalar_type_"):
            with contextlib.suppress(Unspeakable):
                named.setdefault(composite_text(t), t)
    return named


def preferred(t: type) -> type:
    """The class behind Warp's short name for the type, where there is one."""
    return named_types().get(type_text(t), t)


@cache
def vectors() -> tuple[type, ...]:
    """Vectors of 2, 3 and 4 of every scalar and bool, of 6 of the floats, and some of 5.

    Warp has overloads of its own for the lengths it names; the 5 are what is left to the generic.
    """
    short = [wt.vector(n, s) for s in BOOL_AND_SCALARS for n in (2, 3, 4)]
    spatial = [wt.vector(6, s) for s in (*FLOATS, wp.bfloat16)]
    other = [wt.vector(5, s) for s in (wp.float32, wp.int32, wp.uint32)]
    return tuple(map(preferred, (*short, *spatial, *other)))


@cache
def matrices() -> tuple[type, ...]:
    """Square matrices of the floats, a few of integers and bool, other shapes of float32."""
    square = [wt.matrix((n, n), s) for s in (*FLOATS, wp.bfloat16) for n in (2, 3, 4)]
    square += [wt.matrix((2, 2), s) for s in (wp.int32, wp.uint32, wt.bool)]
    other = [wt.matrix(shape, wp.float32) for shape in ((2, 3), (3, 2), (3, 4), (4, 3), (6, 6))]
    return tuple(map(preferred, (*square, *other)))


@cache
def values() -> tuple[type, ...]:
    """Every value type of the catalog."""
    return (
        *BOOL_AND_SCALARS,
        *vectors(),
        *matrices(),
        *(wp.quath, wp.quatf, wp.quatd, wt.quaternion(wp.bfloat16)),
        *(wp.transformh, wp.transformf, wp.transformd, wt.transformation(wp.bfloat16)),
    )


@cache
def arrays(kind: type = wt.array) -> tuple[object, ...]:
    """Arrays of a class, in all dimensions that it has, over a small set of element types."""
    elements = ARRAY_ELEMENTS if kind is wt.array else OTHER_ELEMENTS
    if kind is wt.fixedarray:
        return tuple(kind(dtype=t, shape=(4,) * n) for t in elements for n in (1, 2, 3, 4))
    dimensions = range(1, DIMENSIONS.get(kind, 0) + 1)
    return tuple(kind(dtype=t, ndim=n) for t in elements for n in dimensions)
