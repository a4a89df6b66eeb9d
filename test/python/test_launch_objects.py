"""Objects of a launch: what a plan says of a mesh, bvh, hash grid, volume or texture is so."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import InProcess
from test_run_check import arg, kernel, launch, run


def thing(name: str, fill: str, shape: list[int], values: str = "float32", **more: Any) -> dict:
    """The plan of an object of that fill."""
    kind = f"opaque<Texture{len(shape)}D>" if fill == "texture" else "uint64"
    return arg(name, kind, shape, fill, values=values, groups=0) | {"range": [-1.0, 1.0]} | more


MESH = thing("m", "mesh", [4, 6], "vec3<float32>", range=[0.8, 1.2])
POINTS = arg("x", "array1<vec3<float32>>", [64], range=[-1.0, 1.0])
OUT = arg("o", "array1<int32>", [64], "zero")

# A body that asserts what a plan promises, its parameters but the output, and their plans.
PROMISES = {
    "a mesh is closed around the origin and looks outward": (
        """q = wp.mesh_query_point_sign_normal(m, x[i] * 0.1, 9.0)
assert q.result and q.sign < 0.0
p = wp.mesh_eval_position(m, q.face, q.u, q.v)
assert wp.length(p) > 0.4 and wp.length(p) < 1.3
far = wp.mesh_query_point_sign_winding_number(m, wp.normalize(p) * 2.0, 9.0)
assert far.result and far.sign > 0.0
assert wp.mesh_query_ray_anyhit(m, wp.vec3(), wp.normalize(p), 2.0)
assert wp.mesh_get(m).points.shape[0] == 26 and wp.mesh_get(m).indices.shape[0] == 144
assert wp.length(wp.mesh_get_point(m, i)) < 1.2001
o[i] = 1""",
        "m: wp.uint64, x: wp.array(dtype=wp.vec3)",
        [MESH, POINTS],
    ),
    "the faces of a mesh are in its groups": (
        """d = wp.normalize(x[i] + wp.vec3(0.3, 0.2, 0.1))  # Along no edge, at the ends either.
q = wp.mesh_query_ray(m, wp.vec3(), d, 2.0)
in_one = int(0)
for g in range(3):
    r = wp.mesh_query_ray(m, wp.vec3(), d, 2.0, wp.mesh_get_group_root(m, g))
    if r.result and r.face == q.face:
        in_one += 1
        assert r.face // 16 == g
assert in_one == 1
o[i] = 1""",
        "m: wp.uint64, x: wp.array(dtype=wp.vec3)",
        [MESH | {"groups": 3}, POINTS],
    ),
    "the boxes of a bvh lie where its range says": (
        """seen = int(0)
index = int(0)
query = wp.bvh_query_aabb(b, wp.vec3(-1.0), wp.vec3(1.5))
while wp.bvh_query_next(query, index):
    assert index < 20
    seen += 1
assert seen == 20
outside = wp.bvh_query_sphere(b, wp.vec3(4.0), 1.0)
assert not wp.bvh_query_next(outside, index)
o[i] = 1""",
        "b: wp.uint64",
        [thing("b", "bvh", [20], "vec3<float32>")],
    ),
    "a hash grid is over the argument that it names": (
        """found = int(0)
for j in wp.hash_grid_query(g, x[i], 0.001):
    if j == i:
        found = 1
assert found == 1
o[i] = found""",
        "g: wp.uint64, x: wp.array(dtype=wp.vec3)",
        [thing("g", "hash_grid", [64], "vec3<float32>", points="x"), POINTS],
    ),
    "the points of a hash grid lie apart in every round": (
        """near = int(0)
for j in wp.hash_grid_query(g, x[i], 0.01):
    near += 1
assert near < 32
o[i] = near""",
        "g: wp.uint64, x: wp.array(dtype=wp.vec3)",
        [thing("g", "hash_grid", [64], "vec3<float32>", points="x"), POINTS],
    ),
    "a hash grid in double precision has groups": (
        """count = int(0)
