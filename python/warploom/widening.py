"""A kernel in double precision: its text, its launch plan and its types, every float a float64.

Differences of a reference in double precision have ten correct digits, where those of one in single
precision have three. Values are drawn in the kernel's own precision and then widened, so both work
on the same numbers.
"""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

from warploom.codegen import Generated

_IN_CPP = re.compile(r"\bwp::(?:float32|float16|bfloat16)\b")
_IN_PLAN = re.compile(r"\b(?:float32|float16|bfloat16)\b")


def widened_text(text: str) -> str:
    """C++ of src/reference/ or of Warp with each float a float64; it need not compile."""
    return _IN_CPP.sub("wp::float64", text)


def widened_plan(launch: dict[str, Any]) -> dict[str, Any]:
    """The launch plan for a widened text."""
    return launch | {"args": [_widened_argument(argument) for argument in launch["args"]]}


def _widened_argument(plan: dict[str, Any]) -> dict[str, Any]:
    wide = plan | {"type": _IN_PLAN.sub("float64", plan["type"])}
    if "fields" in plan:
        wide["fields"] = [_widened_argument(inner) for inner in plan["fields"]]
    elif wide["type"] != plan["type"]:
        wide["drawn_as"] = plan["type"]
    return wide


def single_precision_builtins(wp: ModuleType) -> frozenset[str]:
    """The builtins that know float32 alone, to which C++ would quietly round a float64.

    Hash grids and textures are among them: those of a launch hold float32, whatever their functions
    take. `randf` is not: without a range, as it is mostly called, it takes no floats.
    """
    functions = wp._src.context.builtin_functions
    return frozenset(name for name in functions if _is_single(wp, name, functions[name]))


def _is_single(wp: ModuleType, name: str, function: Any) -> bool:
    if name.startswith(("hash_grid_", "texture_")):
        return True
    if name == "randf":
        return False
    kinds = set()
    for overload in getattr(function, "overloads", None) or [function]:
        for warp_type in overload.input_types.values():
            scalar = getattr(warp_type, "_wp_scalar_type_", warp_type)
            kinds.add(wp.float32 if scalar is float else scalar)
    exact = {wp.float16, wp.bfloat16, wp.float32, wp.float64, wp.int32, wp.uint32, wp.uint64, int}
    is_generic = any(kind is Any or not isinstance(kind, type) for kind in kinds - exact)
    return wp.float32 in kinds and wp.float64 not in kinds and not is_generic


def has_wide_form(reference: str, single: frozenset[str]) -> bool:
    """Whether a reference calls no builtin of these."""
    return not single.intersection(re.findall(r"\bwp::(\w+)\(", reference))


class NotWidened(Exception):
    """A kernel has an argument that has no form in double precision; the message says which."""


class WideTypes:
    """Makes the types of widened arguments; each struct once."""

    def __init__(self, wp: ModuleType) -> None:
        self._wp = wp
        self._structs: dict[int, Any] = {}

    def arguments(self, generated: Generated) -> list[tuple[str, Any]]:
        return [(name, self._widened(warp_type)) for name, warp_type in generated.arguments]

    def _widened(self, warp_type: Any) -> Any:
        wp = self._wp
        types = wp._src.types
        if types.is_array(warp_type):
            wide = self._widened(warp_type.dtype)
            if wide is warp_type.dtype:
                return warp_type
            if not types.matches_array_class(warp_type, wp.array):
                raise NotWidened("it has an indexed or Fabric array of floats")
            return wp.array(dtype=wide, ndim=warp_type.ndim)
        if isinstance(warp_type, wp._src.codegen.Struct):
            return self._struct(warp_type)
        scalar = getattr(warp_type, "_wp_scalar_type_", warp_type)
        if scalar not in (float, wp.float16, wp.bfloat16, wp.float32):
            return warp_type
        if scalar is warp_type:
            return wp.float64
        if types.type_is_quaternion(warp_type):
            return types.quaternion(dtype=wp.float64)
        if types.type_is_transformation(warp_type):
            return types.transformation(dtype=wp.float64)
        if types.type_is_matrix(warp_type):
            return types.matrix(shape=warp_type._shape_, dtype=wp.float64)
        return types.vector(length=warp_type._length_, dtype=wp.float64)

    def _struct(self, struct: Any) -> Any:
        if id(struct) not in self._structs:
            fields = {name: self._widened(var.type) for name, var in struct.vars.items()}
            if all(fields[name] is var.type for name, var in struct.vars.items()):
                return struct
            cls = type(struct.cls.__name__, (), {"__annotations__": fields})
            self._structs[id(struct)] = self._wp.struct(cls)
        return self._structs[id(struct)]
