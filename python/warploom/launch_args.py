"""Makes the arguments of a launch from a sample's `launch` JSON, with NumPy and Warp alone.

    launch = json.loads(sample["launch"])
    kernel = ...  # the sample's kernel, imported
    arguments = make_arguments(wp, kernel_types(kernel), launch, seed=sample["id"])
    wp.launch(kernel, dim=launch["dims"], inputs=arguments.values, device="cpu")

The fills are those of src/lang/launch.h. The same launch, seed and round give the same values on
every machine and with every NumPy (RandomState's streams are frozen). Arrays stand between guard
zones where that is possible (docs/verification.md).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from types import ModuleType
from typing import Any

import numpy as np

from warploom.fills import LaunchError, from_bfloat16, plain_values, widened_values
from warploom.guard_zones import breach, guarded
from warploom.objects import FILLS, make_object
from warploom.other_arrays import make_fabric, make_indexed, make_indexed_fabric

# Which values of the range are used. A plan promises that all of them are safe, but uniform values
# are seldom near the ends, where a wrong plan fails.
ROUNDS = ("drawn", "ends", "low", "high", "special")

_TYPE = re.compile(
    r"(?:(?P<array>(?:indexed)?(?:fabric)?array)(?P<ndim>[1-4])<)?(?P<element>.+?)(?(ndim)>)"
)

_STREAM = np.random.RandomState()


@dataclass(frozen=True)
class Array:
    """The memory of one array of a launch; `name` is that of the argument, or argument.field."""

    name: str
    is_output: bool
    values: np.ndarray
    zone: np.ndarray | None = None  # `values` with its guard zones, as bytes.

    @property
    def memory(self) -> np.ndarray:
        return self.values if self.zone is None else self.zone

    def breach(self) -> str | None:
        """Says where memory beside the array was written to; None if nowhere, or unknown."""
        return None if self.zone is None else breach(self.name, self.zone)


@dataclass
class Arguments:
    """The values to launch with, and every array behind them. Keep it alive during the launch."""

    values: list[Any] = field(default_factory=list)
    arrays: list[Array] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)  # Memory that arrays point to but do not own.


def kernel_types(kernel: Any) -> list[tuple[str, Any]]:
    """Returns the name and Warp type of each argument of a Warp kernel."""
    return [(argument.label, argument.type) for argument in kernel.adj.args]


def make_arguments(
    wp: ModuleType,
    types: list[tuple[str, Any]],
    launch: dict[str, Any],
    seed: str,
    round_name: str = "drawn",
    numbers: Sequence[float] = (),
) -> Arguments:
    """Returns one Warp value per argument, in the kernel's order; arrays live on cpu.

    `numbers`, those in the kernel's source (literals.py), are among the values of `special`.
    Raises LaunchError when the launch is not one for these arguments.
    """
    plans = launch["args"]
    if [plan["name"] for plan in plans] != [name for name, _ in types]:
        raise LaunchError(
            f"the launch names the arguments {', '.join(plan['name'] for plan in plans)}, "
            f"but the kernel has {', '.join(name for name, _ in types)}"
        )
    arguments = Arguments()
    in_grids = {plan.get("points") for plan in plans if plan["fill"] == "hash_grid"}
    for plan, (_, warp_type) in zip(plans, types, strict=True):
        # Points in one place are all neighbors of each other, and loops over them would not end.
        is_apart = plan["fill"] == "hash_grid" or plan["name"] in in_grids
        maker = _Maker(wp, arguments, seed, "drawn" if is_apart else round_name, numbers)
        arguments.values.append(maker.value(plan, warp_type, plan["name"], plan["is_output"]))
    return arguments


class _Maker:
    """Makes the value of one argument; an argument's values depend on no other argument."""

    def __init__(
        self,
        wp: ModuleType,
        into: Arguments,
        seed: str,
        round_name: str,
        numbers: Sequence[float],
    ) -> None:
        self._wp = wp
        self._numbers = numbers
        self._into = into
        self._seed = seed
        self._round = round_name

    def value(self, plan: dict[str, Any], warp_type: Any, path: str, is_output: bool) -> Any:
        if plan["fill"] in FILLS:
            return self._object(plan, warp_type, path, is_output)
        ndim, element = _split(plan["type"])
        if ndim != len(plan["shape"]):
            raise LaunchError(f"{path} is of type {plan['type']} but has shape {plan['shape']}")
        if ndim:
            return self._array(plan, warp_type, path, is_output)
        if "fields" in plan:
            return self._struct(plan, warp_type, path, is_output)
        values = self._plain(plan, element, (), path)
        if not _fits(self._wp, warp_type, values):
            raise LaunchError(f"{path} is of type {plan['type']}, which the kernel's is not")
        if "bfloat16" in element:
            values = from_bfloat16(values)
        return warp_type(*values.ravel().tolist()) if values.ndim else values.item()

    def _array(self, plan: dict[str, Any], warp_type: Any, path: str, is_output: bool) -> Any:
        dtype = getattr(warp_type, "dtype", None)
        if dtype is None or warp_type.ndim != len(plan["shape"]):
            raise LaunchError(f"{path} is of type {plan['type']}, which the kernel's is not")
        shape = tuple(plan["shape"])
        _, element = _split(plan["type"])
        if "fields" in plan:
            values = np.zeros(shape, dtype.numpy_dtype())
            self._fill_fields(values, plan, shape, path)
        else:
            values = self._plain(plan, element, shape, path)
        kind = _kind(plan["type"])
        if _array_class(self._wp, warp_type) != kind:
            raise LaunchError(f"{path} is of type {plan['type']}, which the kernel's is not")
        try:
            if kind != "array":
                return self._other_array(kind, values, dtype, len(shape), path, is_output)
            values = self._place(path, is_output, values)
            array = self._wp.array(values, dtype=dtype, device="cpu", copy=False)
        except (RuntimeError, TypeError, ValueError) as error:
            raise LaunchError(f"{path} of type {plan['type']}: {error}") from None
        if array.shape != shape or (values.size and array.ptr != values.ctypes.data):
            raise LaunchError(f"{path} is of type {plan['type']}, which the kernel's is not")
        return array

    def _place(self, path: str, is_output: bool, values: np.ndarray) -> np.ndarray:
        """Moves an array between guard zones; returns it there."""
        inside, zone = guarded(values)
        self._into.arrays.append(Array(path, is_output, inside, zone))
        return inside

    def _other_array(
        self, kind: str, values: np.ndarray, dtype: Any, rank: int, path: str, is_output: bool
    ) -> Any:
        """An array that is not wp.array, over memory with its own element order."""
        random = self._random(f"{path}\0order")
        place = partial(self._place, path, is_output)
        if kind == "indexedarray":
            made = make_indexed(self._wp, values, dtype, rank, random, place)
        elif kind == "fabricarray":
            made = make_fabric(self._wp, place(values), dtype, rank)
        else:
            made = make_indexed_fabric(self._wp, values, dtype, rank, random, place)
        self._into.kept.extend(made.kept)
        types = self._wp._src.types
        if not types.types_equal(made.array.dtype, types.type_to_warp(dtype)):
            raise ValueError("Warp reads another type from it")
        return made.array

    def _object(self, plan: dict[str, Any], warp_type: Any, path: str, is_output: bool) -> Any:
        """The id of a mesh, bvh, hash grid or volume, or a texture."""
        names = {"uint64": self._wp.uint64} | {
            f"opaque<{t.__name__}>": t
            for t in (self._wp.Texture1D, self._wp.Texture2D, self._wp.Texture3D)
        }
        if names.get(plan["type"]) is not warp_type:
            raise LaunchError(f"{path} is of type {plan['type']}, which the kernel's is not")

        def draw(
            part: str, element: str, shape: tuple[int, ...], low: float, high: float
        ) -> np.ndarray:
            # A hash grid over an argument's points is drawn as that argument is.
            whose = plan.get("points") or f"{path}\0{part}"
            uniform = {"fill": "uniform", "range": [low, high]}
            return self._plain(uniform, element, shape, whose)

        def place(part: str, values: np.ndarray) -> np.ndarray:
            return self._place(f"{path}.{part}", is_output, values)

        try:
            made = make_object(self._wp, plan, draw, place)
        except (KeyError, RuntimeError, TypeError, ValueError) as error:
            raise LaunchError(f"{path}, a {plan['fill']}: {error}") from None
        self._into.kept.append(made.made)
        for part, values in made.unguarded.items():
            self._into.arrays.append(Array(f"{path}.{part}", is_output, values))
        return made.argument

    def _fill_fields(
        self, into: np.ndarray, plan: dict[str, Any], shape: tuple[int, ...], path: str
    ) -> None:
        """An array of structs is filled field by field."""
        if list(into.dtype.names) != [inner["name"] for inner in plan["fields"]]:
            raise LaunchError(f"{path} does not have the fields of the kernel's argument")
        for inner in plan["fields"]:
            name = f"{path}.{inner['name']}"
            if "fields" in inner:
                self._fill_fields(into[inner["name"]], inner, shape, name)
                continue
            ndim, element = _split(inner["type"])
            if ndim:
                raise LaunchError(f"{name} is an array in an array of structs")
            values = self._plain(inner, element, shape, name)
            place = into[inner["name"]]
            if (place.shape, place.dtype) != (values.shape, values.dtype):
                raise LaunchError(f"{name} is of type {inner['type']}, which the kernel's is not")
            into[inner["name"]] = values

    def _struct(self, plan: dict[str, Any], warp_type: Any, path: str, is_output: bool) -> Any:
        declared = getattr(warp_type, "vars", None)
        if declared is None or list(declared) != [inner["name"] for inner in plan["fields"]]:
            raise LaunchError(f"{path} does not have the fields of the kernel's argument")
        struct = warp_type()
        for inner in plan["fields"]:
            output = is_output or inner["is_output"]
            of_field = declared[inner["name"]].type
            value = self.value(inner, of_field, f"{path}.{inner['name']}", output)
            setattr(struct, inner["name"], value)
        return struct

    def _random(self, path: str) -> np.random.RandomState:
        """The random stream of a path, up to the next call; a new object would take long."""
        digest = hashlib.sha256(f"{self._seed}\0{self._round}\0{path}".encode()).digest()
        _STREAM.seed(int.from_bytes(digest[:4], "little"))
        return _STREAM

    def _plain(
        self, plan: dict[str, Any], element: str, shape: tuple[int, ...], path: str
    ) -> np.ndarray:
        """The values of a scalar, vec, mat, quat or transform, or of an array of them."""
        narrow = plan.get("drawn_as")  # Of a widened plan (widening.py).
        if narrow is not None:
            element = _split(narrow)[1]
        try:
            random = self._random(path)
            values = plain_values(plan, element, shape, random, self._round, self._numbers)
            return values if narrow is None else widened_values(values, element)
        except LaunchError as error:
            raise LaunchError(f"{path}: {error}") from None


