"""Warp's own norms sum in float32, so they take no vector of another type."""

import warp as wp


@wp.kernel
def lengths(a: wp.array[wp.vec2d], out: wp.array[wp.float64]):
    i = wp.tid()
    out[i] = wp.norm_l1(a[i])
