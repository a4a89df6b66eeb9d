"""Comparisons are never type-checked: two vectors become a C++ < that there is not."""

import warp as wp


@wp.kernel
def smaller(a: wp.array[wp.vec3], b: wp.array[wp.vec3], out: wp.array[int]):
    i = wp.tid()
    if a[i] < b[i]:
        out[i] = 1
