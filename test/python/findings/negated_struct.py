"""A user's operators count for a + b and its like, not for -a."""

import warp as wp


@wp.struct
class Pair:
    x: float


@wp.func
def neg(a: Pair):
    return Pair(-a.x)


@wp.kernel
def negate(a: wp.array[Pair]):
    pair = a[0]
    a[0] = -pair
