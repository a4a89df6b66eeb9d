"""Makes the objects of a launch on cpu: meshes, bvhs, hash grids, volumes and textures.

A kernel gets the id of the first four, and a texture as itself. What a plan says of them is in
src/lang/launch.h; what they hold is drawn like the values of arrays, by a function that is given.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

# draw(part, element, shape, low, high): values in [low, high] for the named part of the object.
Draw = Callable[[str, str, tuple[int, ...], float, float], np.ndarray]

# place(part, values): the values, moved to where a kernel may read or write them.
Place = Callable[[str, np.ndarray], np.ndarray]

FILLS = ("mesh", "bvh", "hash_grid", "volume", "texture")

# The leaf of a NanoVDB grid, the one size that a volume has here, and the cube it fills.
_LEAF = (8, 8, 8)
_CUBE = 1.0

_CELLS = 8  # Of a hash grid in each direction.


@dataclass(frozen=True)
class Object:
    """An object and what a launch passes for it."""

    made: Any
    argument: Any
    # Memory of Warp's own that a kernel may read or write; all other was placed.
    unguarded: dict[str, np.ndarray] = field(default_factory=dict)


def make_object(wp: ModuleType, plan: dict[str, Any], draw: Draw, place: Place) -> Object:
    """Returns the object of a plan whose fill is one of FILLS."""
    makers = {
        "mesh": _mesh,
        "bvh": _bvh,
        "hash_grid": _hash_grid,
        "volume": _volume,
        "texture": _texture,
    }
    return makers[plan["fill"]](wp, plan, draw, place)


def _mesh(wp: ModuleType, plan: dict[str, Any], draw: Draw, place: Place) -> Object:
    """A closed surface: every point is on its own ray from the origin."""
    rings, sides = plan["shape"]
    directions = _directions(rings, sides)
    count = len(directions)
    points = directions * draw("points", "float32", (count, 1), *plan["range"])
    velocities = draw("velocities", "vec3<float32>", (count,), -1.0, 1.0)
    indices = _triangles(rings, sides)
    mesh = wp.Mesh(
        points=_array(wp, place("points", points), wp.vec3),
        velocities=_array(wp, place("velocities", velocities), wp.vec3),
        indices=_array(wp, place("indices", indices.ravel()), wp.int32),
        support_winding_number=True,
        groups=_groups(wp, plan, len(indices)),
    )
    return Object(mesh, mesh.id)


def _directions(rings: int, sides: int) -> np.ndarray:
    """Unit vectors: rings from the one pole to the other, and then the two poles."""
    found = []
    for ring in range(rings):
        tilt = math.pi * (ring + 1) / (rings + 1)
        for side in range(sides):
            turn = 2.0 * math.pi * side / sides
            across = math.sin(tilt)
            found.append((across * math.cos(turn), across * math.sin(turn), math.cos(tilt)))
    return np.array([*found, (0.0, 0.0, 1.0), (0.0, 0.0, -1.0)], np.float32)


def _triangles(rings: int, sides: int) -> np.ndarray:
    """The faces between those points, which look outward."""
    top, bottom = rings * sides, rings * sides + 1
    faces = []
    for side in range(sides):
        after = (side + 1) % sides
        last = (rings - 1) * sides
        faces.append((top, side, after))
        faces.append((bottom, last + after, last + side))
        for ring in range(rings - 1):
            a, b = ring * sides + side, ring * sides + after
            c, d = a + sides, b + sides
            faces += [(a, c, b), (b, c, d)]
    return np.array(faces, np.int32)


def _bvh(wp: ModuleType, plan: dict[str, Any], draw: Draw, place: Place) -> Object:
    low, high = plan["range"]
    (count,) = plan["shape"]
    lowers = draw("lowers", "vec3<float32>", (count,), low, high)
    sizes = draw("sizes", "vec3<float32>", (count,), 0.05 * (high - low), 0.25 * (high - low))
    bvh = wp.Bvh(
        lowers=_array(wp, place("lowers", lowers), wp.vec3),
        uppers=_array(wp, place("uppers", lowers + sizes), wp.vec3),
        groups=_groups(wp, plan, count),
    )
    return Object(bvh, bvh.id)


def _hash_grid(wp: ModuleType, plan: dict[str, Any], draw: Draw, _place: Place) -> Object:
    """A grid over points of its own, or over the values of the argument that the plan names."""
    low, high = plan["range"]
    (count,) = plan["shape"]
    scalars = {"float16": wp.float16, "float32": wp.float32, "float64": wp.float64}
    scalar = scalars[plan["values"].removeprefix("vec3<").removesuffix(">")]
    points = draw("points", plan["values"], (count,), low, high)
    grid = wp.HashGrid(_CELLS, _CELLS, _CELLS, device="cpu", dtype=scalar)
    positions = _array(wp, points, wp.types.vector(3, scalar))
    grid.build(positions, (high - low) / _CELLS, groups=_groups(wp, plan, count))
    return Object((grid, positions), grid.id)


def _volume(wp: ModuleType, plan: dict[str, Any], draw: Draw, _place: Place) -> Object:
    """One leaf with all of its voxels, or one of indices; the background is zero."""
    if tuple(plan["shape"]) != _LEAF:
        raise ValueError(f"a volume here has the shape {list(_LEAF)}")
    tile = wp.array(np.zeros((1, 3), np.int32), dtype=wp.int32, device="cpu")
    voxel = 2.0 * _CUBE / _LEAF[0]
    of_indices = plan["values"] == "index"
    values = None if of_indices else draw("voxels", plan["values"], _LEAF, *plan["range"])
    background = None if values is None else _zero(wp, plan["values"])
    corner = (voxel / 2.0 - _CUBE,) * 3  # Voxels have their values in their middles.
    volume = wp.Volume.allocate_by_tiles(tile, voxel, background, corner, device="cpu")
    grid = volume.array().numpy()
    if values is not None:
        # The voxels of the one leaf end the grid (NanoVDB.h: LeafData), the last index fastest.
        grid[-values.nbytes :] = np.frombuffer(values.tobytes(), np.uint8)
    return Object(volume, volume.id, {"voxels": grid})


def _texture(wp: ModuleType, plan: dict[str, Any], draw: Draw, _place: Place) -> Object:
    """A texture with all of its mip maps."""
    texels = draw("texels", plan["values"], tuple(plan["shape"]), *plan["range"])
    kinds = {1: wp.Texture1D, 2: wp.Texture2D, 3: wp.Texture3D}
    texture = kinds[len(plan["shape"])](texels, num_mip_levels=0, device="cpu")
    return Object(texture, texture)


def _zero(wp: ModuleType, values: str) -> Any:
    """A zero of the type: "float32", "vec3<float64>"."""
    kind, _, scalar = values.removesuffix(">").rpartition("<")
    dtype = getattr(wp, scalar)
    return wp.types.vector(int(kind[-1]), dtype)() if kind else dtype(0)


def _array(wp: ModuleType, values: np.ndarray, dtype: Any) -> Any:
    return wp.array(values, dtype=dtype, device="cpu", copy=False)


def _groups(wp: ModuleType, plan: dict[str, Any], count: int) -> Any:
    """The group of each thing, in order; None without groups."""
    if plan["groups"] == 0:
        return None
    numbers = np.arange(count) * plan["groups"] // count
    return wp.array(numbers.astype(np.int32), dtype=wp.int32, device="cpu")
