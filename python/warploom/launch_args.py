"""Makes the arguments of a launch from a sample's `launch` JSON, with NumPy and Warp alone.

    launch = json.loads(sample["launch"])
    kernel = ...  # the sample's kernel, imported
    arguments = make_arguments(wp, kernel_types(kernel), launch, seed=sample["id"])
    wp.launch(kernel, dim=launch["dims"], inputs=arguments.values, device="cpu")

The fills are those of src/lang/launch.h. The same launch, seed and round give the same values on
every machine and with every NumPy (RandomState's streams are frozen).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from warploom.objects import FILLS, make_object
from warploom.other_arrays import make_fabric, make_indexed, make_indexed_fabric

# Which values of the range are used. A plan promises that all of them are safe, but uniform values
# are seldom near the ends, where a wrong plan fails.
ROUNDS = ("drawn", "ends", "low", "high")

_TYPE = re.compile(
    r"(?:(?P<array>(?:indexed)?(?:fabric)?array)(?P<ndim>[1-4])<)?(?P<element>.+?)(?(ndim)>)"
)
_ELEMENT = re.compile(
    r"(?P<scalar>bool|u?int(?:8|16|32|64)|b?float(?:16|32|64))"
    r"|(?P<kind>vec(?P<n>\d+)|mat(?P<rows>\d+)x(?P<cols>\d+)|quat|transform)<(?P<of>\w+)>"
)


# NumPy has no bfloat16; as in Warp, an element is the upper half of a float32.
_BFLOAT16_BITS = np.uint16


class LaunchError(Exception):
    """The launch JSON is wrong, or does not fit the kernel."""


@dataclass(frozen=True)
class Array:
    """The memory of one array of a launch; `name` is that of the argument, or argument.field."""

    name: str
    is_output: bool
    values: np.ndarray


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
) -> Arguments:
    """Returns one Warp value per argument, in the kernel's order; arrays live on cpu.

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
        maker = _Maker(wp, arguments, seed, "drawn" if is_apart else round_name)
        arguments.values.append(maker.value(plan, warp_type, plan["name"], plan["is_output"]))
    return arguments


class _Maker:
    """Makes the value of one argument; an argument's values depend on no other argument."""

    def __init__(self, wp: ModuleType, into: Arguments, seed: str, round_name: str) -> None:
        self._wp = wp
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
            values = _from_bfloat16(values)
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
            array = self._wp.array(values, dtype=dtype, device="cpu", copy=False)
        except (RuntimeError, TypeError, ValueError) as error:
            raise LaunchError(f"{path} of type {plan['type']}: {error}") from None
        if array.shape != shape or (values.size and array.ptr != values.ctypes.data):
            raise LaunchError(f"{path} is of type {plan['type']}, which the kernel's is not")
        self._into.arrays.append(Array(path, is_output, values))
        return array

    def _other_array(
        self, kind: str, values: np.ndarray, dtype: Any, rank: int, path: str, is_output: bool
    ) -> Any:
        """An array that is not wp.array, over memory with its own element order."""
        random = self._random(f"{path}\0order")
        if kind == "indexedarray":
            made, memory = make_indexed(self._wp, values, dtype, rank, random)
        elif kind == "fabricarray":
            made, memory = make_fabric(self._wp, values, dtype, rank), values
        else:
            made, memory = make_indexed_fabric(self._wp, values, dtype, rank, random)
        self._into.arrays.append(Array(path, is_output, memory))
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

        try:
            made = make_object(self._wp, plan, draw)
        except (KeyError, RuntimeError, TypeError, ValueError) as error:
            raise LaunchError(f"{path}, a {plan['fill']}: {error}") from None
        self._into.kept.append(made.made)
        for part, memory in made.memory.items():
            self._into.arrays.append(Array(f"{path}.{part}", is_output, memory))
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
        digest = hashlib.sha256(f"{self._seed}\0{self._round}\0{path}".encode()).digest()
        return np.random.RandomState(int.from_bytes(digest[:4], "little"))

    def _plain(
        self, plan: dict[str, Any], element: str, shape: tuple[int, ...], path: str
    ) -> np.ndarray:
        """The values of a scalar, vec, mat, quat or transform, or of an array of them."""
        try:
            scalar, components = element_of(element)
            random = self._random(path)
            if "bfloat16" not in element:
                return _filled(plan, element, scalar, shape, components, random, self._round)
            wide = np.dtype(np.float32)
            return _to_bfloat16(
                _filled(plan, element, wide, shape, components, random, self._round)
            )
        except LaunchError as error:
            raise LaunchError(f"{path}: {error}") from None


def _split(text: str) -> tuple[int, str]:
    match = _TYPE.fullmatch(text)
    if match is None:
        raise LaunchError(f"{text} is no type")
    return int(match["ndim"] or 0), match["element"]


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


def _filled(
    plan: dict[str, Any],
    element: str,
    scalar: np.dtype,
    shape: tuple[int, ...],
    components: tuple[int, ...],
    random: np.random.RandomState,
    round_name: str,
) -> np.ndarray:
    low, high = plan["range"]
    full = shape + components
    fill = plan["fill"]
    if fill == "zero":
        return np.zeros(full, scalar)
    if fill == "constant":
        return np.full(full, low, scalar)
    if fill == "uniform":
        return _between(low, high, full, scalar, random, round_name)
    if fill == "sorted":
        return np.sort(_between(low, high, full, scalar, random, round_name), axis=0)
    if fill == "permutation":
        count = int(np.prod(shape))
        return random.permutation(count).astype(scalar).reshape(full)
    if fill == "unit" and element.startswith("transform"):
        moved = _between(low, high, (*shape, 3), scalar, random, round_name)
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
        return (low + share * (high - low)).astype(scalar)
    whole = np.minimum(np.floor(low + share * (high - low + 1.0)), high)
    if scalar.kind == "b":
        return whole != 0
    info = np.iinfo(scalar)
    if low < info.min or high > info.max:
        raise LaunchError(f"[{low}, {high}] is no range of {scalar}")
    # A double just above the greatest 64-bit integer would not convert.
    return np.where(whole >= float(info.max), info.max, whole.astype(scalar)).astype(scalar)


def _to_bfloat16(values: np.ndarray) -> np.ndarray:
    """The bits of the nearest bfloat16 values that are no larger."""
    return (values.view(np.uint32) >> 16).astype(_BFLOAT16_BITS)


def _from_bfloat16(bits: np.ndarray) -> np.ndarray:
    return (bits.astype(np.uint32) << 16).view(np.float32)


def _unit(shape: tuple[int, ...], scalar: np.dtype, random: np.random.RandomState) -> np.ndarray:
    values = np.asarray(random.standard_normal(shape))
    values /= np.linalg.norm(values, axis=-1, keepdims=True)
    return values.astype(scalar)


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
