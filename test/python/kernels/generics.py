from typing import Any

import warp as wp


@wp.func
def twice(x: Any):
    return x + x


@wp.func
def apply(g: wp.Function, x: Any):
    return g(x)


@wp.kernel
def generics(x: wp.array(dtype=float), v: wp.array(dtype=wp.vec2), n: wp.array(dtype=int)):
    i = wp.tid()
    x[i] = twice(x[i])
    v[i] = twice(v[i])
    n[i] = apply(twice, n[i])