@cache
def _split(text: str) -> tuple[int, str]:
    match = _TYPE.fullmatch(text)
    if match is None:
        raise LaunchError(f"{text} is no type")
    return int(match["ndim"] or 0), match["element"]


@cache
def _kind(text: str) -> str | None:
    """Returns "array", "indexedarray"...; None for a type that is no array."""
    match = _TYPE.fullmatch(text)
    return match["array"] if match else None


def _array_class(wp: ModuleType, warp_type: Any) -> str:
    """The name of the array's class; before Warp 1.11 an annotation is an instance of it."""
    concrete = getattr(wp._src.types, "concrete_array_type", type)
    return str(concrete(warp_type).__name__)


def _fits(wp: ModuleType, warp_type: Any, values: np.ndarray) -> bool:
    """Returns whether the kernel's argument has this scalar type and this many components."""
    scalar = getattr(warp_type, "_wp_scalar_type_", warp_type)
    scalar = {float: wp.float32, int: wp.int32, bool: wp.bool}.get(scalar, scalar)
    return (
        np.dtype(wp.dtype_to_numpy(scalar)) == values.dtype
        and getattr(warp_type, "_shape_", ()) == values.shape
    )


def set_outputs_to_one(arrays: list[Array]) -> None:
    """Fills numeric outputs with ones, since a launch may store the zeros of the plan."""
    for array in arrays:
        if array.is_output and array.values.dtype.names is None:
            array.values.fill(1)


def changed(arrays: list[Array], before: list[bytes]) -> Iterator[Array]:
    """Yields the arrays whose bytes are no longer those of `before`."""
    for array, was in zip(arrays, before, strict=True):
        if array.values.tobytes() != was:
            yield array
