"""Structs are compared by a C++ == that there is not."""

import warp as wp


@wp.struct
class Pair:
    x: float


@wp.kernel
def same(a: wp.array[Pair], b: wp.array[Pair], out: wp.array[int]):
    i = wp.tid()
    if a[i] == b[i]:
        out[i] = 1