for group in range(4):
    for j in wp.hash_grid_query(g, wp.vec3d(), wp.float64(4.0), group):
        assert j // 16 == group
        count += 1
assert count == 64
o[i] = count""",
        "g: wp.uint64",
        [thing("g", "hash_grid", [64], "vec3<float64>", groups=4)],
    ),
    "a volume fills the cube and keeps to its range": (
        """a = wp.volume_lookup(v, i // 8, i % 8, 3, dtype=wp.vec3d)
assert wp.max(a) <= wp.float64(1.0) and wp.min(a) >= wp.float64(0.5)
assert wp.length(wp.volume_lookup(v, 8, 0, 0, dtype=wp.vec3d)) == wp.float64(0.0)
p = wp.volume_index_to_world(v, wp.vec3(7.0))
assert wp.length(p - wp.vec3(0.875)) < 1e-5
assert wp.volume_lookup_index(n, i // 8, i % 8, 7) == i * 8 + 7
o[i] = 1""",
        "v: wp.uint64, n: wp.uint64",
        [
            thing("v", "volume", [8] * 3, "vec3<float64>", range=[0.5, 1.0]),
            thing("n", "volume", [8] * 3, "index"),
        ],
    ),
    "a texture has its texels and mip maps": (
        """c = wp.texture_sample(t, wp.vec2(0.5, 0.1), dtype=wp.vec4)
assert wp.max(c) <= 1.0 and wp.min(c) >= -1.0 and wp.length(c) > 0.0
mean = wp.texture_sample(t, wp.vec2(0.5, 0.1), dtype=wp.vec4, lod=9.0)
same = wp.texture_sample(t, wp.vec2(0.1, 0.9), dtype=wp.vec4, lod=9.0)
assert wp.length(mean - same) < 1e-6
assert t.width == 8 and t.height == 4
o[i] = 1""",
        "t: wp.Texture2D",
        [thing("t", "texture", [4, 8], "vec4<float32>")],
    ),
}


# The ends of a range let all points fall together, so what holds of drawn ones holds there too.
@pytest.mark.parametrize("promise", PROMISES)
def test_an_object_is_what_its_plan_says(inside: InProcess, promise: str) -> None:
    body, parameters, plans = PROMISES[promise]
    source = kernel(body, f"{parameters}, o: wp.array(dtype=int)")
    (verdict,) = run(inside, [(source, launch([64], *plans, OUT))])
    assert verdict.ok, verdict.reason


def test_only_an_output_may_be_written_to(inside: InProcess) -> None:
    store = kernel("wp.volume_store(v, i // 8, i % 8, 0, 7.0)", "v: wp.uint64")
    read_only = thing("v", "volume", [8, 8, 8])
    good, bad = run(
        inside,
        [
            (store, launch([64], read_only | {"is_output": True})),
            (store, launch([64], read_only)),
        ],
    )
    assert good.ok, good.reason
    assert "it writes to v.voxels, which the launch plan calls no output" in bad.reason


MISFITS = {
    "a volume of another size": thing("v", "volume", [4, 4, 4]),
    "an object that is none": thing("v", "volume", [8, 8, 8], "quat<float32>"),
    "a mesh without a size": thing("v", "mesh", []),
    "an id of another type": thing("v", "bvh", [4]) | {"type": "int32"},
    "a texture for an id": thing("v", "texture", [4, 4]),
}


@pytest.mark.parametrize("misfit", MISFITS)
def test_a_plan_that_does_not_fit_is_refused(inside: InProcess, misfit: str) -> None:
    source = kernel("o[i] = wp.volume_voxel_count(v)", "v: wp.uint64, o: wp.array(dtype=int)")
    (verdict,) = run(inside, [(source, launch([64], MISFITS[misfit], OUT))])
    assert not verdict.ok
    assert verdict.reason.startswith("CRASH on cpu: its launch plan is wrong: v")
