"""A user's operator counts for a + b, but not for a[i] += b."""

import warp as wp


@wp.struct
class Pair:
    x: float


@wp.func
def add(a: Pair, b: Pair):
    return Pair(a.x + b.x)


@wp.kernel
def accumulate(a: wp.array[Pair], out: wp.array[Pair]):
    i = wp.tid()
    out[i] = a[i] + a[i]
    out[i] += a[i]
