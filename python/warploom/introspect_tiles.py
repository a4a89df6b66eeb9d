"""How kernels call the builtins on tiles: the statements that introspect tries.

A tile's builtins take what is no value: shapes, types, functions, places. So an overload is asked
for by a statement as people write it, with each type of a catalog for its elements. The row of such
a call tells the types of what is a value, an array or a tile, and leaves shapes open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import warp as wp

from warploom import introspect_types as table

# The operands of the statements, where T is the element type: the name, its spelling in the
# table, and how a kernel gets it; an argument of the kernel where that is None.
_NAMES = {
    "A": ("array1<T>", None),
    "B": ("array2<T>", None),
    "C": ("array3<T>", None),
    "D": ("array4<T>", None),
    "a1": ("tile<T>", "wp.tile_zeros(shape=8, dtype=T)"),
    "a2": ("tile<T>", "wp.tile_zeros(shape=(8, 8), dtype=T)"),
    "a3": ("tile<T>", "wp.tile_zeros(shape=(2, 4, 8), dtype=T)"),
    "a4": ("tile<T>", "wp.tile_zeros(shape=(2, 2, 2, 8), dtype=T)"),
    "ab": ("tile<T>", "wp.tile(x, preserve_type=True)"),
    "k": ("tile<int32>", "wp.tile_zeros(shape=8, dtype=int)"),
    "f1": ("tile<float32>", "wp.tile_zeros(shape=8, dtype=float)"),
    "x": ("T", None),
    "c": ("component<T>", None),
    "i": ("int32", None),
    "yes": ("bool", None),
    "rng": ("uint32", None),
    "low": ("float32", None),
    "id": ("uint64", None),
    "p": ("vec3<float32>", None),
    "s": ("opaque<tile_stack<T>>", "wp.tile_stack(capacity=16, dtype=T)"),
    "bq": ("opaque<BvhQueryTiled>", "wp.tile_bvh_query_aabb(id, p, p)"),
    "mq": ("opaque<MeshQueryAABBTiled>", "wp.tile_mesh_query_aabb(id, p, p)"),
}

# name, overload, what of _NAMES has a place in the row, the statement. Results are r0, r1.
_FORMS = """
add 71 a2,a2 r0 = a2 + a2
add_inplace 5 a2,a2 a2 += a2
assign 0 a1,i,x a1[i] = x
assign 1 a2,i,i,x a2[i, i] = x
assign 2 a3,i,i,i,x a3[i, i, i] = x
assign 3 a4,i,i,i,i,x a4[i, i, i, i] = x
assign 4 a4,i,i,i,i,i,c a4[i, i, i, i, i] = c
assign 5 a4,i,i,i,i,i,i,c a4[i, i, i, i, i, i] = c
bit_and 35 a2,a2 r0 = a2 & a2
bit_and_inplace 3 a2,a2 a2 &= a2
bit_or 35 a2,a2 r0 = a2 | a2
bit_or_inplace 3 a2,a2 a2 |= a2
bit_xor 35 a2,a2 r0 = a2 ^ a2
bit_xor_inplace 3 a2,a2 a2 ^= a2
bvh_query_next_tiled 0 bq r0 = wp.bvh_query_next_tiled(bq)
div 121 a2,a2 r0 = a2 / a2
div 122 a2,x r0 = a2 / x
div 122 a2,c r0 = a2 / c
div 123 x,a2 r0 = x / a2
len 5 a2 r0 = len(a2)
mesh_query_aabb_next_tiled 0 mq r0 = wp.mesh_query_aabb_next_tiled(mq)
mul 176 a2,a2 r0 = a2 * a2
mul 177 a2,x r0 = a2 * x
mul 177 a2,c r0 = a2 * c
mul 178 x,a2 r0 = x * a2
mul 178 c,a2 r0 = c * a2
neg 67 a2 r0 = -a2
sub 71 a2,a2 r0 = a2 - a2
sub_inplace 5 a2,a2 a2 -= a2
tile 0 x r0 = wp.tile(x)
tile 0 x r0 = wp.tile(x, preserve_type=True)
tile_add_inplace 0 a1,i,x a1[i] += x
tile_add_inplace 1 a2,i,i,x a2[i, i] += x
tile_add_inplace 2 a3,i,i,i,x a3[i, i, i] += x
tile_add_inplace 3 a4,i,i,i,i,x a4[i, i, i, i] += x
tile_arange 0 - r0 = wp.tile_arange(8, dtype=T)
tile_argmax 0 a2 r0 = wp.tile_argmax(a2)
tile_argmin 0 a2 r0 = wp.tile_argmin(a2)
tile_assign 0 a2,a2 wp.tile_assign(a2, a2, offset=(i, i))
tile_astype 0 f1 r0 = wp.tile_astype(f1, dtype=T)
tile_astype 0 a2 r0 = wp.tile_astype(a2, dtype=float)
tile_atomic_add 0 B,a2 r0 = wp.tile_atomic_add(B, a2, offset=(i, i))
tile_atomic_add 1 A,a1 r0 = wp.tile_atomic_add(A, a1, offset=i)
tile_atomic_add_indexed 0 B,k,a2 r0 = wp.tile_atomic_add_indexed(B, k, a2, offset=(i, i), axis=0)
tile_axpy 0 x,a2,a2 wp.tile_axpy(x, a2, a2)
tile_axpy 0 c,a2,a2 wp.tile_axpy(c, a2, a2)
tile_bit_and_inplace 0 a1,i,x a1[i] &= x
tile_bit_and_inplace 1 a2,i,i,x a2[i, i] &= x
tile_bit_and_inplace 2 a3,i,i,i,x a3[i, i, i] &= x
tile_bit_and_inplace 3 a4,i,i,i,i,x a4[i, i, i, i] &= x
tile_bit_or_inplace 0 a1,i,x a1[i] |= x
tile_bit_or_inplace 1 a2,i,i,x a2[i, i] |= x
tile_bit_or_inplace 2 a3,i,i,i,x a3[i, i, i] |= x
tile_bit_or_inplace 3 a4,i,i,i,i,x a4[i, i, i, i] |= x
tile_bit_xor_inplace 0 a1,i,x a1[i] ^= x
tile_bit_xor_inplace 1 a2,i,i,x a2[i, i] ^= x
tile_bit_xor_inplace 2 a3,i,i,i,x a3[i, i, i] ^= x
tile_bit_xor_inplace 3 a4,i,i,i,i,x a4[i, i, i, i] ^= x
tile_broadcast 0 a1 r0 = wp.tile_broadcast(a1, shape=(4, 8))
tile_bvh_query_aabb 0 id,p,p r0 = wp.tile_bvh_query_aabb(id, p, p)
tile_bvh_query_next 0 bq r0 = wp.tile_bvh_query_next(bq)
tile_bvh_query_ray 0 id,p,p r0 = wp.tile_bvh_query_ray(id, p, p)
tile_cholesky 0 a2 r0 = wp.tile_cholesky(a2)
tile_cholesky_inplace 0 a2 wp.tile_cholesky_inplace(a2)
tile_cholesky_solve 0 a2,a1 r0 = wp.tile_cholesky_solve(a2, a1)
tile_cholesky_solve_inplace 0 a2,a1 wp.tile_cholesky_solve_inplace(a2, a1)
tile_diag_add 0 a2,a1 r0 = wp.tile_diag_add(a2, a1)
tile_dot 0 a2,a2 r0 = wp.tile_dot(a2, a2)
tile_empty 0 - r0 = wp.tile_empty(shape=(4, 8), dtype=T)
tile_empty 1 - r0 = wp.tile_empty(shape=8, dtype=T)
tile_extract 0 a1,i r0 = wp.tile_extract(a1, i)
tile_extract 1 a2,i,i r0 = wp.tile_extract(a2, i, i)
tile_extract 2 a3,i,i,i r0 = wp.tile_extract(a3, i, i, i)
tile_extract 3 a4,i,i,i,i r0 = wp.tile_extract(a4, i, i, i, i)
tile_extract 4 a4,i,i,i,i,i r0 = wp.tile_extract(a4, i, i, i, i, i)
tile_extract 5 a4,i,i,i,i,i,i r0 = wp.tile_extract(a4, i, i, i, i, i, i)
tile_fft 0 a2 wp.tile_fft(a2)
tile_from_thread 0 x,i r0 = wp.tile_from_thread(shape=(4, 8), value=x, thread_idx=i)
tile_from_thread 1 x,i r0 = wp.tile_from_thread(shape=8, value=x, thread_idx=i)
tile_full 0 x r0 = wp.tile_full(shape=(4, 8), value=x, dtype=T)
tile_full 1 x r0 = wp.tile_full(shape=8, value=x, dtype=T)
tile_ifft 0 a2 wp.tile_ifft(a2)
tile_load 0 B r0 = wp.tile_load(B, shape=(4, 8), offset=(i, i))
tile_load 0 C r0 = wp.tile_load(C, shape=(2, 4, 8), offset=(i, i, i))
tile_load 0 D r0 = wp.tile_load(D, shape=(2, 2, 2, 8), offset=(i, i, i, i))
tile_load 1 A r0 = wp.tile_load(A, shape=8, offset=i)
tile_load_indexed 0 A,k r0 = wp.tile_load_indexed(A, indices=k, shape=(8,))
tile_load_indexed 0 B,k r0 = wp.tile_load_indexed(B, indices=k, shape=(8, 4), axis=0)
tile_lower_solve 0 a2,a1 r0 = wp.tile_lower_solve(a2, a1)
tile_lower_solve_inplace 0 a2,a1 wp.tile_lower_solve_inplace(a2, a1)
tile_map 0 a2 r0 = wp.tile_map(same, a2)
tile_map 1 a2,a2 r0 = wp.tile_map(first, a2, a2)
tile_map 1 a2,x r0 = wp.tile_map(first, a2, x)
tile_map 2 a2,a2,a2 r0 = wp.tile_map(first_of_three, a2, a2, a2)
tile_map 2 a2,a2,x r0 = wp.tile_map(first_of_three, a2, a2, x)
tile_matmul 0 a2,a2,a2 wp.tile_matmul(a2, a2, a2)
tile_matmul 1 a2,a2 r0 = wp.tile_matmul(a2, a2)
tile_matmul 2 a2,a2,a2 wp.tile_matmul(a2, a2, a2)
tile_matmul 3 a2,a2 r0 = wp.tile_matmul(a2, a2)
tile_max 0 a2 r0 = wp.tile_max(a2)
tile_mesh_query_aabb 0 id,p,p r0 = wp.tile_mesh_query_aabb(id, p, p)
tile_mesh_query_aabb_next 0 mq r0 = wp.tile_mesh_query_aabb_next(mq)
tile_min 0 a2 r0 = wp.tile_min(a2)
tile_ones 0 - r0 = wp.tile_ones(shape=(4, 8), dtype=T)
tile_ones 1 - r0 = wp.tile_ones(shape=8, dtype=T)
tile_query_valid 0 bq r0 = wp.tile_query_valid(bq)
tile_query_valid 1 mq r0 = wp.tile_query_valid(mq)
tile_randf 0 rng r0 = wp.tile_randf(shape=(4, 8), rng=rng)
tile_randf 1 rng r0 = wp.tile_randf(shape=8, rng=rng)
tile_randf 2 rng,low,low r0 = wp.tile_randf(shape=(4, 8), rng=rng, min=0.0, max=1.0)
tile_randf 3 rng,low,low r0 = wp.tile_randf(shape=8, rng=rng, min=0.0, max=1.0)
tile_randi 0 rng r0 = wp.tile_randi(shape=(4, 8), rng=rng)
tile_randi 1 rng r0 = wp.tile_randi(shape=8, rng=rng)
tile_randi 2 rng,i,i r0 = wp.tile_randi(shape=(4, 8), rng=rng, min=0, max=9)
tile_randi 3 rng,i,i r0 = wp.tile_randi(shape=8, rng=rng, min=0, max=9)
tile_reduce 0 a2 r0 = wp.tile_reduce(first, a2)
tile_reduce 1 a2 r0 = wp.tile_reduce(first, a2, axis=0)
tile_reshape 0 a2 r0 = wp.tile_reshape(a2, shape=(4, 16))
tile_scan_exclusive 0 a1 r0 = wp.tile_scan_exclusive(a1)
tile_scan_inclusive 0 a1 r0 = wp.tile_scan_inclusive(a1)
tile_scan_max_inclusive 0 a1 r0 = wp.tile_scan_max_inclusive(a1)
tile_scan_min_inclusive 0 a1 r0 = wp.tile_scan_min_inclusive(a1)
tile_scatter_add 0 a1,i,x,yes wp.tile_scatter_add(a1, i, x, yes)
tile_scatter_add 1 a2,i,i,x,yes wp.tile_scatter_add(a2, i, i, x, yes)
tile_scatter_add 2 a3,i,i,i,x,yes wp.tile_scatter_add(a3, i, i, i, x, yes)
tile_scatter_add 3 a4,i,i,i,i,x,yes wp.tile_scatter_add(a4, i, i, i, i, x, yes)
tile_scatter_masked 0 a1,i,x,yes wp.tile_scatter_masked(a1, i, x, yes)
tile_scatter_masked 1 a2,i,i,x,yes wp.tile_scatter_masked(a2, i, i, x, yes)
tile_scatter_masked 2 a3,i,i,i,x,yes wp.tile_scatter_masked(a3, i, i, i, x, yes)
tile_scatter_masked 3 a4,i,i,i,i,x,yes wp.tile_scatter_masked(a4, i, i, i, i, x, yes)
tile_slice_indexed 0 a2,k r0 = a2[k, :]
tile_sort 0 a1,k wp.tile_sort(a1, k)
tile_squeeze 0 a2 r0 = wp.tile_squeeze(wp.tile_view(a2, offset=(0, 0), shape=(1, 8)))
tile_stack 0 - r0 = wp.tile_stack(capacity=16, dtype=T)
tile_stack_clear 0 s wp.tile_stack_clear(s)
tile_stack_count 0 s r0 = wp.tile_stack_count(s)
tile_stack_pop 0 s r0, r1 = wp.tile_stack_pop(s)
tile_stack_push 0 s,x,yes r0 = wp.tile_stack_push(s, x, yes)
tile_store 0 B,a2 wp.tile_store(B, a2, offset=(i, i))
tile_store 0 C,a3 wp.tile_store(C, a3, offset=(i, i, i))
tile_store 0 D,a4 wp.tile_store(D, a4, offset=(i, i, i, i))
tile_store 1 A,a1 wp.tile_store(A, a1, offset=i)
tile_store_indexed 0 A,k,a1 wp.tile_store_indexed(A, indices=k, t=a1)
tile_store_indexed 0 B,k,a2 wp.tile_store_indexed(B, indices=k, t=a2, axis=0)
tile_sub_inplace 0 a1,i,x a1[i] -= x
tile_sub_inplace 1 a2,i,i,x a2[i, i] -= x
tile_sub_inplace 2 a3,i,i,i,x a3[i, i, i] -= x
tile_sub_inplace 3 a4,i,i,i,i,x a4[i, i, i, i] -= x
tile_sum 0 a2 r0 = wp.tile_sum(a2, axis=0)
tile_sum 1 a2 r0 = wp.tile_sum(a2)
tile_transpose 0 a2 r0 = wp.tile_transpose(a2)
tile_upper_solve 0 a2,a1 r0 = wp.tile_upper_solve(a2, a1)
tile_upper_solve_inplace 0 a2,a1 wp.tile_upper_solve_inplace(a2, a1)
tile_view 0 a2 r0 = wp.tile_view(a2, offset=(i, 0), shape=(4, 4))
tile_zeros 0 - r0 = wp.tile_zeros(shape=(4, 8), dtype=T)
tile_zeros 1 - r0 = wp.tile_zeros(shape=8, dtype=T)
untile 0 ab r0 = wp.untile(ab)
"""

# Functions that the statements name: what they are called, their parameters.
_FUNCTIONS = {"same": 1, "first": 2, "first_of_three": 3}

# A name of ours, unless it is a keyword or what follows a dot.
_NAME = re.compile(rf"(?<![\w.])(?:T|{'|'.join((*_NAMES, *_FUNCTIONS))})\b(?!=)")


@dataclass(frozen=True)
class Form:
    """One statement about elements of one type."""

    name: str
    overload: int
    names: tuple[str, ...]  # Of _NAMES: what has a place in the row.
    statement: str
    element: type

    @property
    def is_about_elements(self) -> bool:
        """Whether the type of the elements makes a difference."""
        return bool(re.search(r"\bT\b|\bB\b|a[1-4]|dtype", self.statement)) or any(
            "T" in _NAMES[name][0] for name in self.names
        )

    def lines(
        self, index: int, parameters: dict[str, str], alias: Callable[[str], str]
    ) -> list[str]:
        """The statement and, before it, what makes the tiles that it names.

        Every statement has tiles of its own: Warp settles where a tile is stored by all that is
        done with it.
        """
        made: dict[str, str] = {}

        def named(match: re.Match) -> str:
            name = match[0]
            element = alias(table.type_text(self.element))
            if name == "T":
                return element
            if name in _FUNCTIONS:
                return f"{name}_{element}"
            spelled, maker = _NAMES[name]
            if maker is None:
                return parameters.setdefault(spelling(spelled, self.element), f"p{len(parameters)}")
            if name not in made:
                made[name] = f"{name}_{index} = {_NAME.sub(named, maker)}"
            return f"{name}_{index}"

        statement = re.sub(r"\br(\d)\b", rf"r{index}_\1", _NAME.sub(named, self.statement))
        return [f"    {line}" for line in (*made.values(), statement)]

    @property
    def args(self) -> tuple[str, ...]:
        """The row's argument types."""
        return tuple(spelling(_NAMES[name][0], self.element) for name in self.names)


def elements() -> tuple[type, ...]:
    """The element types that tiles are tried with."""
    composites = (wp.vec2, wp.vec3, wp.vec4, wp.vec2d, wp.vec3i, wp.mat22, wp.mat33)
    return (*table.BOOL_AND_SCALARS, *composites)


def spelling(text: str, element: type) -> str:
    """The spelling in the table of a type of _NAMES."""
    component = getattr(element, "_wp_scalar_type_", element)
    if text == "component<T>":
        return table.type_text(component)
    return re.sub(r"\bT\b", table.type_text(element), text)


def forms() -> Iterator[Form]:
    """All statements about tiles that introspect tries."""
    for line in _FORMS.strip().splitlines():
        name, overload, names, statement = line.split(" ", 3)
        used = () if names == "-" else tuple(names.split(","))
        for element in elements():
            form = Form(name, int(overload), used, statement, element)
            if form.is_about_elements or element is wp.float32:
                yield form


def helpers(element: str) -> list[str]:
    """The functions that statements about elements of this type name."""
    lines = []
    for name, count in _FUNCTIONS.items():
        parameters = ", ".join(f"v{i}: {element}" for i in range(count))
        lines += ["@wp.func", f"def {name}_{element}({parameters}):", "    return v0"]
    return lines
