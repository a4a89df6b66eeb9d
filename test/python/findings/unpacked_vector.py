"""A vector and a shape cannot be unpacked; the error is one of Warp's own code."""

import warp as wp


@wp.kernel
def total(a: wp.array[wp.vec3], out: wp.array[float]):
    x, y, z = a[0]
    out[0] = x + y + z
